/**
 * Records in, frames out: what the readers of CSV do with records, and their errors.
 */
import { ReadError, show } from "../../core/errors.js";
import { fieldInWords, Schema } from "../../core/schema.js";
import { rowError } from "../build.js";
import { Frame } from "../frame.js";
import { type CsvColumn, columnsOf, type HeaderPlace, type KnownColumns } from "./columns-of.js";
import { LineCounter } from "./lines.js";
import type { CsvFormat } from "./options.js";
import type { CellBlock } from "./plain/block.js";
import { isNullText } from "./sinks/sink.js";

/** Collects the records of one CSV into frames. */
export class Collector<Row extends object> {
  readonly lines = new LineCounter();
  readonly #format: CsvFormat;
  readonly #known: KnownColumns<Row>;
  readonly #name: string;
  readonly #batchSize: number;
  #ready: Frame<Row>[] = [];
  /** The names of the columns and where they stand. */
  #header: { readonly names: readonly string[]; readonly where: HeaderPlace } | undefined;
  /** The columns of the frame that is being collected. */
  #columns: readonly CsvColumn[] = [];
  /** How many rows it has so far, and how many those before it had. */
  #rows = 0;
  #before = 0;
  /** The line of each of its rows, kept only for the row check of a schema. */
  #starts: number[] | undefined;

  /** @param batchSize - how many rows a frame has at most */
  constructor(format: CsvFormat, known: KnownColumns<Row>, name: string, batchSize: number) {
    this.#format = format;
    this.#known = known;
    this.#name = name;
    this.#batchSize = batchSize;
  }

