/**
 * Rows that trees are tried on, by the values of their columns: those held out, and those that learned from the rounds of a model that boosting goes on from.
 */
import { boostedLeaf } from "../boosted/walk.js";
import type { Range } from "./loss.js";
import type { OneTree } from "./tree-list.js";

/** Rows between two pauses: about two milliseconds. */
const SLICE = 1 << 14;

/** The values of rows, row after row. */
export interface TableRows {
  readonly x: Float64Array;
  readonly cols: number;
}

/** Adds the leaves of rows in a tree, whose root is `root`, to their scores, the first of which stands at `at`. */
export function* addWalked(
  tree: OneTree,
  root: number,
  { x, cols }: TableRows,
  { start, end }: Range,
  scores: Float64Array,
  at: number,
): Generator<undefined, void, void> {
  for (let from = start; from < end; from += SLICE) {
    const until = Math.min(end, from + SLICE);
    for (let row = from; row < until; row++) {
      const leaf = boostedLeaf(tree, root, x, row * cols);
      scores[at + row] = (scores[at + row] as number) + (tree.nodes.value[leaf] as number);
    }
    yield;
  }
}
