/**
 * How the logistic loss curves near given parameters, a score at a time: M = (X − means)ᵀ H (X − means) + l2 · I, with H the rows' weights
 * times p(1 − p). Coordinates made from it let the search take few iterations on columns of any scale and correlation.
 *
 * M need only be about right, so it is taken from some thousand evenly spaced rows, with a share of every row's spread added where
 * those are not all. Above 512 columns, and for l1 penalties, which need the columns apart, only its diagonal is used.
 */
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { cholesky } from "../../kernels/cholesky.js";
import { matMulT } from "../../kernels/dense.js";
import { logistic, softmaxInPlace } from "../../kernels/math.js";
import { csrMatMulT } from "../../kernels/sparse.js";
import { columnMoments } from "../column-moments.js";
import type { Passes } from "../passes.js";
import { slicedGram } from "../sliced-gram.js";
import { Coordinates, type Frame } from "./coordinates.js";
import type { LogisticProblem } from "./loss.js";
import { diagonalRoot, type Root, triangularRoot } from "./root.js";

const MAX_COLS = 512;
/** Rows that M is taken from: at least so many, and so many a column. */
const LEAST_ROWS = 4096;
const ROWS_PER_COL = 16;
/** Added to the diagonal, as a share, so that dependent columns do no harm. */
const LIFT = 1e-8;
/** The least p(1 − p): rows that are certain now may not be so at the minimum. */
const LEAST_VARIANCE = 1e-6;

/** Coordinates, and how large a step of each coefficient is in them. */
export interface Scaling {
  readonly coordinates: Coordinates;
  /** coef[i] = sizes[i] · u[i], where there is an l1 penalty. */
  readonly sizes: Float64Array | undefined;
}

export class Curvature {
  readonly #problem: LogisticProblem;
  readonly #passes: Passes;
  readonly #sample: Matrix;
  readonly #weights: Float64Array | undefined;
  /** How many rows, by weight, a row of the sample stands for. */
  readonly #share: number;
  /** Σ w · (x − mean)² of all rows' columns. */
  readonly #squares: Float64Array;

  private constructor(problem: LogisticProblem, passes: Passes, picked: readonly number[], squares: Float64Array) {
    const { x, weights } = problem;
    this.#problem = problem;
    this.#passes = passes;
    this.#squares = squares;
    this.#sample = picked.length < x.rows ? x.take(picked) : x;
    this.#weights = weights === undefined ? undefined : Float64Array.from(picked, (row) => weights[row]!);
    const sampled = sum(this.#weights) ?? picked.length;
    this.#share = sampled > 0 ? (sum(weights) ?? x.rows) / sampled : 1;
  }

  static async of(problem: LogisticProblem, passes: Passes): Promise<Curvature> {
    const { x, weights, fitIntercept } = problem;
    const { squares } = await columnMoments(x, weights, fitIntercept ? "mean" : "zero", passes);
    const count = Math.min(x.rows, Math.max(LEAST_ROWS, ROWS_PER_COL * Math.min(x.cols, MAX_COLS)));
    const picked = Array.from({ length: count }, (_, i) => Math.floor((i * x.rows) / count));
    return new Curvature(problem, passes, picked, squares);
  }

  /** The coordinates that suit these parameters. */
  async at(parameters: Float64Array): Promise<Scaling> {
    const { x, scores, l1 } = this.#problem;
    const probabilities = this.#probabilities(parameters);
    const frames: Frame[] = [];
    const sizes = new Float64Array(scores * x.cols);
    for (let k = 0; k < scores; k++) frames.push(await this.#frame(k, probabilities, sizes));
    return { coordinates: new Coordinates(frames, x.cols), sizes: l1 === 0 ? undefined : sizes };
  }

  /** The probability of each score's class, for the sample's rows. */
  #probabilities(parameters: Float64Array): Float64Array {
    const { scores } = this.#problem;
    const { rows, cols, values } = this.#sample;
    const sample = this.#sample;
    const out =
      sample instanceof CsrMatrix
        ? csrMatMulT(sample, rows, cols, parameters, scores)
        : matMulT(values, rows, cols, parameters, scores);
    for (let at = 0; at < out.length; at += scores) {
      for (let k = 0; k < scores; k++) out[at + k] = out[at + k]! + parameters[scores * cols + k]!;
      if (scores === 1) out[at] = logistic(out[at]!);
      else softmaxInPlace(out, at, at + scores);
    }
    return out;
  }

  async #frame(k: number, probabilities: Float64Array, sizes: Float64Array): Promise<Frame> {
    const { scores, fitIntercept, l1, l2 } = this.#problem;
    const { rows, cols } = this.#sample;
    const weights = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const p = probabilities[row * scores + k]!;
      const weight = this.#share * (this.#weights === undefined ? 1 : this.#weights[row]!);
      weights[row] = weight * Math.max(LEAST_VARIANCE, p * (1 - p));
    }
    const about = fitIntercept ? "mean" : "zero";
    const { total, mean, squares } = await columnMoments(this.#sample, weights, about, this.#passes);
    const share = this.#missed(total);
    const diagonal = squares.map((square, col) => square + share * this.#squares[col]! + l2);
    // A column that is constant, or too small for its square, has no curvature of its own.
    const roots = diagonal.map((value) => Math.sqrt(value) || 1);
    for (let col = 0; col < cols; col++) sizes[k * cols + col] = 1 / roots[col]!;
    const full = l1 === 0 && cols <= MAX_COLS ? await this.#triangle(weights, mean, roots) : undefined;
    return { root: full ?? diagonalRoot(roots), means: mean, unit: total > 0 ? 1 / Math.sqrt(total) : 1 };
  }

  /** Which share of the spread of all rows is added, for what a sample may have missed: none where the sample is all. */
  #missed(curvature: number): number {
    const { x, weights } = this.#problem;
    if (this.#sample.rows === x.rows) return 0;
    return curvature / (sum(weights) ?? x.rows) / ROWS_PER_COL;
  }

  async #triangle(weights: Float64Array, means: Float64Array, roots: Float64Array): Promise<Root | undefined> {
    const { rows, cols } = this.#sample;
    const { values } = this.#sample.toDense();
    const matrix = await slicedGram(values, rows, cols, { means, weights }, this.#passes);
    for (let i = 0; i < cols; i++) {
      // Scaled to a diagonal of 1; the sizes are put back below.
      for (let j = 0; j < i; j++) matrix[i * cols + j] = matrix[i * cols + j]! / roots[i]! / roots[j]!;
      matrix[i * cols + i] = 1 + LIFT;
    }
    const factor = cholesky(matrix, cols);
    if (factor === null) return undefined;
    const triangle = factor.factor;
    for (let i = 0; i < cols; i++) {
      for (let j = 0; j <= i; j++) triangle[i * cols + j] = triangle[i * cols + j]! * roots[i]!;
    }
    return triangularRoot(factor);
  }
}

function sum(values: Float64Array | undefined): number | undefined {
  return values?.reduce((total, value) => total + value, 0);
}
