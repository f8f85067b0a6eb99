/**
 * The weighted mean of each column and the squares of the deviations from it.
 *
 * Two passes (kernels/column-sums.ts): the mean, then the deviations from it. O(stored values) time, O(columns) memory.
 */
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { addDenseRows, addSparseRows, type ColumnSums, emptySums } from "../kernels/column-sums.js";
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

async function sums(
  x: Matrix,
  weights: Float64Array | undefined,
  centre: Float64Array,
  passes: Passes,
): Promise<ColumnSums> {
  const { rows, cols } = x;
  const found = emptySums(cols);
  await passes.run(rows, 2 * Math.ceil(x.values.length / Math.max(1, rows)), (from, to) => {
    if (x instanceof CsrMatrix) addSparseRows(found, x, weights, centre, from, to);
    else addDenseRows(found, x.values, weights, centre, from, to);
  });
  return found;
}
