/**
 * Sums of each column over some rows: of values and of squares, as deviations from a centre, leaving missing values out.
 *
 * Rows are added one after the other, so that the sums have one order whatever the slices. Moments are made from two such passes, the
 * second about the mean with a correction for the mean's rounding (T. Chan, G. Golub, R. LeVeque, "Algorithms for computing the sample
 * variance", The American Statistician 37, 1983). O(stored values) time, O(columns) memory.
 */
import type { Csr } from "./sparse.js";

/** Sums over the values that are stored and not missing; the zeros that sparse rows leave out add nothing to them. */
export interface ColumnSums {
  /** Of the weights. */
  readonly weight: Float64Array;
  /** Of weight × (value − centre). */
  readonly value: Float64Array;
  /** Of weight × (value − centre)². */
  readonly square: Float64Array;
  /** Of the weights of missing values. */
  readonly missing: Float64Array;
}

/** Sums of nothing yet. */
export function emptySums(cols: number): ColumnSums {
  const zeros = () => new Float64Array(cols);
  return { weight: zeros(), value: zeros(), square: zeros(), missing: zeros() };
}

/** Adds dense rows from `start` up to, not including, `end`. Without weights each row weighs 1. */
export function addDenseRows(
  sums: ColumnSums,
  values: Float64Array,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  if (weights === undefined) addUnweighted(sums, values, centre, start, end);
  else addWeighted(sums, values, weights, centre, start, end);
}

function addUnweighted(
  { weight, value: total, square, missing }: ColumnSums,
  values: Float64Array,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  const without = new Float64Array(cols);
  for (let row = start, at = start * cols; row < end; row++) {
    for (let col = 0; col < cols; col++, at++) {
      const deviation = (values[at] as number) - (centre[col] as number);
      if (Number.isNaN(deviation)) {
        without[col] = (without[col] as number) + 1;
        continue;
      }
      total[col] = (total[col] as number) + deviation;
      square[col] = (square[col] as number) + deviation * deviation;
    }
  }
  for (let col = 0; col < cols; col++) {
    weight[col] = (weight[col] as number) + (end - start) - (without[col] as number);
    missing[col] = (missing[col] as number) + (without[col] as number);
  }
}

function addWeighted(
  { weight, value: total, square, missing }: ColumnSums,
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

/** Adds the stored values of sparse rows from `start` up to, not including, `end`. */
export function addSparseRows(
  { weight, value: total, square, missing }: ColumnSums,
  { values, indices, indptr }: Csr,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): void {
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
