/**
 * The logistic losses: Σ w · −log(probability of the row's class) + l2/2 · Σ coef², with its gradient, of one score for two classes or of one
 * score a class.
 *
 * Parameters lie as the coefficients, one row of columns a score, and then one intercept a score. Blocks of 256 rows go through all steps
 * while they are in the cache. O(stored values · scores) time an evaluation, memory independent of the rows.
 */
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { matMulT, matTMul } from "../../kernels/dense.js";
import { exp, log, log1p, softmaxWithLogSum } from "../../kernels/math.js";
import type { Objective } from "../../kernels/minimise.js";
import { csrMatMulT, csrMatTMul } from "../../kernels/sparse.js";

/** What is fitted. */
export interface LogisticProblem {
  readonly x: Matrix;
  /** The class of each row. */
  readonly codes: Int32Array;
  /** One weight a row; all 1 if there are none. */
  readonly weights: Float64Array | undefined;
  /** 1 for two classes, else their number. */
  readonly scores: number;
  readonly fitIntercept: boolean;
  /** The weight of Σ coef² / 2. */
  readonly l2: number;
  /** The weight of Σ |coef|, which the search adds. */
  readonly l1: number;
}

const BLOCK_ROWS = 256;

/** The loss without the l1 penalty. Without an intercept, the intercepts' gradients are 0. */
export function logisticLoss(problem: LogisticProblem): Objective {
  const { x, scores, l2, fitIntercept } = problem;
  const { rows, cols } = x;
  const block = new Float64Array(BLOCK_ROWS * scores);
  const part = new Float64Array(scores * cols);
  const products = productsOf(x, scores, part);
  const blockLoss = scores === 1 ? binaryLoss : softmaxLoss;
  const size = scores * cols;
  return (parameters, gradient) => {
    let loss = 0;
    gradient.fill(0);
    const coef = parameters.subarray(0, size);
    for (let from = 0; from < rows; from += BLOCK_ROWS) {
      const to = Math.min(rows, from + BLOCK_ROWS);
      products.forward(from, to, coef, block);
      for (let at = 0; at < (to - from) * scores; at += scores) {
        for (let k = 0; k < scores; k++) block[at + k] = block[at + k]! + parameters[size + k]!;
      }
      loss += blockLoss(problem, from, to, block);
      products.backward(from, to, block);
      for (let i = 0; i < size; i++) gradient[i] = gradient[i]! + part[i]!;
      if (fitIntercept) addRows(block, to - from, scores, gradient, size);
    }
    let squares = 0;
    for (let i = 0; i < size; i++) {
      squares += parameters[i]! * parameters[i]!;
      gradient[i] = gradient[i]! + l2 * parameters[i]!;
    }
    return loss + (l2 / 2) * squares;
  };
}

/** Scores of the rows of a block, and a block's share of the gradient, which is left in `part`. */
interface Products {
  forward(from: number, to: number, coef: Float64Array, scores: Float64Array): void;
  backward(from: number, to: number, slopes: Float64Array): void;
}

function productsOf(x: Matrix, scores: number, part: Float64Array): Products {
  const { cols, values } = x;
  if (x instanceof CsrMatrix) {
    const rowsOf = (from: number, to: number) => ({
      values,
      indices: x.indices,
      indptr: x.indptr.subarray(from, to + 1),
    });
    return {
      forward: (from, to, coef, out) => csrMatMulT(rowsOf(from, to), to - from, cols, coef, scores, out),
      backward: (from, to, slopes) => csrMatTMul(rowsOf(from, to), to - from, cols, slopes, scores, part),
    };
  }
  const rowsOf = (from: number, to: number) => values.subarray(from * cols, to * cols);
  return {
    forward: (from, to, coef, out) => matMulT(rowsOf(from, to), to - from, cols, coef, scores, out),
    backward: (from, to, slopes) => matTMul(rowsOf(from, to), to - from, cols, slopes, scores, part),
  };
}

/** Adds up the slopes of each score. */
function addRows(slopes: Float64Array, rows: number, scores: number, out: Float64Array, at: number): void {
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < scores; k++) out[at + k] = out[at + k]! + slopes[r * scores + k]!;
  }
}

/**
 * The loss of rows of two classes. `block` holds their scores, and after it the slopes of the loss in them.
 *
 * With m the score, signed so that more is better, a row's loss is log(1 + e^−m) = max(0, −m) + log(1 + e^−|m|). Without weights the
 * factors 1 + e^−|m|, which are at most 2, are multiplied first, so that a block takes one logarithm.
 */
function binaryLoss({ codes, weights }: LogisticProblem, from: number, to: number, block: Float64Array): number {
  let loss = 0;
  let product = 1;
  for (let row = from, at = 0; row < to; row++, at++) {
    const isSecond = codes[row] === 1;
    const margin = isSecond ? block[at]! : -block[at]!;
    const e = exp(-Math.abs(margin));
    const wrong = margin >= 0 ? e / (1 + e) : 1 / (1 + e);
    const excess = margin < 0 ? -margin : 0;
    if (weights === undefined) {
      loss += excess;
      product *= 1 + e;
      block[at] = isSecond ? -wrong : wrong;
    } else {
      const weight = weights[row]!;
      loss += weight * (excess + log1p(e));
      block[at] = weight * (isSecond ? -wrong : wrong);
    }
  }
  return loss + log(product);
}

/** The same for more classes: a row's loss is log Σ e^score − score of its class, its slopes the probabilities, less 1 for its class. */
function softmaxLoss(
  { codes, weights, scores }: LogisticProblem,
  from: number,
  to: number,
  block: Float64Array,
): number {
  let loss = 0;
  for (let row = from, at = 0; row < to; row++, at += scores) {
    const own = at + codes[row]!;
    const weight = weights === undefined ? 1 : weights[row]!;
    const score = block[own]!;
    loss += weight * (softmaxWithLogSum(block, at, at + scores) - score);
    block[own] = block[own]! - 1;
    if (weight !== 1) for (let k = 0; k < scores; k++) block[at + k] = block[at + k]! * weight;
  }
  return loss;
}
