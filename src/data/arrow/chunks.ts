/**
 * The chunks of an Arrow column: their buffers with the types that they must have, and their bitmaps.
 */
import { ReadError, SchemaError, show } from "../../core/errors.js";
import type { ArrowData, ArrowField } from "./arrow-table.js";

/** A column that is being read. */
export interface ArrowColumn {
  readonly field: ArrowField;
  readonly chunks: readonly ArrowData[];
  /** How many rows the chunks have together. */
  readonly rows: number;
  /** The number of the first row, for errors about a row of a batch. */
  readonly firstRow: number;
}

/** Whether a value is missing in some chunk. */
export function hasNulls({ chunks }: ArrowColumn): boolean {
  return chunks.some(({ nullCount }) => nullCount > 0);
}

/** Tells which rows of a chunk are missing; nothing when none is. */
export function missingRows(data: ArrowData): ((row: number) => boolean) | undefined {
  const { nullCount, nullBitmap, offset } = data;
  if (nullCount === 0) return undefined;
  const bits = bufferOf(nullBitmap, Uint8Array, data);
  return (row) => !bitAt(bits, offset + row);
}

/** One bit of a bitmap, the lowest of each byte first. */
export function bitAt(bits: Uint8Array, index: number): boolean {
  return (((bits[index >> 3] as number) >> (index & 7)) & 1) === 1;
}

/**
 * A buffer of a chunk, which must be of this class.
 *
 * @throws ReadError `ARROW_INVALID` when it is not.
 */
export function bufferOf<Buffer>(
  buffer: unknown,
  Class: abstract new (...args: never[]) => Buffer,
  { type }: ArrowData,
): Buffer {
  if (buffer instanceof Class) return buffer;
  throw new ReadError("ARROW_INVALID", {
    problem: `A chunk of ${type} has not the buffers of its type`,
    given: show(buffer),
    expected: `a ${Class.name}`,
    remedy: "Build the table with apache-arrow, or read it from IPC",
  });
}

/** Error for a column that a frame cannot hold. */
export function typeRefused({ field }: ArrowColumn, remedy: string): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${field.name}' holds values that a frame cannot`,
    given: String(field.type),
    expected: "numbers, booleans, strings, timestamps, dates, or lists of numbers that all have the same length",
    remedy,
    data: { column: field.name, type: String(field.type) },
  });
}

/** Error for one value that the column of a frame cannot hold. */
export function valueRefused(
  column: ArrowColumn,
  row: number,
  given: string,
  expected: string,
  remedy: string,
): SchemaError {
  return new SchemaError("CELL_TYPE", {
    problem: `Row ${column.firstRow + row}, column '${column.field.name}' has a value that would lose something`,
    given,
    expected,
    remedy,
    data: { row: column.firstRow + row, column: column.field.name },
  });
}
