/**
 * Mean and variance of each column, leaving missing values out, mergeable.
 *
 * Two passes, row after row, so that the sums have one order: the mean first, then the squares of the deviations from it with
 * a correction for the mean's rounding (Chan, Golub and LeVeque, "Algorithms for computing the sample variance", 1983).
 * Time O(stored values), memory O(columns).
 */
import type { Progress } from "../core/progress.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { inSlices } from "./in-slices.js";

/** Weight, mean and population variance of each column. */
export interface Moments {
  /** The weight of the rows with a value: their number, where rows have no weights. */
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Sums over the values that are stored and not missing; the zeros that sparse rows leave out add nothing to them. */
interface Sums {
  /** Of the weights. */
  readonly weight: Float64Array;
  /** Of weight × (value − centre). */
  readonly value: Float64Array;
  /** Of weight × (value − centre)². */
  readonly square: Float64Array;
  /** Of the weights of missing values. */
  readonly missing: Float64Array;
}

/** The moments of a matrix's columns. A column without any value has mean and variance 0. */
export async function moments(x: Matrix, weights: Float64Array | undefined, progress: Progress): Promise<Moments> {
  const { rows, cols } = x;
  const width = Math.ceil(x.values.length / Math.max(1, rows));
  const pass = async (centre: Float64Array, before: number): Promise<Sums> => {
    const sums = emptySums(cols);
    await inSlices({ progress, before, total: 2 * rows }, rows, width, (start, end) => {
      if (x instanceof CsrMatrix) addSparse(sums, x, weights, centre, start, end);
      else if (weights === undefined) addRows(sums, x.values, centre, start, end);
      else addWeighted(sums, x.values, weights, centre, start, end);
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

function emptySums(cols: number): Sums {
  const zeros = () => new Float64Array(cols);
  return { weight: zeros(), value: zeros(), square: zeros(), missing: zeros() };
}

// Zeros that are left out count too, so the weight of a column is that of all rows without those where it is missing.
function countSparse({ missing }: Sums, weights: Float64Array | undefined, rows: number): Float64Array {
  const total = weights === undefined ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  return missing.map((weight) => Math.max(0, total - weight));
}

function addRows(
  { weight, value: total, square }: Sums,
  values: Float64Array,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  const missing = new Float64Array(cols);
  for (let row = start, at = start * cols; row < end; row++) {
    for (let col = 0; col < cols; col++, at++) {
      const deviation = (values[at] as number) - (centre[col] as number);
      if (Number.isNaN(deviation)) {
        missing[col] = (missing[col] as number) + 1;
        continue;
      }
      total[col] = (total[col] as number) + deviation;
      square[col] = (square[col] as number) + deviation * deviation;
    }
  }
  for (let col = 0; col < cols; col++) weight[col] = (weight[col] as number) + (end - start) - (missing[col] as number);
}

function addWeighted(
  { weight, value: total, square }: Sums,
  values: Float64Array,
  weights: Float64Array,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  for (let row = start, at = start * cols; row < end; row++) {
    const w = weights[row] as number;
    for (let col = 0; col < cols; col++, at++) {
      const deviation = (values[at] as number) - (centre[col] as number);
      if (Number.isNaN(deviation)) continue;
      weight[col] = (weight[col] as number) + w;
      total[col] = (total[col] as number) + w * deviation;
      square[col] = (square[col] as number) + w * deviation * deviation;
    }
  }
}

function addSparse(
  sums: Sums,
  { values, indices, indptr }: CsrMatrix,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  const { weight, value: total, square, missing } = sums;
  for (let row = start; row < end; row++) {
    const w = weights === undefined ? 1 : (weights[row] as number);
    const last = indptr[row + 1] as number;
    for (let k = indptr[row] as number; k < last; k++) {
      const col = indices[k] as number;
      const deviation = (values[k] as number) - (centre[col] as number);
      if (Number.isNaN(deviation)) {
        missing[col] = (missing[col] as number) + w;
        continue;
      }
      weight[col] = (weight[col] as number) + w;
      total[col] = (total[col] as number) + w * deviation;
      square[col] = (square[col] as number) + w * deviation * deviation;
    }
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
