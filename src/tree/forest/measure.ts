/**
 * What a tree on bins asks of the measure that it lowers. A measure reads the rows of one node at a time, and searches its columns.
 */
import type { Limits } from "../grow/limits.js";
import type { Bag } from "./draw-rows.js";

/** What stands where in `Measure.best`. */
export const [SCORE, LEFT, RIGHT] = [0, 1, 2];

/** A measure of how mixed the targets of a node are. */
export interface Measure {
  /** The numbers that a node predicts. */
  readonly width: number;
  /** The weight of the node entered last, how mixed it is, and whether all its rows have the same target. */
  readonly weight: number;
  readonly impurity: number;
  readonly pure: boolean;
  /** The best split of the node: its score, the last bin on its left and the next that is not empty. Whoever searches sets the score to −∞ first. */
  readonly best: Float64Array;
  /** Makes ready for the rows of another tree. */
  begin(bag: Bag, limits: Limits): void;
  /** Reads the rows of a node, from `start` to before `end`, and writes what it predicts to `value` from `at` on. */
  enter(start: number, end: number, value: Float64Array, at: number): void;
  /** Makes ready for searching the node. */
  prepare(): void;
  /** Searches a column of the node for a split that is better than `best`. Gives how many bins the rows lie in. */
  search(col: number): number;
  /** The least and the greatest bin of a column that the rows lie in, as least + 256 × greatest. */
  range(col: number): number;
  /** How good it is to put the bins of a column up to `last` on the left; −∞ where a side would have too little. */
  scoreUpTo(col: number, last: number): number;
  /** By how much the best split lowers the impurity of the whole tree. */
  improvement(): number;
}
