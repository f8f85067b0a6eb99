/**
 * The Gram matrix (X - means)ᵀ W (X - means) of a dense row-major matrix.
 *
 * Rows are taken in blocks of 256. A block is centred and laid out column by column, so that an entry's share of it is a product of
 * two runs of memory; entries are worked out in tiles of 4 × 2, which keeps eight sums in registers. Columns are padded with zeros
 * to a multiple of four.
 *
 * Sums: an entry is the sum, block after block, of the blocks' shares; a share adds (w·x_i)·x_j row after row. Entries with i ≤ j
 * are worked out, the others are copies. O(rows · cols² / 2) time; 4 KB (8 KB with weights) a column besides the result.
 */

const BLOCK_ROWS = 256;

/** What {@link gram} takes besides the matrix. */
export interface GramOptions {
  /** One weight a row; all 1 if left out. */
  readonly weights?: Float64Array | undefined;
  /** What to take off each column first; nothing if left out. */
  readonly means?: Float64Array | undefined;
}

/**
 * (X - means)ᵀ W (X - means), as a full symmetric cols × cols matrix. Taking the means off first, rather than their product off
 * the result, keeps the digits of columns whose mean is large beside their spread.
 */
export function gram(x: Float64Array, rows: number, cols: number, options: GramOptions = {}): Float64Array {
  const { weights, means } = options;
  const padded = (cols + 3) & ~3;
  const total = new Float64Array(padded * padded);
  const right = new Float64Array(padded * BLOCK_ROWS);
  const left = weights === undefined ? right : new Float64Array(padded * BLOCK_ROWS);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - from);
    pack(x, from, count, cols, means, right);
    if (weights !== undefined) weigh(right, count, cols, weights, from, left);
    for (let i = 0; i < padded; i += 4) {
      for (let j = i; j < padded; j += 2) addTile(left, right, count, i, j, total, padded);
    }
  }
  return mirrored(total, padded, cols);
}

/** Column c of the block goes to packed[c · BLOCK_ROWS …]. */
function pack(
  x: Float64Array,
  from: number,
  count: number,
  cols: number,
  means: Float64Array | undefined,
  packed: Float64Array,
): void {
  for (let r = 0, at = from * cols; r < count; r++) {
    if (means === undefined) {
      for (let c = 0; c < cols; c++, at++) packed[c * BLOCK_ROWS + r] = x[at]!;
    } else {
      for (let c = 0; c < cols; c++, at++) packed[c * BLOCK_ROWS + r] = x[at]! - means[c]!;
    }
  }
}

function weigh(
  packed: Float64Array,
  count: number,
  cols: number,
  weights: Float64Array,
  from: number,
  weighted: Float64Array,
): void {
  for (let c = 0; c < cols; c++) {
    const column = c * BLOCK_ROWS;
    for (let r = 0; r < count; r++) weighted[column + r] = packed[column + r]! * weights[from + r]!;
  }
}

/** Adds a block's share to the entries (i … i+3, j … j+1). */
function addTile(
  left: Float64Array,
  right: Float64Array,
  count: number,
  i: number,
  j: number,
  total: Float64Array,
  stride: number,
): void {
  const left0 = i * BLOCK_ROWS;
  const left1 = left0 + BLOCK_ROWS;
  const left2 = left1 + BLOCK_ROWS;
  const left3 = left2 + BLOCK_ROWS;
  const right0 = j * BLOCK_ROWS;
  const right1 = right0 + BLOCK_ROWS;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let r = 0; r < count; r++) {
    const b0 = right[right0 + r]!;
    const b1 = right[right1 + r]!;
    const a0 = left[left0 + r]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    const a1 = left[left1 + r]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    const a2 = left[left2 + r]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    const a3 = left[left3 + r]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
  }
  const at = i * stride + j;
  addPair(total, at, s00, s01);
  addPair(total, at + stride, s10, s11);
  addPair(total, at + 2 * stride, s20, s21);
  addPair(total, at + 3 * stride, s30, s31);
}

function addPair(total: Float64Array, at: number, first: number, second: number): void {
  total[at] = total[at]! + first;
  total[at + 1] = total[at + 1]! + second;
}

function mirrored(total: Float64Array, stride: number, cols: number): Float64Array {
  const result = new Float64Array(cols * cols);
  for (let i = 0; i < cols; i++) {
    for (let j = i; j < cols; j++) {
      const value = total[i * stride + j]!;
      result[i * cols + j] = value;
      result[j * cols + i] = value;
    }
  }
  return result;
}
