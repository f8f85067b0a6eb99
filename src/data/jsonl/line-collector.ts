/**
 * Objects in, columns out: what the readers of JSON lines do with each line, and its errors.
 */
import { DataError, listNames, ReadError, show } from "../../core/errors.js";
import { nearest } from "../../core/nearest.js";
import { type Field, fieldInWords, Schema } from "../../core/schema.js";
import { rowError } from "../build.js";
import { type ColumnBuilder, columnBuilder } from "../columns.js";
import { Frame } from "../frame.js";
import { cellOfValue, fieldOfValue, hasLostDigits } from "./cells.js";
import type { Line } from "./lines.js";

/** What is known of the columns beforehand. */
export interface KnownColumns<Row extends object> {
  /** The columns; without it, they are those of the lines. */
  readonly schema?: Schema<Row> | undefined;
  /** Whether the schema was found in lines before. */
  readonly isFound?: boolean;
  /** What to do about keys that the schema does not have. */
  readonly unknownColumns: "error" | "ignore";
}

/** A column that is being built. It has no field and no builder until the first value that is not null. */
interface OpenColumn {
  readonly name: string;
  field: Field | undefined;
  builder: ColumnBuilder | undefined;
  /** How many cells it has; it may lag behind the rows. */
  rows: number;
}

/** Collects the lines of one frame. */
export class LineCollector<Row extends object> {
  readonly #known: KnownColumns<Row>;
  readonly #place: (line: number) => string;
  readonly #columns = new Map<string, OpenColumn>();
  /** The line of each row, kept only for the row check of a schema. */
  readonly #starts: number[] | undefined;
  #rows = 0;

  constructor(known: KnownColumns<Row>, place: (line: number) => string) {
    this.#known = known;
    this.#place = place;
    this.#starts = known.schema?.check === undefined ? undefined : [];
    for (const field of known.schema?.fields ?? [])
      this.#columns.set(field.name, { name: field.name, field, builder: columnBuilder(field), rows: 0 });
  }

  get numRows(): number {
    return this.#rows;
  }

  /**
   * Takes one line.
   *
   * @throws ReadError `JSON_SYNTAX`, `JSON_CELL`.
   */
  add(line: Line): void {
    const row = this.#parse(line);
    // Own keys alone, so that `__proto__` is a key like any other.
    for (const [name, value] of Object.entries(row)) {
      const column = this.#columnOf(name, line);
      if (column !== undefined) this.#push(column, value, line);
    }
    if (this.#known.schema !== undefined) this.#checkMissing(line);
    this.#rows++;
    this.#starts?.push(line.number);
  }

  #parse({ text, number }: Line): object {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw this.#noObject(number, text, cause);
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    throw this.#noObject(number, text, undefined);
  }

