/**
 * The sink of columns of numbers and of timestamps: doubles, NaN where a value is missing.
 */
import type { Field } from "../../../core/schema.js";
import type { BuiltColumn } from "../../build.js";
import type { NumberColumn, TimestampColumn } from "../../columns.js";
import { GrowingFloat64 } from "../../growing.js";
import type { NumberReader } from "../numerals.js";
import type { CellBlock } from "../plain/block.js";
import { type ByteReader, readsNothing } from "../plain/decimal.js";
import { type CellFormat, isNullText, type Sink } from "./sink.js";

export class NumericSink implements Sink {
  readonly #field: Field;
  readonly #format: CellFormat;
  readonly #read: NumberReader;
  readonly #readBytes: ByteReader;
  readonly #column: (values: Float64Array) => NumberColumn | TimestampColumn;
  readonly #values = new GrowingFloat64();
  /** Reading comes before looking for null tokens, most cells being none; unless a token, such as -999, could be read. */
  readonly #nullsFirst: boolean;
  readonly #emptyIsNull: boolean;

  constructor(
    field: Field,
    format: CellFormat,
    read: NumberReader,
    readBytes: ByteReader,
    column: (values: Float64Array) => NumberColumn | TimestampColumn,
  ) {
    this.#field = field;
    this.#format = format;
    this.#read = read;
    this.#nullsFirst = field.values === undefined && [...format.nulls].some((token) => /\d/.test(token));
    this.#readBytes = this.#nullsFirst ? readsNothing : readBytes;
    this.#emptyIsNull = field.nullable && isNullText(format, "");
    this.#column = column;
  }

  push(text: string): boolean {
    const value = this.#nullsFirst && isNullText(this.#format, text) ? Number.NaN : this.#read(text);
    if (Number.isNaN(value) && !(this.#field.nullable && isNullText(this.#format, text))) return false;
    this.#values.add(value);
    return true;
  }

  pushAll(block: CellBlock, at: number, from: number, to: number): number {
    const { bytes, bounds, width } = block;
    const readBytes = this.#readBytes;
    const values = this.#values;
    for (let row = from; row < to; row++) {
      const cell = 2 * (row * width + at);
      const start = bounds[cell] as number;
      const end = bounds[cell + 1] as number;
      const value = readBytes(bytes, start, end);
      if (!Number.isNaN(value) || (start === end && this.#emptyIsNull)) values.add(value);
      else if (!this.push(block.text(row, at))) return row;
    }
    return to;
  }

  finish(): BuiltColumn {
    return { field: this.#field, column: this.#column(this.#values.done()) };
  }
}
