/**
 * Mean and variance of each column, leaving missing values out, mergeable.
 *
 * Two passes (kernels/column-sums.ts): the mean first, then the squares of the deviations from it. Time O(stored values), memory
 * O(columns).
 */

import { inSlices } from "../base/in-slices.js";
import type { Progress } from "../core/progress.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { addDenseRows, addSparseRows, type ColumnSums, emptySums } from "../kernels/column-sums.js";

/** Weight, mean and population variance of each column. */
export interface Moments {
  /** The weight of the rows with a value: their number, where rows have no weights. */
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** The moments of a matrix's columns. A column without any value has mean and variance 0. */
export async function moments(x: Matrix, weights: Float64Array | undefined, progress: Progress): Promise<Moments> {
  const { rows, cols } = x;
  const width = Math.ceil(x.values.length / Math.max(1, rows));
  const pass = async (centre: Float64Array, before: number): Promise<ColumnSums> => {
    const sums = emptySums(cols);
    await inSlices({ progress, before, total: 2 * rows }, rows, width, (start, end) => {
      if (x instanceof CsrMatrix) addSparseRows(sums, x, weights, centre, start, end);
      else addDenseRows(sums, x.values, weights, centre, start, end);
    });
    return sums;
  };
  const first = await pass(new Float64Array(cols), 0);
  const count = x instanceof CsrMatrix ? countSparse(first, weights, rows) : first.weight;
  const mean = first.value.map((sum, col) => ((count[col] as number) > 0 ? sum / (count[col] as number) : 0));
  const second = await pass(mean, rows);
  const variance = mean.map((m, col) => {
    const n = count[col] as number;
    if (n === 0) return 0;
    // The zeros that a sparse column leaves out deviate by its mean.
    const zeros = Math.max(0, n - (second.weight[col] as number));
    const drift = (second.value[col] as number) - zeros * m;
    return Math.max(0, ((second.square[col] as number) + zeros * m * m - (drift * drift) / n) / n);
  });
  return { count, mean, variance };
}

// Zeros that are left out count too, so the weight of a column is that of all rows without those where it is missing.
function countSparse({ missing }: ColumnSums, weights: Float64Array | undefined, rows: number): Float64Array {
  const total = weights === undefined ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  return missing.map((weight) => Math.max(0, total - weight));
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

/** Whether a variance is no more than rounding leaves of a constant column: the bound of scikit-learn's scaler. */
export function isConstant(variance: number, mean: number, count: number): boolean {
  const drift = count * mean * Number.EPSILON;
  return variance <= count * Number.EPSILON * variance + drift * drift;
}
