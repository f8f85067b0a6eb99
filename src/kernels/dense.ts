/**
 * Products of a dense row-major matrix with vectors and thin matrices.
 *
 * Sums: entry r of `matVec` and `matMulT` adds column after column, entry c of `matTVec` and `matTMul` adds row after row, each
 * from the first to the last into one running sum that starts at 0. Rows are taken four at a time for speed, which changes
 * no sum's order: the result of a row does not depend on the rows around it. O(rows · cols · k) time.
 */

/** X·v: one number a row. `out` is written and returned. */
export function matVec(
  x: Float64Array,
  rows: number,
  cols: number,
  v: Float64Array,
  out: Float64Array = new Float64Array(rows),
): Float64Array {
  rowsTimes(x, 0, rows, cols, v, 0, out, 0, 1);
  return out;
}

/** (X - means)ᵀ·v: one number a column. Without `means`, Xᵀ·v. `out` is written and returned. */
export function matTVec(
  x: Float64Array,
  rows: number,
  cols: number,
  v: Float64Array,
  out: Float64Array = new Float64Array(cols),
  means?: Float64Array,
): Float64Array {
  out.fill(0, 0, cols);
  if (means === undefined) columnsTimes(x, 0, rows, cols, v, 0, 1, out, 0);
  else centredColumnsTimes(x, rows, cols, v, means, out);
  return out;
}

/** Rows that are taken together through all k columns of the other factor, so that they are still in the cache. */
const BLOCK_ROWS = 64;

/** X·Wᵀ for a W of k rows and as many columns as X: the scores of k classes, `out[r·k + j]`. `out` is written and returned. */
export function matMulT(
  x: Float64Array,
  rows: number,
  cols: number,
  w: Float64Array,
  k: number,
  out: Float64Array = new Float64Array(rows * k),
): Float64Array {
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    for (let j = 0; j < k; j++) rowsTimes(x, from, to, cols, w, j * cols, out, j, k);
  }
  return out;
}

/** Gᵀ·X for a G of as many rows as X and k columns: k gradients, `out[j·cols + c]`. `out` is written and returned. */
export function matTMul(
  x: Float64Array,
  rows: number,
  cols: number,
  g: Float64Array,
  k: number,
  out: Float64Array = new Float64Array(k * cols),
): Float64Array {
  out.fill(0, 0, k * cols);
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS);
    for (let j = 0; j < k; j++) columnsTimes(x, from, to, cols, g, j, k, out, j * cols);
  }
  return out;
}

/** out[outAt + r·outStep] = Σ_c x[r, c] v[vAt + c] for from ≤ r < to. */
function rowsTimes(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  v: Float64Array,
  vAt: number,
  out: Float64Array,
  outAt: number,
  outStep: number,
): void {
  let r = from;
  for (; r + 4 <= to; r += 4) {
    const first = r * cols;
    const second = first + cols;
    const third = second + cols;
    const fourth = third + cols;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 0; i < cols; i++) {
      const factor = v[vAt + i]!;
      a += x[first + i]! * factor;
      b += x[second + i]! * factor;
      c += x[third + i]! * factor;
      d += x[fourth + i]! * factor;
    }
    const at = outAt + r * outStep;
    out[at] = a;
    out[at + outStep] = b;
    out[at + 2 * outStep] = c;
    out[at + 3 * outStep] = d;
  }
  for (; r < to; r++) {
    let sum = 0;
    for (let i = 0, at = r * cols; i < cols; i++, at++) sum += x[at]! * v[vAt + i]!;
    out[outAt + r * outStep] = sum;
  }
}

/** out[outAt + c] += Σ_r x[r, c] v[vAt + r·vStep] for from ≤ r < to. */
function columnsTimes(
  x: Float64Array,
  from: number,
  to: number,
  cols: number,
  v: Float64Array,
  vAt: number,
  vStep: number,
  out: Float64Array,
  outAt: number,
): void {
  let r = from;
  for (; r + 4 <= to; r += 4) {
    const first = r * cols;
    const second = first + cols;
    const third = second + cols;
    const fourth = third + cols;
    const at = vAt + r * vStep;
    const a = v[at]!;
    const b = v[at + vStep]!;
    const c = v[at + 2 * vStep]!;
    const d = v[at + 3 * vStep]!;
    for (let i = 0; i < cols; i++) {
      out[outAt + i] =
        out[outAt + i]! + x[first + i]! * a + x[second + i]! * b + x[third + i]! * c + x[fourth + i]! * d;
    }
  }
  for (; r < to; r++) {
    const factor = v[vAt + r * vStep]!;
    for (let i = 0, at = r * cols; i < cols; i++, at++) out[outAt + i] = out[outAt + i]! + x[at]! * factor;
  }
}

function centredColumnsTimes(
  x: Float64Array,
  rows: number,
  cols: number,
  v: Float64Array,
  means: Float64Array,
  out: Float64Array,
): void {
  for (let r = 0, at = 0; r < rows; r++) {
    const factor = v[r]!;
    for (let c = 0; c < cols; c++, at++) out[c] = out[c]! + (x[at]! - means[c]!) * factor;
  }
}

/** Each column's mean, or weighted mean Σ w x / Σ w: sums run row after row. `weights` must not sum to 0; rows must not be 0. */
export function columnMeans(x: Float64Array, rows: number, cols: number, weights?: Float64Array): Float64Array {
  const means = new Float64Array(cols);
  let total = 0;
  for (let r = 0, at = 0; r < rows; r++) {
    const weight = weights === undefined ? 1 : weights[r]!;
    total += weight;
    for (let c = 0; c < cols; c++, at++) means[c] = means[c]! + weight * x[at]!;
  }
  for (let c = 0; c < cols; c++) means[c] = means[c]! / total;
  return means;
}

/** Σ a[i] b[i], i ascending. */
export function dot(a: Float64Array, b: Float64Array, length: number = a.length): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}
