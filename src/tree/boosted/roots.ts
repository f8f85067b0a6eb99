/**
 * Where the trees of a boosted model start.
 */
import type { BoostedTrees } from "./structure.js";

/** The position of the root of each tree among all nodes; at the end, the number of nodes. */
export function rootsOf({ nodeCounts }: Pick<BoostedTrees, "nodeCounts">): Int32Array {
  const roots = new Int32Array(nodeCounts.length + 1);
  for (let t = 0; t < nodeCounts.length; t++) roots[t + 1] = (roots[t] as number) + (nodeCounts[t] as number);
  return roots;
}
