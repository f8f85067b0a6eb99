/**
 * Cholesky's factorisation and the solution of symmetric positive definite systems, row by row, without pivoting.
 *
 * A pivot is what is left of a diagonal entry once the columns before have explained theirs: pivot / entry is 1 - R² of that column on
 * those before it, and does not change when columns are scaled. The least such share says how near the matrix is to being singular:
 * the solution has about -log10(share) digits fewer than a double.
 *
 * Sums of products are taken in four interleaved running sums (i, i+4, i+8, … each), added as (s0 + s1) + (s2 + s3), then the rest one
 * by one. O(n³ / 3) time, n² memory. G. Golub, C. Van Loan, "Matrix computations", 4th ed., §4.2.
 */
import { runToEnd } from "./minimise.js";

/** A lower triangular L with L·Lᵀ = A. */
export interface Cholesky {
  /** L, row-major n × n; what lies above the diagonal is 0. */
  readonly factor: Float64Array;
  readonly n: number;
  /** The least pivot as a share of its diagonal entry, from 0 (singular) to 1 (diagonal). */
  readonly leastPivot: number;
}

/**
 * Factors a symmetric matrix, of which the lower triangle is read.
 *
 * @param tolerance - the least share of a diagonal entry that a pivot may keep; n · 2^-52 · 4 if left out, below which it is rounding error
 * @returns null if the matrix is singular, not positive definite or not finite to within the tolerance
 */
export function cholesky(a: Float64Array, n: number, tolerance?: number): Cholesky | null {
  return runToEnd(choleskySteps(a, n, tolerance));
}

/** {@link cholesky} as a generator that yields after each row, so that its caller can let other work run in between. */
export function* choleskySteps(
  a: Float64Array,
  n: number,
  tolerance: number = n * 8.881784197001252e-16,
): Generator<number, Cholesky | null, void> {
  const factor = new Float64Array(n * n);
  let leastPivot = 1;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      factor[row + j] = (a[row + j]! - rowProduct(factor, row, j * n, j)) / factor[j * n + j]!;
    }
    const entry = a[row + i]!;
    const pivot = entry - rowProduct(factor, row, row, i);
    const share = pivot / entry;
    // Also false for NaN, and for an entry of 0 or less.
    if (!(entry > 0 && share > tolerance && pivot < Infinity)) return null;
    leastPivot = Math.min(leastPivot, share);
    factor[row + i] = Math.sqrt(pivot);
    yield i + 1;
  }
  return { factor, n, leastPivot };
}

/** Solves A·x = b by the factor of A. `out` may be b itself; it is written and returned. */
export function choleskyApply(
  { factor, n }: Cholesky,
  b: Float64Array,
  out: Float64Array = new Float64Array(n),
): Float64Array {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0, at = i * n; k < i; k++, at++) sum -= factor[at]! * out[k]!;
    out[i] = sum / factor[i * n + i]!;
  }
  // Backwards by columns of Lᵀ, which are rows of L and so lie together in memory.
  for (let i = n - 1; i >= 0; i--) {
    const value = out[i]! / factor[i * n + i]!;
    out[i] = value;
    for (let k = 0, at = i * n; k < i; k++, at++) out[k] = out[k]! - factor[at]! * value;
  }
  return out;
}

/** The solution of a system, and how far it is to be trusted. */
export interface CholeskySolution {
  readonly x: Float64Array;
  /** See {@link Cholesky.leastPivot}: below about 1e-10, prefer a method that does not square the condition number. */
  readonly leastPivot: number;
}

/** Solves A·x = b for a symmetric positive definite A; null if A is not, to within the tolerance of {@link cholesky}. */
export function choleskySolve(
  a: Float64Array,
  n: number,
  b: Float64Array,
  tolerance?: number,
): CholeskySolution | null {
  const factored = cholesky(a, n, tolerance);
  return factored === null ? null : { x: choleskyApply(factored, b), leastPivot: factored.leastPivot };
}

/** Σ_k L[first + k] L[second + k] for k < count. */
function rowProduct(factor: Float64Array, first: number, second: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    s0 += factor[first + k]! * factor[second + k]!;
    s1 += factor[first + k + 1]! * factor[second + k + 1]!;
    s2 += factor[first + k + 2]! * factor[second + k + 2]!;
    s3 += factor[first + k + 3]! * factor[second + k + 3]!;
  }
  let sum = s0 + s1 + (s2 + s3);
  for (; k < count; k++) sum += factor[first + k]! * factor[second + k]!;
  return sum;
}
