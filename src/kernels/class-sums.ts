/**
 * Sums of each column by class, over some rows: of values and of squares, as deviations from a centre for each class and column.
 *
 * Rows are added one after the other, so that the sums have one order whatever the slices. O(stored values) time, O(classes · columns) memory.
 */
import type { Csr } from "./sparse.js";

/** Sums by class and column, class after class. */
export interface ClassSums {
  readonly value: Float64Array;
  readonly square: Float64Array;
  /** How many values were added. */
  readonly count: Float64Array;
}

/** Sums of nothing yet. */
export function emptyClassSums(size: number): ClassSums {
  return { value: new Float64Array(size), square: new Float64Array(size), count: new Float64Array(size) };
}

/** Adds dense rows from `start` up to, not including, `end`. `codes` are the classes of the rows. */
export function addDenseToClasses(
  { value, square }: ClassSums,
  values: Float64Array,
  cols: number,
  codes: Int32Array,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  for (let row = start, at = start * cols; row < end; row++) {
    const first = (codes[row] as number) * cols;
    for (let to = first; to < first + cols; to++, at++) {
      const deviation = (values[at] as number) - (centre[to] as number);
      value[to] = (value[to] as number) + deviation;
      square[to] = (square[to] as number) + deviation * deviation;
    }
  }
}

/** Adds the stored values of sparse rows from `start` up to, not including, `end`, and counts them. */
export function addSparseToClasses(
  { value, square, count }: ClassSums,
  { values, indices, indptr }: Csr,
  cols: number,
  codes: Int32Array,
  centre: Float64Array,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    const first = (codes[row] as number) * cols;
    const last = indptr[row + 1] as number;
    for (let k = indptr[row] as number; k < last; k++) {
      const to = first + (indices[k] as number);
      const deviation = (values[k] as number) - (centre[to] as number);
      value[to] = (value[to] as number) + deviation;
      square[to] = (square[to] as number) + deviation * deviation;
      count[to] = (count[to] as number) + 1;
    }
  }
}
