/**
 * How far targets are from scores, in a copy that quantiles may reorder.
 */
import type { Standing, Targets } from "./loss.js";
import type { NodeRows } from "./node-rows.js";
import type { Weighed } from "./quantiles.js";
import { inRanges, type Work } from "./range.js";

/** y − score of the rows of a tree, ordered by node. */
export function* offsetsOf({ rows }: NodeRows, { targets, scores }: Standing): Work<Weighed> {
  const { y, weights } = targets;
  const values = new Float64Array(rows.length);
  const own = weights === undefined ? undefined : new Float64Array(rows.length);
  yield* inRanges(rows.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      values[i] = (y[row] as number) - (scores[row] as number);
      if (own !== undefined) own[i] = weights?.[row] as number;
    }
  });
  return { values, weights: own };
}

/** |y − score| of all rows. */
export function* distancesOf({ y, weights }: Targets, scores: Float64Array): Work<Weighed> {
  const values = new Float64Array(y.length);
  yield* inRanges(y.length, (start, end) => {
    for (let i = start; i < end; i++) values[i] = Math.abs((y[i] as number) - (scores[i] as number));
  });
  return { values, weights: weights?.slice() };
}
