/**
 * A least squares problem made ready: min ‖t − A·b‖² + α‖b‖², where row r of A is √w[r] · (x[r] − means) and t[r] = √w[r] · (y[r] − yMean).
 * Taking the means off first makes the intercept a matter of arithmetic afterwards, and keeps the digits of columns whose
 * mean is large beside their spread.
 */
import type { Matrix } from "../../data/matrix.js";
import { columnMoments } from "../column-moments.js";
import type { Passes } from "../passes.js";

export interface LeastSquares {
  readonly x: Matrix;
  /** √w of each row; none where all weights are 1. */
  readonly roots: Float64Array | undefined;
  /** What is taken off each column; zeros without an intercept. */
  readonly means: Float64Array;
  /** What is taken off y. */
  readonly yMean: number;
  /** Σ w · (x − mean)² of each column: the diagonal of AᵀA. */
  readonly squares: Float64Array;
  /** t, one value a row. */
  readonly target: Float64Array;
  /** The columns without spread: A has zeros there, and their coefficients are 0. */
  readonly constant: readonly number[];
  /** α ≥ 0. */
  readonly alpha: number;
}

/** What there is to learn from, and how. Every weight is above 0. */
export interface Given {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly fitIntercept: boolean;
  readonly alpha: number;
}

/** How far from its mean rounding may put the values of a constant column, as a share of the mean. */
const SPREAD = 8 * Number.EPSILON;

export async function leastSquares(given: Given, passes: Passes): Promise<LeastSquares> {
  const { x, y, weights, fitIntercept, alpha } = given;
  const { total, mean, squares } = await columnMoments(x, weights, fitIntercept ? "mean" : "zero", passes);
  const roots = weights?.map(Math.sqrt);
  const yMean = fitIntercept ? weightedMean(y, weights, total) : 0;
  const target = y.map((value, row) => (roots?.[row] ?? 1) * (value - yMean));
  const constant: number[] = [];
  squares.forEach((square, col) => {
    const noise = SPREAD * mean[col]!;
    if (square <= total * noise * noise) constant.push(col);
  });
  return { x, roots, means: mean, yMean, squares, target, constant, alpha };
}

function weightedMean(y: Float64Array, weights: Float64Array | undefined, total: number): number {
  const about = (centre: number) => {
    let sum = 0;
    for (let row = 0; row < y.length; row++) sum += (weights === undefined ? 1 : weights[row]!) * (y[row]! - centre);
    return sum / total;
  };
  const first = about(0);
  return first + about(first);
}
