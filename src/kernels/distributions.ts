/**
 * Upper tails of the distributions that tests of significance ask for. Relative error below 1e-11, in the far tail too.
 */
import { incompleteBeta } from "./math/incomplete-beta.js";
import { upperIncompleteGamma } from "./math/incomplete-gamma.js";

/** The probability that an F-distributed number of these degrees of freedom is above `f`, which is ≥ 0. */
export function fTail(f: number, above: number, below: number): number {
  if (f === Number.POSITIVE_INFINITY) return 0;
  const scaled = above * f;
  // Each share from its own numerator: neither is what the other leaves of 1.
  return incompleteBeta(below / 2, above / 2, below / (below + scaled), scaled / (below + scaled));
}

/** The probability that a χ²-distributed number of these degrees of freedom is above `x`, which is ≥ 0. */
export function chiSquareTail(x: number, freedom: number): number {
  return upperIncompleteGamma(freedom / 2, x / 2);
}
