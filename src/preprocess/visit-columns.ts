/**
 * The columns of a matrix one by one, as lists of the values that are there.
 */

import { inSlices, type Part } from "../base/in-slices.js";
import { CsrMatrix, type DenseMatrix, type Matrix } from "../data/matrix.js";

/**
 * What is done with a column: its values that are stored and not missing, in an array that may be reordered but not kept, and how many zeros
 * sparse rows leave out.
 */
export type VisitColumn = (col: number, values: Float64Array, zeros: number) => Promise<void> | void;

/** Columns that are copied at once: as many as a line of a processor's cache holds, so that dense rows are read once for all of them. */
const GROUP = 8;
/** Rows of a tile, in which one column is copied after the other. */
const TILE_ROWS = 64;

/** Calls `visit` for each column, in order. O(stored values) time; memory of 8 dense columns, or of all stored values of sparse rows. */
export async function visitColumns(x: Matrix, part: Part, visit: VisitColumn): Promise<void> {
  if (x instanceof CsrMatrix) await visitSparse(x, part, visit);
  else await visitDense(x.toDense(), part, visit);
}

async function visitDense(x: DenseMatrix, { progress, before, total }: Part, visit: VisitColumn): Promise<void> {
  const { values, rows, cols } = x;
  const columns = Array.from({ length: Math.min(GROUP, cols) }, () => new Float64Array(rows));
  for (let first = 0; first < cols; first += GROUP) {
    const group = columns.slice(0, Math.min(GROUP, cols - first));
    const kept = new Int32Array(group.length);
    await inSlices({ progress, before: before + first * rows, total }, rows, group.length, (start, end) => {
      for (let row = start; row < end; row += TILE_ROWS) {
        const last = Math.min(end, row + TILE_ROWS) * cols;
        for (let i = 0; i < group.length; i++) {
          const column = group[i] as Float64Array;
          kept[i] = copyPresent(values, row * cols + first + i, last, cols, column, kept[i] as number);
        }
      }
    });
    for (let i = 0; i < group.length; i++) {
      await visit(first + i, (group[i] as Float64Array).subarray(0, kept[i]), 0);
      await progress.tick(before + (first + i + 1) * rows, total);
    }
  }
}

/** Copies every `step`-th value that is not missing behind the first `kept` of `column`; gives how many there are then. */
function copyPresent(
  values: Float64Array,
  from: number,
  to: number,
  step: number,
  column: Float64Array,
  kept: number,
): number {
  let at = kept;
  for (let k = from; k < to; k += step) {
    const value = values[k] as number;
    if (!Number.isNaN(value)) column[at++] = value;
  }
  return at;
}

async function visitSparse(x: CsrMatrix, { progress, before, total }: Part, visit: VisitColumn): Promise<void> {
  const { values, indices, rows, cols } = x;
  const starts = new Float64Array(cols + 1);
  const missing = new Float64Array(cols);
  for (let k = 0; k < values.length; k++) {
    const col = indices[k] as number;
    if (Number.isNaN(values[k])) missing[col] = (missing[col] as number) + 1;
    else starts[col + 1] = (starts[col + 1] as number) + 1;
  }
  for (let col = 0; col < cols; col++) starts[col + 1] = (starts[col + 1] as number) + (starts[col] as number);
  const sorted = new Float64Array(starts[cols] as number);
  const next = starts.slice(0, cols);
  await inSlices({ progress, before, total }, values.length, 1, (start, end) => {
    for (let k = start; k < end; k++) {
      const value = values[k] as number;
      if (Number.isNaN(value)) continue;
      const col = indices[k] as number;
      const at = next[col] as number;
      sorted[at] = value;
      next[col] = at + 1;
    }
  });
  for (let col = 0; col < cols; col++) {
    const column = sorted.subarray(starts[col] as number, starts[col + 1] as number);
    await visit(col, column, rows - column.length - (missing[col] as number));
    await progress.tick(before + (col + 1) * rows, total);
  }
}
