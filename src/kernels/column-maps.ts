/**
 * The maps that scalers are made of, (value − offset) / scale and value · scale + offset, with one offset and one scale a column.
 *
 * Rows go in tiles of 16, and within a tile four columns at a time, whose offsets and scales stay in registers. Each value goes through the
 * same operations whatever the tile, so that one row has the bits of many. O(values).
 */

const TILE_ROWS = 16;
const TILE_COLS = 4;

/** Writes (value − offset) / scale of the rows from `start` up to, not including, `end`. NaN stays NaN. */
export function subtractDivide(
  values: Float64Array,
  offset: Float64Array,
  scale: Float64Array,
  out: Float64Array,
  start: number,
  end: number,
): void {
  const cols = scale.length;
  const whole = cols - (cols % TILE_COLS);
  for (let row = start; row < end; row += TILE_ROWS) {
    const first = row * cols;
    const last = Math.min(end, row + TILE_ROWS) * cols;
    for (let col = 0; col < whole; col += TILE_COLS) divideFour(values, offset, scale, out, first, last, col);
    for (let col = whole; col < cols; col++) {
      const o = offset[col]!;
      const s = scale[col]!;
      for (let at = first + col; at < last; at += cols) out[at] = (values[at]! - o) / s;
    }
  }
}

function divideFour(
  values: Float64Array,
  offset: Float64Array,
  scale: Float64Array,
  out: Float64Array,
  first: number,
  last: number,
  col: number,
): void {
  const cols = scale.length;
  const o0 = offset[col]!;
  const o1 = offset[col + 1]!;
  const o2 = offset[col + 2]!;
  const o3 = offset[col + 3]!;
  const s0 = scale[col]!;
  const s1 = scale[col + 1]!;
  const s2 = scale[col + 2]!;
  const s3 = scale[col + 3]!;
  for (let at = first + col; at < last; at += cols) {
    out[at] = (values[at]! - o0) / s0;
    out[at + 1] = (values[at + 1]! - o1) / s1;
    out[at + 2] = (values[at + 2]! - o2) / s2;
    out[at + 3] = (values[at + 3]! - o3) / s3;
  }
}

/** Writes value · scale + offset of the rows from `start` up to, not including, `end`. NaN stays NaN. */
export function multiplyAdd(
  values: Float64Array,
  scale: Float64Array,
  offset: Float64Array,
  out: Float64Array,
  start: number,
  end: number,
): void {
  const cols = scale.length;
  const whole = cols - (cols % TILE_COLS);
  for (let row = start; row < end; row += TILE_ROWS) {
    const first = row * cols;
    const last = Math.min(end, row + TILE_ROWS) * cols;
    for (let col = 0; col < whole; col += TILE_COLS) multiplyFour(values, scale, offset, out, first, last, col);
    for (let col = whole; col < cols; col++) {
      const o = offset[col]!;
      const s = scale[col]!;
      for (let at = first + col; at < last; at += cols) out[at] = values[at]! * s + o;
    }
  }
}

function multiplyFour(
  values: Float64Array,
  scale: Float64Array,
  offset: Float64Array,
  out: Float64Array,
  first: number,
  last: number,
  col: number,
): void {
  const cols = scale.length;
  const o0 = offset[col]!;
  const o1 = offset[col + 1]!;
  const o2 = offset[col + 2]!;
  const o3 = offset[col + 3]!;
  const s0 = scale[col]!;
  const s1 = scale[col + 1]!;
  const s2 = scale[col + 2]!;
  const s3 = scale[col + 3]!;
  for (let at = first + col; at < last; at += cols) {
    out[at] = values[at]! * s0 + o0;
    out[at + 1] = values[at + 1]! * s1 + o1;
    out[at + 2] = values[at + 2]! * s2 + o2;
    out[at + 3] = values[at + 3]! * s3 + o3;
  }
}
