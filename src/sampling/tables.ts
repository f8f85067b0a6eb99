/**
 * What samplers do with tables: checks of what they read, rows that are taken, rows that are put behind others. Long tables are handled in pieces, so
 * that the event loop goes on turning.
 */
import { inSlices } from "../base/in-slices.js";
import { checkMatrixInSlices, readMatrixInSlices } from "../base/read-in-slices.js";
import { listNames, SchemaError } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { Progress } from "../core/progress.js";
import { type AnyColumn, NumberColumn, VectorColumn } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import type { Table } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";

/**
 * Checks the numbers of a table of any columns.
 *
 * @throws DataError `DATA_NOT_FINITE`, `DATA_SPARSE` as the traits say; AbortError.
 */
export async function checkTable(owner: string, traits: Traits, x: Table, progress: Progress): Promise<void> {
  if (!(x instanceof Frame)) return checkMatrixInSlices(owner, traits, x, progress);
  for (const name of x.columns) {
    const column = x.columnOf(name);
    if (!(column instanceof NumberColumn || column instanceof VectorColumn)) continue;
    const values = column.values instanceof Float64Array ? column.values : Float64Array.from(column.values);
    const numbers = new DenseMatrix(values, values.length, 1, { names: [name] });
    await checkMatrixInSlices(owner, traits, numbers, progress);
  }
}

/**
 * Reads a table as numbers between which there are others: columns of numbers and of vectors.
 *
 * @throws SchemaError `COLUMN_TYPE` for columns of categories; DataError `DATA_NOT_FINITE`, `DATA_SPARSE`; AbortError.
 */
export async function readNumbers(owner: string, traits: Traits, x: Table, progress: Progress): Promise<DenseMatrix> {
  const categories = x instanceof Frame ? categoriesOf(x) : codedColumns(x);
  if (categories.length > 0) throw notNumbers(owner, categories);
  const matrix = await readMatrixInSlices(x, undefined, progress);
  await checkMatrixInSlices(owner, traits, matrix, progress);
  return matrix.toDense();
}

function categoriesOf(x: Frame): string[] {
  return x.schema.fields
    .filter(({ type, values }) => (type !== "number" && type !== "vector") || values !== undefined)
    .map(({ name }) => name);
}

function codedColumns(x: Matrix): string[] {
  return x.names.filter((_, col) => (x.kinds?.[col] ?? "number") !== "number");
}

function notNumbers(owner: string, columns: readonly string[]): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `${owner} makes rows between rows, and between two categories there is nothing: ${listNames(columns)}`,
    given: "columns of strings, booleans, timestamps or closed sets",
    expected: "columns of numbers",
    remedy: `Encode them before it, with OneHotEncoder in a ColumnTransformer, or take RandomOverSampler, which repeats rows as they are`,
    data: { owner, columns },
  });
}

/** The rows of these numbers, in this order. */
export async function takeRows(x: Table, rows: Int32Array, progress: Progress): Promise<Table> {
  if (!(x instanceof Frame)) {
    progress.check();
    return x.take(rows);
  }
  const columns: AnyColumn[] = [];
  for (const name of x.columns) {
    columns.push(x.columnOf(name).take(rows));
    await progress.tick(columns.length, x.columns.length);
  }
  return new Frame(x.schema, columns, rows.length);
}

/** A table with more rows behind its own: numbers in the columns that it has as a matrix. */
export async function withRows(x: Table, more: DenseMatrix, progress: Progress): Promise<Table> {
  if (more.rows === 0) return x;
  if (x instanceof Frame) return x.concat(asFrame(more, x));
  const { values } = x.toDense();
  const out = new Float64Array(values.length + more.values.length);
  const copy = async (from: Float64Array, at: number) =>
    inSlices({ progress, before: at, total: out.length }, from.length, 1, (start, end) =>
      out.set(from.subarray(start, end), at + start),
    );
  await copy(values, 0);
  await copy(more.values, values.length);
  const options = x.named ? { names: x.names } : {};
  return new DenseMatrix(out, x.rows + more.rows, x.cols, options);
}

/** Rows of numbers as a frame with the columns of another one. */
function asFrame({ values, rows, cols }: DenseMatrix, like: Frame): Frame {
  let first = 0;
  const columns = like.columns.map((name) => {
    const column = like.columnOf(name);
    const size = column instanceof VectorColumn ? column.size : 1;
    const own = column instanceof VectorColumn ? new Float32Array(rows * size) : new Float64Array(rows);
    for (let row = 0; row < rows; row++)
      for (let dimension = 0; dimension < size; dimension++)
        own[row * size + dimension] = values[row * cols + first + dimension] as number;
    first += size;
    return own instanceof Float32Array ? new VectorColumn(own, size) : new NumberColumn(own);
  });
  return new Frame(like.schema, columns, rows);
}
