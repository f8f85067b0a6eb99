/**
 * Sums of each column over some rows: of values and of squares, as deviations from a centre, leaving missing values out.
 *
 * Dense rows are added up in tiles of 32 from the first of the call on, so that sums stay in registers, and their rounding stays small.
 * Moments are made from deviations from a centre near the mean, with a correction for their distance (T. Chan, G. Golub, R. LeVeque,
 * "Algorithms for computing the sample variance", The American Statistician 37, 1983). O(stored values) time, O(columns) memory.
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

/** Rows of a tile: so many rows of a few columns are added up in registers, which have room for four columns. */
const TILE_ROWS = 32;
const TILE_COLS = 4;

/** Adds dense rows from `start` up to, not including, `end`. Without weights each row weighs 1. */
export function addDenseRows(
  sums: ColumnSums,
  values: Float64Array,
  weights: Float64Array | undefined,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  const whole = weights === undefined ? cols - (cols % TILE_COLS) : 0;
  for (let row = start; row < end; row += TILE_ROWS) {
    const stop = Math.min(end, row + TILE_ROWS);
    for (let col = 0; col < whole; col += TILE_COLS) {
      if (addTile(sums, values, centre, col, row, stop)) continue;
      for (let each = col; each < col + TILE_COLS; each++) addColumn(sums, values, centre, each, row, stop);
    }
    for (let col = whole; col < cols; col++) {
      if (weights === undefined) addColumn(sums, values, centre, col, row, stop);
      else addWeighted(sums, values, weights, centre, col, row, stop);
    }
  }
}

/** Adds some rows of four columns, unless there is a missing value in them, or the infinite sums that look like one. */
function addTile(
  { weight, value: total, square }: ColumnSums,
  values: Float64Array,
  centre: Float64Array,
  col: number,
  start: number,
  end: number,
): boolean {
  const cols = centre.length;
  const c0 = centre[col]!;
  const c1 = centre[col + 1]!;
  const c2 = centre[col + 2]!;
  const c3 = centre[col + 3]!;
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let v3 = 0;
  let q0 = 0;
  let q1 = 0;
  let q2 = 0;
  let q3 = 0;
  const last = end * cols;
  for (let at = start * cols + col; at < last; at += cols) {
    const d0 = values[at]! - c0;
    const d1 = values[at + 1]! - c1;
    const d2 = values[at + 2]! - c2;
    const d3 = values[at + 3]! - c3;
    v0 += d0;
    v1 += d1;
    v2 += d2;
    v3 += d3;
    q0 += d0 * d0;
    q1 += d1 * d1;
    q2 += d2 * d2;
    q3 += d3 * d3;
  }
  if (Number.isNaN(v0 + v1 + v2 + v3)) return false;
  addTo(total, col, v0, v1, v2, v3);
  addTo(square, col, q0, q1, q2, q3);
  const rows = end - start;
  addTo(weight, col, rows, rows, rows, rows);
  return true;
}

function addTo(sums: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  sums[at] = sums[at]! + a;
  sums[at + 1] = sums[at + 1]! + b;
  sums[at + 2] = sums[at + 2]! + c;
  sums[at + 3] = sums[at + 3]! + d;
}

/** The sums of some rows of one column in the order of `addTile`: the same bits where no value is missing. */
function addColumn(
  sums: ColumnSums,
  values: Float64Array,
  centre: Float64Array,
  col: number,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  const c = centre[col]!;
  let total = 0;
  let square = 0;
  let missing = 0;
  for (let at = start * cols + col; at < end * cols; at += cols) {
    const deviation = values[at]! - c;
    if (Number.isNaN(deviation)) {
      missing++;
      continue;
    }
    total += deviation;
    square += deviation * deviation;
  }
  addPart(sums, col, end - start - missing, total, square, missing);
}

/** The same with weights: weights of 1 give the same bits as none. */
function addWeighted(
  sums: ColumnSums,
  values: Float64Array,
  weights: Float64Array,
  centre: Float64Array,
  col: number,
  start: number,
  end: number,
): void {
  const cols = centre.length;
  const c = centre[col]!;
  let weight = 0;
  let total = 0;
  let square = 0;
  let missing = 0;
  for (let row = start; row < end; row++) {
    const w = weights[row]!;
    const deviation = values[row * cols + col]! - c;
    if (Number.isNaN(deviation)) {
      missing += w;
      continue;
    }
    weight += w;
    total += w * deviation;
    square += w * deviation * deviation;
  }
  addPart(sums, col, weight, total, square, missing);
}

function addPart(
  { weight, value, square, missing }: ColumnSums,
  col: number,
  partWeight: number,
  partValue: number,
  partSquare: number,
  partMissing: number,
): void {
  weight[col] = weight[col]! + partWeight;
  value[col] = value[col]! + partValue;
  square[col] = square[col]! + partSquare;
  missing[col] = missing[col]! + partMissing;
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
