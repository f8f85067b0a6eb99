/**
 * The sums of what trees say of many rows, by several threads: each takes blocks of rows as it gets done with others. A row's sum does not depend on who
 * computes it, so that the results have the bits of one thread.
 */
import { type Place, placeOf } from "./threads/arena.js";
import type { Crew } from "./threads/crew.js";
import type { Routine } from "./threads/routine.js";
import { blockRows } from "./tree-blocks.js";
import type { LeafValues, ReadyTrees, Slots } from "./tree-ready.js";
import { areReady, writeSlots } from "./tree-slots.js";

/** Rows times trees between two pauses: some milliseconds. */
const PACE = 50_000;

/** Ready trees, leaf values, rows and their numbers, as places in the memory. */
export interface TreeSumsArgs {
  readonly trees: {
    readonly [name in Exclude<keyof ReadyTrees, "slots">]: Place;
  };
  readonly slots: { readonly needed: Slots["needed"] } & {
    readonly [name in Exclude<keyof Slots, "needed">]: Place;
  };
  readonly values: Omit<LeafValues, "value"> & { readonly value: Place };
  readonly x: Place;
  readonly cols: number;
  readonly rows: number;
  /** The numbers of the rows, which the sums are added to. */
  readonly out: Place;
}

/** Adds the sums to the numbers of the rows. */
export const treeSums: Routine<TreeSumsArgs, null> = {
  name: "kernels/tree-sums",
  *run({ arena, kernels, claim, thread, threads }, { trees, slots, values, x, cols, rows, out }) {
    const shape: Slots = {
      needed: slots.needed,
      columns: arena.int32At(slots.columns),
      missing: arena.float64At(slots.missing),
      sets: arena.int32At(slots.sets),
      bits: arena.uint32At(slots.bits),
    };
    const width = shape.needed === "never" ? 0 : shape.columns.length;
    const piece = pieceRows(rows, Math.max(cols, width), threads);
    const rooms = Array.from({ length: threads }, () => {
      arena.separate();
      return arena.float64(piece * width);
    });
    const room = rooms[thread] as Float64Array;
    const { roots, child, column, slot, threshold, origin } = trees;
    const count = roots.length;
    const outputs = out.length / rows;
    const step = Math.max(1, Math.floor(PACE / piece));
    let done = 0;
    for (let from = claim(0) * piece; from < rows; from = claim(0) * piece) {
      const some = Math.min(piece, rows - from);
      const table = arena.float64At({ at: x.at + from * cols * 8, length: some * cols });
      const ready = areReady(shape, table);
      if (!ready) writeSlots(shape, table, cols, some, room);
      for (let t = 0; t < count; t += step) {
        const end = Math.min(count, t + step);
        kernels.addLeaves(
          roots.at,
          t,
          end,
          child.at,
          ready ? column.at : slot.at,
          threshold.at,
          origin.at,
          values.value.at,
          values.width,
          (ready ? table : room).byteOffset,
          ready ? cols : width,
          some,
          out.at + from * outputs * 8,
          outputs,
        );
        yield done + Math.floor((some * end) / count);
      }
      done += some;
    }
    return null;
  },
};

/** The rows that a thread takes at once: a block, or less, so that all threads have as many. */
function pieceRows(rows: number, length: number, threads: number): number {
  const turns = Math.max(1, Math.ceil(rows / (threads * blockRows(length))));
  return Math.max(1, Math.ceil(rows / (threads * turns)));
}

/** The bytes that the routine takes beside what the main thread places. */
export function roomBytes({ slots }: ReadyTrees, rows: number, cols: number, threads: number): number {
  const width = slots.columns.length;
  return threads * (pieceRows(rows, Math.max(cols, width), threads) * width * 8 + 8192);
}

/** Puts the trees into the crew's memory. */
export function placeTrees(
  { arena }: Crew,
  trees: ReadyTrees,
  values: LeafValues,
): Pick<TreeSumsArgs, "trees" | "slots" | "values"> {
  const int32 = (array: Int32Array): Place => {
    const copy = arena.int32(array.length);
    copy.set(array);
    return placeOf(copy);
  };
  const float64 = (array: Float64Array): Place => {
    const copy = arena.float64(array.length);
    copy.set(array);
    return placeOf(copy);
  };
  const { slots } = trees;
  const bits = arena.uint32(slots.bits.length);
  bits.set(slots.bits);
  return {
    trees: {
      roots: int32(trees.roots),
      child: int32(trees.child),
      column: int32(trees.column),
      slot: int32(trees.slot),
      threshold: float64(trees.threshold),
      origin: int32(trees.origin),
    },
    slots: {
      needed: slots.needed,
      columns: int32(slots.columns),
      missing: float64(slots.missing),
      sets: int32(slots.sets),
      bits: placeOf(bits),
    },
    values: { ...values, value: float64(values.value) },
  };
}
