/**
 * The columns of a table in ascending order, and those of a part of its rows without sorting them again.
 *
 * A forest sorts its table once; each tree takes the rows that it was dealt out of every column in one pass, O(rows ×
 * columns), which is a tenth of what sorting costs.
 */
import { Pace } from "../../kernels/pace.js";
import { SortedColumns } from "./sorted-columns.js";

/** Sorts the columns of a dense, row-major table; `taken` are the rows that count, in order. Pauses now and then. */
export function* sortTable(
  table: Float64Array,
  cols: number,
  taken: Int32Array,
): Generator<undefined, SortedColumns, void> {
  const columns = new SortedColumns(taken.length, cols);
  const space = columns.sortSpace();
  const pace = new Pace();
  for (let col = 0; col < cols; col++) yield* columns.sortColumn(col, table, taken, space, pace);
  return columns;
}

/** The sorted columns of some of the rows: those at these positions, in ascending order. Pauses now and then. */
export function* pickRows(sorted: SortedColumns, positions: Int32Array): Generator<undefined, SortedColumns, void> {
  const picked = new SortedColumns(positions.length, sorted.cols);
  const places = new Int32Array(sorted.rows).fill(-1);
  for (let i = 0; i < positions.length; i++) places[positions[i] as number] = i;
  const pace = new Pace();
  for (let col = 0; col < sorted.cols; col++) {
    picked.pickColumn(col, sorted, places);
    if (pace.isTired(sorted.rows)) yield;
  }
  return picked;
}
