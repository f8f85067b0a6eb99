/**
 * Columns of a frame with their missing values replaced.
 */
import type { Label } from "../core/contracts.js";
import { SchemaError } from "../core/errors.js";
import { type AnyColumn, BooleanColumn, NumberColumn, StringColumn } from "../data/columns.js";

/** The types of columns that an imputer of frames fills. */
export type FillType = "string" | "number" | "boolean";

/** A column and what its missing values become. */
export interface ColumnFill {
  readonly name: string;
  readonly type: FillType;
  /** A value of that type. */
  readonly fill: Label;
  /** Whether a column that tells which values were missing is added. */
  readonly indicator: boolean;
}

/**
 * The column with its missing values replaced; itself where there are none. One without any value may have another type than at
 * fit, since its type may have been inferred.
 *
 * @throws SchemaError `COLUMN_TYPE` when it holds another type of values than at fit.
 */
export function fillColumn(column: AnyColumn, { name, type, fill }: ColumnFill): AnyColumn {
  if (column.type !== type) {
    const row = firstPresent(column);
    if (row >= 0) throw otherType(name, type, `a ${column.type} column`, row);
    return constantColumn(fill, column.length);
  }
  if (column.missingCount === 0) return column;
  if (column.type === "number") {
    // Doubles, whatever the column was kept as, so that the fill keeps all its bits.
    const filled = new Float64Array(column.values);
    for (let row = 0; row < filled.length; row++) if (Number.isNaN(filled[row])) filled[row] = Number(fill);
    return new NumberColumn(filled);
  }
  if (column.type === "boolean") return new BooleanColumn(column.codes.map((code) => (code < 0 ? Number(fill) : code)));
  const known = column.dictionary.indexOf(String(fill));
  const place = known < 0 ? column.dictionary.length : known;
  const dictionary = known < 0 ? [...column.dictionary, String(fill)] : column.dictionary;
  return new StringColumn(
    column.codes.map((code) => (code < 0 ? place : code)),
    dictionary,
  );
}

function constantColumn(fill: Label, length: number): AnyColumn {
  if (typeof fill === "number") return new NumberColumn(new Float64Array(length).fill(fill));
  if (typeof fill === "boolean") return new BooleanColumn(new Int8Array(length).fill(Number(fill)));
  return new StringColumn(new Int32Array(length), [fill]);
}

/** 1 where the column has no value, 0 elsewhere. */
export function missingFlags(column: AnyColumn): BooleanColumn {
  const codes = new Int8Array(column.length);
  for (let row = 0; row < codes.length; row++) if (column.isMissing(row)) codes[row] = 1;
  return new BooleanColumn(codes);
}

/** The column without the values that the flags call missing: booleans, or numbers that are not 0. */
export function emptyColumn(column: AnyColumn, flags: AnyColumn): AnyColumn {
  const flagged = (row: number) => Number(flags.get(row)) !== 0;
  if (column.type === "number") {
    const values = new Float64Array(column.values);
    for (let row = 0; row < values.length; row++) if (flagged(row)) values[row] = Number.NaN;
    return new NumberColumn(values);
  }
  const code = (each: number, row: number) => (flagged(row) ? -1 : each);
  if (column.type === "string") return new StringColumn(column.codes.map(code), column.dictionary);
  return column.type === "boolean" ? new BooleanColumn(column.codes.map(code)) : column;
}

function firstPresent(column: AnyColumn): number {
  for (let row = 0; row < column.length; row++) if (!column.isMissing(row)) return row;
  return -1;
}

/** Error for a column, or a value, of another type than at fit. */
export function otherType(name: string, type: FillType, given: string, row?: number): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${name}' holds another type of value than at fit`,
    given,
    expected: `a ${type}, or null`,
    remedy: "Give the column the type that it had at fit, best by reading both tables with one schema",
    data: { column: name, ...(row === undefined ? {} : { row }) },
  });
}
