/**
 * Records in, columns out: what `readCsv` does with each record, and its errors.
 */
import { ReadError, show } from "../../core/errors.js";
import { type FieldSpec, fieldInWords, Schema } from "../../core/schema.js";
import { rowError } from "../build.js";
import { Frame } from "../frame.js";
import { type CsvColumn, columnsOf } from "./columns-of.js";
import { LineCounter } from "./lines.js";
import type { CsvFormat } from "./options.js";
import { isNullText } from "./sinks.js";

/** What the columns are, where it is known beforehand. */
export interface KnownColumns<Row extends object> {
  readonly schema?: Schema<Row>;
  readonly types?: Readonly<Record<string, FieldSpec>>;
}

/** Collects the records of one CSV. */
export class Collector<Row extends object> {
  readonly lines = new LineCounter();
  readonly #format: CsvFormat;
  readonly #known: KnownColumns<Row>;
  readonly #name: string;
  #columns: readonly CsvColumn[] | undefined;
  /** How many cells a record has. */
  #width = 0;
  #rows = 0;
  /** The line of each row, kept only for the row check of a schema. */
  readonly #starts: number[] | undefined;

  constructor(format: CsvFormat, known: KnownColumns<Row>, name: string) {
    this.#format = format;
    this.#known = known;
    this.#name = name;
    this.#starts = known.schema?.check === undefined ? undefined : [];
  }

  /** How errors call the whole. */
  get #whole(): string {
    return this.#name === "" ? "The CSV" : this.#name;
  }

  /** How errors call a line. */
  place(line: number): string {
    return this.#name === "" ? `Line ${line}` : `${this.#name}, line ${line}`;
  }

  /** Takes one record, which csv-parse says to end on `line`. */
  record(cells: readonly string[], line: number): void {
    this.lines.record(line, cells);
    if (this.#columns === undefined) {
      const isHeader = this.#format.header === true;
      this.#open(cells);
      if (isHeader) return;
    }
    const columns = this.#columns ?? [];
    if (cells.length !== this.#width) {
      // A line of blanks is an empty line.
      if (cells.length === 1 && cells[0]?.trim() === "") return;
      throw this.#ragged(cells);
    }
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as CsvColumn;
      const text = cells[column.at] as string;
      if (!column.sink.push(text)) throw this.#cellError(column, text);
    }
    this.#rows++;
    this.#starts?.push(this.lines.start);
  }

  #open(first: readonly string[]): void {
    const { header } = this.#format;
    const { schema } = this.#known;
    const names =
      header === true ? first : header !== false ? header : (schema?.names ?? first.map((_, at) => `x${at}`));
    const where =
      header === true
        ? { place: this.place(this.lines.start), line: this.lines.start }
        : { place: "The header given", line: undefined };
    this.#width = names.length;
    this.#columns = columnsOf(names, this.#format, this.#known, where);
  }

  /** The frame of all records. */
  finish(): Frame<Row> {
    const { schema } = this.#known;
    if (this.#columns === undefined || (this.#rows === 0 && schema === undefined)) throw this.#empty();
    const built = this.#columns.map(({ sink }) => sink.finish());
    const frame = new Frame<Row>(
      schema ?? new Schema<Row>(built.map(({ field }) => field)),
      built.map(({ column }) => column),
      this.#rows,
    );
    this.#checkRows(frame);
    return frame;
  }

  #checkRows(frame: Frame<Row>): void {
    const check = frame.schema.check;
    if (check === undefined) return;
    for (let row = 0; row < frame.numRows; row++) {
      const cells = frame.row(row);
      const issue = check(cells)[0];
      const line = this.#starts?.[row] ?? 0;
      if (issue !== undefined) throw rowError(this.place(line), issue, cells, { line, row });
    }
  }

  #cellError({ name, field }: CsvColumn, text: string): ReadError {
    const line = this.lines.start;
    const { cells } = this.#format;
    const isNull = isNullText(cells, text);
    const expected =
      field === undefined ? "text" : field.type === "timestamp" ? "an ISO 8601 date or date-time" : fieldInWords(field);
    const given = show(text);
    const missing = given === '""' ? "nothing" : `${given}, which stands for a missing value`;
    return new ReadError("CSV_CELL", {
      problem: `${this.place(line)}, column '${name}' has ${isNull ? "no value" : "a value that does not fit"}`,
      given: isNull ? missing : given,
      expected,
      remedy: isNull
        ? "Mend the cell, declare the column with '?' if values may be missing, or take the text out of { nullValues }"
        : this.#remedy(field?.type),
      data: { line, row: this.#rows, column: name, text },
    });
  }

  #remedy(type: string | undefined): string {
    const { decimal, trues, falses } = this.#format.cells;
    if (type === "number")
      return `Mend the cell, or state how the file writes numbers (decimal is '${decimal}') or missing values: { decimal, thousands, nullValues }`;
    if (type === "boolean")
      return `Mend the cell, or state the words in { trueValues, falseValues } (${[...trues, ...falses].join(", ")})`;
    if (type === "vector") return 'Write vectors as JSON arrays, such as "[0.5,1]"';
    return "Mend the cell, or widen the column's type in the schema";
  }

  #ragged(cells: readonly string[]): ReadError {
    const line = this.lines.start;
    return new ReadError("CSV_SYNTAX", {
      problem: `${this.place(line)} has ${cells.length < this.#width ? "too few" : "too many"} cells`,
      given: `${cells.length}: ${show(cells)}`,
      expected: `${this.#width}, as many as there are columns`,
      remedy: 'Mend the line, quote cells that hold the delimiter, or state the delimiter, as { delimiter: ";" }',
      data: { line, given: cells.length, expected: this.#width },
    });
  }

  #empty(): ReadError {
    const headed = this.#columns !== undefined;
    return new ReadError("CSV_EMPTY", {
      problem: headed ? `${this.#whole} has a header but no rows` : `${this.#whole} is empty`,
      expected: headed ? "at least one row, from which types are found" : "a header line, then rows",
      remedy: headed ? "Give a schema, by which it is a table of no rows" : "Check what was written into it",
    });
  }
}
