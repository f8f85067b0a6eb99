/**
 * The products of dense.ts for a matrix in compressed sparse rows. Each sum runs over the stored values in the same order as
 * there (columns ascending in `matVec`'s, rows ascending in `matTVec`'s), so that for finite numbers a matrix with nothing but
 * zeros left out gives the same results as its dense form, but for the sign of a zero. O(stored values · k) time.
 */

/** The three arrays of compressed sparse rows; row r is at indptr[r] ≤ i < indptr[r + 1], its columns ascending. */
export interface Csr {
  readonly values: Float64Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
}

/** X·v: one number a row. `out` is written and returned. */
export function csrMatVec(
  x: Csr,
  rows: number,
  v: Float64Array,
  out: Float64Array = new Float64Array(rows),
): Float64Array {
  const { values, indices, indptr } = x;
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = indptr[r]!, end = indptr[r + 1]!; i < end; i++) sum += values[i]! * v[indices[i]!]!;
    out[r] = sum;
  }
  return out;
}

/** Xᵀ·v: one number a column. `out` is written and returned. */
export function csrMatTVec(
  x: Csr,
  rows: number,
  cols: number,
  v: Float64Array,
  out: Float64Array = new Float64Array(cols),
): Float64Array {
  return csrMatTMul(x, rows, cols, v, 1, out);
}

/** X·Wᵀ for a W of k rows and `cols` columns: the scores of k classes, `out[r·k + j]`. `out` is written and returned. */
export function csrMatMulT(
  x: Csr,
  rows: number,
  cols: number,
  w: Float64Array,
  k: number,
  out: Float64Array = new Float64Array(rows * k),
): Float64Array {
  const { values, indices, indptr } = x;
  for (let r = 0; r < rows; r++) {
    const end = indptr[r + 1]!;
    for (let j = 0; j < k; j++) {
      const row = j * cols;
      let sum = 0;
      for (let i = indptr[r]!; i < end; i++) sum += values[i]! * w[row + indices[i]!]!;
      out[r * k + j] = sum;
    }
  }
  return out;
}

/** Gᵀ·X for a G of as many rows as X and k columns: k gradients, `out[j·cols + c]`. `out` is written and returned. */
export function csrMatTMul(
  x: Csr,
  rows: number,
  cols: number,
  g: Float64Array,
  k: number,
  out: Float64Array = new Float64Array(k * cols),
): Float64Array {
  const { values, indices, indptr } = x;
  out.fill(0, 0, k * cols);
  for (let r = 0; r < rows; r++) {
    const end = indptr[r + 1]!;
    for (let j = 0; j < k; j++) {
      const row = j * cols;
      const factor = g[r * k + j]!;
      for (let i = indptr[r]!; i < end; i++) {
        const at = row + indices[i]!;
        out[at] = out[at]! + values[i]! * factor;
      }
    }
  }
  return out;
}
