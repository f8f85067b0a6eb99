/**
 * A grown tree as a part of the model: its values times the learning rate, or set to what the loss makes of its leaves.
 */
import type { GrownTree } from "./engine/grown-tree.js";
import type { LeafRows } from "./step-rows.js";
import type { OneTree } from "./tree-list.js";

/** The leaves of a tree with what they add to scores; a tree that could not be split adds nothing, as in scikit-learn. */
export function leavesOf({ leaves, nodes }: GrownTree, learningRate: number): LeafRows[] {
  const step = leaves.node.length > 1 ? learningRate : 0;
  return Array.from(leaves.node, (node, leaf) => ({
    start: leaves.start[leaf] as number,
    end: leaves.end[leaf] as number,
    value: step * (nodes.value[node] as number),
  }));
}

/** The tree with its values shrunk, and those of its leaves as given. */
export function shrunk(
  { nodes, categoryBits, leaves: { node } }: GrownTree,
  leaves: readonly LeafRows[],
  learningRate: number,
): OneTree {
  const value = nodes.value.map((each) => learningRate * each);
  for (const [leaf, { value: own }] of leaves.entries()) value[node[leaf] as number] = own;
  return { nodes: { ...nodes, value }, categoryBits };
}