  /** How errors call the whole. */
  get #whole(): string {
    return this.#name === "" ? "The CSV" : this.#name;
  }

  /** How errors call a line. */
  place(line: number): string {
    return this.#name === "" ? `Line ${line}` : `${this.#name}, line ${line}`;
  }

  /** How many cells a record has. */
  get width(): number | undefined {
    return this.#header?.names.length;
  }

  /** Takes one record, which csv-parse says to end on `line`. */
  record(cells: readonly string[], line: number): void {
    this.lines.record(line, cells);
    if (this.#header === undefined && this.#open(cells, this.lines.start)) return;
    if (!this.#isRow(cells, this.lines.start)) return;
    for (const column of this.#columns) {
      const text = cells[column.at] as string;
      if (!column.sink.push(text)) throw this.#cellError(column, text, this.lines.start, 0);
    }
    this.#starts?.push(this.lines.start);
    this.#took(1);
  }

  /** Takes records that begin on these lines: the first record alone, whatever its width, then others of the width that it has. */
  block(block: CellBlock, lines: Int32Array): void {
    let from = 0;
    if (this.#header === undefined) {
      const first = block.record(0);
      const line = lines[0] as number;
      if (this.#open(first, line) || !this.#isRow(first, line)) from = 1;
    }
    while (from < block.rows) {
      const to = Math.min(block.rows, from + this.#batchSize - this.#rows);
      this.#fill(block, lines, from, to);
      for (let row = from; this.#starts !== undefined && row < to; row++) this.#starts.push(lines[row] as number);
      this.#took(to - from);
      from = to;
    }
  }

  /** Whether a record is a row: a line of blanks is an empty line. */
  #isRow(cells: readonly string[], line: number): boolean {
    if (cells.length === this.width) return true;
    if (cells.length === 1 && cells[0]?.trim() === "") return false;
    throw this.#ragged(cells, line);
  }

  /** Column after column; the error is that of the first record that has one. */
  #fill(block: CellBlock, lines: Int32Array, from: number, to: number): void {
    let end = to;
    let bad: CsvColumn | undefined;
    for (const column of this.#columns) {
      const fits = column.sink.pushAll(block, column.at, from, end);
      if (fits === end) continue;
      end = fits;
      bad = column;
    }
    if (bad !== undefined) throw this.#cellError(bad, block.text(end, bad.at), lines[end] as number, end - from);
  }

  /** Takes the first record; true when it is the header. */
  #open(first: readonly string[], line: number): boolean {
    const { header } = this.#format;
    const names =
      header === true
        ? first
        : header !== false
          ? header
          : (this.#known.schema?.names ?? first.map((_, at) => `x${at}`));
    const where = header === true ? { place: this.place(line), line } : { place: "The header given", line: undefined };
    this.#header = { names, where };
    this.#begin(names, where);
    return header === true;
  }

  /** Begins a frame. */
  #begin(names: readonly string[], where: HeaderPlace): void {
    this.#columns = columnsOf(names, this.#format, this.#known, where);
    this.#before += this.#rows;
    this.#rows = 0;
    this.#starts = this.#known.schema?.check === undefined ? undefined : [];
  }

  #took(rows: number): void {
    this.#rows += rows;
    if (this.#rows < this.#batchSize || this.#header === undefined) return;
    this.#ready.push(this.#frame());
    this.#begin(this.#header.names, this.#header.where);
  }

  /** The frames that are full, once. */
  full(): Frame<Row>[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** The frames that were not taken yet, when all records are in. There is at least one frame of a CSV. */
  finish(): Frame<Row>[] {
    const rows = this.#before + this.#rows;
    if (this.#header === undefined || (rows === 0 && this.#known.schema === undefined)) throw this.#empty();
    const ready = this.full();
    return rows === 0 || this.#rows > 0 ? [...ready, this.#frame()] : ready;
  }

  #frame(): Frame<Row> {
    const built = this.#columns.map(({ sink }) => sink.finish());
    const schema = this.#known.schema ?? this.#known.found ?? new Schema<Row>(built.map(({ field }) => field));
    const frame = new Frame<Row>(
      schema,
      built.map(({ column }) => column),
      this.#rows,
    );
    this.#checkRows(frame);
    return frame;
  }

  #checkRows(frame: Frame<Row>): void {
    const check = frame.schema.check;
    if (check === undefined) return;
    for (let at = 0; at < frame.numRows; at++) {
      const cells = frame.row(at);
      const issue = check(cells)[0];
      const line = this.#starts?.[at] ?? 0;
      if (issue !== undefined) throw rowError(this.place(line), issue, cells, { line, row: this.#before + at });
    }
  }

  /** @param at - the row in the part that is being taken */
  #cellError({ name, field }: CsvColumn, text: string, line: number, at: number): ReadError {
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
        : this.#remedy(name, field?.type),
      data: { line, row: this.#before + this.#rows + at, column: name, text },
    });
  }

  #remedy(column: string, type: string | undefined): string {
    if (this.#known.found !== undefined && this.#known.types?.[column] === undefined)
      return "The type was found in the first rows: state it, as { types } or in a schema, or raise { inferRows }";
    const { decimal, trues, falses } = this.#format.cells;
    if (type === "number")
      return `Mend the cell, or state how the file writes numbers (decimal is '${decimal}') or missing values: { decimal, thousands, nullValues }`;
    if (type === "boolean")
      return `Mend the cell, or state the words in { trueValues, falseValues } (${[...trues, ...falses].join(", ")})`;
    if (type === "vector") return 'Write vectors as JSON arrays, such as "[0.5,1]"';
    return "Mend the cell, or widen the column's type in the schema";
  }

  #ragged(cells: readonly string[], line: number): ReadError {
    return new ReadError("CSV_SYNTAX", {
      problem: `${this.place(line)} has ${cells.length < (this.width ?? 0) ? "too few" : "too many"} cells`,
      given: `${cells.length}: ${show(cells)}`,
      expected: `${this.width}, as many as there are columns`,
      remedy: 'Mend the line, quote cells that hold the delimiter, or state the delimiter, as { delimiter: ";" }',
      data: { line, given: cells.length, expected: this.width },
    });
  }

  #empty(): ReadError {
    const headed = this.#header !== undefined;
    return new ReadError("CSV_EMPTY", {
      problem: headed ? `${this.#whole} has a header but no rows` : `${this.#whole} is empty`,
      expected: headed ? "at least one row, from which types are found" : "a header line, then rows",
      remedy: headed ? "Give a schema, by which it is a table of no rows" : "Check what was written into it",
    });
  }
}
