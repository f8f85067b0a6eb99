/**
 * The sink of a column whose type is not known: it takes the type that every cell of the column fits.
 *
 * Cells are of one class each: number, boolean, timestamp, or else string. The first cell that is not missing opens a typed
 * column; a later one of another class makes it one of strings, for which the texts so far are kept aside.
 */
import type { FieldType } from "../../../core/schema.js";
import type { BuiltColumn } from "../../build.js";
import { type NumberReader, numberReader } from "../numerals.js";
import type { CellBlock } from "../plain/block.js";
import { CellLog } from "../plain/log.js";
import { readTimestamp } from "../timestamps.js";
import { type CellFormat, isNullText, type Sink } from "./sink.js";
import { sinkFor } from "./sink-for.js";

/** Takes the cells of a column and finds its type. */
export class InferringSink implements Sink {
  readonly #name: string;
  readonly #format: CellFormat;
  readonly #readNumber: NumberReader;
  /** Those that came as bytes, which came first, and as texts. Not kept once the column is one of strings. */
  #bytes: CellLog | undefined;
  #texts: TextLog | undefined;
  #sink: Sink | undefined;
  #isString = false;

  constructor(name: string, format: CellFormat) {
    this.#name = name;
    this.#format = format;
    this.#readNumber = numberReader(format, true);
  }

  push(text: string): boolean {
    if (this.#sink === undefined && !isNullText(this.#format, text)) this.#open(this.#typeOf(text));
    if (this.#sink !== undefined && !this.#sink.push(text)) this.#open("string").push(text);
    if (!this.#isString) {
      this.#texts ??= new TextLog();
      this.#texts.push(text);
    }
    return true;
  }

  pushAll(block: CellBlock, at: number, from: number, to: number): number {
    let row = from;
    while (this.#sink === undefined && row < to) {
      const text = block.text(row, at);
      if (!isNullText(this.#format, text)) this.#open(this.#typeOf(text));
      else {
        this.#keep(block, at, row, row + 1);
        row++;
      }
    }
    if (this.#sink === undefined) return to;
    const end = this.#sink.pushAll(block, at, row, to);
    this.#keep(block, at, row, end);
    return end === to ? to : this.#open("string").pushAll(block, at, end, to);
  }

  #keep(block: CellBlock, at: number, from: number, to: number): void {
    if (this.#isString) return;
    this.#bytes ??= new CellLog(block.decoder);
    this.#bytes.add(block, at, from, to);
  }

  finish(): BuiltColumn {
    return (this.#sink ?? this.#open("string")).finish();
  }

  #typeOf(text: string): FieldType {
    if (!Number.isNaN(this.#readNumber(text))) return "number";
    const word = text.trim().toLowerCase();
    if (this.#format.trues.has(word) || this.#format.falses.has(word)) return "boolean";
    return Number.isNaN(readTimestamp(text)) ? "string" : "timestamp";
  }

  /** Starts over with this type, with the cells so far. */
  #open(type: FieldType): Sink {
    const sink = sinkFor({ name: this.#name, type, nullable: true }, this.#format, true);
    for (const block of this.#bytes?.blocks() ?? []) sink.pushAll(block, 0, 0, block.rows);
    for (const text of this.#texts ?? []) sink.push(text);
    // Any text fits a string: there is no going back from there.
    if (type === "string") {
      this.#isString = true;
      this.#bytes = undefined;
      this.#texts = undefined;
    }
    this.#sink = sink;
    return sink;
  }
}

/** Texts kept compactly: a thousand to a string, with the places where they end. */
class TextLog implements Iterable<string> {
  readonly #blocks: { readonly text: string; readonly ends: Uint32Array }[] = [];
  #last: string[] = [];

  push(text: string): void {
    this.#last.push(text);
    if (this.#last.length < 1024) return;
    let end = 0;
    const ends = Uint32Array.from(this.#last, (each) => (end += each.length));
    this.#blocks.push({ text: this.#last.join(""), ends });
    this.#last = [];
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (const { text, ends } of this.#blocks) {
      let start = 0;
      for (const end of ends) {
        yield text.slice(start, end);
        start = end;
      }
    }
    yield* this.#last;
  }
}
