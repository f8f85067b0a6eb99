/**
 * The walk of one row through one tree of a boosted model, with all that a node may ask for: a threshold or a set of categories, and a way of its own
 * for rows without a value.
 */
import { outsideSet } from "../../kernels/tree-slots.js";
import { type BoostedTrees, LEAF } from "./structure.js";

/** The leaf that a row comes to in the tree whose root is `root`, among the nodes of all trees; the row's numbers start at `at` in `x`. */
export function boostedLeaf(
  { nodes, categoryBits }: Pick<BoostedTrees, "nodes" | "categoryBits">,
  root: number,
  x: Float64Array,
  at: number,
): number {
  const { childrenLeft, childrenRight, feature, threshold, missingLeft, categories } = nodes;
  let node = root;
  let left = childrenLeft[node] as number;
  while (left !== LEAF) {
    const value = x[at + (feature[node] as number)] as number;
    const set = categories[node] as number;
    let goesLeft = value <= (threshold[node] as number);
    if (set !== LEAF) goesLeft = outsideSet(categoryBits, set, value, 1 - (missingLeft[node] as number)) === 0;
    else if (Number.isNaN(value)) goesLeft = missingLeft[node] === 1;
    node = root + (goesLeft ? left : (childrenRight[node] as number));
    left = childrenLeft[node] as number;
  }
  return node;
}
