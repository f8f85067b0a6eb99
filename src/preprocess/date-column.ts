/**
 * Reading one column as points in time: timestamps as they are, strings by the one format that was found at the fit or given.
 */
import type { Cell } from "../core/contracts.js";
import { DataError, listNames, SchemaError, show } from "../core/errors.js";
import { type AnyColumn, StringColumn, TimestampColumn } from "../data/columns.js";
import { type DateReader, dateReader } from "./date-format.js";
import { formatsOf } from "./find-date-format.js";

/** A column of dates, as it is stored. */
export interface DateColumn {
  readonly name: string;
  /** The format of its strings; null for a column of timestamps. */
  readonly format: string | null;
}

/** Reads the cells of one column. */
export class DateCells {
  readonly #column: DateColumn;
  readonly #read: DateReader | undefined;

  constructor(column: DateColumn) {
    this.#column = column;
    this.#read = column.format === null ? undefined : dateReader(column.format);
  }

  /**
   * The time of each row, in milliseconds since 1970; NaN where it is missing.
   *
   * @throws DataError `DATE_FORMAT`, with the first value of another format and its row; SchemaError `COLUMN_TYPE`.
   */
  times(column: AnyColumn): Float64Array {
    if (column instanceof TimestampColumn && this.#read === undefined) return column.values;
    if (!(column instanceof StringColumn)) throw this.#otherType(column.type);
    // A column without any value has no type of its own: rows whose values are all missing are inferred as strings.
    if (this.#read === undefined && column.missingCount < column.length) throw this.#otherType(column.type);
    const read = this.#read ?? (() => Number.NaN);
    // A slice of a long column has few rows and the whole dictionary: then only the texts of its rows are read.
    const byCode = column.dictionary.length <= column.length ? Float64Array.from(column.dictionary, read) : undefined;
    const out = new Float64Array(column.length);
    for (let row = 0; row < out.length; row++) {
      const code = column.codes[row] as number;
      if (code < 0) {
        out[row] = Number.NaN;
        continue;
      }
      const time = byCode === undefined ? read(column.dictionary[code] as string) : (byCode[code] as number);
      if (Number.isNaN(time)) throw this.#otherFormat(column.dictionary[code] ?? "", row);
      out[row] = time;
    }
    return out;
  }

  /** The time of one cell. */
  time(cell: Cell): number {
    if (cell === null) return Number.NaN;
    if (this.#read === undefined) {
      if (cell instanceof Date) return cell.getTime();
      throw this.#otherType(`value of type ${typeof cell} in the`);
    }
    if (typeof cell !== "string")
      throw this.#otherType(`value of type ${cell instanceof Date ? "Date" : typeof cell} in the`);
    const time = this.#read(cell);
    if (Number.isNaN(time)) throw this.#otherFormat(cell);
    return time;
  }

  #otherFormat(text: string, row?: number): DataError {
    const { name, format } = this.#column;
    const found = formatsOf(text);
    return new DataError("DATE_FORMAT", {
      problem: `${row === undefined ? "Column" : `Row ${row}, column`} '${name}' has a date of another format than at the fit`,
      given: `${show(text)}, ${found.length === 0 ? "which is of no known format" : `of the format ${listNames(found)}`}`,
      expected: `a date of the format '${format}'`,
      remedy: "Bring all dates to one format before, or fit on dates of the new one",
      data: { column: name, value: text, expected: format, given: found[0], ...(row === undefined ? {} : { row }) },
    });
  }

  #otherType(given: string): SchemaError {
    const { name, format } = this.#column;
    return new SchemaError("COLUMN_TYPE", {
      problem: `Column '${name}' does not hold dates as at the fit`,
      given: `a ${given} column`,
      expected: format === null ? "a column of timestamps" : `a column of strings of the format '${format}'`,
      remedy: "Read both with one schema, so that the column has one type",
      data: { column: name, given, expected: format === null ? "timestamp" : "string" },
    });
  }
}
