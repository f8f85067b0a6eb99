/**
 * Mean and variance of each column, leaving missing values out, mergeable.
 *
 * One pass over blocks of rows: the sums of each block are taken as deviations from the mean of the rows before it, and blocks are merged
 * by the pairwise formula of T. Chan, G. Golub and R. LeVeque ("Algorithms for computing the sample variance", The American Statistician
 * 37, 1983), in order. Where that mean is far from the block's own, beside the block's spread, the block is added up once more about its
 * own, so that nothing cancels: large means, sorted rows and outliers cost time, never digits. Time O(stored values), memory O(columns).
 */

import { inSlices } from "../base/in-slices.js";
import type { Progress } from "../core/progress.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { addDenseRows, addSparseRows, emptySums } from "../kernels/column-sums.js";

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
  // Means are kept as distances from an origin near them, which have more digits than the means have.
  const origin = new Float64Array(cols);
  const zeros = new Float64Array(cols);
  let all: Moments = { count: zeros, mean: zeros, variance: zeros };
  await inSlices({ progress, before: 0, total: rows }, rows, width, (start, end) => {
    const centre = origin.map((value, col) => value + (all.mean[col] as number));
    const block = momentsOfBlock(x, weights, centre, start, end);
    const mean = block.mean.map((drift, col) => {
      const c = block.centre[col] as number;
      if (all.count[col] === 0) origin[col] = c;
      return c - (origin[col] as number) + drift;
    });
    all = mergeMoments(all, { count: block.count, mean, variance: block.variance });
  });
  return { ...all, mean: all.mean.map((offset, col) => offset + (origin[col] as number)) };
}

/** A centre nearer to the mean than so much of itself is the mean but for rounding. */
const ROUNDING = 1e-13;

/** The moments of a block, its means as distances from a centre. */
interface BlockMoments extends Moments {
  readonly centre: Float64Array;
  /** 1 for columns that should have had a better centre. */
  readonly cancels: Uint8Array;
}

function momentsOfBlock(
  x: Matrix,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): BlockMoments {
  const about = momentsAbout(x, weights, centre, start, end);
  let far = false;
  const own = centre.map((value, col) => {
    const mean = value + (about.mean[col] as number);
    // Infinite values have no mean to go by: they stay infinite deviations, which whoever asked finds in the results.
    if (about.cancels[col] === 0 || !Number.isFinite(mean)) return value;
    far = true;
    return mean;
  });
  return far ? momentsAbout(x, weights, own, start, end) : about;
}

function momentsAbout(
  x: Matrix,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): BlockMoments {
  const { cols } = x;
  const sums = emptySums(cols);
  const sparse = x instanceof CsrMatrix;
  if (sparse) addSparseRows(sums, x, weights, centre, start, end);
  else addDenseRows(sums, x.values, weights, centre, start, end);
  // Zeros that sparse rows leave out count too, so the weight of a column is that of all rows without those where it is missing.
  const total = sparse ? weightOf(weights, start, end) : 0;
  const count = sparse ? sums.missing.map((weight) => Math.max(0, total - weight)) : sums.weight;
  const mean = new Float64Array(cols);
  const variance = new Float64Array(cols);
  const cancels = new Uint8Array(cols);
  for (let col = 0; col < cols; col++) {
    const n = count[col] as number;
    if (n === 0) continue;
    const c = centre[col] as number;
    // The zeros that a sparse column leaves out deviate by its centre.
    const left = Math.max(0, n - (sums.weight[col] as number));
    const sum = (sums.value[col] as number) - left * c;
    const square = (sums.square[col] as number) + left * c * c;
    const drift = sum / n;
    const squares = square - sum * drift;
    mean[col] = drift;
    variance[col] = Math.max(0, squares / n);
    if (!(squares >= square / 2) && Math.abs(drift) > ROUNDING * Math.abs(c)) cancels[col] = 1;
  }
  return { count, mean, variance, centre, cancels };
}

function weightOf(weights: Float64Array | undefined, start: number, end: number): number {
  if (weights === undefined) return end - start;
  let sum = 0;
  for (let row = start; row < end; row++) sum += weights[row] as number;
  return sum;
}

/** The moments of two sets of rows together. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count.map((value, col) => value + (b.count[col] as number));
  const mean = a.mean.slice();
  const variance = a.variance.slice();
  for (let col = 0; col < count.length; col++) {
    if (b.count[col] === 0) continue;
    const share = (b.count[col] as number) / (count[col] as number);
    const gap = (b.mean[col] as number) - (mean[col] as number);
    if (share === 1) {
      mean[col] = b.mean[col] as number;
      variance[col] = b.variance[col] as number;
      continue;
    }
    mean[col] = (mean[col] as number) + gap * share;
    variance[col] =
      (variance[col] as number) * (1 - share) + (b.variance[col] as number) * share + gap * gap * share * (1 - share);
  }
  return { count, mean, variance };
}

/** What a column is divided by: a variance within the rounding of the mean's square is that of a constant column (the bound of scikit-learn's scaler). */
export function scaleOf(variance: number, mean: number, count: number): number {
  const drift = count * mean * Number.EPSILON;
  return variance <= count * Number.EPSILON * variance + drift * drift ? 1 : Math.sqrt(variance);
}
