/**
 * Numbers rounded to whole multiples of a power of two, so that their sums are exact.
 *
 * Sums of doubles depend on their order by a rounding, and the order differs from column to column. Two columns that part
 * a node in the same two halves would then differ in the last bit, and chance would choose. With exact sums such ties
 * are ties, a weight of 2 is a row twice, and nothing is lost to cancellation when all targets lie far from 0. What the
 * rounding costs is below 2^-50 of the sum.
 */
import { highWord, powerOfTwo } from "../../kernels/math/bits.js";

/** A power of two that takes sums of up to `bound` (above 0) to between 2^50 and 2^51, where there is one. */
export function gridScale(bound: number): number {
  const exponent = ((highWord(bound) >>> 20) & 0x7ff) - 1023;
  return powerOfTwo(Math.min(1023, 50 - exponent));
}

/** Row weights as whole numbers of a common unit. */
export interface GridWeights {
  /** One whole number ≥ 1 a row. */
  readonly units: Float64Array;
  /** How many units are a weight of 1. */
  readonly scale: number;
}

/** Weights above 0 in whole units; whole weights stay as they are. */
export function gridWeights(weights: Float64Array): GridWeights {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= Number.MAX_SAFE_INTEGER && weights.every(Number.isInteger)) return { units: weights.slice(), scale: 1 };
  const scale = gridScale(total);
  return { units: weights.map((weight) => Math.max(1, Math.round(weight * scale))), scale };
}
