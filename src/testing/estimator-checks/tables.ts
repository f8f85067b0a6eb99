/**
 * The same table in other forms, and tables with something changed: what the checks give to an estimator.
 */

import { rowsOf } from "../../base/fit-input.js";
import type { AnyRow, Cell } from "../../core/contracts.js";
import type { Field } from "../../core/schema.js";
import { toArrow } from "../../data/arrow/to-arrow.js";
import { Frame } from "../../data/frame.js";
import { readFrame, type Table, type TableInput } from "../../data/input.js";
import { type CsrMatrix, DenseMatrix, Matrix } from "../../data/matrix.js";
import { cellsOf } from "./answers.js";

/** The names of a table's columns. */
export function namesOf(x: Table): readonly string[] {
  return x instanceof Frame ? x.columns : x.names;
}

/** The numbers 0 to n − 1. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** The rows of these numbers, in this order. */
export function takeRows(x: Table, rows: readonly number[]): Table {
  return x.take(rows);
}

/** The columns of these positions, in this order. */
export function takeColumns(x: Table, columns: readonly number[]): Table {
  const names = columns.map((at) => namesOf(x)[at] ?? "");
  if (x instanceof Frame) return x.select(...names);
  const cells = cellsOf(x);
  const values = cells.flatMap((row) => columns.map((at) => Number(row[at])));
  return new DenseMatrix(Float64Array.from(values), x.rows, columns.length, { names });
}

/** The table with other names of columns. */
export function renamed(x: Table, names: readonly string[]): Table {
  if (x instanceof Matrix) return new DenseMatrix(x.toDense().values, x.rows, x.cols, { names });
  return Frame.fromColumns(Object.fromEntries(x.columns.map((name, at) => [names[at] ?? name, x.columnOf(name)])));
}

/** The table with one cell changed. */
export function withCell(x: Table, row: number, column: number, cell: Cell): Table {
  if (x instanceof Matrix) {
    const values = Float64Array.from(x.toDense().values);
    values[row * x.cols + column] = Number(cell ?? Number.NaN);
    return new DenseMatrix(values, x.rows, x.cols, { names: x.names });
  }
  const name = x.columns[column] ?? "";
  const values = x.columnOf(name).toArray() as Cell[];
  return withCells(x, name, values.with(row, cell));
}

/** The frame with a column's cells replaced by others of the same type, of which any may be missing. */
export function withCells(x: Frame, name: string, cells: readonly Cell[]): Frame {
  const field: Field = { ...x.schema.field(name), nullable: true };
  const all = cells.every((cell) => cell === null);
  // Nothing tells the type of cells that are all missing: they come as rows with a schema do.
  const column = all
    ? Frame.fromRows<AnyRow>(
        cells.map((cell) => ({ [name]: cell })),
        { schema: x.schema.pick(name) },
      ).columnOf(name)
    : cells;
  return x.withColumn(field.name, column);
}

/** The table as numbers row after row, compressed: zeros are not stored. */
export function sparseOf(x: Matrix): CsrMatrix {
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (const row of cellsOf(x)) {
    row.forEach((cell, at) => {
      if (cell === 0) return;
      values.push(Number(cell));
      indices.push(at);
    });
    indptr.push(values.length);
  }
  const parts = {
    values: Float64Array.from(values),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
  };
  return Matrix.fromCsr(parts, x.rows, x.cols, x.names);
}

/** Every form in which a table may be given, by name. */
export async function formsOf(x: Table): Promise<[form: string, table: TableInput<object>][]> {
  const frame = readFrame(x);
  const common: [string, TableInput<object>][] = [
    ["a frame", frame],
    ["row objects", frame.toRows()],
    ["an Arrow table", await toArrow(frame)],
  ];
  if (x instanceof Frame) return common;
  return [...common, ["a matrix", x], ["lists of numbers", listsOf(x)]];
}

/** A matrix as lists of numbers. */
export function listsOf(x: Matrix): number[][] {
  return cellsOf(x).map((row) => row.map(Number));
}

/** One row of a table as an object. */
export function rowObject(x: Table, row: number): AnyRow {
  return readFrame(takeRows(x, [row])).row(0);
}

/** A copy of everything that a table holds, to compare with later. */
export function contentOf(x: Table): readonly (readonly Cell[])[] {
  return [[...namesOf(x)], ...cellsOf(x)];
}

/** The number of rows of either table. */
export { rowsOf };
