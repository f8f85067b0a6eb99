/**
 * The weighted mean of each column and the squares of the deviations from it.
 *
 * Two passes, row after row: the mean, then the deviations with a correction for the mean's rounding (T. Chan, G. Golub, R. LeVeque,
 * "Algorithms for computing the sample variance", The American Statistician 37, 1983). O(stored values) time, O(columns) memory.
 */
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { overflow } from "./overflow.js";
import type { Passes } from "./passes.js";

export interface ColumnMoments {
  /** The sum of the weights. */
  readonly total: number;
  readonly mean: Float64Array;
  /** Σ weight · (value − mean)². */
  readonly squares: Float64Array;
}

/**
 * The moments of all columns; with `about` zero, the mean is given as 0 and the squares are those of the values.
 *
 * @throws DataError `NUMERIC_FAILURE` when squares overflow.
 */
export async function columnMoments(
  x: Matrix,
  weights: Float64Array | undefined,
  about: "mean" | "zero",
  passes: Passes,
): Promise<ColumnMoments> {
  const { rows, cols } = x;
  const total = weights === undefined ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  const mean = new Float64Array(cols);
  if (about === "mean") {
    const first = await sums(x, weights, mean, passes);
    for (let c = 0; c < cols; c++) mean[c] = first.value[c]! / total;
  }
  const { value, square, weight } = await sums(x, weights, mean, passes);
  for (let c = 0; c < cols; c++) {
    if (about === "zero") continue;
    // The zeros that a sparse column leaves out deviate by its mean.
    const zeros = x instanceof CsrMatrix ? Math.max(0, total - weight[c]!) : 0;
    const drift = value[c]! - zeros * mean[c]!;
    square[c] = Math.max(0, square[c]! + zeros * mean[c]! * mean[c]! - (drift * drift) / total);
    mean[c] = mean[c]! + drift / total;
  }
  const large = square.findIndex((value) => !Number.isFinite(value));
  if (large >= 0) throw overflow(`values in column '${x.names[large]}' whose squares are not finite`);
  return { total, mean, squares: square };
}

interface Sums {
  /** Σ weight · (value − centre), over the stored values. */
  readonly value: Float64Array;
  readonly square: Float64Array;
  /** Of the stored values; only for sparse matrices. */
  readonly weight: Float64Array;
}

async function sums(x: Matrix, weights: Float64Array | undefined, centre: Float64Array, passes: Passes): Promise<Sums> {
  const { rows, cols } = x;
  const zeros = () => new Float64Array(cols);
  const found: Sums = { value: zeros(), square: zeros(), weight: zeros() };
  await passes.run(rows, 2 * Math.ceil(x.values.length / Math.max(1, rows)), (from, to) => {
    if (x instanceof CsrMatrix) addSparse(found, x, weights, centre, from, to);
    else addDense(found, x.values, cols, weights, centre, from, to);
  });
  return found;
}

function addDense(
  { value, square }: Sums,
  values: Float64Array,
  cols: number,
  weights: Float64Array | undefined,
  centre: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from, at = from * cols; row < to; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    for (let c = 0; c < cols; c++, at++) {
      const deviation = values[at]! - centre[c]!;
      const weighted = weight * deviation;
      value[c] = value[c]! + weighted;
      square[c] = square[c]! + weighted * deviation;
    }
  }
}

function addSparse(
  { value, square, weight: stored }: Sums,
  { values, indices, indptr }: CsrMatrix,
  weights: Float64Array | undefined,
  centre: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    for (let k = indptr[row]!, end = indptr[row + 1]!; k < end; k++) {
      const c = indices[k]!;
      const deviation = values[k]! - centre[c]!;
      const weighted = weight * deviation;
      value[c] = value[c]! + weighted;
      square[c] = square[c]! + weighted * deviation;
      stored[c] = stored[c]! + weight;
    }
  }
}
