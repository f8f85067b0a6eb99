/**
 * Reads CSV into a frame, chunk by chunk, through csv-parse: each record's cells go straight into columns.
 *
 * Time O(bytes). Memory: the frame, and for columns whose type is to be found, their text until the end.
 */
import type { AnyRow } from "../../core/contracts.js";
import { MlkitError, ReadError, show } from "../../core/errors.js";
import { Progress } from "../../core/progress.js";
import type { Frame } from "../frame.js";
import { Collector } from "./collect.js";
import { StrictDecoder } from "./decode.js";
import { type CsvFormat, type CsvOptions, resolveCsvOptions } from "./options.js";
import { type CsvSource, openSource } from "./source.js";

/**
 * Reads a CSV file, text or stream.
 *
 * With a `schema`, each cell must fit: one that does not is an error with its line and column. The order of columns is the
 * schema's; a column that is missing, or that the schema does not have, is an error.
 *
 * Without one, a column gets the type that all its cells fit, over the whole file; any of its values may be missing:
 * - number: decimal numerals such as `12`, `-0.5`, `1e5`. Texts that would lose something as a number make the column one of strings:
 *   `007`, `+1`, integers beyond 2^53;
 * - boolean: `true` and `false` in any case;
 * - timestamp: ISO 8601 dates and date-times; a date alone is its midnight in UTC, a time without a zone is UTC;
 * - string otherwise, and where all values are missing.
 *
 * What was found is kept in `frame.schema`: give it as `schema` for the next file, which is then read by the same types.
 *
 * - Missing values: the texts of `nullValues`, in columns of every type, quoted or not, with blanks around them or not. In a closed set, its own values come first.
 * - Blanks around numbers, booleans, timestamps and closed sets do not count; strings keep theirs.
 * - Empty lines are passed over; lines may end in LF, CRLF or CR, and a byte order mark is taken off.
 *
 * @throws ReadError `FILE_READ`, `CSV_EMPTY`, `CSV_ENCODING`, `CSV_HEADER`, `CSV_SYNTAX` (a ragged line, a stray quote), `CSV_CELL`.
 * @throws ParameterError `PARAM_INVALID`, `PARAM_UNKNOWN`.
 * @throws AbortError when the signal has fired.
 * @example
 * ```ts
 * import { readCsv, schema } from "@org/mlkit";
 *
 * const text = "age;income;city\n31;1.250,50;Lima\n40; - ;Oslo\n";
 * const style = { delimiter: ";", decimal: ",", thousands: ".", nullValues: ["", "-"] };
 * const frame = await readCsv({ text }, { ...style, schema: schema({ age: "number", income: "number?", city: "string" }) });
 * frame.toRows(); // => [{ age: 31, income: 1250.5, city: "Lima" }, { age: 40, income: null, city: "Oslo" }]
 * ```
 */
export async function readCsv<Row extends object = AnyRow>(
  source: CsvSource,
  options: CsvOptions<Row> = {},
): Promise<Frame<Row>> {
  const format = resolveCsvOptions(options);
  const progress = new Progress(options);
  progress.check();
  const { name, size, chunks } = await openSource(source);
  const collector = new Collector<Row>(format, options, name);
  const parser = await openParser(format, collector);
  const decoder = new StrictDecoder(format.encoding, name);
  let done = 0;
  for await (const chunk of chunks) {
    await parser.write(decoder.decode(chunk));
    done += chunk.length;
    await progress.tick(Math.min(done, size), size);
  }
  await parser.end(decoder.end());
  return collector.finish();
}

interface TextParser {
  write(text: string): Promise<void>;
  /** Takes the last text. */
  end(text: string): Promise<void>;
}

/** csv-parse, as something that takes text and gives records to the collector. */
async function openParser<Row extends object>(format: CsvFormat, collector: Collector<Row>): Promise<TextParser> {
  const { Parser } = await import("csv-parse");
  let failure: Error | undefined;
  // Records are taken where the parser pushes them. Its option `on_record` would make an object of a dozen properties for each,
  // and going through the readable side would lose the line that the parser is on.
  class RecordParser extends Parser {
    override push(record: string[] | null): boolean {
      if (record === null) return super.push(null);
      if (failure !== undefined) return false;
      try {
        collector.record(record, this.info.lines);
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
      return true;
    }
  }
  const parser = new RecordParser({
    ...format.syntax,
    bom: true,
    comment_no_infix: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    // The width of records is checked by the collector, whose errors say more.
    relax_column_count: true,
  });
  // Each failure comes back through the callback of the write that met it.
  parser.on("error", () => undefined);
  const settle = (resolve: () => void, reject: (error: Error) => void) => (error?: Error | null) => {
    if (failure !== undefined) reject(failure);
    else if (error) reject(translated(error, collector));
    else resolve();
  };
  const write = (text: string) => new Promise<void>((resolve, reject) => parser.write(text, settle(resolve, reject)));
  return {
    write,
    async end(text) {
      if (text !== "") await write(text);
      await new Promise<void>((resolve, reject) => parser.end(settle(resolve, reject)));
    },
  };
}

function translated<Row extends object>(error: Error, collector: Collector<Row>): Error {
  if (error instanceof MlkitError) return error;
  const { lines } = collector;
  const code = String(Reflect.get(error, "code"));
  const at = Number(Reflect.get(error, "lines"));
  const open = code === "CSV_QUOTE_NOT_CLOSED";
  const line = open || !Number.isFinite(at) ? lines.next : lines.inFile(at);
  const place = collector.place(line);
  return new ReadError("CSV_SYNTAX", {
    problem: open
      ? `${place} begins a record with a quote that is never closed`
      : `${place} has a quote in the wrong place`,
    given: show(error.message, 160),
    expected: "quotes around a whole cell, and quotes inside it doubled",
    remedy:
      'Mend the line, or state how the file quotes: { quote: null } for not at all, { escape: "\\\\" } for backslashes',
    data: { line, reason: code },
    cause: error,
  });
}
