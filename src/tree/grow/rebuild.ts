/**
 * The same tree with its nodes in the order of a walk from the root that goes left first, as scikit-learn numbers them, and
 * without what lies below the nodes that were made leaves. O(nodes).
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";

/** Renumbers the nodes, root first, then what lies left, then what lies right; `cut` marks nodes that become leaves. */
export function rebuildTree(tree: TreeStructure, cut?: Uint8Array): TreeStructure {
  const { width } = tree;
  const from = walk(tree, cut);
  const { length } = from;
  const place = new Int32Array(tree.feature.length);
  from.forEach((node, at) => {
    place[node] = at;
  });
  const isLeaf = (node: number) => tree.feature[node] === LEAF || cut?.[node] === 1;
  const child = (children: Int32Array) =>
    from.map((node) => (isLeaf(node) ? LEAF : (place[children[node] as number] as number)));
  const value = new Float64Array(length * width);
  from.forEach((node, at) => {
    value.set(tree.value.subarray(node * width, (node + 1) * width), at * width);
  });
  return {
    childrenLeft: child(tree.childrenLeft),
    childrenRight: child(tree.childrenRight),
    feature: from.map((node) => (isLeaf(node) ? LEAF : (tree.feature[node] as number))),
    threshold: Float64Array.from(from, (node) => (isLeaf(node) ? 0 : (tree.threshold[node] as number))),
    value,
    width,
    impurity: Float64Array.from(from, (node) => tree.impurity[node] as number),
    nNodeSamples: from.map((node) => tree.nNodeSamples[node] as number),
    weightedNNodeSamples: Float64Array.from(from, (node) => tree.weightedNNodeSamples[node] as number),
  };
}

/** The nodes that stay, in their new order. */
function walk(tree: TreeStructure, cut: Uint8Array | undefined): Int32Array {
  const order = new Int32Array(tree.feature.length);
  const waiting = [0];
  let length = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order[length++] = node;
    if (tree.feature[node] === LEAF || cut?.[node] === 1) continue;
    waiting.push(tree.childrenRight[node] as number, tree.childrenLeft[node] as number);
  }
  return order.slice(0, length);
}
