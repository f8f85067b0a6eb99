/**
 * What leaves add to scores where that is a quantile: of what is left of the targets of their rows. Leaves go to the threads in turns.
 */
import type { Work } from "../gradient-boosting/range.js";
import type { LossRows } from "./loss.js";
import { levelOf } from "./slopes-loss.js";
import type { LeafRows } from "./step-rows.js";

/** Where threads put what they find. */
export interface QuantileRoom {
  /** A number a row, and again for weights where there are any. */
  readonly offsets: Float64Array;
  /** A number a leaf. */
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** The quantile `level` of y − score in a leaf. */
export function* leafQuantile(
  { scores, y, weights }: LossRows,
  order: Int32Array,
  { start, end }: LeafRows,
  room: QuantileRoom,
  level: number,
): Work<number> {
  for (let at = start; at < end; at++) {
    const row = order[at] as number;
    room.offsets[at] = (y[row] as number) - (scores[row] as number);
    if (room.weights !== undefined) room.weights[at] = weights?.[row] as number;
  }
  return yield* levelOf(room.offsets.subarray(start, end), room.weights?.subarray(start, end), level);
}
