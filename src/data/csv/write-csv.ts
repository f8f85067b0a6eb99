/**
 * Writes a frame, or a stream of them, as CSV through csv-stringify, some rows at a time.
 */
import { DataError, show } from "../../core/errors.js";
import { Progress, type ProgressOptions } from "../../core/progress.js";
import { type FrameInput, uniformBatches } from "../batches/uniform.js";
import type { AnyColumn } from "../columns.js";
import { Frame } from "../frame.js";
import { type ByteTarget, isTarget, writeTo } from "../io/target.js";
import { invalidOption, unknownOption } from "./options.js";

/** The options of {@link writeCsv}. */
export interface WriteCsvOptions {
  /** Whether the first line names the columns. Default: true. */
  readonly header?: boolean;
  /** What separates cells. Default: `","`. */
  readonly delimiter?: string;
  /** What stands before the fraction of a number. Default: `"."`. */
  readonly decimal?: string;
  /** What is written for a missing value. Default: nothing. */
  readonly nullValue?: string;
  /** What ends a line. Default: `"\n"`. */
  readonly lineBreak?: "\n" | "\r\n";
  /** Ends the work early with an `AbortError`; no file is left behind. */
  readonly signal?: AbortSignal;
  /** Told how far the work is, in rows, at most every 50 ms; `total` is `Infinity` for batches. */
  readonly onProgress?: ProgressOptions["onProgress"];
}

const KNOWN = new Set(["header", "delimiter", "decimal", "nullValue", "lineBreak", "signal", "onProgress"]);
/** How many rows are made into text at once. */
const ROWS = 4096;

/**
 * Writes a frame as CSV, into a file, a stream or a store, or as text. Batches, such as those of `readCsvBatches`, are written one after the
 * other, each when the one before is written; they must have the same columns.
 *
 * A file appears as a whole or not at all: it is written beside its place under another name, in UTF-8, and then moved.
 * Numbers are written as the shortest text that reads back to the same number, timestamps as ISO 8601 in UTC, vectors as JSON arrays.
 *
 * `readCsv(text, { schema: frame.schema })` gives the same frame back, but for strings that mean a missing value (the empty one,
 * `NA`, …): to keep these apart from missing values, choose a text for the latter that is no string of the frame,
 * `writeCsv(frame, { nullValue: "\\N" })` and `readCsv(text, { schema, nullValues: ["\\N"] })`.
 *
 * @throws DataError `DATA_NOT_FINITE` for ±∞, which CSV cannot carry; `DATA_EMPTY` for a frame without columns or no batch at all.
 * @throws SchemaError `COLUMN_MISMATCH`, `COLUMN_MISSING`, `CELL_MISSING` for batches that do not fit the first.
 * @throws ReadError `FILE_WRITE` when the file cannot be written.
 * @example
 * ```ts
 * import { Frame, writeCsv } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ city: "Lima, Peru", age: 31 }, { city: "Oslo", age: null }]);
 * await writeCsv(frame); // => "city,age\n\"Lima, Peru\",31\nOslo,\n"
 * ```
 */
export function writeCsv<Row extends object>(data: FrameInput<Row>, options?: WriteCsvOptions): Promise<string>;
export function writeCsv<Row extends object>(
  data: FrameInput<Row>,
  target: ByteTarget,
  options?: WriteCsvOptions,
): Promise<void>;
export async function writeCsv<Row extends object>(
  data: FrameInput<Row>,
  target: ByteTarget | WriteCsvOptions = {},
  more: WriteCsvOptions = {},
): Promise<unknown> {
  if (isTarget(target)) return writeTo(target, encoded(textOf(data, more)));
  const parts: string[] = [];
  for await (const part of textOf(data, target)) parts.push(part);
  return parts.join("");
}

async function* encoded(parts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of parts) yield encoder.encode(part);
}

interface CsvStyle {
  readonly header: boolean;
  readonly delimiter: string;
  readonly decimal: string;
  readonly nullValue: string;
  readonly lineBreak: string;
}

function resolveStyle(options: WriteCsvOptions): CsvStyle {
  for (const name of Object.keys(options)) if (!KNOWN.has(name)) throw unknownOption("writeCsv", name, KNOWN);
  const { header = true, delimiter = ",", decimal = ".", nullValue = "", lineBreak = "\n" } = options;
  const mark = (name: string, value: unknown) => {
    if (typeof value !== "string" || value === "" || /[\r\n"\d]/.test(value))
      throw invalidOption("writeCsv", name, value, "one or more characters, no quote, digit or line break");
  };
  mark("delimiter", delimiter);
  mark("decimal", decimal);
  if (lineBreak !== "\n" && lineBreak !== "\r\n")
    throw invalidOption("writeCsv", "lineBreak", lineBreak, "'\\n' or '\\r\\n'");
  if (typeof nullValue !== "string") throw invalidOption("writeCsv", "nullValue", nullValue, "a string");
  return { header, delimiter, decimal, nullValue, lineBreak };
}

async function* textOf<Row extends object>(data: FrameInput<Row>, options: WriteCsvOptions): AsyncIterable<string> {
  const style = resolveStyle(options);
  const { stringify } = await import("csv-stringify/sync");
  const progress = new Progress(options);
  progress.check();
  const total = data instanceof Frame ? data.numRows : Number.POSITIVE_INFINITY;
  let columns: readonly string[] | undefined;
  let done = 0;
  for await (const frame of uniformBatches(data)) {
    const isFirst = columns === undefined;
    columns ??= frame.columns;
    const syntax = {
      delimiter: style.delimiter,
      record_delimiter: style.lineBreak,
      // Any line break, not just this file's; a mark at the start, which would be taken for a byte order mark; an empty line.
      quoted_match: columns.length === 1 ? /[\r\n]|^\ufeff|^$/ : /[\r\n]|^\ufeff/,
    };
    if (isFirst && style.header) yield stringify([columns], syntax);
    const writers = columns.map((name) => cellWriter(name, frame.columnOf(name), style, done));
    for (let start = 0; start < frame.numRows; start += ROWS) {
      const count = Math.min(ROWS, frame.numRows - start);
      const records = Array.from({ length: count }, (_, i) => writers.map((write) => write(start + i)));
      yield stringify(records, syntax);
      await progress.tick(done + start + count, total);
    }
    done += frame.numRows;
  }
}

/** Gives the text of a column's cell in a row; `before` rows were written in other batches. */
function cellWriter(
  name: string,
  column: AnyColumn,
  { decimal, nullValue }: CsvStyle,
  before: number,
): (row: number) => string {
  const number = (value: number, row: number): string => {
    if (!Number.isFinite(value)) throw notFinite(name, value, before + row);
    const text = Object.is(value, -0) ? "-0" : String(value);
    return decimal === "." ? text : text.replace(".", decimal);
  };
  return (row) => {
    const cell = column.get(row);
    if (cell === null) return nullValue;
    if (typeof cell === "number") return number(cell, row);
    if (cell instanceof Date) return cell.toISOString();
    if (cell instanceof Float32Array) {
      const items = Array.from(cell, (value) =>
        Number.isNaN(value) ? "null" : number(value, row).replace(decimal, "."),
      );
      return `[${items.join(",")}]`;
    }
    return String(cell);
  };
}

function notFinite(column: string, value: number, row: number): DataError {
  return new DataError("DATA_NOT_FINITE", {
    problem: `Row ${row}, column '${column}' holds a number that CSV cannot carry`,
    given: show(value),
    expected: "finite numbers, or missing values",
    remedy: "Replace or drop the infinite values, for example with frame.withColumn",
    data: { column, row },
  });
}
