/**
 * Reads CSV into a frame, chunk by chunk: each record's cells go straight into columns, from bytes where the file is of the usual
 * form (`plain/`), else through csv-parse.
 *
 * Time O(bytes). Memory: the frame, and for columns whose type is to be found, their text until the end.
 */
import type { AnyRow } from "../../core/contracts.js";
import { Progress } from "../../core/progress.js";
import type { Frame } from "../frame.js";
import { openText } from "../io/source.js";
import { type CsvOptions, resolveCsvOptions } from "./options.js";
import { readFrames } from "./read-frames.js";
import type { CsvSource } from "./source.js";

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
  const format = resolveCsvOptions(options, "readCsv");
  const progress = new Progress(options);
  progress.check();
  const { schema, types } = options;
  const reading = { format, known: { schema, types }, batchSize: Number.POSITIVE_INFINITY, progress };
  const frames: Frame<Row>[] = [];
  for await (const frame of readFrames<Row>(await openText(source, "readCsv"), reading)) frames.push(frame);
  // There is one, and without a size of batches no more.
  return frames[0] as Frame<Row>;
}
