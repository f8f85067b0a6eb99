/**
 * The trees of a boosted model as they are grown, and their nodes put into one set of arrays in the end.
 */
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { type BoostedNodes, type BoostedTrees, LEAF } from "../boosted/structure.js";

/** A tree, and what its nodes add to the raw score. */
interface Entry {
  readonly tree: TreeStructure;
  readonly values: Float64Array;
}

/** Collects trees. */
export class TreeList {
  readonly #entries: Entry[] = [];

  /** Adds a tree; `values` are what its nodes add to the raw score. */
  add(tree: TreeStructure, values: Float64Array): void {
    this.#entries.push({ tree, values });
  }

  /** All trees after those of `before`, if there are any. */
  join(baseline: Float64Array, before: BoostedTrees | undefined): BoostedTrees {
    const own = this.#entries.map(({ tree }) => tree.feature.length);
    const nodeCounts = Int32Array.from([...(before?.nodeCounts ?? []), ...own]);
    const nodes = nodesFor(
      nodeCounts.reduce((sum, count) => sum + count, 0),
      before?.nodes,
    );
    let root = before?.nodes.feature.length ?? 0;
    for (const { tree, values } of this.#entries) {
      nodes.childrenLeft.set(tree.childrenLeft, root);
      nodes.childrenRight.set(tree.childrenRight, root);
      nodes.feature.set(tree.feature, root);
      nodes.threshold.set(tree.threshold, root);
      nodes.value.set(values, root);
      nodes.gain.set(gainsOf(tree), root);
      nodes.cover.set(tree.weightedNNodeSamples, root);
      nodes.nNodeSamples.set(tree.nNodeSamples, root);
      root += tree.feature.length;
    }
    return { width: baseline.length, baseline, nodeCounts, nodes, categoryBits: new Uint32Array(0) };
  }
}

/** Arrays for so many nodes, of which the first are given. */
function nodesFor(length: number, before: BoostedNodes | undefined): BoostedNodes {
  const nodes: BoostedNodes = {
    childrenLeft: new Int32Array(length),
    childrenRight: new Int32Array(length),
    feature: new Int32Array(length),
    threshold: new Float64Array(length),
    missingLeft: new Uint8Array(length),
    categories: new Int32Array(length).fill(LEAF),
    value: new Float64Array(length),
    gain: new Float64Array(length),
    cover: new Float64Array(length),
    nNodeSamples: new Int32Array(length),
  };
  if (before === undefined) return nodes;
  nodes.childrenLeft.set(before.childrenLeft);
  nodes.childrenRight.set(before.childrenRight);
  nodes.feature.set(before.feature);
  nodes.threshold.set(before.threshold);
  nodes.value.set(before.value);
  nodes.gain.set(before.gain);
  nodes.cover.set(before.cover);
  nodes.nNodeSamples.set(before.nNodeSamples);
  return nodes;
}

/** By how much each split lowered the mean squared error of the residuals of its tree's rows. */
function gainsOf({ childrenLeft, childrenRight, impurity, weightedNNodeSamples: weight }: TreeStructure): Float64Array {
  const mixed = (node: number) => (weight[node] as number) * (impurity[node] as number);
  const total = weight[0] as number;
  return impurity.map((_, node) => {
    const left = childrenLeft[node] as number;
    if (left === LEAF) return 0;
    return Math.max(0, mixed(node) - mixed(left) - mixed(childrenRight[node] as number)) / total;
  });
}
