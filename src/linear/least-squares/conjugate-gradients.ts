/**
 * Solves a least squares problem by conjugate gradients (CGLS), for sparse matrices too wide to have their Gram matrix stored.
 *
 * Starting from 0, it finds the solution of smallest norm where there are more columns than rows; elsewhere columns are brought to one scale
 * first. Converges in about √(condition number of AᵀA + αI) · 10 iterations of O(stored values) each.
 * Å. Björck, "Numerical methods for least squares problems", SIAM 1996, §7.4.
 */
import { DataError } from "../../core/errors.js";
import { dot } from "../../kernels/dense.js";
import type { Design } from "./design.js";
import type { LeastSquares } from "./problem.js";

/** Ends when the gradient has shrunk by this share. */
const DONE = 1e-13;
/** A gradient that stopped shrinking here has met rounding. */
const ENOUGH = 1e-9;

/** @throws DataError `NUMERIC_FAILURE` when the columns are too dependent for the iterations to settle. */
export async function conjugateGradients(problem: LeastSquares, design: Design): Promise<Float64Array> {
  const { x, squares, alpha, target } = problem;
  const scales = squares.map((square) => (alpha > 0 || x.cols <= x.rows ? scaleOf(square + alpha) : 1));
  const limit = 200 + 4 * Math.min(x.rows, x.cols);
  const coef = new Float64Array(x.cols);
  let residual = Float64Array.from(target);
  let scaled = await scaledGradient(design, residual, coef, scales, alpha);
  const direction = Float64Array.from(scaled);
  let size = dot(scaled, scaled);
  const start = size;
  let least = size;
  for (let iteration = 0; size > DONE * DONE * start; iteration++) {
    // Rounding makes the gradient wander once it is as small as it gets.
    if (iteration >= limit || (least <= ENOUGH * ENOUGH * start && size > 100 * least)) break;
    const step = direction.map((value, col) => value * scales[col]!);
    const image = await design.times(step);
    const curvature = dot(image, image) + alpha * dot(step, step);
    if (!(curvature > 0)) break;
    const length = size / curvature;
    for (let c = 0; c < coef.length; c++) coef[c] = coef[c]! + length * step[c]!;
    residual = residual.map((value, row) => value - length * image[row]!);
    scaled = await scaledGradient(design, residual, coef, scales, alpha);
    const next = dot(scaled, scaled);
    for (let c = 0; c < coef.length; c++) direction[c] = scaled[c]! + (next / size) * direction[c]!;
    size = next;
    least = Math.min(least, size);
  }
  if (size <= 1e4 * ENOUGH * ENOUGH * start) return coef;
  throw notSettled(limit, Math.sqrt(size / start));
}

function scaleOf(square: number): number {
  return square > 0 ? 1 / Math.sqrt(square) : 1;
}

async function scaledGradient(
  design: Design,
  residual: Float64Array,
  coef: Float64Array,
  scales: Float64Array,
  alpha: number,
): Promise<Float64Array> {
  const gradient = await design.transposeTimes(residual);
  return gradient.map((value, col) => scales[col]! * (value - alpha * coef[col]!));
}

function notSettled(limit: number, left: number): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: "The least squares problem is too ill-conditioned to be solved on these sparse columns",
    given: `a gradient of ${left} of its first size after ${limit} iterations`,
    expected: `at most ${ENOUGH}`,
    remedy: "Use Ridge with a larger alpha, scale the columns, or drop columns that repeat one another",
    data: { iterations: limit },
  });
}
