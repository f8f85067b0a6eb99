/**
 * The same tree with its nodes in the order of a walk from the root that goes left first, as scikit-learn numbers them, and
 * without what lies below the nodes that were made leaves. O(nodes), with pauses: a tree may have a million.
 */

import { inChunks, Pace } from "../../kernels/pace.js";
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";

/** Copying a node takes about as long as looking at so many values. */
const COPYING = 16;

/** Renumbers the nodes, root first, then what lies left, then what lies right; `cut` marks nodes that become leaves. */
export function* rebuildTree(tree: TreeStructure, cut?: Uint8Array): Generator<undefined, TreeStructure, void> {
  const { width, feature } = tree;
  const pace = new Pace();
  const from = yield* walk(tree, cut, pace);
  const { length } = from;
  const place = new Int32Array(feature.length);
  yield* inChunks(length, 2, pace, (start, end) => {
    for (let at = start; at < end; at++) place[from[at] as number] = at;
  });
  const out = emptyTree(length, width);
  yield* inChunks(length, COPYING + width, pace, (start, end) => copyNodes(tree, cut, from, place, out, start, end));
  return out;
}

function emptyTree(length: number, width: number): TreeStructure {
  return {
    childrenLeft: new Int32Array(length),
    childrenRight: new Int32Array(length),
    feature: new Int32Array(length),
    threshold: new Float64Array(length),
    value: new Float64Array(length * width),
    width,
    impurity: new Float64Array(length),
    nNodeSamples: new Int32Array(length),
    weightedNNodeSamples: new Float64Array(length),
  };
}

/** Fills some of the nodes of a new tree; `from` says where each stood before, `place` where each stands now. */
function copyNodes(
  tree: TreeStructure,
  cut: Uint8Array | undefined,
  from: Int32Array,
  place: Int32Array,
  out: TreeStructure,
  start: number,
  end: number,
): void {
  const { width, feature, childrenLeft, childrenRight, threshold, value } = tree;
  for (let at = start; at < end; at++) {
    const node = from[at] as number;
    out.impurity[at] = tree.impurity[node] as number;
    out.nNodeSamples[at] = tree.nNodeSamples[node] as number;
    out.weightedNNodeSamples[at] = tree.weightedNNodeSamples[node] as number;
    for (let k = 0; k < width; k++) out.value[at * width + k] = value[node * width + k] as number;
    const leaf = feature[node] === LEAF || cut?.[node] === 1;
    out.feature[at] = leaf ? LEAF : (feature[node] as number);
    out.threshold[at] = leaf ? 0 : (threshold[node] as number);
    out.childrenLeft[at] = leaf ? LEAF : (place[childrenLeft[node] as number] as number);
    out.childrenRight[at] = leaf ? LEAF : (place[childrenRight[node] as number] as number);
  }
}

/** The nodes that stay, in their new order. */
function* walk(
  { feature, childrenLeft, childrenRight }: TreeStructure,
  cut: Uint8Array | undefined,
  pace: Pace,
): Generator<undefined, Int32Array, void> {
  const order = new Int32Array(feature.length);
  const waiting = [0];
  let length = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    order[length++] = node;
    if (pace.isTired(COPYING)) yield;
    if (feature[node] === LEAF || cut?.[node] === 1) continue;
    waiting.push(childrenRight[node] as number, childrenLeft[node] as number);
  }
  return order.subarray(0, length);
}
