/**
 * Where the threshold of a split lies that was found between two bins.
 */
import { BINS, type Bins } from "./memory.js";

/** The middle between the greatest value of the last bin on the left and the least of the first on the right. */
export function thresholdBetween({ low, high }: Bins, col: number, left: number, right: number): number {
  const below = high[col * BINS + left] as number;
  const above = low[col * BINS + right] as number;
  // Halves are added, since the sum of two large values may overflow. Between neighbouring doubles there is no middle.
  const middle = below / 2 + above / 2;
  return middle === above ? below : middle;
}

/** A place at which a column is tried. */
export interface Place {
  /** The last bin that goes left. */
  readonly last: number;
  readonly threshold: number;
}

/**
 * The place at a share of the way from the least value of bin `first` to the greatest of bin `final`. Where it falls into a bin, which cannot be divided, it moves to the nearer edge
 * of that bin, but not to where one side would have none.
 */
export function placeAt(bins: Bins, col: number, first: number, final: number, share: number): Place {
  const { low, high } = bins;
  const at = col * BINS;
  // Weighed, since the difference of two large values may overflow.
  const drawn = (low[at + first] as number) * (1 - share) + (high[at + final] as number) * share;
  let bin = first;
  let end = final;
  while (bin < end) {
    const middle = (bin + end + 1) >> 1;
    if ((low[at + middle] as number) <= drawn) bin = middle;
    else end = middle - 1;
  }
  if (bin < final && drawn >= (high[at + bin] as number)) return { last: bin, threshold: drawn };
  const nearerEnd = drawn >= (low[at + bin] as number) / 2 + (high[at + bin] as number) / 2;
  const last = Math.min(final - 1, Math.max(first, nearerEnd ? bin : bin - 1));
  return { last, threshold: thresholdBetween(bins, col, last, last + 1) };
}
