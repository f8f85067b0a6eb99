/**
 * csv-parse, as something that takes text and gives records to a collector.
 */
import { MlkitError, ReadError, show } from "../../core/errors.js";
import type { Collector } from "./collect.js";
import type { CsvFormat } from "./options.js";

/** A parser of text. */
export interface TextParser {
  write(text: string): Promise<void>;
  /** Takes the last text. */
  end(text: string): Promise<void>;
}

/** Makes csv-parse ready; it is loaded only here. */
export async function openCsvParser<Row extends object>(
  format: CsvFormat,
  collector: Collector<Row>,
): Promise<TextParser> {
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
    // Its line is counted from where csv-parse began.
    given: show(error.message.replace(/ at line \d+/, ""), 160),
    expected: "quotes around a whole cell, and quotes inside it doubled",
    remedy:
      'Mend the line, or state how the file quotes: { quote: null } for not at all, { escape: "\\\\" } for backslashes',
    data: { line, reason: code },
    cause: error,
  });
}
