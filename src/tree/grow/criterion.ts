/**
 * What a tree asks of the measure that it lowers. A criterion holds the targets and weights of the rows at their positions,
 * follows them as they move, and contains the one hot loop of growing: the search of a sorted column for its best split.
 */
import type { Pace } from "../../kernels/pace.js";
import type { SortedColumns } from "./sorted-columns.js";

/** The rows of a node: a window of positions, from `start` to before `end`. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** What a split must leave on either side. */
export interface SideLimits {
  /** Rows, at least 1. */
  readonly samples: number;
  /** Weight, at least 0. */
  readonly weight: number;
}

/** What is known of a node before it is split. */
export interface Summary {
  readonly weight: number;
  readonly impurity: number;
  /** Whether all rows have the same target, so that there is nothing left to part. */
  readonly pure: boolean;
}

/** The best split found so far; the searches of columns write to it. */
export class BestSplit {
  /** The higher, the better. What it counts is the criterion's affair. */
  score = Number.NEGATIVE_INFINITY;
  col = -1;
  /** The first position, in the order of the column, that goes right. */
  middle = -1;
  threshold = 0;

  reset(): void {
    this.score = Number.NEGATIVE_INFINITY;
    this.col = -1;
  }

  /** Takes a better split: after the value at `last` of a column. */
  take(score: number, columns: SortedColumns, col: number, last: number): void {
    const at = col * columns.rows + last;
    this.takeAt(score, col, last + 1, midpoint(columns.values[at] as number, columns.values[at + 1] as number));
  }

  /** Takes a better split at a threshold that was chosen elsewhere. */
  takeAt(score: number, col: number, middle: number, threshold: number): void {
    this.score = score;
    this.col = col;
    this.middle = middle;
    this.threshold = threshold;
  }
}

// Halves are added, since the sum of two large values may overflow. Between neighbouring doubles there is no midpoint.
function midpoint(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle === above ? below : middle;
}

/** A measure of how mixed targets are. */
export interface Criterion {
  /** The numbers that a node predicts. */
  readonly width: number;
  /** The weight of all rows. */
  readonly totalWeight: number;
  /** Reads the rows of a node, and writes what it predicts to `value` from `at` on. */
  summarise(window: Window, value: Float64Array, at: number): Summary;
  /** Makes ready for searching the columns of a node. */
  prepare(window: Window): void;
  /** Searches one column for a split that is better than `best`; of equals, the one with the lowest threshold. */
  search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void;
  /** The same with pauses, for criteria that take long over a column. */
  searchInSlices?(
    columns: SortedColumns,
    col: number,
    window: Window,
    limits: SideLimits,
    best: BestSplit,
    pace: Pace,
  ): Generator<undefined, void, void>;
  /**
   * How good the split of one column at one place is: the rows before position `middle` in its order go left. −∞ where a side
   * would have too little weight.
   */
  scoreAt(columns: SortedColumns, col: number, window: Window, middle: number, limits: SideLimits): number;
  /** By how much a split of the prepared node lowers the impurity of the whole tree. */
  improvement(best: BestSplit): number;
  /** Moves the rows of a node to their positions `moves` after a split; those before `middle` are on the left. */
  move(window: Window, moves: Int32Array, middle: number): void;
}

/** Moves the entries of one array within a window. */
export function moveWithin(
  values: Float64Array | Int32Array,
  spare: Float64Array,
  { start, end }: Window,
  moves: Int32Array,
): void {
  for (let p = start; p < end; p++) spare[moves[p] as number] = values[p] as number;
  for (let p = start; p < end; p++) values[p] = spare[p] as number;
}
