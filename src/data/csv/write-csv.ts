/**
 * Writes a frame as CSV through csv-stringify, a batch of rows at a time.
 */
import { DataError, ReadError, show } from "../../core/errors.js";
import { Progress, type ProgressOptions } from "../../core/progress.js";
import type { AnyColumn } from "../columns.js";
import type { Frame } from "../frame.js";
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
  /** Told how far the work is, in rows, at most every 50 ms. */
  readonly onProgress?: ProgressOptions["onProgress"];
}

const KNOWN = new Set(["header", "delimiter", "decimal", "nullValue", "lineBreak", "signal", "onProgress"]);
const BATCH = 4096;

/**
 * Writes a frame as CSV, into a file or as text.
 *
 * A file appears as a whole or not at all: it is written beside its place under another name, in UTF-8, and then moved.
 * Numbers are written as the shortest text that reads back to the same number, timestamps as ISO 8601 in UTC, vectors as JSON arrays.
 *
 * `readCsv(text, { schema: frame.schema })` gives the same frame back, but for strings that mean a missing value (the empty one,
 * `NA`, …): to keep these apart from missing values, choose a text for the latter that is no string of the frame,
 * `writeCsv(frame, { nullValue: "\\N" })` and `readCsv(text, { schema, nullValues: ["\\N"] })`.
 *
 * @throws DataError `DATA_NOT_FINITE` for ±∞, which CSV cannot carry; `DATA_EMPTY` for a frame without columns.
 * @throws ReadError `FILE_WRITE` when the file cannot be written.
 * @example
 * ```ts
 * import { Frame, writeCsv } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ city: "Lima, Peru", age: 31 }, { city: "Oslo", age: null }]);
 * await writeCsv(frame); // => "city,age\n\"Lima, Peru\",31\nOslo,\n"
 * ```
 */
export function writeCsv<Row extends object>(frame: Frame<Row>, options?: WriteCsvOptions): Promise<string>;
export function writeCsv<Row extends object>(
  frame: Frame<Row>,
  path: string | URL,
  options?: WriteCsvOptions,
): Promise<void>;
export async function writeCsv<Row extends object>(
  frame: Frame<Row>,
  target: string | URL | WriteCsvOptions = {},
  more: WriteCsvOptions = {},
): Promise<unknown> {
  const toFile = typeof target === "string" || target instanceof URL;
  const batches = textOf(frame, toFile ? more : target);
  if (toFile) return writeFile(target, batches);
  let text = "";
  for await (const batch of batches) text += batch;
  return text;
}

async function* textOf<Row extends object>(frame: Frame<Row>, options: WriteCsvOptions): AsyncIterable<string> {
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
  if (frame.columns.length === 0) throw noColumns();
  const { stringify } = await import("csv-stringify/sync");
  const style = {
    delimiter,
    record_delimiter: lineBreak,
    // Any line break, not just this file's; a mark at the start, which would be taken for a byte order mark; an empty line.
    quoted_match: frame.columns.length === 1 ? /[\r\n]|^\ufeff|^$/ : /[\r\n]|^\ufeff/,
  };
  const progress = new Progress(options);
  if (header) yield stringify([frame.columns], style);
  const writers = frame.columns.map((name) => cellWriter(name, frame.columnOf(name), decimal, nullValue));
  for (let start = 0; start < frame.numRows; start += BATCH) {
    const count = Math.min(BATCH, frame.numRows - start);
    const records = Array.from({ length: count }, (_, i) => writers.map((write) => write(start + i)));
    yield stringify(records, style);
    await progress.tick(start + count, frame.numRows);
  }
}

/** Gives the text of a column's cell in a row. */
function cellWriter(name: string, column: AnyColumn, decimal: string, nullValue: string): (row: number) => string {
  const number = (value: number, row: number): string => {
    if (!Number.isFinite(value)) throw notFinite(name, value, row);
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

async function writeFile(path: string | URL, batches: AsyncIterable<string>): Promise<void> {
  const { open, rename, rm } = await import("node:fs/promises");
  const failed = (cause: unknown) => cannotWrite(String(path), cause);
  const { handle, temporary } = await openBeside(path, open).catch((cause: unknown) => {
    throw failed(cause);
  });
  try {
    for await (const batch of batches) {
      await handle.writeFile(batch).catch((cause: unknown) => {
        throw failed(cause);
      });
    }
    await handle.sync();
    await handle.close();
    await rename(temporary, path).catch((cause: unknown) => {
      throw failed(cause);
    });
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes a new file in the same folder, under the first such name that is free. */
async function openBeside(path: string | URL, open: typeof import("node:fs/promises").open) {
  for (let attempt = 0; ; attempt++) {
    const name = `${String(path)}.${attempt}.tmp`;
    const temporary = typeof path === "string" ? name : new URL(name);
    try {
      return { handle: await open(temporary, "wx"), temporary };
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!taken || attempt >= 100) throw error;
    }
  }
}

function cannotWrite(path: string, cause: unknown): ReadError {
  return new ReadError("FILE_WRITE", {
    problem: "The file cannot be written",
    given: show(path, 200),
    expected: "a path in a folder that is there and may be written to",
    remedy: `Check the folder and the rights (${cause instanceof Error ? cause.message : String(cause)})`,
    data: { path },
    cause,
  });
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

function noColumns(): DataError {
  return new DataError("DATA_EMPTY", {
    problem: "A frame without columns cannot be written as CSV",
    given: "0 columns",
    expected: "at least one column",
    remedy: "Check what was selected or dropped before",
  });
}
