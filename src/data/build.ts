/**
 * Building columns from rows and arrays, with the types given or inferred.
 */
import type { Cell } from "../core/contracts.js";
import { DataError, SchemaError, show } from "../core/errors.js";
import {
  cellError,
  checkCell,
  type Field,
  type FieldType,
  type RowCheck,
  type RowIssue,
  type Schema,
} from "../core/schema.js";
import type { NumberArray } from "./columns.js";
import { type AnyColumn, Column, columnBuilder, NumberColumn, StringColumn, VectorColumn } from "./columns.js";

/** What a column can be made from. */
export type ColumnInput = Iterable<Cell>;

/** A column with its field. */
export interface BuiltColumn {
  readonly field: Field;
  readonly column: AnyColumn;
}

/**
 * Columns from row objects; without a schema, the columns and their types are those found in the rows. `firstRow` is the number
 * of the first row, for errors about a row of a batch.
 */
export function columnsFromRows(
  rows: readonly object[],
  schema: Schema | undefined,
  firstRow = 0,
): { fields: readonly Field[]; columns: AnyColumn[] } {
  // Not forEach, which would pass over the holes of an array.
  for (let index = 0; index < rows.length; index++) {
    const row: unknown = rows[index];
    if (typeof row !== "object" || row === null || Array.isArray(row)) throw noRow(row, firstRow + index);
  }
  const wanted: readonly (Field | string)[] = schema?.fields ?? namesOf(rows);
  const built = wanted.map((field) => {
    const name = typeof field === "string" ? field : field.name;
    return fromCells(name, cellsOf(rows, name), typeof field === "string" ? undefined : field, firstRow);
  });
  if (schema?.check !== undefined) checkRows(rows, schema.check, firstRow);
  return { fields: built.map(({ field }) => field), columns: built.map(({ column }) => column) };
}

/** The cells of one column. */
function cellsOf(rows: readonly object[], name: string): unknown[] {
  if (name in Object.prototype) return rows.map((row) => cellOf(row, name));
  // Rows are objects, and what such a key gives is the row's own.
  return (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => row[name]);
}

/** A cell of a row object. What every object inherits, such as `constructor`, is no cell. */
function cellOf(row: object, name: string): unknown {
  return Object.hasOwn(row, name) || !(name in Object.prototype) ? Reflect.get(row, name) : undefined;
}

function checkRows(rows: readonly object[], check: RowCheck, firstRow: number): void {
  rows.forEach((row, index) => {
    const issue = check(row)[0];
    if (issue !== undefined) throw rowError(`Row ${firstRow + index}`, issue, row, { row: firstRow + index });
  });
}

/** Error for a row that the check of its schema refuses. */
export function rowError(
  place: string,
  issue: RowIssue,
  row: object,
  data: Readonly<Record<string, unknown>>,
): SchemaError {
  return new SchemaError("CELL_TYPE", {
    problem: `${place} does not keep to its schema${issue.column === undefined ? "" : `, column '${issue.column}'`}: ${issue.message}`,
    given: show(issue.column === undefined ? row : cellOf(row, issue.column)),
    remedy: "Mend the row, or widen the schema",
    data: { ...data, column: issue.column },
  });
}

function noRow(row: unknown, index: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `Row ${index} is no row object`,
    given: show(row),
    expected: "an object with a value for each column",
    remedy: "Give rows as objects, or numbers as Matrix.fromRows",
    data: { row: index },
  });
}

function namesOf(rows: readonly object[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

/** One column from values in row order: typed arrays are kept as they are, everything else is read value by value. */
export function columnFrom(name: string, values: ColumnInput, field?: Field): BuiltColumn {
  if (values instanceof Column) return fromColumn(name, values as AnyColumn, field);
  if (isNumberArray(values) && (field === undefined || (field.type === "number" && field.values === undefined))) {
    const missing = field?.nullable === false ? values.findIndex((value) => Number.isNaN(value)) : -1;
    if (field !== undefined && missing >= 0) throw cellError("CELL_MISSING", field, values[missing], missing);
    return { field: field ?? { name, type: "number", nullable: true }, column: new NumberColumn(values) };
  }
  return fromCells(name, Array.isArray(values) ? values : [...values], field);
}

function fromCells(name: string, cells: readonly unknown[], field: Field | undefined, firstRow = 0): BuiltColumn {
  const strings = field === undefined ? stringsOf(cells) : undefined;
  if (strings !== undefined) return { field: { name, type: "string", nullable: true }, column: strings };
  const chosen = field ?? inferField(name, cells, firstRow);
  const builder = columnBuilder(chosen);
  // Not forEach, which would pass over the holes of an array.
  for (let row = 0; row < cells.length; row++) builder.push(checkCell(chosen, cells[row], firstRow + row));
  return { field: chosen, column: builder.finish() };
}

/** The column of nothing but strings and missing values, in one pass; nothing as soon as there is another value. */
function stringsOf(cells: readonly unknown[]): StringColumn | undefined {
  const codes = new Int32Array(cells.length);
  const codeByText = new Map<string, number>();
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (typeof cell === "string") {
      let code = codeByText.get(cell);
      if (code === undefined) {
        code = codeByText.size;
        codeByText.set(cell, code);
      }
      codes[row] = code;
    } else if (cell === null || cell === undefined || Number.isNaN(cell)) codes[row] = -1;
    else return undefined;
  }
  return new StringColumn(codes, [...codeByText.keys()]);
}

function fromColumn(name: string, column: AnyColumn, field: Field | undefined): BuiltColumn {
  if (field === undefined) {
    const size = column instanceof VectorColumn ? { size: column.size } : {};
    return { field: { name, type: column.type, nullable: true, ...size }, column };
  }
  for (let row = 0; row < column.length; row++) checkCell(field, column.get(row), row);
  return { field, column };
}

/** Whether values are a typed array that a number column can keep. */
export function isNumberArray(values: unknown): values is NumberArray {
  return (
    ArrayBuffer.isView(values) &&
    !(values instanceof DataView) &&
    !(values instanceof BigInt64Array) &&
    !(values instanceof BigUint64Array) &&
    !(values instanceof Uint8ClampedArray)
  );
}

/** The field that all values of a column fit; a column without any value is one of strings. */
export function inferField(name: string, values: readonly unknown[], firstRow = 0): Field {
  let type: FieldType | undefined;
  let size: number | undefined;
  for (const [row, value] of values.entries()) {
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    const found = typeOf(value);
    const length = found === "vector" ? (value as ArrayLike<unknown>).length : undefined;
    type ??= found;
    size ??= length;
    if (found === undefined || found !== type || length !== size) throw mixed(name, value, firstRow + row, type);
  }
  return { name, type: type ?? "string", nullable: true, ...(size === undefined ? {} : { size }) };
}

function typeOf(value: unknown): FieldType | undefined {
  const kind = typeof value;
  if (kind === "number" || kind === "boolean" || kind === "string") return kind;
  if (value instanceof Date) return "timestamp";
  return isNumberArray(value) || Array.isArray(value) ? "vector" : undefined;
}

function mixed(name: string, value: unknown, row: number, type: FieldType | undefined): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${name}' holds a value in row ${row} that does not fit the ones before`,
    given: show(value),
    expected: type === undefined ? "a number, boolean, string, Date or vector" : `a ${type}, as in the rows before`,
    remedy: "Give the column one type, or state it in a schema",
    data: { column: name, row },
  });
}
