/**
 * The trees of a forest in one set of arrays, one tree's nodes after the other's, so that a forest of a million nodes is
 * stored and loaded as a handful of arrays. Each tree is also there as views of its part.
 */
import { impurityImportances, nodeCount, type TreeStructure } from "../kernels/tree-structure.js";

/** Several trees of the same columns and width. */
export interface Forest {
  /** The trees, in the order in which they were grown. */
  readonly trees: readonly TreeStructure[];
  /** The nodes of each tree. */
  readonly nodeCounts: Int32Array;
  /** The nodes of all trees; children are counted from the root of their own tree. */
  readonly nodes: TreeStructure;
}

/** A forest of trees that stand one after the other in the same arrays. */
export function forestOf(nodeCounts: Int32Array, nodes: TreeStructure): Forest {
  let end = 0;
  const trees = Array.from(nodeCounts, (count) => {
    end += count;
    return part(nodes, end - count, end);
  });
  return { trees, nodeCounts, nodes };
}

function part(nodes: TreeStructure, from: number, to: number): TreeStructure {
  const { width } = nodes;
  return {
    childrenLeft: nodes.childrenLeft.subarray(from, to),
    childrenRight: nodes.childrenRight.subarray(from, to),
    feature: nodes.feature.subarray(from, to),
    threshold: nodes.threshold.subarray(from, to),
    value: nodes.value.subarray(from * width, to * width),
    width,
    impurity: nodes.impurity.subarray(from, to),
    nNodeSamples: nodes.nNodeSamples.subarray(from, to),
    weightedNNodeSamples: nodes.weightedNNodeSamples.subarray(from, to),
  };
}

/** Puts trees of one width into one set of arrays. Pauses after each tree. */
export async function joinInSlices(
  trees: readonly TreeStructure[],
  width: number,
  pause: () => Promise<void>,
): Promise<Forest> {
  const forest = roomFor(trees, width);
  for (let index = 0; index < trees.length; index++) {
    copyTree(trees[index] as TreeStructure, forest.trees[index] as TreeStructure);
    await pause();
  }
  return forest;
}

/** A forest with room for these trees, all numbers 0. */
function roomFor(trees: readonly TreeStructure[], width: number): Forest {
  const nodeCounts = Int32Array.from(trees, nodeCount);
  const total = nodeCounts.reduce((sum, count) => sum + count, 0);
  return forestOf(nodeCounts, {
    childrenLeft: new Int32Array(total),
    childrenRight: new Int32Array(total),
    feature: new Int32Array(total),
    threshold: new Float64Array(total),
    value: new Float64Array(total * width),
    width,
    impurity: new Float64Array(total),
    nNodeSamples: new Int32Array(total),
    weightedNNodeSamples: new Float64Array(total),
  });
}

function copyTree(tree: TreeStructure, place: TreeStructure): void {
  place.childrenLeft.set(tree.childrenLeft);
  place.childrenRight.set(tree.childrenRight);
  place.feature.set(tree.feature);
  place.threshold.set(tree.threshold);
  place.value.set(tree.value);
  place.impurity.set(tree.impurity);
  place.nNodeSamples.set(tree.nNodeSamples);
  place.weightedNNodeSamples.set(tree.weightedNNodeSamples);
}

/** The mean of the trees' importances of each column: at least 0, summing to 1, or all 0 where no tree has a split. */
export function forestImportances({ trees }: Forest, features: number): Float64Array {
  const sums = new Float64Array(features);
  for (const tree of trees) {
    const importances = impurityImportances(tree, features);
    for (let col = 0; col < features; col++) sums[col] = (sums[col] as number) + (importances[col] as number);
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  return total > 0 ? sums.map((value) => value / total) : sums;
}
