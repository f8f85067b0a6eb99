/**
 * The frozen input of a fitted pipeline: which columns it reads, of which types. What is given at predict time is held
 * to it, so that a column that changed its type since the fit is an error and not a wrong answer.
 */

import type { Cells } from "../base/row.js";
import type { AnyRow, Cell } from "../core/contracts.js";
import { listNames, SchemaError } from "../core/errors.js";
import { cellError, checkCell, columnMissing, type Field, fieldInWords, Schema } from "../core/schema.js";
import { type AnyColumn, StringColumn } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import { isTexts, readFrame, readMatrix, readTable, type Table, type TableInput } from "../data/input.js";
import { Matrix } from "../data/matrix.js";

/** Reads what was given to `transform` or `predict` as the columns of the fit. */
export function readInput(input: TableInput<object>, fields: readonly Field[]): Table {
  if (input instanceof Matrix)
    return readMatrix(
      input,
      fields.map((field) => field.name),
    );
  if (input instanceof Frame) return checkFrame(input as Frame, fields);
  if (isTexts(input)) {
    const names = fields.map((field) => field.name);
    return checkFrame(readFrame(readTable(input, names)), fields);
  }
  if (Array.isArray(input) && Array.isArray(input[0]))
    return readMatrix(
      input,
      fields.map((field) => field.name),
    );
  return Frame.fromRows(input as readonly AnyRow[], { schema: new Schema<AnyRow>(fields) });
}

function checkFrame(frame: Frame, fields: readonly Field[]): Frame {
  const missing = fields.filter((field) => !frame.schema.has(field.name));
  const [first] = missing;
  if (first !== undefined) throw columnMissing(first.name, frame.columns);
  for (const field of fields) checkColumn(field, frame.schema.field(field.name), frame.columnOf(field.name));
  return frame.select(...fields.map((field) => field.name));
}

function checkColumn(field: Field, given: Field, column: AnyColumn): void {
  const empty = column.missingCount === column.length;
  const sameType = given.type === field.type && given.size === field.size;
  if (!sameType && !(empty && field.nullable)) throw typeChanged(field, given);
  if (!field.nullable) {
    for (let row = 0; row < column.length; row++)
      if (column.isMissing(row)) throw cellError("CELL_MISSING", field, null, row);
  }
  if (field.values === undefined) return;
  const allowed = new Set<Cell>(field.values);
  if (column instanceof StringColumn && column.dictionary.every((value) => allowed.has(value))) return;
  for (let row = 0; row < column.length; row++) {
    const cell: Cell = column.get(row);
    if (cell !== null && !allowed.has(cell)) throw cellError("CELL_TYPE", field, cell, row);
  }
}

function typeChanged(field: Field, given: Field): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${field.name}' has another type than at the fit`,
    given: fieldInWords(given),
    expected: fieldInWords(field),
    remedy: "Read both with one schema: pass the first frame's schema to the second readCsv",
    data: { column: field.name, given: given.type, expected: field.type },
  });
}

/** A function that takes the cells of one row out of an object, each checked. */
export function rowReader(fields: readonly Field[]): (row: object, out: Cells) => void {
  const readers = fields.map(cellReader);
  const names = fields.map((field) => field.name);
  const { length } = fields;
  return (row, out) => {
    // Plain indexing, so that rows may be instances of classes; what is inherited by mistake fails the type check.
    const cells = row as AnyRow;
    for (let i = 0; i < length; i++) {
      const name = names[i] as string;
      const value: unknown = cells[name];
      if (value === undefined) throw columnAbsent(name, row);
      out[i] = (readers[i] as CellReader)(value);
    }
  };
}

type CellReader = (value: unknown) => Cell;

/** `checkCell` for one field, with what can be decided beforehand decided. */
function cellReader(field: Field): CellReader {
  const { nullable, type } = field;
  if (type === "vector" || type === "timestamp") return (value) => checkCell(field, value);
  const allowed = field.values && new Set<unknown>(field.values);
  return (value) => {
    if (typeof value === type && (allowed === undefined || allowed.has(value))) {
      if (!Number.isNaN(value) || nullable) return value as Cell;
    } else if (value === null && nullable) {
      return null;
    }
    return checkCell(field, value);
  };
}

function columnAbsent(name: string, row: object): SchemaError {
  return new SchemaError("COLUMN_MISSING", {
    problem: `The row has no column '${name}'`,
    given: `columns ${listNames(Object.keys(row), 20)}`,
    remedy: "Give every column that the pipeline reads, null where a value is missing",
    data: { column: name },
  });
}
