/**
 * Reading tables as checked numbers without holding the event loop: what `readMatrix` and `checkMatrix` do at once, in slices of rows.
 */
import type { Traits } from "../core/estimator.js";
import type { Progress } from "../core/progress.js";
import { Frame } from "../data/frame.js";
import { checkColumns, numericColumns, readTable, type TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { checkLayout, checkMatrix, isReadable } from "./checks.js";
import { inSlices } from "./in-slices.js";

/**
 * Reads a table as a matrix: the columns of these names, or all of them.
 *
 * @throws SchemaError, DataError as `readMatrix`; AbortError.
 */
export async function readMatrixInSlices(
  input: TableInput<object>,
  names: readonly string[] | undefined,
  progress: Progress,
): Promise<Matrix> {
  const table = readTable(input);
  if (!(table instanceof Frame)) {
    if (names !== undefined) checkColumns(table, names);
    return table;
  }
  const rows = table.numRows;
  const columns = numericColumns(table, names);
  const out = new Float64Array(rows * columns.names.length);
  const part = { progress, before: 0, total: rows };
  await inSlices(part, rows, columns.names.length, (start, end) => columns.fill(out, start, end));
  return new DenseMatrix(out, rows, columns.names.length, { names: columns.names });
}

/**
 * Checks a matrix against what its reader can take.
 *
 * @throws DataError as `checkMatrix`; AbortError.
 */
export async function checkMatrixInSlices(owner: string, traits: Traits, x: Matrix, progress: Progress): Promise<void> {
  checkLayout(owner, traits, x);
  const { length } = x.values;
  const part = { progress, before: 0, total: length };
  await inSlices(part, length, 1, (start, end) => {
    // The whole check words the error, with all columns that are at fault.
    if (!isReadable(traits, x.values.subarray(start, end))) checkMatrix(owner, traits, x);
  });
}
