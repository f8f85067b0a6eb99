/**
 * One column of a schema, and the check of one cell against it.
 */
import type { Cell, Label } from "./contracts.js";
import { SchemaError, show } from "./errors.js";

/** The types of columns. */
export type FieldType = "number" | "boolean" | "string" | "timestamp" | "vector";

/** One column, resolved. */
export interface Field {
  /** The name of the column. */
  readonly name: string;
  /** What its values are. */
  readonly type: FieldType;
  /** Whether a value may be missing. */
  readonly nullable: boolean;
  /** The closed set of values, where there is one. */
  readonly values?: readonly Label[];
  /** The number of dimensions of a vector. */
  readonly size?: number;
}

/** One thing that is wrong with a row. */
export interface RowIssue {
  readonly message: string;
  /** The column that it is about, where it is about one. */
  readonly column?: string;
}

/** Tells what is wrong with a row, or nothing. */
export type RowCheck = (row: object) => readonly RowIssue[];

/**
 * How a field is called in messages, such as `number?` or `one of 'paid', 'late'`.
 *
 * @internal
 */
export function fieldInWords(field: Field): string {
  const word = field.values
    ? `one of ${field.values
        .slice(0, 6)
        .map((value) => show(value))
        .join(", ")}${field.values.length > 6 ? ", …" : ""}`
    : field.type === "vector"
      ? `a vector of ${field.size} numbers`
      : field.type === "timestamp"
        ? "a Date"
        : `a ${field.type}`;
  return field.nullable ? `${word} or null` : word;
}

/**
 * Checks one cell against its field. Returns the cell, with `undefined` and NaN as `null`.
 *
 * @throws SchemaError `CELL_TYPE` or `CELL_MISSING`.
 * @internal
 */
export function checkCell(field: Field, value: unknown, row?: number): Cell {
  if (value === null || value === undefined || Number.isNaN(value)) {
    if (field.nullable) return null;
    throw cellError("CELL_MISSING", field, value, row);
  }
  const cell = field.type === "vector" ? vectorOf(field, value) : fits(field, value) ? value : undefined;
  if (cell === undefined) throw cellError("CELL_TYPE", field, value, row);
  // A vector column holds a missing vector as nothing but NaN, so such a vector is a missing one from the start.
  return cell instanceof Float32Array && cell.every(Number.isNaN) ? checkCell(field, null, row) : cell;
}

function fits(field: Field, value: unknown): value is Label | Date {
  if (field.values !== undefined) return field.values.some((allowed) => allowed === value);
  if (field.type === "timestamp") return value instanceof Date && !Number.isNaN(value.getTime());
  return typeof value === field.type;
}

function vectorOf(field: Field, value: unknown): Float32Array | undefined {
  if (value instanceof Float32Array) return value.length === field.size ? value : undefined;
  const list = value instanceof Float64Array ? [...value] : value;
  if (!Array.isArray(list) || list.length !== field.size) return undefined;
  return list.every((item) => typeof item === "number") ? Float32Array.from(list) : undefined;
}

/**
 * Error for a cell that does not fit its field.
 *
 * @internal
 */
export function cellError(code: "CELL_TYPE" | "CELL_MISSING", field: Field, value: unknown, row?: number): SchemaError {
  const place = row === undefined ? `Column '${field.name}'` : `Row ${row}, column '${field.name}'`;
  return new SchemaError(code, {
    problem: code === "CELL_MISSING" ? `${place} has no value` : `${place} has a value that does not fit`,
    given: show(value),
    expected: fieldInWords(field),
    remedy:
      code === "CELL_MISSING"
        ? "Give the value, or declare the column with '?' and impute what is missing"
        : "Give a value of that type; numbers written as text are not converted",
    data: { column: field.name, ...(row === undefined ? {} : { row }) },
  });
}
