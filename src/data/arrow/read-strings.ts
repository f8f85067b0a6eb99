/**
 * Arrow's strings as columns of codes into a dictionary: plain ones, views and dictionaries.
 */
import { ReadError } from "../../core/errors.js";
import { StringColumn } from "../columns.js";
import { Utf8Dictionary } from "../utf8-dictionary.js";
import { type ArrowData, type ArrowVector, arrowType } from "./arrow-table.js";
import { type ArrowColumn, bufferOf, missingRows } from "./chunks.js";

/** Strings that are written out row by row. */
export function readStrings(column: ArrowColumn): StringColumn {
  const dictionary = new Utf8Dictionary();
  const codes = new Int32Array(column.rows);
  let at = 0;
  for (const chunk of column.chunks) {
    const isMissing = missingRows(chunk);
    const codeAt = chunk.type.typeId === arrowType.utf8View ? views(chunk, dictionary) : texts(chunk, dictionary);
    try {
      for (let row = 0; row < chunk.length; row++, at++) codes[at] = isMissing?.(row) ? -1 : codeAt(row);
    } catch (cause) {
      throw noText(column, at, cause);
    }
  }
  return new StringColumn(codes, dictionary.strings);
}

function texts(chunk: ArrowData, dictionary: Utf8Dictionary): (row: number) => number {
  const { valueOffsets } = chunk;
  // A column of nothing but empty strings may come without bytes.
  const bytes = bufferOf(chunk.values ?? new Uint8Array(0), Uint8Array, chunk);
  if (valueOffsets instanceof BigInt64Array)
    return (row) => dictionary.codeOf(bytes, Number(valueOffsets[row]), Number(valueOffsets[row + 1]));
  const offsets = bufferOf(valueOffsets, Int32Array, chunk);
  return (row) => dictionary.codeOf(bytes, offsets[row], offsets[row + 1]);
}

/** A view has 16 bytes: the length, then the string itself if it has at most 12, else four of its bytes, a buffer and a place in it. */
function views(chunk: ArrowData, dictionary: Utf8Dictionary): (row: number) => number {
  const bytes = bufferOf(chunk.values, Uint8Array, chunk);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row) => {
    const place = row * 16;
    const length = view.getInt32(place, true);
    if (length <= 12) return dictionary.codeOf(bytes, place + 4, place + 4 + length);
    const buffer = bufferOf(chunk.variadicBuffers?.[view.getInt32(place + 8, true)], Uint8Array, chunk);
    const start = view.getInt32(place + 12, true);
    return dictionary.codeOf(buffer, start, start + length);
  };
}

/** Strings that Arrow keeps in dictionaries too. One dictionary without repeats and nulls is taken over with its codes. */
export function readDictionary(column: ArrowColumn): StringColumn {
  const merged = new Merged(column);
  const { chunks, rows } = column;
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1 && first.nullCount === 0) {
    const codes = first.values;
    if (merged.translation(first).same && codes instanceof Int32Array)
      return new StringColumn(codes.subarray(0, first.length), merged.strings);
  }
  const codes = new Int32Array(rows);
  let at = 0;
  for (const chunk of chunks) {
    const isMissing = missingRows(chunk);
    const { codes: translated } = merged.translation(chunk);
    const indices = indexReader(chunk);
    for (let row = 0; row < chunk.length; row++, at++)
      codes[at] = isMissing?.(row) ? -1 : (translated[indices(row)] ?? -1);
  }
  return new StringColumn(codes, merged.strings);
}

/** The index of a row into its dictionary. */
export function indexReader(chunk: ArrowData): (row: number) => number {
  const { values } = chunk;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return (row) => Number(values[row]);
  // Indices are integers of any kind: all of these are read alike.
  const indices = bufferOf(values, Object, chunk) as ArrayLike<number>;
  return (row) => indices[row] as number;
}

/** The dictionaries of all chunks as one. Chunks mostly share theirs. */
class Merged {
  readonly #column: ArrowColumn;
  readonly #codeByText = new Map<string, number>();
  readonly #known = new Map<ArrowVector, { codes: Int32Array; same: boolean }>();
  readonly strings: string[] = [];

  constructor(column: ArrowColumn) {
    this.#column = column;
  }

  /** From the codes of a chunk's dictionary to those of the merged one, and whether they are the same. */
  translation({ dictionary = { data: [] } }: ArrowData): { readonly codes: Int32Array; readonly same: boolean } {
    const known = this.#known.get(dictionary);
    if (known !== undefined) return known;
    const chunks = dictionary.data;
    const rows = chunks.reduce((sum, { length }) => sum + length, 0);
    const own = readStrings({ ...this.#column, chunks, rows });
    const codes = own.codes.map((code) => (code < 0 ? -1 : this.#codeOf(own.dictionary[code] as string)));
    const translation = { codes, same: codes.every((code, index) => code === index) };
    this.#known.set(dictionary, translation);
    return translation;
  }

  #codeOf(text: string): number {
    const known = this.#codeByText.get(text);
    if (known !== undefined) return known;
    this.#codeByText.set(text, this.strings.length);
    return this.strings.push(text) - 1;
  }
}

function noText(column: ArrowColumn, row: number, cause: unknown): unknown {
  if (!(cause instanceof TypeError)) return cause;
  return new ReadError("ARROW_INVALID", {
    problem: `Row ${column.firstRow + row}, column '${column.field.name}' holds bytes that are no UTF-8`,
    expected: "strings in UTF-8, as Arrow prescribes",
    remedy: "Write the column again as strings, or leave it out",
    data: { row: column.firstRow + row, column: column.field.name },
    cause,
  });
}
