/**
 * Chooses how a least squares problem is solved, and gives the coefficients and the intercept.
 */
import type { Progress } from "../../core/progress.js";
import { CsrMatrix } from "../../data/matrix.js";
import { dot } from "../../kernels/dense.js";
import { overflow } from "../overflow.js";
import { Passes } from "../passes.js";
import { conjugateGradients } from "./conjugate-gradients.js";
import { DenseDesign } from "./dense-design.js";
import { dualEquations } from "./dual-equations.js";
import { minimumNorm, minimumNormWide } from "./minimum-norm.js";
import { normalEquations } from "./normal-equations.js";
import { type Given, type LeastSquares, leastSquares } from "./problem.js";
import { SparseDesign } from "./sparse-design.js";

/** What was learned. */
export interface Line {
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** The most columns of sparse data for which the Gram matrix is formed. */
const SPARSE_COLS = 1000;
/** The most values for which sparse data of few rows is made dense. */
const DENSE_VALUES = 1 << 20;
/** Passes over the data, roughly: moments, Gram matrix, right-hand side, refinement. */
const PASSES = 6;

/**
 * The b and intercept with the least Σ w (y − x·b − intercept)² + α‖b‖²; of several, the b of smallest norm.
 *
 * @throws DataError `NUMERIC_FAILURE` when the numbers overflow, or when iterations on wide sparse data do not settle.
 */
export async function solve(all: Given, progress: Progress): Promise<Line> {
  const given = withoutZeroWeights(all);
  const passes = new Passes(progress, given.x.rows * PASSES);
  const problem = await leastSquares(given, passes);
  const coef = await coefficients(problem, given.fitIntercept, passes);
  for (const col of problem.constant) coef[col] = 0;
  const intercept = given.fitIntercept ? problem.yMean - dot(problem.means, coef) : 0;
  if (!coef.every(Number.isFinite) || !Number.isFinite(intercept)) throw overflow("coefficients that are not finite");
  return { coef, intercept };
}

/** Rows of weight 0 count as if they were not there. */
export function withoutZeroWeights(given: Given): Given {
  const { x, y, weights } = given;
  if (weights === undefined || !weights.includes(0)) return given;
  const rows = Array.from(weights.keys()).filter((row) => weights[row] !== 0);
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  return { ...given, x: x.take(rows), y: pick(y), weights: pick(weights) };
}

async function coefficients(problem: LeastSquares, centred: boolean, passes: Passes): Promise<Float64Array> {
  const { rows, cols } = problem.x;
  if (problem.x instanceof CsrMatrix) {
    const design = new SparseDesign(problem, problem.x, passes);
    if (cols <= rows && cols <= SPARSE_COLS) {
      return (await normalEquations(problem, design, passes)) ?? minimumNorm(problem, design, passes);
    }
    if (cols <= rows || rows * cols > DENSE_VALUES) return conjugateGradients(problem, design);
    return wide(problem, wholeOf(design, rows, cols), centred, passes);
  }
  const design = new DenseDesign(problem, passes);
  if (cols > rows) return wide(problem, wholeOf(design, rows, cols), centred, passes);
  return (await normalEquations(problem, design, passes)) ?? minimumNorm(problem, design, passes);
}

async function wide(problem: LeastSquares, a: Float64Array, centred: boolean, passes: Passes): Promise<Float64Array> {
  return (await dualEquations(problem, a, centred, passes)) ?? minimumNormWide(problem, a, passes);
}

function wholeOf(design: DenseDesign | SparseDesign, rows: number, cols: number): Float64Array {
  const a = new Float64Array(rows * cols);
  design.copyRows(0, rows, a);
  return a;
}
