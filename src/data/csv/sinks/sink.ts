/**
 * Sinks: each takes the cells of one column, one by one as texts or many at once as bytes, and builds the column without
 * objects in between.
 */
import type { BuiltColumn } from "../../build.js";
import type { NumberFormat } from "../numerals.js";
import type { CellBlock } from "../plain/block.js";

/** Takes the cells of one column. */
export interface Sink {
  /** Takes one cell; false, and nothing taken, when it does not fit. */
  push(text: string): boolean;
  /** Takes the cells at one place of the records from `from` to `to`; gives the first record whose cell does not fit, else `to`. */
  pushAll(block: CellBlock, at: number, from: number, to: number): number;
  finish(): BuiltColumn;
}

/** How cells are read. */
export interface CellFormat extends NumberFormat {
  readonly nulls: ReadonlySet<string>;
  readonly trues: ReadonlySet<string>;
  readonly falses: ReadonlySet<string>;
}

/** Whether a cell says that its value is missing; blanks around it do not count. */
export function isNullText(format: CellFormat, text: string): boolean {
  return format.nulls.has(text) || format.nulls.has(text.trim());
}

/** `pushAll` of sinks that read texts alone. */
export function pushTexts(sink: Sink, block: CellBlock, at: number, from: number, to: number): number {
  for (let row = from; row < to; row++) if (!sink.push(block.text(row, at))) return row;
  return to;
}
