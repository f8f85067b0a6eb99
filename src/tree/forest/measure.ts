/**
 * What a tree on bins asks of the measure that it lowers. A measure reads the rows of one node at a time, and searches its columns.
 */
import type { Limits } from "../grow/limits.js";
import type { Bag } from "./draw-rows.js";
import type { Values } from "./memory.js";

/** What stands where in `Measure.best`. */
export const [SCORE, LEFT, RIGHT, COLUMN] = [0, 1, 2, 3];

/** Where a kernel stores the place that it tried, in the same array as `best`; what it found on the left stands behind it. */
export const PLACE = 4;

/** Nodes of at most so many rows read values by rows. */
const FEW = 48;

/** The address of a column's first value, for a node of so many rows. */
export function columnAt({ x, columns, rows }: Values, col: number, count: number): number {
  return count > FEW ? columns.byteOffset + col * rows * 8 : x.byteOffset + col * 8;
}

/** How many bytes its values are apart. */
export function strideOf({ cols }: Values, count: number): number {
  return count > FEW ? 8 : cols * 8;
}

/** A measure of how mixed the targets of a node are. */
export interface Measure {
  /** The numbers that a node predicts. */
  readonly width: number;
  /** The weight of the node entered last, how mixed it is, and whether all its rows have the same target. */
  readonly weight: number;
  readonly impurity: number;
  readonly pure: boolean;
  /** The best split of the node: its score, the last bin on its left, the next that is not empty, and its column. Whoever searches sets the score to −∞ and the column to −1 first. */
  readonly best: Float64Array;
  /** Makes ready for the rows of another tree. */
  begin(bag: Bag, limits: Limits): void;
  /** Reads the rows of a node, from `start` to before `end`, and writes what it predicts to `value` from `at` on. */
  enter(start: number, end: number, value: Float64Array, at: number): void;
  /** Makes ready for searching the node. */
  prepare(): void;
  /** Searches the columns of the deck from place `from` to before `to` for a split of the node that is better than `best`. Gives how many of them vary. */
  search(from: number, to: number): number;
  /**
   * Tries a column of values, not of bins, at a share of the way from the least to the greatest in the node; takes the place if it is better than `best`, where the threshold then stands in
   * place of the last bin on the left. Gives false where the column does not vary.
   */
  tryAt(col: number, share: number): boolean;
  /** By how much the best split lowers the impurity of the whole tree. */
  improvement(): number;
}

/** Searches columns of the deck one by one, as `Measure.search` does. `searchOne` gives how many bins the rows lie in. */
export function searchEach(deck: Int32Array, from: number, to: number, searchOne: (col: number) => number): number {
  let varying = 0;
  for (let place = from; place < to; place++) if (searchOne(deck[place] as number) > 1) varying++;
  return varying;
}
