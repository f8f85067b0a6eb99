/**
 * Quantiles between order statistics, by straight lines: definition 7 of R. Hyndman, Y. Fan, "Sample quantiles in statistical packages",
 * The American Statistician 50, 1996, which is NumPy's default; rounded as there.
 */

/** Where a quantile lies among n sorted values. */
export interface QuantilePlace {
  /** The place of the value at or below it. */
  readonly below: number;
  /** The place of the value above it, or the last. */
  readonly above: number;
  /** How far it is from the one to the other, from 0 to 1. */
  readonly share: number;
}

/** Where the quantile of a share of n values, at least one, lies. */
export function quantilePlace(n: number, quantile: number): QuantilePlace {
  const place = (n - 1) * quantile;
  const below = Math.min(n - 1, Math.floor(place));
  return { below, above: Math.min(n - 1, below + 1), share: place - below };
}

/** The value at a share of the way from a to b: exactly b at 1, and never beyond. */
export function between(a: number, b: number, share: number): number {
  const width = b - a;
  return share >= 0.5 ? b - width * (1 - share) : a + width * share;
}
