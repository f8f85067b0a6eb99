/**
 * Walking trees in WebAssembly on the calling thread, to the same bits as in JavaScript in two thirds of the time. The module holds this one kernel, some hundred bytes, and
 * compiles at once. Where WebAssembly is missing or forbidden, JavaScript does the work (tree-sums.ts).
 */
import type { Kernels } from "./generated/kernels.js";
import { wasm } from "./generated/wasm-walk.js";
import { ARENA_START, Arena, arenaBytes } from "./threads/arena.js";
import { blockRows } from "./tree-blocks.js";
import type { LeafValues, ReadyTrees } from "./tree-ready.js";
import { areReady, writeSlots } from "./tree-slots.js";

const PAGE = 65_536;

interface Walker {
  readonly memory: WebAssembly.Memory;
  readonly addLeaves: Kernels["addLeaves"];
}

let known: Walker | null | undefined;

/** Whether trees can be walked in WebAssembly here. */
function walkerHere(): Walker | null {
  if (known !== undefined) return known;
  known = null;
  try {
    const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 65_536 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    // The module has the one export, and the interface is made from the same sources.
    const { addLeaves } = exports as unknown as Kernels;
    known = { memory, addLeaves };
  } catch {
    // A policy, or an engine, without it.
  }
  return known;
}

/** Adds what all trees say of the rows to their numbers in `out`; false, and nothing done, where that is not possible. */
export function addInWasm(
  trees: ReadyTrees,
  { value, width, outputs }: LeafValues,
  x: Float64Array,
  cols: number,
  [from, to]: readonly [number, number],
  out: Float64Array,
): boolean {
  const walker = walkerHere();
  if (walker === null) return false;
  const { slots } = trees;
  const widest = Math.max(cols, slots.columns.length);
  const block = Math.min(to - from, blockRows(widest));
  const arrays = [trees.roots, trees.child, trees.column, trees.slot, trees.threshold, trees.origin, value];
  const bytes = arenaBytes(...arrays.map((array) => array.byteLength), block * widest * 8, block * outputs * 8);
  if (!hasRoom(walker.memory, bytes)) return false;
  const arena = new Arena(walker.memory);
  const int32 = (array: Int32Array) => copied(arena.int32(array.length), array);
  const float64 = (array: Float64Array) => copied(arena.float64(array.length), array);
  const [roots, child, origin] = [int32(trees.roots), int32(trees.child), int32(trees.origin)];
  const [threshold, values] = [float64(trees.threshold), float64(value)];
  const column = int32(trees.column);
  const slot = trees.slot === trees.column ? column : int32(trees.slot);
  const rows = arena.float64(block * widest);
  const sums = arena.float64(block * outputs);
  for (let start = from; start < to; start += block) {
    const count = Math.min(block, to - start);
    const piece = x.subarray(start * cols, (start + count) * cols);
    const own = out.subarray(start * outputs, (start + count) * outputs);
    const ready = areReady(slots, piece);
    if (ready) rows.set(piece);
    else writeSlots(slots, piece, cols, count, rows);
    sums.set(own);
    const [asked, length] = ready ? [column, cols] : [slot, slots.columns.length];
    const nodes = [roots, 0, trees.roots.length, child, asked, threshold, origin, values, width] as const;
    walker.addLeaves(...nodes, rows.byteOffset, length, count, sums.byteOffset, outputs);
    own.set(sums.subarray(0, own.length));
  }
  return true;
}

function copied<A extends Int32Array | Float64Array>(to: A, from: A): number {
  to.set(from);
  return to.byteOffset;
}

function hasRoom(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = Math.ceil((ARENA_START + bytes) / PAGE) - memory.buffer.byteLength / PAGE;
  try {
    if (missing > 0) memory.grow(missing);
    return true;
  } catch {
    return false;
  }
}
