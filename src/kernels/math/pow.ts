/**
 * x^y = e^(y log x), with the logarithm as two doubles, good to 2^-67, since y multiplies its error.
 *
 * The reduction is that of log-parts.ts. There r is exact as two doubles, r²/2 is split into an exact head and a rest, and the
 * series from r³ on is below 2^-15 of the result, so that one double does for it. The product with y is Dekker's; the
 * exponential is that of exp-parts.ts, with the product's tail added to its remainder.
 *
 * T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18, 1971.
 */
import { highWord, powerOfTwo } from "./bits.js";
import { expAtRange, expExcess, expIndex, expRemainder } from "./exp-parts.js";
import { LN2_HEAD, LN2_TAIL } from "./log-parts.js";
import { LOG_TABLE } from "./log-table.js";

const MIN_NORMAL = 2.2250738585072014e-308;
const FIRST = 0x3fe62000;
/** Dekker's splitter, 2^27 + 1. */
const SPLITTER = 134217729;

/**
 * x to the power y, within 0.6 ulp (0.8 where the result is subnormal), the same bits in every engine.
 *
 * Special cases are those of JavaScript's `Math.pow`: pow(x, ±0) is 1 even for NaN, pow(±1, ±Infinity) is NaN, and a negative x
 * with a y that is not an integer gives NaN.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (y === 1) return x;
  if (y === 2) return x * x;
  const size = Math.abs(x);
  if (!(size > 0 && size < Infinity && Math.abs(y) < Infinity)) return atInfinityOrZero(x, y);
  if (x > 0) return ofPositive(x, y);
  if (Math.floor(y) !== y) return NaN;
  return isOdd(y) ? -ofPositive(size, y) : ofPositive(size, y);
}

function isOdd(y: number): boolean {
  return Math.abs(y % 2) === 1;
}

/** What is left: x is 0, infinite or NaN, or y is infinite or NaN. */
function atInfinityOrZero(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Infinity) {
    if (size === 1) return NaN;
    return size > 1 === y > 0 ? Infinity : 0;
  }
  const result = (size === 0) === y > 0 ? 0 : Infinity;
  const negative = (x < 0 || Object.is(x, -0)) && isOdd(y);
  return negative ? -result : result;
}

function ofPositive(given: number, y: number): number {
  const normal = given >= MIN_NORMAL;
  const x = normal ? given : given * 18014398509481984;
  const place = highWord(x) - FIRST;
  const exponent = place >> 20;
  const k = normal ? exponent : exponent - 54;
  const row = ((place >> 14) & 63) * 3;
  const c = LOG_TABLE[row]!;
  const z = x * powerOfTwo(-exponent);
  const zHead = Math.fround(z);
  const rHead = zHead * c - 1;
  const rRest = (z - zHead) * c;
  const r = rHead + rRest;
  const rTail = rHead - r + rRest;
  // r²/2 as a head of 48 bits and the rest.
  const rough = Math.fround(r);
  const halfSquare = 0.5 * rough * rough;
  const halfSquareTail = 0.5 * (r - rough) * (r + rough);
  const head = k * LN2_HEAD + LOG_TABLE[row + 1]!;
  const withR = head + r;
  const withSquare = withR - halfSquare;
  const cut = head - withR + r + (withR - withSquare - halfSquare);
  const tail =
    cut + (k * LN2_TAIL + LOG_TABLE[row + 2]!) + (rTail - r * rTail - halfSquareTail) + r * r * r * cubicSeries(r);
  const log = withSquare + tail;
  return expOfProduct(y, log, withSquare - log + tail);
}

/** (log(1 + r) - r + r²/2) / r³ by Taylor's series to r^9; leaves off less than 2^-59. */
function cubicSeries(r: number): number {
  const square = r * r;
  const low = 0.3333333333333333 - r * 0.25 + square * (0.2 - r * 0.16666666666666666);
  return low + square * square * (0.14285714285714285 - r * 0.125 + square * 0.1111111111111111);
}

/** e^(y (log + logTail)). */
function expOfProduct(y: number, log: number, logTail: number): number {
  const product = y * log;
  // |log| is 0 or at least 2^-53, so that y is below 2^63 past these lines, and splitting it cannot overflow.
  if (product > 710) return Infinity;
  if (product < -746) return 0;
  if (Math.abs(product) < 8e-19) return 1;
  const yScaled = y * SPLITTER;
  const yHead = yScaled - (yScaled - y);
  const yTail = y - yHead;
  const logScaled = log * SPLITTER;
  const logHead = logScaled - (logScaled - log);
  const logRest = log - logHead;
  const cut = yHead * logHead - product + yHead * logRest + yTail * logHead + yTail * logRest;
  const n = expIndex(product);
  return expAtRange(n, expExcess(n, expRemainder(product, n) + (cut + y * logTail)));
}
