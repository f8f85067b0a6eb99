/**
 * Reads CSV as a stream of frames, in the memory of one batch.
 */
import type { AnyRow } from "../../core/contracts.js";
import { Progress } from "../../core/progress.js";
import type { Schema } from "../../core/schema.js";
import type { Frame } from "../frame.js";
import { BATCH_SIZE, type BatchOptions, checkKnown, checkRowCount } from "../io/options.js";
import { type OpenSource, openText } from "../io/source.js";
import { CSV_OPTIONS, type CsvOptions, resolveCsvOptions } from "./options.js";
import { type Reading, readFrames } from "./read-frames.js";
import type { CsvSource } from "./source.js";

/** The options of {@link readCsvBatches}: those of `readCsv`, and how many rows come at a time. */
export interface CsvBatchOptions<Row extends object> extends CsvOptions<Row>, BatchOptions {
  /** From how many rows at the start types are found, where there is no `schema`. Default: 10,000. */
  readonly inferRows?: number;
}

const READER = "readCsvBatches";
const INFER_ROWS = 10_000;

/**
 * Reads a CSV file, text or stream batch by batch, however large it is: the next batch is read when it is asked for, and one batch
 * and one chunk of the file are held at a time. Put together, the batches are what {@link readCsv} reads with the same `schema`.
 *
 * Without a `schema`, types are found in the first `inferRows` rows, by the rules of {@link readCsv}, and hold from there on: all batches have
 * one schema. A later cell that does not fit is an error with its line; state the type of such a column in `types`. A column without
 * a value in these rows is one of strings.
 *
 * There is at least one batch: that of a header alone, read with a schema, has no rows. Whoever stops asking closes the file.
 *
 * @throws ReadError, ParameterError and AbortError as {@link readCsv}, when the batch is asked for; the batches before come first.
 * @example
 * ```ts
 * import { readCsvBatches } from "@org/mlkit";
 *
 * const sizes: number[] = [];
 * for await (const batch of readCsvBatches({ text: "age,city\n31,Lima\n40,Oslo\n25,Lima\n" }, { batchSize: 2 })) {
 *   sizes.push(batch.numRows);
 * }
 * sizes; // => [2, 1]
 * ```
 */
export function readCsvBatches<Row extends object = AnyRow>(
  source: CsvSource,
  options: CsvBatchOptions<Row> = {},
): AsyncIterable<Frame<Row>> {
  const { batchSize, inferRows, ...others } = options;
  checkKnown(READER, options, [...CSV_OPTIONS, "batchSize", "inferRows"]);
  const reading = {
    format: resolveCsvOptions(others, READER),
    known: { schema: options.schema, types: options.types },
    batchSize: checkRowCount(READER, "batchSize", batchSize, BATCH_SIZE),
    progress: new Progress(options),
  };
  return batches(source, reading, checkRowCount(READER, "inferRows", inferRows, INFER_ROWS));
}

async function* batches<Row extends object>(
  source: CsvSource,
  reading: Reading<Row>,
  inferRows: number,
): AsyncGenerator<Frame<Row>, void, void> {
  const { known, progress } = reading;
  progress.check();
  const opened = await openText(source, READER);
  if (known.schema !== undefined) return yield* readFrames(opened, reading);
  const { head, whole, close } = twice(opened);
  try {
    const quiet = new Progress({ signal: progress.signal });
    const found = await schemaOf(readFrames(head, { ...reading, batchSize: inferRows, progress: quiet }));
    yield* readFrames(whole, { ...reading, known: { ...known, found } });
  } finally {
    await close();
  }
}

/** The schema of the first frame; no more of them are read. */
async function schemaOf<Row extends object>(frames: AsyncIterable<Frame<Row>>): Promise<Schema<Row> | undefined> {
  for await (const { schema } of frames) return schema;
  return undefined;
}

/**
 * A source that is read twice: `head` up to wherever its reader stops, then `whole` from the start. The chunks that both read are
 * kept until then.
 */
function twice(source: OpenSource): { head: OpenSource; whole: OpenSource; close: () => Promise<void> } {
  const chunks = iterate(source.chunks);
  const kept: (string | Uint8Array)[] = [];
  async function* head() {
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      // A copy: the source may use its buffer again.
      kept.push(typeof next.value === "string" ? next.value : next.value.slice());
      yield next.value;
    }
  }
  async function* whole() {
    for (let chunk = kept.shift(); chunk !== undefined; chunk = kept.shift()) yield chunk;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  return {
    head: { ...source, chunks: head() },
    whole: { ...source, chunks: whole() },
    close: async () => {
      await chunks.return();
    },
  };
}

async function* iterate(chunks: OpenSource["chunks"]): AsyncGenerator<string | Uint8Array, void, void> {
  yield* chunks;
}
