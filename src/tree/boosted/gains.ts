/**
 * How much each column helped a boosted model.
 */
import { type BoostedTrees, LEAF } from "./structure.js";

/** The share of each column in the gain of all splits: at least 0, summing to 1 unless no split gained anything. */
export function gainShares({ nodes: { feature, gain } }: BoostedTrees, features: number): Float64Array {
  const sums = new Float64Array(features);
  let total = 0;
  for (let node = 0; node < feature.length; node++) {
    const column = feature[node] as number;
    if (column === LEAF) continue;
    sums[column] = (sums[column] as number) + (gain[node] as number);
    total += gain[node] as number;
  }
  return total > 0 ? sums.map((sum) => sum / total) : sums;
}
