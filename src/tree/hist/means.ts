/**
 * Means by weight. Sums go block by block, in order, so that they lose little to rounding.
 */
import { inRanges, type Work } from "../gradient-boosting/range.js";

const BLOCK = 1024;

/** Σ weight · value(y) / Σ weight. */
export function* weightedMean(
  y: Float64Array,
  weights: Float64Array | undefined,
  value: (y: number) => number = (own) => own,
): Work<number> {
  let sum = 0;
  let total = 0;
  yield* inRanges(y.length, (start, end) => {
    for (let from = start; from < end; from += BLOCK) {
      let part = 0;
      let weight = 0;
      for (let row = from; row < Math.min(end, from + BLOCK); row++) {
        const own = weights === undefined ? 1 : (weights[row] as number);
        part += own * value(y[row] as number);
        weight += own;
      }
      sum += part;
      total += weight;
    }
  });
  return sum / total;
}

/** Ten times the distance from 1 to the next number: how near scikit-learn lets means come to the ends of their range. */
export const NEAR = 10 * Number.EPSILON;
