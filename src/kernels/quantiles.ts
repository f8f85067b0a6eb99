/**
 * Several quantiles of the same numbers, without sorting them: order statistics are selected from the highest down, each among those that were left
 * below the one before. O(n) time for each quantile, on average.
 */
import { between, quantilePlace } from "./quantile-place.js";
import { select } from "./select.js";

/**
 * The quantiles at these shares, from 0 to 1 and ascending, of values that must not hold NaN, and are reordered. Between two values it goes linearly, as
 * numpy's `percentile`. `pause` is called between long rounds.
 */
export async function quantilesOf(
  values: Float64Array,
  shares: Float64Array,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { length } = values;
  const out = new Float64Array(shares.length);
  // From `end` on, values have their sorted places at `end` alone; `above` is the one that follows it.
  let end = length;
  let above = Number.NaN;
  for (let i = shares.length - 1; i >= 0; i--) {
    const { below, share } = quantilePlace(length, shares[i] as number);
    if (below < end) {
      await select(values.subarray(0, end), below, pause);
      above = below + 1 < end ? leastOf(values, below + 1, end) : (values[Math.min(end, length - 1)] as number);
      end = below;
    }
    out[i] = between(values[below] as number, above, share);
  }
  return out;
}

function leastOf(values: Float64Array, start: number, end: number): number {
  let least = values[start] as number;
  for (let i = start + 1; i < end; i++) least = Math.min(least, values[i] as number);
  return least;
}
