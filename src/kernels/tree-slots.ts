/**
 * Rows as slots, for trees that ask for more than a comparison with a value as it is.
 */
import type { ReadyTrees, Slots } from "./tree-ready.js";
import { LEAF } from "./tree-structure.js";

/** Rows that are ready to be walked: their numbers, how many each has, and which of them each node asks for. */
export interface ReadyRows {
  readonly values: Float64Array;
  readonly length: number;
  readonly asked: Int32Array;
}

/** Gives rows as they are where that will do, else as slots, which are written to `room`. */
export function readyRows(
  trees: ReadyTrees,
  values: Float64Array,
  cols: number,
  rows: number,
  room: Float64Array,
): ReadyRows {
  if (areReady(trees.slots, values)) return { values, length: cols, asked: trees.column };
  writeSlots(trees.slots, values, cols, rows, room);
  return { values: room, length: trees.slots.columns.length, asked: trees.slot };
}

/** Whether rows will do as they are. */
export function areReady({ needed }: Slots, values: Float64Array): boolean {
  return needed === "never" || (needed === "for NaN" && !hasNaN(values));
}

/** The numbers that `readyRows` needs room for. */
export function roomFor({ slots }: ReadyTrees, rows: number): Float64Array {
  return new Float64Array(slots.needed === "never" ? 0 : rows * slots.columns.length);
}

/** Writes rows as slots to `room`. */
export function writeSlots(
  { columns, missing, sets, bits }: Slots,
  x: Float64Array,
  cols: number,
  rows: number,
  room: Float64Array,
): void {
  const count = columns.length;
  for (let s = 0; s < count; s++) {
    const set = sets[s] as number;
    const none = missing[s] as number;
    for (let row = 0, at = columns[s] as number, to = s; row < rows; row++, at += cols, to += count) {
      const value = x[at] as number;
      if (set === LEAF) room[to] = Number.isNaN(value) ? none : value;
      else room[to] = outsideSet(bits, set, value, none);
    }
  }
}

/** 0 for a category of the set that starts at `set`, 1 for another known one, `unknown` for what is none. */
export function outsideSet(bits: Uint32Array, set: number, category: number, unknown: number): number {
  const code = category | 0;
  if (code !== category || code < 0 || code >= 32 * (bits[set] as number)) return unknown;
  return 1 - (((bits[set + 1 + (code >>> 5)] as number) >>> (code & 31)) & 1);
}

// NaN stays in a sum; so does ∞ − ∞, which costs no more than the slower way. Two sums, so that neither addition waits for the other.
function hasNaN(values: Float64Array): boolean {
  let even = 0;
  let odd = 0;
  const pairs = values.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    even += values[i] as number;
    odd += values[i + 1] as number;
  }
  if (pairs < values.length) even += values[pairs] as number;
  return Number.isNaN(even + odd);
}
