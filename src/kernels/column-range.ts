/**
 * The least and the greatest value of each column, leaving missing values out. O(stored values) time, O(columns) memory.
 */
import type { Csr } from "./sparse.js";

/** What was seen of each column. */
export interface ColumnRange {
  /** The least value; Infinity where there was none. */
  readonly min: Float64Array;
  /** The greatest value; -Infinity where there was none. */
  readonly max: Float64Array;
  /** How many values were missing. */
  readonly missing: Float64Array;
}

/** Rows of a tile, in which a column is gone through with its range in registers. */
const TILE_ROWS = 32;

/** The range of nothing yet. */
export function emptyRange(cols: number): ColumnRange {
  return {
    min: new Float64Array(cols).fill(Infinity),
    max: new Float64Array(cols).fill(-Infinity),
    missing: new Float64Array(cols),
  };
}

/** Looks at dense rows from `start` up to, not including, `end`. */
export function rangeOfDenseRows(range: ColumnRange, values: Float64Array, start: number, end: number): void {
  const cols = range.min.length;
  for (let row = start; row < end; row += TILE_ROWS) {
    const last = Math.min(end, row + TILE_ROWS) * cols;
    for (let col = 0; col < cols; col++) rangeOfTile(range, values, col, row * cols + col, last);
  }
}

function rangeOfTile(
  { min, max, missing }: ColumnRange,
  values: Float64Array,
  col: number,
  first: number,
  last: number,
) {
  const cols = min.length;
  let least = min[col]!;
  let greatest = max[col]!;
  let without = 0;
  for (let at = first; at < last; at += cols) {
    const value = values[at]!;
    // A missing value is neither below nor above anything.
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    if (Number.isNaN(value)) without++;
  }
  min[col] = least;
  max[col] = greatest;
  missing[col] = missing[col]! + without;
}

/** Looks at the stored values of sparse rows from `start` up to, not including, `end`; the zeros that are left out are not seen. */
export function rangeOfSparseRows(
  { min, max, missing }: ColumnRange,
  { values, indices, indptr }: Csr,
  start: number,
  end: number,
): void {
  for (let k = indptr[start]!, last = indptr[end]!; k < last; k++) {
    const col = indices[k]!;
    const value = values[k]!;
    if (value < min[col]!) min[col] = value;
    if (value > max[col]!) max[col] = value;
    if (Number.isNaN(value)) missing[col] = missing[col]! + 1;
  }
}
