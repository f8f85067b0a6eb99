/**
 * Minimal cost-complexity pruning (Breiman et al. 1984, chapter 3).
 *
 * The cost of a tree is the impurity of its leaves, each by its share of the weight, plus `alpha` a leaf. Of all ways to
 * cut branches off, one costs least and has fewest nodes; it is what the weakest-link procedure arrives at, and one pass from the
 * leaves to the root finds it: a node becomes a leaf unless what lies below it costs less. O(nodes).
 */

import { Pace } from "../../kernels/pace.js";
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import { rebuildTree } from "./rebuild.js";

/** Weighing a node takes about as long as looking at so many values. */
const WEIGHING = 8;

/** The smallest of the cheapest subtrees at a price of `alpha` a leaf; the tree itself for 0. Pauses now and then. */
export function* pruning(tree: TreeStructure, alpha: number): Generator<undefined, TreeStructure, void> {
  if (alpha === 0) return tree;
  const { childrenLeft, childrenRight, impurity, weightedNNodeSamples: weight } = tree;
  const cost = new Float64Array(impurity.length);
  const cut = new Uint8Array(impurity.length);
  const total = weight[0] as number;
  const pace = new Pace();
  for (let node = impurity.length - 1; node >= 0; node--) {
    const asLeaf = ((weight[node] as number) * (impurity[node] as number)) / total + alpha;
    const left = childrenLeft[node] as number;
    const below = left === LEAF ? asLeaf : (cost[left] as number) + (cost[childrenRight[node] as number] as number);
    if (asLeaf <= below) cut[node] = 1;
    cost[node] = Math.min(asLeaf, below);
    if (pace.isTired(WEIGHING)) yield;
  }
  return yield* rebuildTree(tree, cut);
}

/** The same without pauses. */
export function pruneTree(tree: TreeStructure, alpha: number): TreeStructure {
  const work = pruning(tree, alpha);
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}
