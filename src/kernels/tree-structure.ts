/**
 * A grown binary decision tree as parallel arrays, one entry a node.
 *
 * Node 0 is the root. Every child comes after its parent, so that one pass forwards goes from the root to the leaves, one
 * pass backwards from the leaves to the root, and no walk can run in a ring. A leaf has {@link LEAF} as both of its
 * children and as its feature.
 */

/** What stands in place of a child and of a feature where there is none. */
export const LEAF = -1;

/** A binary decision tree. A row goes to the left child where `x[feature] <= threshold`. */
export interface TreeStructure {
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  /** The column that a node asks for. */
  readonly feature: Int32Array;
  /** The greatest value of that column that goes left; 0 in leaves. */
  readonly threshold: Float64Array;
  /** What each node predicts: `width` numbers a node, nodes one after the other. */
  readonly value: Float64Array;
  /** The numbers a node predicts: one for regression, one a class for classification. */
  readonly width: number;
  /** How mixed the training rows of each node were, by the criterion that the tree was grown with. */
  readonly impurity: Float64Array;
  /** The training rows of each node, without those of weight 0. */
  readonly nNodeSamples: Int32Array;
  /** The weight of the training rows of each node. */
  readonly weightedNNodeSamples: Float64Array;
}

/** The number of nodes. */
export function nodeCount(tree: TreeStructure): number {
  return tree.feature.length;
}

/** The number of leaves. */
export function leafCount(tree: TreeStructure): number {
  // Every node but the leaves has two children, so the leaves are one more than the others.
  return (nodeCount(tree) + 1) / 2;
}

/** How many questions lie above each node. */
export function nodeDepths(tree: TreeStructure): Int32Array {
  const { childrenLeft, childrenRight } = tree;
  const depths = new Int32Array(childrenLeft.length);
  for (let node = 0; node < depths.length; node++) {
    const left = childrenLeft[node] as number;
    if (left < 0) continue;
    const below = (depths[node] as number) + 1;
    depths[left] = below;
    depths[childrenRight[node] as number] = below;
  }
  return depths;
}

/** The greatest number of questions from the root to a leaf; 0 for a tree of one leaf. */
export function treeDepth(tree: TreeStructure): number {
  return nodeDepths(tree).reduce((most, depth) => Math.max(most, depth), 0);
}

/**
 * How much of the whole fall in impurity each column brought (the Gini importance of Breiman et al. 1984): at least 0,
 * summing to 1, or all 0 for a tree of one leaf.
 */
export function impurityImportances(tree: TreeStructure, features: number): Float64Array {
  const { childrenLeft, childrenRight, feature, impurity, weightedNNodeSamples: weight } = tree;
  const mixed = (node: number) => (weight[node] as number) * (impurity[node] as number);
  const falls = new Float64Array(features);
  for (let node = 0; node < feature.length; node++) {
    const left = childrenLeft[node] as number;
    if (left < 0) continue;
    const fall = mixed(node) - mixed(left) - mixed(childrenRight[node] as number);
    falls[feature[node] as number] = (falls[feature[node] as number] as number) + Math.max(0, fall);
  }
  const total = falls.reduce((sum, fall) => sum + fall, 0);
  return total > 0 ? falls.map((fall) => fall / total) : falls;
}
