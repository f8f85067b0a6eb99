/**
 * Reads JSON lines (also called NDJSON): one JSON object a line, its keys the columns.
 */
import type { AnyRow } from "../../core/contracts.js";
import { Progress } from "../../core/progress.js";
import type { Schema } from "../../core/schema.js";
import { invalidOption } from "../csv/options.js";
import type { Frame } from "../frame.js";
import { BATCH_SIZE, type BatchOptions, checkKnown, checkRowCount, type WorkOptions } from "../io/options.js";
import { openText, type TextSource } from "../io/source.js";
import { LineCollector, noLines } from "./line-collector.js";
import { linesOf } from "./lines.js";

/** The options of {@link readJsonLines}. */
export interface ReadJsonLinesOptions<Row extends object = AnyRow> extends WorkOptions {
  /** The columns and their types. Without it, they are found from all lines. */
  readonly schema?: Schema<Row>;
  /** What to do about keys that the schema does not have. Default: `"error"`. */
  readonly unknownColumns?: "error" | "ignore";
}

/** The options of {@link readJsonLinesBatches}. */
export interface ReadJsonLinesBatchesOptions<Row extends object = AnyRow>
  extends ReadJsonLinesOptions<Row>,
    BatchOptions {}

const KNOWN = ["schema", "unknownColumns", "signal", "onProgress"];

/**
 * Reads JSON lines: a file, a text or a stream of one JSON object a line.
 *
 * - Numbers, booleans and strings become columns of these types; a string that looks like a number stays a string. Arrays of numbers that
 *   all have one length become vectors. `null` and a missing key are a missing value.
 * - JSON has no dates: they stay strings, unless the schema says `"timestamp"`; then they are read as ISO 8601.
 * - Without a schema, the columns are all keys of all lines, and any value may be missing.
 * - Blank lines are passed over. Integers beyond 2^53 are an error, since a number would change them.
 *
 * @throws ReadError `FILE_READ`, `JSON_SYNTAX` (a line that is no object), `JSON_CELL` (a value that does not fit), both with the line;
 * DataError `DATA_EMPTY` for no lines and no schema.
 * @example
 * ```ts
 * import { readJsonLines, schema } from "@org/mlkit";
 *
 * const text = '{"zip":"007","since":"2026-11-20"}\n{"since":null,"zip":"042"}\n';
 * (await readJsonLines({ text })).toRows(); // => [{ zip: "007", since: "2026-11-20" }, { zip: "042", since: null }]
 *
 * const Shop = schema({ zip: "string", since: "timestamp?" });
 * (await readJsonLines({ text }, { schema: Shop })).row(0).since; // => new Date("2026-11-20")
 * ```
 */
export async function readJsonLines<Row extends object = AnyRow>(
  source: TextSource,
  options: ReadJsonLinesOptions<Row> = {},
): Promise<Frame<Row>> {
  const unknownColumns = checked("readJsonLines", options, KNOWN);
  const reader = frames(source, options, unknownColumns, Number.POSITIVE_INFINITY, "readJsonLines");
  const { value } = await reader.next();
  // There is always one: without any line it is empty, or an error.
  return value as Frame<Row>;
}

/**
 * Reads JSON lines in batches. The next part of the source is read when the next batch is asked for.
 *
 * Without a schema, columns and types are those of the first batch; a later line with another key, or with a value of another type, is
 * an error.
 *
 * @throws ReadError `FILE_READ`, `JSON_SYNTAX`, `JSON_CELL`; DataError `DATA_EMPTY` for no lines and no schema.
 * @example
 * ```ts
 * import { readJsonLinesBatches } from "@org/mlkit";
 *
 * const ages: unknown[] = [];
 * for await (const batch of readJsonLinesBatches({ text: '{"age":31}\n{"age":40}\n{"age":25}' }, { batchSize: 2 })) ages.push(batch.column("age").toArray());
 * ages; // => [[31, 40], [25]]
 * ```
 */
export function readJsonLinesBatches<Row extends object = AnyRow>(
  source: TextSource,
  options: ReadJsonLinesBatchesOptions<Row> = {},
): AsyncIterable<Frame<Row>> {
  const unknownColumns = checked("readJsonLinesBatches", options, [...KNOWN, "batchSize"]);
  const size = checkRowCount("readJsonLinesBatches", "batchSize", options.batchSize, BATCH_SIZE);
  return frames(source, options, unknownColumns, size, "readJsonLinesBatches");
}

function checked(owner: string, options: ReadJsonLinesOptions, known: readonly string[]): "error" | "ignore" {
  checkKnown(owner, options, known);
  const { unknownColumns = "error" } = options;
  if (unknownColumns === "error" || unknownColumns === "ignore") return unknownColumns;
  throw invalidOption(owner, "unknownColumns", unknownColumns, "'error' or 'ignore'");
}

async function* frames<Row extends object>(
  source: TextSource,
  options: ReadJsonLinesOptions<Row>,
  unknownColumns: "error" | "ignore",
  batchSize: number,
  owner: string,
): AsyncGenerator<Frame<Row>> {
  const progress = new Progress(options);
  progress.check();
  const { name, size, chunks } = await openText(source, owner);
  const place = (line: number): string => (name === "" ? `Line ${line}` : `${name}, line ${line}`);
  let { schema } = options;
  let collector = new LineCollector<Row>({ schema, unknownColumns }, place);
  let done = 0;
  let isFirst = true;
  for await (const block of linesOf(chunks, place)) {
    for (const line of block.lines) {
      collector.add(line);
      if (collector.numRows < batchSize) continue;
      const frame = collector.finish();
      schema ??= frame.schema;
      collector = new LineCollector({ schema, unknownColumns, isFound: options.schema === undefined }, place);
      isFirst = false;
      yield frame;
    }
    done += block.size;
    await progress.tick(Math.min(done, size), size);
  }
  if (collector.numRows === 0 && !isFirst) return;
  if (collector.numRows === 0 && schema === undefined) throw noLines(name);
  yield collector.finish();
}
