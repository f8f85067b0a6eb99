/**
 * Taking rows out of anything that has rows.
 */
import { DataError, show } from "../../core/errors.js";
import { Column } from "../columns.js";
import { Frame } from "../frame.js";
import { Matrix } from "../matrix.js";

/** The typed arrays that rows can be taken from. */
export type RowArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** Anything that has rows: a table, a column, an array. */
export type Splittable = Frame<object> | Matrix | Column<unknown> | RowArray | readonly unknown[];

/** Whether something has rows. */
export function isSplittable(value: unknown): value is Splittable {
  return (
    value instanceof Frame ||
    value instanceof Matrix ||
    value instanceof Column ||
    Array.isArray(value) ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView))
  );
}

/** How many rows something has. */
export function rowsOf(value: Splittable): number {
  if (value instanceof Frame) return value.numRows;
  return value instanceof Matrix ? value.rows : value.length;
}

/** The rows of these numbers, in a thing of the same kind. */
export function takeRows(value: Splittable, rows: Int32Array): Splittable {
  if (value instanceof Frame || value instanceof Matrix || value instanceof Column) return value.take(rows);
  if (Array.isArray(value)) return Array.from(rows, (row) => value[row]);
  if (!ArrayBuffer.isView(value)) {
    throw new DataError("DATA_SHAPE", {
      problem: "There are no rows to take here",
      given: show(value),
      expected: "a frame, a matrix, a column or an array",
      remedy: "Give one of these",
    });
  }
  // A typed array's constructor makes its own class, which TypeScript does not say.
  const Class = value.constructor as new (length: number) => RowArray;
  const out = new Class(rows.length);
  rows.forEach((row, at) => {
    out[at] = value[row] as number;
  });
  return out;
}
