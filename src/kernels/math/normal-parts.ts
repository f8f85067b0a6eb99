/**
 * What the normal distribution's cdf and quantile share: its parts as unevaluated sums of two doubles, which hold them to about 2^-57.
 *
 * Near the middle, Φ(x) - 1/2 = x/√(2π) · (1 - x²/6 + x⁴/40 - …). In the tail, 1 - Φ(x) = M(x) · e^(-x²/2), x² kept as two doubles. M, a
 * multiple of Mills' ratio, falls slowly, and M' = x M - 1/√(2π) gives all its derivatives: up to 6 it is Taylor's series about the nearest
 * multiple of 1/16, of which a table holds the value and the slope; beyond it is Laplace's continued fraction.
 *
 * Products are split in halves of 24 and 29 bits, as there is no fused multiply-add.
 */
import { powerOfTwo } from "./bits.js";
import { expExcess, expIndex, expRemainder } from "./exp-parts.js";
import { EXP_TABLE } from "./exp-table.js";
import { MILLS_TABLE } from "./mills-table.js";

/** From here on the series near the middle gives way to the tail. */
export const MIDDLE = 0.6875;
/** 1/√(2π). */
export const DENSITY_AT_0 = 0.3989422804014327;
const DENSITY_TAIL = -2.49232720227773e-17;
/** The first multiple of 1/16 in the table, and where it ends. */
const FIRST_NODE = 11;
const TABLE_END = 6;
/** Steps of the continued fraction that beyond 6 leave off less than 2^-73. */
const FRACTION_STEPS = 32;

/** A number as head + tail, the tail up to 1/100 of it; a tail of the distribution is that times 2^exponent, as it may be less than any double. */
export interface Parts {
  head: number;
  tail: number;
  exponent: number;
}

/** What rounding a product cut off: a·b - product, exactly, unless it is subnormal. */
function productTail(a: number, b: number, product: number): number {
  const aHead = Math.fround(a);
  const aTail = a - aHead;
  const bHead = Math.fround(b);
  const bTail = b - bHead;
  return aHead * bHead - product + aHead * bTail + aTail * bHead + aTail * bTail;
}

/** Φ(x) - 1/2 for |x| ≤ 0.69. */
export function middleOf(x: number, out: Parts): void {
  const t = x * x;
  const fourth = t * t;
  const low = -0.16666666666666666 + t * 0.025 + fourth * (-0.002976190476190476 + t * 0.00028935185185185184);
  const middle =
    -2.3674242424242424e-5 + t * 1.6693376068376068e-6 + fourth * (-1.033399470899471e-7 + t * 5.698894140989729e-9);
  const high =
    -2.832783637334076e-10 +
    t * 1.2814973597463678e-11 +
    fourth * (-5.318467303295202e-13 + t * (2.038745799596494e-14 + t * -7.260490739303754e-16));
  const eighth = fourth * fourth;
  const series = t * (low + eighth * (middle + eighth * high));
  const head = x * DENSITY_AT_0;
  out.head = head;
  out.tail = productTail(x, DENSITY_AT_0, head) + (x * DENSITY_TAIL + head * series);
  out.exponent = 0;
}

/** 1 - Φ(x) for x from 0.66 to 40; gives Mills' ratio, (1 - Φ(x)) / φ(x), rounded. */
export function tailOf(x: number, out: Parts): number {
  if (x < TABLE_END) millsByTable(x, out);
  else millsByFraction(x, out);
  const { head: mills, tail: millsTail } = out;
  const square = x * x;
  const arg = -0.5 * square;
  const argTail = -0.5 * productTail(x, x, square);
  const n = expIndex(arg);
  const excess = expExcess(n, expRemainder(arg, n));
  const p = excess + argTail * (1 + excess);
  const scale = EXP_TABLE[(n & 63) << 1]!;
  const head = mills * scale;
  out.head = head;
  out.tail = productTail(mills, scale, head) + (scale * millsTail + head * p);
  out.exponent = n >> 6;
  return mills / DENSITY_AT_0;
}

/** M(x) by Taylor's series about a node of the table: M'' = M + x M', and so on, each from the two before it. */
function millsByTable(x: number, out: Parts): void {
  const node = Math.floor(16 * x + 0.5);
  const at = node * 0.0625;
  const row = (node - FIRST_NODE) * 3;
  const step = x - at;
  const d0 = MILLS_TABLE[row]!;
  const d1 = MILLS_TABLE[row + 2]!;
  const d2 = at * d1 + d0;
  const d3 = at * d2 + 2 * d1;
  const d4 = at * d3 + 3 * d2;
  const d5 = at * d4 + 4 * d3;
  const d6 = at * d5 + 5 * d4;
  const d7 = at * d6 + 6 * d5;
  const d8 = at * d7 + 7 * d6;
  const d9 = at * d8 + 8 * d7;
  const high = d6 / 720 + step * (d7 / 5040 + step * (d8 / 40320 + (step * d9) / 362880));
  const low = d2 * 0.5 + step * (d3 / 6 + step * (d4 / 24 + step * (d5 / 120 + step * high)));
  const change = step * (d1 + step * low);
  const head = d0 + change;
  out.head = head;
  out.tail = d0 - head + change + MILLS_TABLE[row + 1]!;
}

/** M(x) = 1/√(2π) / (x + 1/(x + 2/(x + 3/(x + …)))). */
function millsByFraction(x: number, out: Parts): void {
  let rest = 0;
  for (let k = FRACTION_STEPS; k >= 1; k--) rest = k / (x + rest);
  const divisor = x + rest;
  const divisorTail = x - divisor + rest;
  const head = DENSITY_AT_0 / divisor;
  const product = head * divisor;
  const remainder = DENSITY_AT_0 - product - productTail(head, divisor, product);
  out.head = head;
  out.tail = (remainder + (DENSITY_TAIL - head * divisorTail)) / divisor;
}

/** value · 2^exponent, in two steps, of which at most one rounds: for exponents from -1100 to 1000. */
export function scaled(value: number, exponent: number): number {
  const half = exponent >> 1;
  return value * powerOfTwo(half) * powerOfTwo(exponent - half);
}
