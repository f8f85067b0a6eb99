/**
 * What log, log1p and pow share: x = 2^k z with z in [0.69, 1.38), and c near 1/z with few bits, so that r = z·c - 1 has no
 * rounding error: log x = k ln 2 - log c + log(1 + r), |r| < 0.0081.
 *
 * 64 intervals of z, that around 1 having c = 1: near 1 the logarithm is that of 1 + r alone, and nothing cancels. Without a fused
 * multiply-add, z is cut in two (24 bits and the rest), whose products with the 13 bits of c are exact.
 *
 * P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic", ACM TOMS 16, 1990.
 */
import { highWord, powerOfTwo } from "./bits.js";
import { LOG_TABLE } from "./log-table.js";

/** ln 2, the head with 42 bits after the point, so that k times it is exact and stays so when a head of the table is added. */
export const LN2_HEAD = 0.6931471805598903;
export const LN2_TAIL = 5.497923018708371e-14;
/** The high word of the least z: chosen so that 1 is in the middle of an interval. */
const FIRST = 0x3fe62000;

/** log(x + low) for a positive normal x and |low| ≤ ulp(x)/2, plus `extra` · ln 2; within 0.52 ulp. */
export function logOfSum(x: number, low: number, extra: number): number {
  const place = highWord(x) - FIRST;
  const exponent = place >> 20;
  const row = ((place >> 14) & 63) * 3;
  const c = LOG_TABLE[row]!;
  // For exponent 1024 the scale is subnormal, but a power of two still, and the product is exact.
  const scale = powerOfTwo(-exponent);
  const z = x * scale;
  const zHead = Math.fround(z);
  const rHead = zHead * c - 1;
  const rRest = (z - zHead) * c + low * scale * c;
  const r = rHead + rRest;
  const rTail = rHead - r + rRest;
  const k = exponent + extra;
  const head = k * LN2_HEAD + LOG_TABLE[row + 1]!;
  const sum = head + r;
  const sumTail = head - sum + r;
  const tail = sumTail + (k * LN2_TAIL + LOG_TABLE[row + 2]! + rTail);
  return sum + (tail + r * r * logSeries(r));
}

/** (log(1 + r) - r) / r² by Taylor's series to r^9; leaves off less than 2^-59. */
function logSeries(r: number): number {
  const square = r * r;
  const low = -0.5 + r * 0.3333333333333333 + square * (-0.25 + r * 0.2);
  const high = -0.16666666666666666 + r * 0.14285714285714285 + square * (-0.125 + r * 0.1111111111111111);
  return low + square * square * high;
}
