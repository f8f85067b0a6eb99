/**
 * The same tree with its nodes in the order of a walk from the root that goes left first, as scikit-learn numbers them, and
 * without what lies below the nodes that were made leaves. O(nodes).
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";

/** Renumbers the nodes, root first, then what lies left, then what lies right; `cut` marks nodes that become leaves. */
export function rebuildTree(tree: TreeStructure, cut?: Uint8Array): TreeStructure {
  const { width, feature, childrenLeft, childrenRight, threshold, value } = tree;
  const from = walk(tree, cut);
  const { length } = from;
  const place = new Int32Array(feature.length);
  for (let at = 0; at < length; at++) place[from[at] as number] = at;
  const out = {
    childrenLeft: new Int32Array(length).fill(LEAF),
    childrenRight: new Int32Array(length).fill(LEAF),
    feature: new Int32Array(length).fill(LEAF),
    threshold: new Float64Array(length),
    value: new Float64Array(length * width),
    width,
    impurity: new Float64Array(length),
    nNodeSamples: new Int32Array(length),
    weightedNNodeSamples: new Float64Array(length),
  };
  for (let at = 0; at < length; at++) {
    const node = from[at] as number;
    out.impurity[at] = tree.impurity[node] as number;
    out.nNodeSamples[at] = tree.nNodeSamples[node] as number;
    out.weightedNNodeSamples[at] = tree.weightedNNodeSamples[node] as number;
    for (let k = 0; k < width; k++) out.value[at * width + k] = value[node * width + k] as number;
    if (feature[node] === LEAF || cut?.[node] === 1) continue;
    out.feature[at] = feature[node] as number;
    out.threshold[at] = threshold[node] as number;
    out.childrenLeft[at] = place[childrenLeft[node] as number] as number;
    out.childrenRight[at] = place[childrenRight[node] as number] as number;
  }
  return out;
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
  return order.subarray(0, length);
}
