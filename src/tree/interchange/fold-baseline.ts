/**
 * Trees without a score before them, for formats that have no place for it.
 */
import { rootsOf } from "../boosted/roots.js";
import { type BoostedNodes, type BoostedTrees, LEAF } from "../boosted/structure.js";

/** The same trees with the baseline in the first round: added to its leaves, or as a round of one leaf a tree if there is none. */
export function foldBaseline(trees: BoostedTrees): BoostedTrees {
  const { width, baseline, nodeCounts, nodes } = trees;
  if (baseline.every((score) => score === 0) && nodeCounts.length > 0) return trees;
  if (nodeCounts.length === 0) return { ...trees, baseline: new Float64Array(width), ...singleLeaves(baseline) };
  const roots = rootsOf(trees);
  const value = nodes.value.slice();
  for (let k = 0; k < width; k++) {
    for (let node = roots[k] as number; node < (roots[k + 1] as number); node++) {
      value[node] = (value[node] as number) + (baseline[k] as number);
    }
  }
  return { ...trees, baseline: new Float64Array(width), nodes: { ...nodes, value } };
}

/** One tree of a single leaf for each value. */
function singleLeaves(value: Float64Array): { nodeCounts: Int32Array; nodes: BoostedNodes } {
  const none = new Int32Array(value.length).fill(LEAF);
  const zeros = new Float64Array(value.length);
  const nodes: BoostedNodes = {
    childrenLeft: none,
    childrenRight: none,
    feature: none,
    threshold: zeros,
    missingLeft: new Uint8Array(value.length),
    categories: none,
    value,
    gain: zeros,
    cover: zeros,
    nNodeSamples: new Int32Array(value.length),
  };
  return { nodeCounts: new Int32Array(value.length).fill(1), nodes };
}
