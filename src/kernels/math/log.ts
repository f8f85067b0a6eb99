import { logOfSum } from "./log-parts.js";

const MIN_NORMAL = 2.2250738585072014e-308;

/**
 * The natural logarithm, within 0.52 ulp, the same bits in every engine. See log-parts.ts.
 *
 * log(±0) is -Infinity, log(Infinity) is Infinity, log of a negative number or of NaN is NaN.
 */
export function log(x: number): number {
  if (x >= MIN_NORMAL && x < Infinity) return logOfSum(x, 0, 0);
  if (x === 0) return -Infinity;
  if (x > 0 && x < MIN_NORMAL) return logOfSum(x * 18014398509481984, 0, -54);
  return x === Infinity ? Infinity : NaN;
}
