/**
 * Arrow's numbers and booleans as columns. A chunk of numbers without nulls is taken over as it is, without a copy.
 *
 * `toArray()` of apache-arrow gives 0 for nulls, so the buffers are read with their bitmaps.
 */

import { isNumberArray } from "../build.js";
import { BooleanColumn, emptyLike, type NumberArray, NumberColumn } from "../columns.js";
import { decimalToNumber, halfToNumber, safeInteger } from "../exact-numbers.js";
import { type ArrowData, arrowType, typeProperty } from "./arrow-table.js";
import { type ArrowColumn, bitAt, bufferOf, hasNulls, missingRows, valueRefused } from "./chunks.js";

/** Integers, floats and decimals. Integers of up to 32 bits keep their kind where no value is missing. */
export function readNumbers(column: ArrowColumn): NumberColumn {
  const { chunks, rows } = column;
  const arrays = chunks.map(plainValues);
  const first = arrays[0];
  if (!arrays.every((array) => array !== undefined)) return new NumberColumn(convertNumbers(column));
  if (first === undefined) return new NumberColumn(new Float64Array(0));
  if (!hasNulls(column)) return new NumberColumn(arrays.length === 1 ? first : joined(emptyLike(first, rows), arrays));
  const isFloat = first instanceof Float64Array || first instanceof Float32Array;
  const out = joined(isFloat ? emptyLike(first, rows) : new Float64Array(rows), arrays);
  clearMissing(out, chunks);
  return new NumberColumn(out);
}

/** The values of a chunk where its buffer is one that a number column can have. */
function plainValues({ type, values, length }: ArrowData): NumberArray | undefined {
  const half = type.typeId === arrowType.float && values instanceof Uint16Array;
  if (!isNumberArray(values) || half || type.typeId === arrowType.decimal) return undefined;
  return values.length === length ? values : (values.subarray(0, length) as NumberArray);
}

function joined(out: NumberArray, arrays: readonly NumberArray[]): NumberArray {
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}

function clearMissing(out: NumberArray, chunks: readonly ArrowData[]): void {
  let at = 0;
  for (const chunk of chunks) {
    const isMissing = missingRows(chunk);
    if (isMissing !== undefined)
      for (let row = 0; row < chunk.length; row++) if (isMissing(row)) out[at + row] = Number.NaN;
    at += chunk.length;
  }
}

/** Integers of 64 bits, decimals and half floats, value by value. */
function convertNumbers(column: ArrowColumn): Float64Array {
  const out = new Float64Array(column.rows);
  let at = 0;
  for (const chunk of column.chunks) {
    const isMissing = missingRows(chunk);
    const valueAt = converter(chunk);
    for (let row = 0; row < chunk.length; row++, at++) {
      if (isMissing?.(row)) out[at] = Number.NaN;
      else {
        const value = valueAt(row);
        // A half float may be NaN by itself.
        if (Number.isNaN(value) && chunk.type.typeId !== arrowType.float) throw tooLong(column, at);
        out[at] = value;
      }
    }
  }
  return out;
}

function converter(chunk: ArrowData): (row: number) => number {
  const { type, values } = chunk;
  if (type.typeId === arrowType.decimal) return decimals(chunk);
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return (row) => safeInteger(values[row] as bigint);
  if (type.typeId === arrowType.float && values instanceof Uint16Array)
    return (row) => halfToNumber(values[row] as number);
  // Chunks of one column may differ in where their buffers come from, not in their type.
  const plain = bufferOf(plainValues(chunk), Object, chunk) as NumberArray;
  return (row) => plain[row] as number;
}

/** Decimals are integers of 32 to 256 bits in words of 32, the lowest first, in two's complement. */
function decimals(chunk: ArrowData): (row: number) => number {
  const words = bufferOf(chunk.values, Uint32Array, chunk);
  const scale = Number(typeProperty(chunk.type, "scale"));
  const size = Number(typeProperty(chunk.type, "bitWidth")) / 32;
  return (row) => {
    let integer = 0n;
    for (let word = (row + 1) * size - 1; word >= row * size; word--)
      integer = (integer << 32n) | BigInt(words[word] as number);
    return decimalToNumber(BigInt.asIntN(size * 32, integer), scale);
  };
}

function tooLong(column: ArrowColumn, row: number) {
  return valueRefused(
    column,
    row,
    `a value of ${column.field.type} beyond 2^53`,
    "at most 15 or 16 digits, which a number holds exactly",
    "Cast the column before, to a double or, where the digits matter as in an id, to a string",
  );
}

/** Booleans, which Arrow packs into bits. */
export function readBooleans({ chunks, rows }: ArrowColumn): BooleanColumn {
  const codes = new Int8Array(rows);
  let at = 0;
  for (const chunk of chunks) {
    const bits = bufferOf(chunk.values, Uint8Array, chunk);
    const isMissing = missingRows(chunk);
    for (let row = 0; row < chunk.length; row++, at++)
      codes[at] = isMissing?.(row) ? -1 : Number(bitAt(bits, chunk.offset + row));
  }
  return new BooleanColumn(codes);
}
