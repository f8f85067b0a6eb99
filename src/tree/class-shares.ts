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
export function checkShares(state: StateReader, { value, width }: TreeStructure): void {
  for (let at = 0; at < value.length; at += width) {
    let sum = 0;
    for (let k = at; k < at + width; k++) {
      const share = value[k] as number;
      if (share < 0) state.fail("value", "shares ≥ 0 of the classes");
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= ROUNDING))
      state.fail("value", `shares of the classes that sum to 1 in node ${at / width}`);
  }
}
