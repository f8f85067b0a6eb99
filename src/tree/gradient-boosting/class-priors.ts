/**
 * The shares of the classes among the rows, which classification starts from.
 */
import type { Targets } from "./loss.js";
import { inRanges, type Work } from "./range.js";

/** Shares stay this far from 0 and 1, so that their logarithms are finite: the precision of single floats, as in scikit-learn. */
const NEAR = 1 / (1 << 23);

/** The share of each class by weight, between {@link NEAR} and 1 − {@link NEAR}. */
export function* classPriors({ y, weights }: Targets, classes: number): Work<Float64Array> {
  const totals = new Float64Array(classes);
  let total = 0;
  yield* inRanges(y.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      const code = y[i] as number;
      totals[code] = (totals[code] as number) + weight;
      total += weight;
    }
  });
  return totals.map((own) => Math.max(NEAR, Math.min(1 - NEAR, own / total)));
}
