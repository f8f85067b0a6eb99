/**
 * Columns as Arrow's buffers: values, a bitmap of those that are not missing, and offsets for texts.
 */
import type { DataType } from "apache-arrow";
import { DataError } from "../../core/errors.js";
import type {
  AnyColumn,
  BooleanColumn,
  NumberArray,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "../columns.js";
import { fitNumbers } from "../fit-numbers.js";
import { checkTexts } from "../utf8.js";

/** What apache-arrow makes a chunk of. */
export interface ArrowParts {
  readonly data?: ArrayBufferView;
  readonly valueOffsets?: Int32Array;
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array;
  readonly child?: unknown;
  readonly dictionary?: unknown;
}

/** Which values are missing; no bitmap where none is. */
function nullsOf(column: AnyColumn): Pick<ArrowParts, "nullCount" | "nullBitmap"> {
  const { length, missingCount } = column;
  if (missingCount === 0) return { nullCount: 0 };
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  for (let row = 0; row < length; row++) if (!column.isMissing(row)) setBit(nullBitmap, row);
  return { nullCount: missingCount, nullBitmap };
}

function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] as number) | (1 << (index & 7));
}

/** Numbers share their array, unless the type is another one, which an earlier batch decided. */
export function numberParts(name: string, column: NumberColumn, type: DataType): ArrowParts {
  // A number column has one of these, and so has the type that was made for one.
  const like: NumberArray = new type.ArrayType(0);
  return { data: fitNumbers(name, column, like), ...nullsOf(column) };
}

export function booleanParts(column: BooleanColumn): ArrowParts {
  const data = new Uint8Array(Math.ceil(column.length / 8));
  for (let row = 0; row < column.length; row++) if (column.codes[row] === 1) setBit(data, row);
  return { data, ...nullsOf(column) };
}

export function timeParts(column: TimestampColumn): ArrowParts {
  const data = new BigInt64Array(column.length);
  column.values.forEach((time, row) => {
    if (!Number.isNaN(time)) data[row] = BigInt(Math.floor(time));
  });
  return { data, ...nullsOf(column) };
}

export function vectorParts(
  column: VectorColumn,
): Pick<ArrowParts, "nullCount" | "nullBitmap"> & { values: Float32Array } {
  return { values: column.values, ...nullsOf(column) };
}

/** Codes for a dictionary of Arrow, where those of missing values should not point outside of it. */
export function codeParts(column: StringColumn): ArrowParts {
  const nulls = nullsOf(column);
  return { data: nulls.nullCount === 0 ? column.codes : column.codes.map((code) => Math.max(code, 0)), ...nulls };
}

/**
 * Texts one after the other, with the places where they begin.
 *
 * @throws SchemaError `CELL_TYPE` for a string that is no UTF-8, DataError `DATA_SHAPE` for more than 2 GB.
 */
export function textParts(name: string, column: StringColumn): ArrowParts {
  checkTexts(name, column.dictionary);
  const encoder = new TextEncoder();
  const texts = column.dictionary.map((text) => encoder.encode(text));
  const valueOffsets = new Int32Array(column.length + 1);
  let size = 0;
  column.codes.forEach((code, row) => {
    size += texts[code]?.length ?? 0;
    if (size > 0x7fffffff) throw tooMuchText(name, row);
    valueOffsets[row + 1] = size;
  });
  const data = new Uint8Array(size);
  column.codes.forEach((code, row) => {
    const text = texts[code];
    if (text !== undefined) data.set(text, valueOffsets[row]);
  });
  return { data, valueOffsets, ...nullsOf(column) };
}

function tooMuchText(column: string, row: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `Column '${column}' has more text than a batch of Arrow can hold`,
    given: `more than 2 GB by row ${row}`,
    expected: "at most 2,147,483,647 bytes a batch",
    remedy: "Write the frame in batches, as a stream of its slices",
    data: { column, row },
  });
}