  #columnOf(name: string, line: Line): OpenColumn | undefined {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    if (this.#known.schema !== undefined) {
      if (this.#known.unknownColumns === "ignore") return undefined;
      throw this.#unknownKey(name, line);
    }
    const column: OpenColumn = { name, field: undefined, builder: undefined, rows: 0 };
    this.#columns.set(name, column);
    return column;
  }

  #push(column: OpenColumn, value: unknown, line: Line): void {
    if (value === null) return;
    column.field ??= fieldOfValue(column.name, value);
    const { field } = column;
    const cell = field === undefined ? undefined : cellOfValue(field, value);
    if (field === undefined || cell === undefined) throw this.#misfit(column, value, line);
    if (cell === null) return;
    if (hasLostDigits(cell, line.text)) throw this.#lostDigits(column, cell, line);
    column.builder ??= columnBuilder(field);
    fill(column, column.builder, this.#rows);
    column.builder.push(cell);
    column.rows++;
  }

  #checkMissing(line: Line): void {
    for (const column of this.#columns.values()) {
      if (column.rows > this.#rows || column.field?.nullable !== false) continue;
      throw new ReadError("JSON_CELL", {
        problem: `${this.#place(line.number)}, column '${column.name}' has no value`,
        given: "null, or no such key",
        expected: fieldInWords(column.field),
        remedy: "Mend the line, or declare the column with '?' if values may be missing",
        data: { line: line.number, row: this.#rows, column: column.name },
      });
    }
  }

  /** The frame of all lines. */
  finish(): Frame<Row> {
    const fields: Field[] = [];
    const columns = [...this.#columns.values()].map((column) => {
      // A column without any value is one of strings.
      const field = column.field ?? { name: column.name, type: "string", nullable: true };
      const builder = column.builder ?? columnBuilder(field);
      fill(column, builder, this.#rows);
      fields.push(field);
      return builder.finish();
    });
    const frame = new Frame<Row>(this.#known.schema ?? new Schema<Row>(fields), columns, this.#rows);
    this.#checkRows(frame);
    return frame;
  }

  #checkRows(frame: Frame<Row>): void {
    const { check } = frame.schema;
    if (check === undefined) return;
    for (let row = 0; row < frame.numRows; row++) {
      const cells = frame.row(row);
      const issue = check(cells)[0];
      const line = this.#starts?.[row] ?? 0;
      if (issue !== undefined) throw rowError(this.#place(line), issue, cells, { line, row });
    }
  }

  #noObject(line: number, text: string, cause: unknown): ReadError {
    const reason = cause instanceof Error ? ` (${cause.message})` : "";
    return new ReadError("JSON_SYNTAX", {
      problem: `${this.#place(line)} is no JSON object${reason}`,
      given: show(text),
      expected: 'one object a line, such as {"city":"Lima","age":31}',
      remedy: text.startsWith("[")
        ? "For a JSON array of objects use Frame.fromRows(JSON.parse(text))"
        : "Mend the line; an object may not go over several lines",
      data: { line },
      ...(cause === undefined ? {} : { cause }),
    });
  }

  #unknownKey(name: string, line: Line): ReadError {
    const names = [...this.#columns.keys()];
    const near = nearest(name, names);
    const { isFound = false } = this.#known;
    return new ReadError("JSON_CELL", {
      problem: `${this.#place(line.number)} has a key '${name}' that ${isFound ? "the first batch did not have" : "the schema does not have"}`,
      expected: listNames(names, 20),
      remedy: isFound
        ? "Give a schema with all columns, or take a larger batchSize"
        : `${near === undefined ? "Add it to the schema" : `Write '${near}' if that is what was meant, add it to the schema`}, or pass it over with { unknownColumns: "ignore" }`,
      data: { line: line.number, row: this.#rows, column: name },
    });
  }

  #misfit({ name, field }: OpenColumn, value: unknown, line: Line): ReadError {
    const { schema, isFound } = this.#known;
    const before = schema === undefined || isFound ? ", as in the lines before" : "";
    return new ReadError("JSON_CELL", {
      problem: `${this.#place(line.number)}, column '${name}' has a value that does not fit`,
      given: show(value),
      expected:
        field === undefined
          ? "a number, a boolean, a string or an array of numbers"
          : `${field.type === "timestamp" ? "an ISO 8601 date or date-time as a string" : fieldInWords(field)}${before}`,
      remedy:
        typeof value === "object"
          ? "Flatten nested objects before, or leave the key out"
          : "Mend the line, or state the column's type in a schema; numbers written as text are not converted",
      data: { line: line.number, row: this.#rows, column: name, value },
    });
  }

  #lostDigits({ name }: OpenColumn, value: unknown, line: Line): ReadError {
    return new ReadError("JSON_CELL", {
      problem: `${this.#place(line.number)}, column '${name}' has an integer of more digits than a number holds`,
      given: `what reads as ${show(value)}`,
      expected: "integers of at most 2^53",
      remedy: "Write such ids as strings",
      data: { line: line.number, row: this.#rows, column: name },
    });
  }
}

/** Missing values up to a row. */
function fill(column: OpenColumn, builder: ColumnBuilder, rows: number): void {
  for (; column.rows < rows; column.rows++) builder.push(null);
}

/** Error for a source without lines, and no schema that says what its columns are. */
export function noLines(name: string): DataError {
  return new DataError("DATA_EMPTY", {
    problem: `${name === "" ? "The source" : name} has no lines`,
    expected: "at least one line, from which the columns are found",
    remedy: "Give a schema, by which it is a table of no rows, or check what was written into it",
  });
}
