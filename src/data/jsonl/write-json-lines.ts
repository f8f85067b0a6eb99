/**
 * Writes JSON lines: one JSON object a line.
 */
import { DataError, show } from "../../core/errors.js";
import { Progress } from "../../core/progress.js";
import { type FrameInput, uniformBatches } from "../batches/uniform.js";
import type { AnyColumn } from "../columns.js";
import { Frame } from "../frame.js";
import { checkKnown, type WorkOptions } from "../io/options.js";
import { type ByteTarget, isTarget, writeTo } from "../io/target.js";

/** The options of {@link writeJsonLines}. */
export interface WriteJsonLinesOptions extends WorkOptions {}

const BATCH = 4096;

/**
 * Writes a frame, or a stream of batches, as JSON lines, into a file, a stream or an object of a store, or as text.
 *
 * A file appears as a whole or not at all. Missing values become `null`, timestamps ISO 8601 strings in UTC, vectors arrays of numbers.
 * `readJsonLines(text, { schema: frame.schema })` gives the same frame back.
 *
 * @throws DataError `DATA_NOT_FINITE` for ±∞, which JSON cannot carry, `DATA_EMPTY` for nothing to write; ReadError `FILE_WRITE`;
 * SchemaError `COLUMN_MISMATCH` for batches that do not fit the first.
 * @example
 * ```ts
 * import { Frame, writeJsonLines } from "@org/mlkit";
 *
 * await writeJsonLines(Frame.fromRows([{ zip: "007", age: 31 }, { zip: "042", age: null }])); // => '{"zip":"007","age":31}\n{"zip":"042","age":null}\n'
 * ```
 */
export function writeJsonLines<Row extends object>(
  input: FrameInput<Row>,
  options?: WriteJsonLinesOptions,
): Promise<string>;
export function writeJsonLines<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget,
  options?: WriteJsonLinesOptions,
): Promise<void>;
export async function writeJsonLines<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget | WriteJsonLinesOptions = {},
  more: WriteJsonLinesOptions = {},
): Promise<unknown> {
  const texts = encode(input, isTarget(target) ? more : target);
  if (isTarget(target)) return writeTo(target, toBytes(texts));
  let text = "";
  for await (const part of texts) text += part;
  return text;
}

async function* encode<Row extends object>(
  input: FrameInput<Row>,
  options: WriteJsonLinesOptions,
): AsyncGenerator<string> {
  checkKnown("writeJsonLines", options, ["signal", "onProgress"]);
  const progress = new Progress(options);
  progress.check();
  let done = 0;
  for await (const frame of uniformBatches(input)) {
    const cells = frame.columns.map((name) => cellWriter(name, frame.columnOf(name), done));
    for (let start = 0; start < frame.numRows; start += BATCH) {
      const count = Math.min(BATCH, frame.numRows - start);
      let text = "";
      for (let row = start; row < start + count; row++) text += `{${cells.map((write) => write(row)).join(",")}}\n`;
      yield text;
      await progress.tick(done + start + count, input instanceof Frame ? input.numRows : Number.POSITIVE_INFINITY);
    }
    done += frame.numRows;
  }
}

/** Gives the text of a column's key and cell in a row. */
function cellWriter(name: string, column: AnyColumn, firstRow: number): (row: number) => string {
  const key = `${JSON.stringify(name)}:`;
  const number = (value: number, row: number): string => {
    if (!Number.isFinite(value)) throw notFinite(name, value, firstRow + row);
    return Object.is(value, -0) ? "-0" : String(value);
  };
  return (row) => {
    const cell = column.get(row);
    if (typeof cell === "number") return key + number(cell, row);
    if (cell instanceof Float32Array) {
      const items = Array.from(cell, (value) => (Number.isNaN(value) ? "null" : number(value, row)));
      return `${key}[${items.join(",")}]`;
    }
    return key + JSON.stringify(cell);
  };
}

async function* toBytes(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function notFinite(column: string, value: number, row: number): DataError {
  return new DataError("DATA_NOT_FINITE", {
    problem: `Row ${row}, column '${column}' holds a number that JSON cannot carry`,
    given: show(value),
    expected: "finite numbers, or missing values",
    remedy: "Replace or drop the infinite values, for example with frame.withColumn",
    data: { column, row },
  });
}
