/**
 * The sink of columns that keep codes: strings, as places in a dictionary, and booleans. Each distinct text is looked at once:
 * it is found again by its bytes, or, among texts, in a map.
 */
import type { Label } from "../../../core/contracts.js";
import type { Field } from "../../../core/schema.js";
import type { BuiltColumn } from "../../build.js";
import { type AnyColumn, BooleanColumn, StringColumn } from "../../columns.js";
import { GrowingInt8, GrowingInt32 } from "../../growing.js";
import type { CellBlock } from "../plain/block.js";
import { ByteDictionary, UNKNOWN } from "../plain/dictionary.js";
import { type CellFormat, isNullText, type Sink } from "./sink.js";

/** What the two types of columns differ in. */
interface Coding {
  /** The code of a text that was not seen before; undefined when it does not fit. */
  codeOf(text: string): number | undefined;
  /** The texts of codes 0, 1, … so far, where the codes are places in a dictionary. */
  readonly dictionary: readonly string[];
  readonly codes: GrowingInt32 | GrowingInt8;
  finish(): AnyColumn;
}

export function stringSink(field: Field, format: CellFormat): Sink {
  const codes = new GrowingInt32();
  const dictionary = (field.values ?? []).map(String);
  const own = new Map(dictionary.map((text, code) => [text, code]));
  const codeOf = (text: string): number | undefined => {
    // In a closed set its own values come before the texts for missing ones.
    const known = own.get(text) ?? own.get(text.trim());
    if (known !== undefined) return known;
    if (isNullText(format, text)) return field.nullable ? -1 : undefined;
    return field.values === undefined ? dictionary.push(text) - 1 : undefined;
  };
  return new CodedSink(field, { codeOf, dictionary, codes, finish: () => new StringColumn(codes.done(), dictionary) });
}

export function booleanSink(field: Field, format: CellFormat): Sink {
  const codes = new GrowingInt8();
  const allowed = new Set<Label>(field.values ?? [true, false]);
  const codeOf = (text: string): number | undefined => {
    const word = text.trim().toLowerCase();
    if (format.trues.has(word) && allowed.has(true)) return 1;
    if (format.falses.has(word) && allowed.has(false)) return 0;
    return field.nullable && isNullText(format, text) ? -1 : undefined;
  };
  return new CodedSink(field, { codeOf, dictionary: [], codes, finish: () => new BooleanColumn(codes.done()) });
}

class CodedSink implements Sink {
  readonly #field: Field;
  readonly #coding: Coding;
  readonly #seen = new ByteDictionary();
  /** The same by text, made when it is needed first. */
  #byText: Map<string, number> | undefined;

  constructor(field: Field, coding: Coding) {
    this.#field = field;
    this.#coding = coding;
  }

  push(text: string): boolean {
    this.#byText ??= this.#codesByText();
    const code = this.#codeOf(text);
    if (code === undefined) return false;
    this.#coding.codes.add(code);
    return true;
  }

  pushAll(block: CellBlock, at: number, from: number, to: number): number {
    const { bytes, bounds, width } = block;
    const { codes } = this.#coding;
    for (let row = from; row < to; row++) {
      const cell = 2 * (row * width + at);
      const start = bounds[cell] as number;
      const end = bounds[cell + 1] as number;
      let code: number | undefined = this.#seen.find(bytes, start, end);
      if (code === UNKNOWN) {
        code = this.#codeOf(block.text(row, at));
        if (code === undefined) return row;
        // What bytes cannot find will be found by text.
        if (!this.#seen.add(bytes, start, end, code)) this.#byText ??= this.#codesByText();
      }
      codes.add(code);
    }
    return to;
  }

  #codeOf(text: string): number | undefined {
    const known = this.#byText?.get(text);
    if (known !== undefined) return known;
    const code = this.#coding.codeOf(text);
    // Texts that do not fit are not kept.
    if (code !== undefined) this.#byText?.set(text, code);
    return code;
  }

  #codesByText(): Map<string, number> {
    return new Map(this.#coding.dictionary.map((text, code) => [text, code]));
  }

  finish(): BuiltColumn {
    return { field: this.#field, column: this.#coding.finish() };
  }
}
