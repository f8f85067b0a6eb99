/**
 * Sinks: each takes the cells of one column as text and builds the column, without objects in between.
 */
import type { Label } from "../../core/contracts.js";
import type { Field } from "../../core/schema.js";
import type { BuiltColumn } from "../build.js";
import { BooleanColumn, NumberColumn, StringColumn, TimestampColumn, VectorColumn } from "../columns.js";
import { GrowingFloat32, GrowingFloat64, GrowingInt8, GrowingInt32 } from "../growing.js";
import { type NumberFormat, type NumberReader, numberReader } from "./numerals.js";
import { readTimestamp } from "./timestamps.js";

/** Takes the cells of one column. */
export interface TextSink {
  /** Takes one cell; false, and nothing taken, when it does not fit. */
  push(text: string): boolean;
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

/** The sink of a column of known type. With `plain`, only numbers that lose nothing as a number fit. */
export function sinkFor(field: Field, format: CellFormat, plain = false): TextSink {
  if (field.type === "string") return stringSink(field, format);
  if (field.type === "boolean") return booleanSink(field, format);
  if (field.type === "vector") return vectorSink(field, field.size ?? 1, format);
  if (field.type === "timestamp")
    return numericSink(field, format, readTimestamp, (values) => new TimestampColumn(values));
  const read = numberReader(format, plain);
  return numericSink(field, format, oneOf(read, field.values), (values) => new NumberColumn(values));
}

function oneOf(read: NumberReader, values: readonly Label[] | undefined): NumberReader {
  if (values === undefined) return read;
  const allowed = new Set<Label>(values);
  return (text) => {
    const value = read(text);
    return allowed.has(value) ? value : Number.NaN;
  };
}

function numericSink(
  field: Field,
  format: CellFormat,
  read: NumberReader,
  column: (values: Float64Array) => NumberColumn | TimestampColumn,
): TextSink {
  const values = new GrowingFloat64();
  // Reading comes first, since most cells are no null tokens; unless a token, such as -999, could be read.
  const nullsFirst = field.values === undefined && [...format.nulls].some((token) => /\d/.test(token));
  return {
    push(text) {
      const value = nullsFirst && isNullText(format, text) ? Number.NaN : read(text);
      if (Number.isNaN(value) && !(field.nullable && isNullText(format, text))) return false;
      values.add(value);
      return true;
    },
    finish: () => ({ field, column: column(values.done()) }),
  };
}

function booleanSink(field: Field, format: CellFormat): TextSink {
  const codes = new GrowingInt8();
  const allowed = new Set<Label>(field.values ?? [true, false]);
  const codeOf = (text: string): number | undefined => {
    const word = text.trim().toLowerCase();
    if (format.trues.has(word) && allowed.has(true)) return 1;
    if (format.falses.has(word) && allowed.has(false)) return 0;
    return field.nullable && isNullText(format, text) ? -1 : undefined;
  };
  const push = memoised(codeOf, codes);
  return { push, finish: () => ({ field, column: new BooleanColumn(codes.done()) }) };
}

function stringSink(field: Field, format: CellFormat): TextSink {
  const codes = new GrowingInt32();
  const dictionary = (field.values ?? []).map(String);
  const known = new Map(dictionary.map((text, code) => [text, code]));
  const codeOf = (text: string): number | undefined => {
    const trimmed = field.values === undefined ? undefined : known.get(text.trim());
    if (trimmed !== undefined) return trimmed;
    if (isNullText(format, text)) return field.nullable ? -1 : undefined;
    return field.values === undefined ? dictionary.push(text) - 1 : undefined;
  };
  const push = memoised(codeOf, codes, known);
  return { push, finish: () => ({ field, column: new StringColumn(codes.done(), dictionary) }) };
}

/** Looks each distinct text up once. Texts that do not fit are not kept. */
function memoised(
  codeOf: (text: string) => number | undefined,
  codes: GrowingInt32 | GrowingInt8,
  memo = new Map<string, number>(),
): TextSink["push"] {
  return (text) => {
    let code = memo.get(text);
    if (code === undefined) {
      code = codeOf(text);
      if (code === undefined) return false;
      memo.set(text, code);
    }
    codes.add(code);
    return true;
  };
}

/** Vectors are written as JSON arrays of numbers, with null for NaN. */
function vectorSink(field: Field, size: number, format: CellFormat): TextSink {
  const values = new GrowingFloat32();
  return {
    push(text) {
      const vector = readVector(text, size);
      if (vector === undefined && !(field.nullable && isNullText(format, text))) return false;
      for (let i = 0; i < size; i++) values.add(vector?.[i] ?? Number.NaN);
      return true;
    },
    finish: () => ({ field, column: new VectorColumn(values.done(), size) }),
  };
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
