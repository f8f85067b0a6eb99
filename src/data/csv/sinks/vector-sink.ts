/**
 * The sink of columns of vectors, written as JSON arrays of numbers, with null for NaN.
 */
import type { Field } from "../../../core/schema.js";
import type { BuiltColumn } from "../../build.js";
import { VectorColumn } from "../../columns.js";
import { GrowingFloat32 } from "../../growing.js";
import type { CellBlock } from "../plain/block.js";
import { type CellFormat, isNullText, pushTexts, type Sink } from "./sink.js";

export class VectorSink implements Sink {
  readonly #field: Field;
  readonly #size: number;
  readonly #format: CellFormat;
  readonly #values = new GrowingFloat32();

  constructor(field: Field, size: number, format: CellFormat) {
    this.#field = field;
    this.#size = size;
    this.#format = format;
  }

  push(text: string): boolean {
    const vector = readVector(text, this.#size);
    if (vector === undefined && !(this.#field.nullable && isNullText(this.#format, text))) return false;
    for (let i = 0; i < this.#size; i++) this.#values.add(vector?.[i] ?? Number.NaN);
    return true;
  }

  pushAll(block: CellBlock, at: number, from: number, to: number): number {
    return pushTexts(this, block, at, from, to);
  }

  finish(): BuiltColumn {
    return { field: this.#field, column: new VectorColumn(this.#values.done(), this.#size) };
  }
}

function readVector(text: string, size: number): (number | null)[] | undefined {
  if (!text.trimStart().startsWith("[")) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    const fits =
      Array.isArray(list) && list.length === size && list.every((item) => item === null || Number.isFinite(item));
    return fits && list.some((item) => item !== null) ? list : undefined;
  } catch {
    return undefined;
  }
}
