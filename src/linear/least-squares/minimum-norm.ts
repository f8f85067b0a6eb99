/**
 * The least squares solution of smallest norm, for columns or rows that depend on one another, and for problems too ill-conditioned for
 * the Gram matrix: a QR decomposition that leaves a small square matrix, and the singular values of that.
 *
 * Singular values of at most eps · max(rows, cols) of the largest are taken for zeros, which is where rounding puts those that are.
 * O(2 · rows · cols²) time for the reduction, about 20 · min(rows, cols)³ for the singular values.
 */
import type { Passes } from "../passes.js";
import type { Design } from "./design.js";
import type { LeastSquares } from "./problem.js";
import { REDUCE_ROWS, Reduction } from "./reduce.js";

/** Singular values and vectors of a square matrix: U · diag(values) · Vᵀ, row-major. */
interface Singular {
  readonly values: readonly number[];
  readonly u: (row: number, col: number) => number;
  readonly v: (row: number, col: number) => number;
}

// Imported here alone, since it takes as long to load as the rest of the library.
async function singular(matrix: Float64Array, n: number): Promise<Singular> {
  const { Matrix, SingularValueDecomposition } = await import("ml-matrix");
  const rows = Array.from({ length: n }, (_, i) => matrix.subarray(i * n, (i + 1) * n));
  const { diagonal, leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(new Matrix(rows));
  return {
    values: diagonal,
    u: (row, col) => leftSingularVectors.get(row, col),
    v: (row, col) => rightSingularVectors.get(row, col),
  };
}

/** The solution for no more columns than rows. */
export async function minimumNorm(problem: LeastSquares, design: Design, passes: Passes): Promise<Float64Array> {
  const { x, target, alpha } = problem;
  const { rows, cols } = x;
  const reduction = new Reduction(cols, true, passes);
  const block = new Float64Array(REDUCE_ROWS * cols);
  for (let from = 0; from < rows; from += REDUCE_ROWS) {
    const to = Math.min(rows, from + REDUCE_ROWS);
    design.copyRows(from, to, block);
    await reduction.add(to - from, (row, col) => (col < cols ? block[row * cols + col]! : target[from + row]!));
    await passes.advance(to - from);
  }
  // A = Q·R and Qᵀt stand side by side: with R = U S Vᵀ, b = V · S / (S² + α) · Uᵀ · Qᵀt.
  const width = cols + 1;
  const r = new Float64Array(cols * cols);
  for (let i = 0; i < cols; i++) r.set(reduction.r.subarray(i * width, i * width + cols), i * cols);
  const { values, u, v } = await singular(r, cols);
  const kept = aboveNoise(values, rows);
  const coef = new Float64Array(cols);
  for (let k = 0; k < kept; k++) {
    const s = values[k]!;
    let product = 0;
    for (let i = 0; i < cols; i++) product += u(i, k) * reduction.r[i * width + cols]!;
    // s / (s² + α), so that s² may overflow or vanish.
    const factor = product / (s + alpha / s);
    for (let i = 0; i < cols; i++) coef[i] = coef[i]! + factor * v(i, k);
  }
  return coef;
}

/** The solution for fewer rows than columns. `a` is A, row after row. */
export async function minimumNormWide(problem: LeastSquares, a: Float64Array, passes: Passes): Promise<Float64Array> {
  const { x, target, alpha } = problem;
  const { rows, cols } = x;
  const reduction = new Reduction(rows, false, passes);
  for (let from = 0; from < cols; from += REDUCE_ROWS) {
    const count = Math.min(REDUCE_ROWS, cols - from);
    await reduction.add(count, (col, row) => a[row * cols + from + col]!);
  }
  // Aᵀ = Q·R and R = U S Vᵀ: the columns of Aᵀ·V / S are left singular vectors of Aᵀ.
  const { values, v } = await singular(reduction.r, rows);
  const kept = aboveNoise(values, cols);
  const coef = new Float64Array(cols);
  const vector = new Float64Array(cols);
  for (let k = 0; k < kept; k++) {
    const s = values[k]!;
    let product = 0;
    vector.fill(0);
    for (let row = 0; row < rows; row++) {
      product += v(row, k) * target[row]!;
      const share = v(row, k) / s;
      for (let col = 0, at = row * cols; col < cols; col++, at++) vector[col] = vector[col]! + a[at]! * share;
    }
    const factor = product / (s + alpha / s);
    for (let col = 0; col < cols; col++) coef[col] = coef[col]! + factor * vector[col]!;
    await passes.advance(0);
  }
  return coef;
}

/** How many of the descending singular values are more than rounding. */
function aboveNoise(values: readonly number[], longer: number): number {
  const noise = (values[0] ?? 0) * Number.EPSILON * Math.max(longer, values.length);
  const end = values.findIndex((value) => !(value > noise));
  return end < 0 ? values.length : end;
}
