/**
 * Mean and variance of each column, leaving missing values out, mergeable.
 */
import { CsrMatrix, type Matrix } from "../data/matrix.js";

/** Weight, mean and population variance of each column. */
export interface Moments {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** The moments of a matrix's columns. A column without any value has mean and variance 0. */
export function moments(x: Matrix, weights: Float64Array | undefined): Moments {
  const total = weights === undefined ? x.rows : weights.reduce((sum, weight) => sum + weight, 0);
  const count = new Float64Array(x.cols).fill(x instanceof CsrMatrix ? total : 0);
  const mean = new Float64Array(x.cols);
  eachValue(x, (row, col, value) => {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    if (Number.isNaN(value)) {
      if (x instanceof CsrMatrix) count[col] = (count[col] as number) - weight;
      return;
    }
    if (!(x instanceof CsrMatrix)) count[col] = (count[col] as number) + weight;
    mean[col] = (mean[col] as number) + weight * value;
  });
  for (let col = 0; col < x.cols; col++) mean[col] = (count[col] as number) > 0 ? (mean[col] as number) / (count[col] as number) : 0;
  return { count, mean, variance: variances(x, weights, count, mean) };
}

function variances(x: Matrix, weights: Float64Array | undefined, count: Float64Array, mean: Float64Array): Float64Array {
  const squares = new Float64Array(x.cols);
  const drift = new Float64Array(x.cols);
  const stored = new Float64Array(x.cols);
  eachValue(x, (row, col, value) => {
    if (Number.isNaN(value)) return;
    const weight = weights === undefined ? 1 : (weights[row] as number);
    const deviation = value - (mean[col] as number);
    squares[col] = (squares[col] as number) + weight * deviation * deviation;
    drift[col] = (drift[col] as number) + weight * deviation;
    stored[col] = (stored[col] as number) + weight;
  });
  return squares.map((sum, col) => {
    const n = count[col] as number;
    if (n === 0) return 0;
    // The zeros that a sparse column does not store deviate by its mean.
    const zeros = Math.max(0, n - (stored[col] as number));
    const m = mean[col] as number;
    const d = (drift[col] as number) - zeros * m;
    return Math.max(0, (sum + zeros * m * m - (d * d) / n) / n);
  });
}

function eachValue(x: Matrix, visit: (row: number, col: number, value: number) => void): void {
  if (x instanceof CsrMatrix) {
    for (let row = 0; row < x.rows; row++) {
      const end = x.indptr[row + 1] as number;
      for (let k = x.indptr[row] as number; k < end; k++) visit(row, x.indices[k] as number, x.values[k] as number);
    }
    return;
  }
  for (let row = 0, at = 0; row < x.rows; row++) {
    for (let col = 0; col < x.cols; col++, at++) visit(row, col, x.values[at] as number);
  }
}

/** The moments of two sets of rows together. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count.map((value, col) => value + (b.count[col] as number));
  const share = count.map((value, col) => (value > 0 ? (b.count[col] as number) / value : 0));
  const mean = a.mean.map((value, col) => value + ((b.mean[col] as number) - value) * (share[col] as number));
  const variance = a.variance.map((value, col) => {
    const s = share[col] as number;
    const gap = (b.mean[col] as number) - (a.mean[col] as number);
    return value * (1 - s) + (b.variance[col] as number) * s + gap * gap * s * (1 - s);
  });
  return { count, mean, variance };
}
