/**
 * The function that a QuantileTransformer applies to a column, and its inverse: straight lines between learned quantiles.
 */

import { normalCdf, normalQuantile } from "../kernels/math.js";
import type { ColumnMap } from "./columnwise-model.js";

/** What the values of each column come out distributed as: evenly from 0 to 1, or as the standard normal distribution. */
export type OutputDistribution = "uniform" | "normal";

/** Shares closer to 0 or 1 than this count as the end: a normal distribution has none. The bound of scikit-learn. */
const END = 1e-7;
// In functions, since bundlers keep a call whose arguments are computed.
const LOWEST = /* @__PURE__ */ (() => normalQuantile(END - Number.EPSILON))();
const HIGHEST = /* @__PURE__ */ (() => normalQuantile(1 - (END - Number.EPSILON)))();

/** The shares that quantiles are learned at: evenly from 0 to 1. */
export function shareOf(place: number, count: number): number {
  return place === count - 1 ? 1 : place * (1 / (count - 1));
}

/** The function of a column whose `count` quantiles begin at `start`. */
export function quantileMap(
  quantiles: Float64Array,
  start: number,
  count: number,
  distribution: OutputDistribution,
): ColumnMap {
  return (values) => {
    for (let i = 0; i < values.length; i++) values[i] = shareBelow(values[i] as number, quantiles, start, count);
    if (distribution === "uniform") return;
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.max(LOWEST, Math.min(HIGHEST, normalQuantile(values[i] as number)));
    }
  };
}

/** The inverse of that function, as far as it has one. */
export function quantileInverse(
  quantiles: Float64Array,
  start: number,
  count: number,
  distribution: OutputDistribution,
): ColumnMap {
  return (values) => {
    if (distribution === "normal") {
      for (let i = 0; i < values.length; i++) {
        const share = normalCdf(values[i] as number);
        values[i] = share < END ? 0 : share > 1 - END ? 1 : share;
      }
    }
    for (let i = 0; i < values.length; i++) values[i] = quantileAt(values[i] as number, quantiles, start, count);
  };
}

/** The share of values below: 0 at the least quantile, 1 at the greatest, the middle of the shares of quantiles that are equal. */
function shareBelow(value: number, quantiles: Float64Array, start: number, count: number): number {
  const last = start + count - 1;
  if (value <= (quantiles[start] as number)) return 0;
  if (value >= (quantiles[last] as number)) return 1;
  if (Number.isNaN(value)) return value;
  const upper = firstFrom(value, quantiles, start, last);
  const above = quantiles[upper] as number;
  const high = shareOf(upper - start, count);
  if (above === value) {
    let end = upper;
    while (quantiles[end + 1] === value) end++;
    return 0.5 * (shareOf(end - start, count) + high);
  }
  const below = quantiles[upper - 1] as number;
  const low = shareOf(upper - 1 - start, count);
  return low + (high - low) * ((value - below) / (above - below));
}

/** The first place from `start` on whose quantile is not below the value; the last one's is not. */
function firstFrom(value: number, quantiles: Float64Array, start: number, last: number): number {
  let low = start;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quantiles[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value that a share lies below; shares beyond 0 and 1 count as those. */
function quantileAt(share: number, quantiles: Float64Array, start: number, count: number): number {
  const last = start + count - 1;
  if (share <= 0) return quantiles[start] as number;
  if (share >= 1) return quantiles[last] as number;
  if (Number.isNaN(share)) return share;
  let place = Math.min(count - 2, Math.floor(share * (count - 1)));
  // The product may be rounded past a share.
  if (shareOf(place, count) > share) place--;
  else if (place < count - 2 && shareOf(place + 1, count) <= share) place++;
  const low = shareOf(place, count);
  const below = quantiles[start + place] as number;
  const above = quantiles[start + place + 1] as number;
  return ((above - below) / (shareOf(place + 1, count) - low)) * (share - low) + below;
}
