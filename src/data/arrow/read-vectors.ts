/**
 * Arrow's lists of numbers as vectors. A list of fixed size of single floats without nulls is taken over without a copy.
 */
import { VectorColumn } from "../columns.js";
import { ListSize } from "../lists.js";
import { type ArrowData, type ArrowType, arrowType, typeProperty } from "./arrow-table.js";
import { type ArrowColumn, bufferOf, missingRows, typeRefused } from "./chunks.js";
import { readNumbers } from "./read-numbers.js";

/** Lists of numbers; nothing when no row has one and the type does not say how long they are. */
export function readVectors(column: ArrowColumn): VectorColumn | undefined {
  const { field, chunks, rows } = column;
  const child = elementType(field.type);
  if (child !== arrowType.float && child !== arrowType.int)
    throw typeRefused(
      column,
      "Lists of numbers that all have one length become vectors; leave other lists out, or unnest them before",
    );
  const fixed = typeProperty(field.type, "listSize");
  const lists = chunks.map((chunk) => placesOf(chunk, fixed));
  const size = typeof fixed === "number" ? fixed : commonSize(column, lists);
  if (size === undefined) return undefined;
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1 && first.nullCount === 0 && typeof fixed === "number") {
    const values = numbersOf(column, first);
    if (values instanceof Float32Array) return new VectorColumn(values.subarray(0, rows * size), size);
  }
  const out = new Float32Array(rows * size).fill(Number.NaN);
  let at = 0;
  chunks.forEach((chunk, index) => {
    const values = numbersOf(column, chunk);
    const { missing, start } = lists[index] as Places;
    for (let row = 0; row < chunk.length; row++, at += size) {
      if (missing?.(row)) continue;
      const from = start(row);
      for (let i = 0; i < size; i++) out[at + i] = values[from + i] as number;
    }
  });
  return new VectorColumn(out, size);
}

function elementType(type: ArrowType): number | undefined {
  const children = typeProperty(type, "children");
  const [field]: unknown[] = Array.isArray(children) ? children : [];
  // A list has one child, its elements.
  return (field as { readonly type?: ArrowType } | undefined)?.type?.typeId;
}

/** Where the elements of each row begin. */
interface Places {
  readonly missing: ((row: number) => boolean) | undefined;
  readonly start: (row: number) => number;
}

function placesOf(chunk: ArrowData, fixed: unknown): Places {
  const missing = missingRows(chunk);
  if (typeof fixed === "number") return { missing, start: (row) => row * fixed };
  const { valueOffsets } = chunk;
  if (valueOffsets instanceof BigInt64Array) return { missing, start: (row) => Number(valueOffsets[row]) };
  const offsets = bufferOf(valueOffsets, Int32Array, chunk);
  return { missing, start: (row) => offsets[row] as number };
}

function commonSize(column: ArrowColumn, lists: readonly Places[]): number | undefined {
  const common = new ListSize(column.field.name);
  let at = column.firstRow;
  column.chunks.forEach((chunk, index) => {
    const { missing, start } = lists[index] as Places;
    for (let row = 0; row < chunk.length; row++, at++)
      if (!missing?.(row)) common.take(start(row + 1) - start(row), at);
  });
  return common.size;
}

/** The elements of a chunk. */
function numbersOf(column: ArrowColumn, chunk: ArrowData) {
  const [child] = chunk.children;
  return readNumbers({ ...column, chunks: child === undefined ? [] : [child], rows: child?.length ?? 0 }).values;
}
