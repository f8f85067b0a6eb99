/**
 * Writes Arrow IPC, also called Feather, batch by batch.
 */
import type { RecordBatchWriter } from "apache-arrow";
import { SchemaError } from "../../core/errors.js";
import { Progress } from "../../core/progress.js";
import { type FrameInput, uniformBatches } from "../batches/uniform.js";
import { invalidOption } from "../csv/options.js";
import { Frame } from "../frame.js";
import { checkKnown, checkRowCount, type WorkOptions } from "../io/options.js";
import { joinBytes } from "../io/source.js";
import { type ByteTarget, isTarget, writeTo } from "../io/target.js";
import { type ArrowModule, BatchBuilder, loadArrow, withOwnStrings } from "./to-arrow.js";

/** The options of {@link writeArrow}. */
export interface WriteArrowOptions extends WorkOptions {
  /** `"file"`, which can be read in any order, or `"stream"`, for pipes. Default: `"file"`. */
  readonly format?: "file" | "stream";
  /** How many rows of a frame go into a record batch. Batches of a stream are written as they are. Default: 65,536. */
  readonly batchSize?: number;
}

const KNOWN = ["format", "batchSize", "signal", "onProgress"];
const ROWS = 65_536;

/**
 * Writes a frame, or a stream of batches, as Arrow IPC (Feather), into a file, a stream or an object of a store, or as bytes.
 *
 * A file appears as a whole or not at all. Missing values become nulls; timestamps have milliseconds and UTC; vectors are lists of
 * fixed size; the strings of a frame become dictionaries, those of a stream are written out, since its dictionaries may differ.
 * In a stream, the first batch decides the types.
 *
 * @throws ReadError `FILE_WRITE`; DataError `DATA_EMPTY` for nothing to write; SchemaError `COLUMN_MISMATCH` for batches that do not fit
 * the first, `SCHEMA_UNSUPPORTED` for a column without a name, `CELL_TYPE` for a string that UTF-8 cannot write; DependencyError `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, readArrow, writeArrow } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ city: "Lima", face: [0.5, 1] }, { city: null, face: null }]);
 * await writeArrow(frame, "faces.arrow");
 * (await readArrow("faces.arrow")).row(1); // => { city: null, face: null }
 * ```
 */
export function writeArrow<Row extends object>(
  input: FrameInput<Row>,
  options?: WriteArrowOptions,
): Promise<Uint8Array<ArrayBuffer>>;
export function writeArrow<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget,
  options?: WriteArrowOptions,
): Promise<void>;
export async function writeArrow<Row extends object>(
  input: FrameInput<Row>,
  target: ByteTarget | WriteArrowOptions = {},
  more: WriteArrowOptions = {},
): Promise<unknown> {
  const chunks = encode(input, isTarget(target) ? more : target);
  return isTarget(target) ? writeTo(target, chunks) : joinBytes(chunks);
}

async function* encode<Row extends object>(
  input: FrameInput<Row>,
  options: WriteArrowOptions,
): AsyncGenerator<Uint8Array> {
  checkKnown("writeArrow", options, KNOWN);
  const { format = "file" } = options;
  if (format !== "file" && format !== "stream")
    throw invalidOption("writeArrow", "format", format, "'file' or 'stream'");
  const size = checkRowCount("writeArrow", "batchSize", options.batchSize, ROWS);
  const progress = new Progress(options);
  progress.check();
  const arrow = await loadArrow("writeArrow");
  const isWhole = input instanceof Frame;
  const batches = uniformBatches(isWhole ? slices(withOwnStrings(input), size) : input);
  const output = openOutput(arrow, format);
  let builder: BatchBuilder | undefined;
  let done = 0;
  for await (const frame of batches) {
    if (builder === undefined) checkNames(frame);
    builder ??= new BatchBuilder(arrow, frame, isWhole ? "dictionary" : "plain");
    output.writer.write(builder.batch(frame));
    yield output.take();
    done += frame.numRows;
    await progress.tick(done, isWhole ? input.numRows : Number.POSITIVE_INFINITY);
  }
  output.writer.finish();
  yield output.take();
}

/** apache-arrow writes an empty name as none, which readers of JavaScript take for the name "null". */
function checkNames<Row extends object>(frame: Frame<Row>): void {
  if (!frame.columns.includes("")) return;
  throw new SchemaError("SCHEMA_UNSUPPORTED", {
    problem: "A column with an empty name cannot be written as Arrow",
    given: `columns ${frame.columns.map((name) => `'${name}'`).join(", ")}`,
    expected: "a name for each column",
    remedy: "Give the column another name",
    data: { column: "" },
  });
}

/** The parts of a frame; of an empty one, itself. */
function* slices<Row extends object>(frame: Frame<Row>, size: number): Iterable<Frame<Row>> {
  if (frame.numRows === 0) yield frame;
  for (let start = 0; start < frame.numRows; start += size) yield frame.slice(start, start + size);
}

/** A writer of apache-arrow whose bytes are taken after each batch. */
function openOutput(arrow: ArrowModule, format: "file" | "stream"): { writer: RecordBatchWriter; take(): Uint8Array } {
  let parts: Uint8Array[] = [];
  class Sink extends arrow.AsyncByteQueue<Uint8Array> {
    override write(value: Uint8Array): void {
      parts.push(value);
    }
  }
  const writer = format === "file" ? new arrow.RecordBatchFileWriter() : new arrow.RecordBatchStreamWriter();
  writer.reset(new Sink());
  return {
    writer,
    take() {
      const size = parts.reduce((sum, { length }) => sum + length, 0);
      // Copies: the parts are the columns' own arrays, which no stream may get hold of.
      const bytes = new Uint8Array(size);
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      parts = [];
      return bytes;
    },
  };
}
