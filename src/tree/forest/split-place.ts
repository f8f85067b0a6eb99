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
