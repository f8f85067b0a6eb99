/**
 * What the values of stored nodes have to be where they are the shares of classes.
 */
import type { StateReader } from "../core/state.js";
import type { TreeStructure } from "../kernels/tree-structure.js";

/** How far from 1 the shares of a stored node may sum. */
const ROUNDING = 1e-6;

/**
 * Checks the values of every node.
 *
 * @throws ArtifactError `ARTIFACT_STATE` for a share below 0, or shares that do not sum to 1.
 */
export function checkShares(state: StateReader, tree: TreeStructure): void {
  const node = nodeWithoutShares(tree);
  if (node >= 0) state.fail("value", `shares of the classes, at least 0, that sum to 1 in node ${node}`);
}

/** The first node whose values are no shares: below 0, not finite, or not summing to 1. −1 if there is none. */
export function nodeWithoutShares({ value, width }: TreeStructure): number {
  for (let at = 0; at < value.length; at += width) {
    let sum = 0;
    for (let k = at; k < at + width; k++) {
      const share = value[k] as number;
      if (share < 0) return at / width;
      sum += share;
    }
    // A sum that has NaN or infinity in it is not near 1.
    if (!(Math.abs(sum - 1) <= ROUNDING)) return at / width;
  }
  return -1;
}
