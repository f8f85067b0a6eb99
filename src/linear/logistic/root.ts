/**
 * A square root R of a positive definite matrix M = R·Rᵀ of the columns' curvature: what brings the columns to one scale and,
 * where R is a full triangle, makes them independent.
 */
import type { Cholesky } from "../../kernels/cholesky.js";

export interface Root {
  /** v ← R⁻¹·v */
  solve(v: Float64Array): void;
  /** v ← R⁻ᵀ·v */
  solveTransposed(v: Float64Array): void;
  /** v ← Rᵀ·v */
  timesTransposed(v: Float64Array): void;
}

/** The root of a diagonal matrix: `sizes` are the square roots of its entries, all above 0. */
export function diagonalRoot(sizes: Float64Array): Root {
  const divide = (v: Float64Array) => {
    for (let i = 0; i < sizes.length; i++) v[i] = v[i]! / sizes[i]!;
  };
  const timesTransposed = (v: Float64Array) => {
    for (let i = 0; i < sizes.length; i++) v[i] = v[i]! * sizes[i]!;
  };
  return { solve: divide, solveTransposed: divide, timesTransposed };
}

/** The root that Cholesky's factorisation gives: a lower triangle. */
export function triangularRoot({ factor, n }: Cholesky): Root {
  return {
    solve(v) {
      for (let i = 0; i < n; i++) {
        let sum = v[i]!;
        for (let k = 0, at = i * n; k < i; k++, at++) sum -= factor[at]! * v[k]!;
        v[i] = sum / factor[i * n + i]!;
      }
    },
    // By columns of Rᵀ, which are rows of R and so lie together in memory.
    solveTransposed(v) {
      for (let i = n - 1; i >= 0; i--) {
        const value = v[i]! / factor[i * n + i]!;
        v[i] = value;
        for (let k = 0, at = i * n; k < i; k++, at++) v[k] = v[k]! - factor[at]! * value;
      }
    },
    timesTransposed(v) {
      for (let i = 0; i < n; i++) {
        const value = v[i]!;
        v[i] = 0;
        for (let k = 0, at = i * n; k <= i; k++, at++) v[k] = v[k]! + factor[at]! * value;
      }
    },
  };
}
