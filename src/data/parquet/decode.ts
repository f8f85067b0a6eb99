/**
 * From stored values to columns. Values that cannot be missing come as typed arrays, others as lists with `null` in them.
 */
import type { DecodedArray } from "hyparquet";
import { SchemaError, show } from "../../core/errors.js";
import {
  BooleanColumn,
  type NumberArray,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "../columns.js";
import { checkTime, decimalToNumber, halfToNumber, safeInteger, timeFromUnits } from "../exact-numbers.js";
import type { ListSize } from "../lists.js";
import type { Utf8Dictionary } from "../utf8-dictionary.js";
import type { ColumnPlan, Encoding } from "./column-plan.js";

/** A run of stored values. */
export interface StoredValues {
  readonly plan: ColumnPlan;
  readonly chunks: readonly DecodedArray[];
  readonly rows: number;
  /** The number of the first row, for errors. */
  readonly firstRow: number;
}

/** Numbers: floats and integers of up to 32 bits in arrays of their kind, as long as no integer is missing. */
export function decodeNumbers(stored: StoredValues): NumberColumn {
  const { plan, chunks, rows } = stored;
  let out = arrayFor(plan.encoding, rows);
  const { as } = plan.encoding;
  const convert = numberReader(plan.encoding);
  let at = 0;
  for (const chunk of chunks) {
    // An array of integers keeps the low bits of each, which is what a narrower or an unsigned integer is.
    if (isNumbers(chunk) && (as === "float" || as === "double" || (as === "integer" && !isFloat(out)))) {
      out.set(chunk, at);
      at += chunk.length;
      continue;
    }
    for (let i = 0; i < chunk.length; i++, at++) {
      const value: unknown = chunk[i];
      if (value === null || value === undefined) {
        if (!isFloat(out)) out = Float64Array.from(out);
        out[at] = Number.NaN;
      } else {
        const number = convert(value);
        if (Number.isNaN(number) && !isFloatEncoding(plan.encoding)) throw tooLong(stored, at, value);
        out[at] = number;
      }
    }
  }
  return new NumberColumn(out);
}

function isNumbers(chunk: DecodedArray): chunk is Int32Array | Uint32Array | Float32Array | Float64Array {
  return ArrayBuffer.isView(chunk) && !(chunk instanceof BigInt64Array) && !(chunk instanceof BigUint64Array);
}

function isFloat(values: NumberArray): boolean {
  return values instanceof Float64Array || values instanceof Float32Array;
}

function isFloatEncoding({ as }: Encoding): boolean {
  return as === "float" || as === "double" || as === "half";
}

/** The array that holds values of this encoding, where none is missing; doubles for what has no array of its own. */
function arrayFor(encoding: Encoding, rows: number): NumberArray {
  if (encoding.as === "float" || encoding.as === "half") return new Float32Array(rows);
  if (encoding.as !== "integer" || encoding.bits === 64) return new Float64Array(rows);
  const { bits, signed } = encoding;
  if (bits === 8) return signed ? new Int8Array(rows) : new Uint8Array(rows);
  if (bits === 16) return signed ? new Int16Array(rows) : new Uint16Array(rows);
  return signed ? new Int32Array(rows) : new Uint32Array(rows);
}

function numberReader(encoding: Encoding): (value: unknown) => number {
  switch (encoding.as) {
    case "decimal":
      return (value) =>
        decimalToNumber(value instanceof Uint8Array ? integerOf(value) : BigInt(value as number), encoding.scale);
    case "half":
      return (value) =>
        value instanceof Uint8Array ? halfToNumber((value[0] ?? 0) | ((value[1] ?? 0) << 8)) : Number.NaN;
    case "integer":
      if (encoding.bits === 64)
        return (value) =>
          safeInteger(encoding.signed ? BigInt(value as bigint) : BigInt.asUintN(64, BigInt(value as bigint)));
      return encoding.signed ? Number : (value) => Number(value) >>> 0;
    default:
      return Number;
  }
}

/** An integer from its bytes, the highest first, in two's complement. */
function integerOf(bytes: Uint8Array): bigint {
  let integer = 0n;
  for (const byte of bytes) integer = (integer << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, integer);
}

export function decodeBooleans({ chunks, rows }: StoredValues): BooleanColumn {
  const codes = new Int8Array(rows);
  let at = 0;
  for (const chunk of chunks)
    for (let i = 0; i < chunk.length; i++) {
      const value: unknown = chunk[i];
      codes[at++] = value === null || value === undefined ? -1 : Number(value);
    }
  return new BooleanColumn(codes);
}

const DAY = 86_400_000;

/** Timestamps and dates. What is below a millisecond is cut off. */
export function decodeTimes(stored: StoredValues): TimestampColumn {
  const { plan, chunks, rows } = stored;
  const out = new Float64Array(rows);
  const unit = plan.encoding.as === "time" ? plan.encoding.unit : "milliseconds";
  const read = timeReader(unit);
  let at = 0;
  for (const chunk of chunks)
    for (let i = 0; i < chunk.length; i++, at++) {
      const value: unknown = chunk[i];
      const time = value === null || value === undefined ? undefined : read(value as bigint);
      if (Number.isNaN(time)) throw beyondDates(stored, at, value);
      out[at] = time ?? Number.NaN;
    }
  return new TimestampColumn(out);
}

function timeReader(
  unit: "days" | "milliseconds" | "microseconds" | "nanoseconds",
): (value: bigint | number) => number {
  if (unit === "days") return (value) => checkTime(Number(value) * DAY);
  if (unit === "milliseconds") return (value) => checkTime(Number(value));
  const perMillisecond = unit === "microseconds" ? 1000n : 1_000_000n;
  return (value) => timeFromUnits(BigInt(value), perMillisecond);
}

/** Strings, whose codes into the dictionary were given while they were read; UUIDs are written out here. */
export function decodeStrings({ plan, chunks, rows }: StoredValues, dictionary: Utf8Dictionary): StringColumn {
  const codes = new Int32Array(rows);
  const isUuid = plan.encoding.as === "uuid";
  const encoder = new TextEncoder();
  let at = 0;
  for (const chunk of chunks)
    for (let i = 0; i < chunk.length; i++) {
      const value: unknown = chunk[i];
      const code = isUuid && value instanceof Uint8Array ? dictionary.codeOf(encoder.encode(uuidOf(value))) : value;
      codes[at++] = typeof code === "number" ? code : -1;
    }
  return new StringColumn(codes, dictionary.strings);
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Lists of numbers as vectors; nothing when there is no list at all, whose length would tell their size. */
export function decodeVectors(
  { plan, chunks, rows, firstRow }: StoredValues,
  common: ListSize,
): VectorColumn | undefined {
  const lists: unknown[] = chunks.flatMap((chunk) => [...chunk]);
  lists.forEach((list, row) => {
    if (isList(list)) common.take(list.length, firstRow + row);
  });
  const { size } = common;
  if (size === undefined) return undefined;
  const out = new Float32Array(rows * size).fill(Number.NaN);
  const convert = numberReader(plan.encoding);
  lists.forEach((list, row) => {
    if (!isList(list)) return;
    for (let i = 0; i < size; i++) {
      const value = list[i];
      if (value !== null && value !== undefined) out[row * size + i] = convert(value);
    }
  });
  return new VectorColumn(out, size);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function tooLong(stored: StoredValues, row: number, value: unknown): SchemaError {
  return valueRefused(
    stored,
    row,
    typeof value === "bigint" ? show(value) : "a decimal with more digits",
    "at most 15 or 16 digits, which a number holds exactly",
    "Cast the column before, to a double or, where the digits matter as in an id, to a string",
  );
}

function beyondDates(stored: StoredValues, row: number, value: unknown): SchemaError {
  return valueRefused(
    stored,
    row,
    show(value),
    "a time that a Date holds, up to the year 275760",
    "Replace such values, which often stand for infinity, by missing ones before",
  );
}

function valueRefused({ plan, firstRow }: StoredValues, row: number, given: string, expected: string, remedy: string) {
  return new SchemaError("CELL_TYPE", {
    problem: `Row ${firstRow + row}, column '${plan.name}' has a value that would lose something`,
    given,
    expected,
    remedy,
    data: { row: firstRow + row, column: plan.name },
  });
}
