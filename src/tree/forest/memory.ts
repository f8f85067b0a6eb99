/**
 * Where the arrays of a growing forest are in the memory that its threads share: the table, which the main thread puts there, its bins, and what each thread writes.
 */
import { type Arena, arenaBytes } from "../../kernels/threads/arena.js";
import type { Team } from "../../kernels/threads/routine.js";

/** Bins a column has at most. */
export const BINS = 256;
/** What lies between the arrays of two threads at most. */
const GAP = 4096;

/** What decides how large the arrays are. */
export interface Sizes {
  /** The rows that count. */
  readonly rows: number;
  readonly cols: number;
  /** Classes; 0 for regression. */
  readonly classes: number;
  /** Whether columns are tried at places that are drawn among their values, and not put into bins. */
  readonly random: boolean;
}

/** The addresses of what the main thread puts there. */
export interface Places {
  /** Rows × columns, row after row. */
  readonly x: number;
  /** The class of each row, as a 32-bit integer, or its target. */
  readonly y: number;
  /** The weight of each row; 0 where all are 1. */
  readonly weights: number;
}

/** The columns in bins, each from its own column-major part: what every thread reads. */
export interface Bins {
  readonly bins: Uint8Array;
  /** How many bins each column has. */
  readonly counts: Int32Array;
  /** The least and the greatest value of each bin, `BINS` a column. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The values of a table, for places that are drawn among them. */
export interface Values {
  /** Row after row, as few rows are read best. */
  readonly x: Float64Array;
  /** Column after column, as many rows are read best. */
  readonly columns: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** What one thread writes while it grows a tree. */
export interface Space {
  /** The rows of the tree, node by node. */
  readonly rows: Uint32Array;
  readonly spare: Uint32Array;
  /** The weight of each row of the table in this tree, in whole units; 0 for those that are not in it. */
  readonly units: Float64Array;
  /** Two numbers for each row of a node. */
  readonly entries: Float64Array;
  /** The packed counts of each row of the table. */
  readonly packed: Uint32Array;
  /** Sums of bins and of cells, one a class or two, and one row count each. */
  readonly sums: Float64Array;
  readonly cells: Float64Array;
  readonly counts: Int32Array;
  readonly order: Uint8Array;
  /** The numbers of the columns, those that are searched next in front. */
  readonly deck: Int32Array;
  /** A few numbers that kernels give back, and the weights of the classes of a node and of its left side. */
  readonly out: Float64Array;
  readonly total: Float64Array;
  readonly left: Float64Array;
}

/** Takes the arrays of the bins. */
export function takeBins(arena: Arena, { rows, cols, random }: Sizes): Bins {
  return {
    bins: arena.uint8(random ? 0 : rows * cols),
    counts: arena.int32(cols),
    low: arena.float64(cols * BINS),
    high: arena.float64(cols * BINS),
  };
}

/** Takes the table by columns. */
export function takeColumns(arena: Arena, { rows, cols, random }: Sizes): Float64Array {
  return arena.float64(random ? rows * cols : 0);
}

/** Takes the arrays of all threads, and gives those of this one. What the kernels expect to find empty is emptied. */
export function takeSpace({ arena, thread, threads }: Pick<Team, "arena" | "thread" | "threads">, sizes: Sizes): Space {
  let own: Space | undefined;
  for (let number = 0; number < threads; number++) {
    arena.separate();
    const space = takeOne(arena, sizes);
    if (number === thread) own = space;
  }
  arena.separate();
  if (own === undefined) throw new RangeError("The thread is none of its team");
  own.sums.fill(0);
  return own;
}

function takeOne(arena: Arena, { rows, cols, classes }: Sizes): Space {
  const width = Math.max(2, classes);
  return {
    rows: arena.uint32(rows),
    spare: arena.uint32(rows),
    units: arena.float64(rows),
    entries: arena.float64(2 * rows),
    packed: arena.uint32(classes === 2 ? 2 * rows : 0),
    sums: arena.float64(HEAD + BINS * width),
    cells: arena.float64(BINS * width),
    counts: arena.int32(BINS),
    order: arena.uint8(BINS),
    deck: arena.int32(cols),
    out: arena.float64(8),
    total: arena.float64(width),
    left: arena.float64(width),
  };
}

/** The set of bins and the rows of each bin, which stand before the sums. */
const HEAD = 8 + BINS / 2;

/** The bytes of it all. */
export function forestBytes({ rows, cols, classes, random }: Sizes, threads: number): number {
  const width = Math.max(2, classes);
  const table = arenaBytes(
    rows * cols * 8,
    rows * 8,
    rows * 8,
    random ? 0 : rows * cols,
    random ? rows * cols * 8 : 0,
    cols * 4,
    cols * BINS * 8,
    cols * BINS * 8,
  );
  const own = arenaBytes(
    rows * 4,
    rows * 4,
    rows * 8,
    rows * 16,
    classes === 2 ? rows * 8 : 0,
    (HEAD + BINS * width) * 8,
    BINS * width * 8,
    BINS * 4,
    BINS,
    cols * 4,
    64,
    width * 8,
    width * 8,
  );
  return table + threads * (own + GAP) + GAP;
}
