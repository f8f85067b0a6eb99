/**
 * Reading tables as checked numbers without holding the event loop: what `readMatrix` and `checkMatrix` do at once, in slices of rows.
 */
import type { Traits } from "../core/estimator.js";
import type { Progress } from "../core/progress.js";
import { Frame } from "../data/frame.js";
import { checkColumns, numericColumns, readTable, type TableInput, textsReader } from "../data/input.js";
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

/** What reading a text costs in values: all its characters are looked at. */
const TEXT = 256;

/** Reads a list of texts as `readTable` does. The list may change meanwhile. */
export async function readTextsInSlices(texts: readonly (string | null)[], progress: Progress): Promise<Frame> {
  const reader = textsReader();
  const given = texts.slice();
  await inSlices({ progress, before: 0, total: given.length }, given.length, TEXT, (start, end) => {
    for (let row = start; row < end; row++) reader.push(given[row] as string | null);
  });
  return reader.finish();
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
