/**
 * The numbers that stand for a whole target: its mean, its median by weight, its quantiles.
 */
import { select } from "../kernels/select.js";

/** The mean of the values, by weight. */
export function meanOf(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    sum += weight * (values[row] as number);
    total += weight;
  }
  return sum / total;
}

/** The weight up to a value, and the values next to it on either side. */
interface Split {
  readonly weight: number;
  /** The greatest value up to it. */
  readonly below: number;
  /** The least value above it. */
  readonly above: number;
}

function splitAt(values: Float64Array, weights: Float64Array, at: number): Split {
  let weight = 0;
  let below = Number.NEGATIVE_INFINITY;
  let above = Number.POSITIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const own = weights[row] as number;
    if (own === 0) continue;
    const value = values[row] as number;
    if (value <= at) {
      weight += own;
      if (value > below) below = value;
    } else if (value < above) above = value;
  }
  return { weight, below, above };
}

/**
 * The median by weight: the least value with half of the weight up to it, or the middle between it and the next where it is
 * exactly half. A weight of k counts as the value k times.
 *
 * Halves the interval that holds it, one pass over the values each time: about 50 passes, and no copy to sort.
 */
export async function weightedMedian(
  values: Float64Array,
  weights: Float64Array,
  pause: () => Promise<void>,
): Promise<number> {
  const whole = splitAt(values, weights, Number.POSITIVE_INFINITY);
  const half = whole.weight / 2;
  let least = splitAt(values, weights, Number.NEGATIVE_INFINITY).above;
  let greatest = whole.below;
  while (least < greatest) {
    await pause();
    const middle = least / 2 + greatest / 2;
    // Between neighbouring numbers the middle rounds to either of them.
    const split = splitAt(values, weights, middle < greatest ? Math.max(least, middle) : least);
    if (split.weight >= half) greatest = split.below;
    else least = split.above;
  }
  const { weight, above } = splitAt(values, weights, greatest);
  return weight === half ? middleOf(greatest, above) : greatest;
}

function middleOf(a: number, b: number): number {
  const sum = a + b;
  return Number.isFinite(sum) ? sum / 2 : a / 2 + b / 2;
}

/** A quantile of the values, linear between neighbours in order: the definition that NumPy calls `"linear"`, with its rounding. */
export async function quantileOf(values: Float64Array, quantile: number, pause: () => Promise<void>): Promise<number> {
  const held = values.slice();
  const place = quantile * (held.length - 1);
  const k = Math.floor(place);
  await select(held, k, pause);
  const lower = held[k] as number;
  const share = place - k;
  if (share === 0) return lower;
  let upper = Number.POSITIVE_INFINITY;
  for (let i = k + 1; i < held.length; i++) upper = Math.min(upper, held[i] as number);
  const gap = upper - lower;
  return share < 0.5 ? lower + gap * share : upper - gap * (1 - share);
}
