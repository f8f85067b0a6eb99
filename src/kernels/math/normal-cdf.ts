import { MIDDLE, middleOf, type Parts, scaled, tailOf } from "./normal-parts.js";

const parts: Parts = { head: 0, tail: 0, exponent: 0 };

/** Below its negative the result is less than half the least double. */
const FAR = 38.6;
/** From here on the result is 1. */
const NEAR_ONE = 8.3;

/**
 * Φ(x), the share of the standard normal distribution below x: within 0.6 ulp (0.8 where the result is subnormal), far into both tails, the same bits
 * in every engine. See normal-parts.ts.
 *
 * normalCdf(-Infinity) is 0, normalCdf(Infinity) is 1, normalCdf(NaN) is NaN.
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) < MIDDLE) {
    middleOf(x, parts);
    const sum = 0.5 + parts.head;
    return sum + (0.5 - sum + parts.head + parts.tail);
  }
  if (x < 0) {
    if (x < -FAR) return 0;
    tailOf(-x, parts);
    return scaled(parts.head + parts.tail, parts.exponent);
  }
  if (!(x < NEAR_ONE)) return Number.isNaN(x) ? x : 1;
  tailOf(x, parts);
  const head = scaled(parts.head, parts.exponent);
  const one = 1 - head;
  return one + (1 - one - head - scaled(parts.tail, parts.exponent));
}
