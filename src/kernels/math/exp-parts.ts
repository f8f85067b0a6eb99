/**
 * What exp, expm1, tanh, logistic and pow share: e^x = s·(1 + p) with s = 2^(n/64) as a rounded double and |p| ≤ 0.0055.
 *
 * n = round(64 x / ln 2); r = x - n ln 2 / 64; p = e^r - 1 by its Taylor series, which at |r| ≤ ln 2 / 128 leaves off less
 * than 2^-65, plus the tail that rounding 2^(n/64) cut. Since p is small beside 1, s + s·p holds e^x to 2^-60 when it is
 * kept as two doubles, and to 0.51 ulp when it is rounded to one.
 *
 * P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic", ACM TOMS 15, 1989.
 */
import { powerOfTwo } from "./bits.js";
import { EXP_TABLE } from "./exp-table.js";

const STEPS_PER_UNIT = 92.33248261689366;
/** ln 2 / 64, the head with 40 bits after the point, so that its product with n is exact. */
const STEP_HEAD = 0.010830424695996044;
const STEP_TAIL = 2.5310172166650877e-13;
/** 1.5 · 2^52: adding it rounds away everything after the point. */
const ROUNDER = 6755399441055744;

/** n: the nearest integer to 64 x / ln 2. |x| below 2^20. */
export function expIndex(x: number): number {
  return x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
}

/** r = x - n ln 2 / 64. */
export function expRemainder(x: number, n: number): number {
  return x - n * STEP_HEAD - n * STEP_TAIL;
}

/** p such that e^x = s·(1 + p). */
export function expExcess(n: number, r: number): number {
  const square = r * r;
  const low = 0.5 + r * 0.16666666666666666;
  const high = 0.041666666666666664 + r * 0.008333333333333333 + square * 0.001388888888888889;
  return EXP_TABLE[((n & 63) << 1) + 1]! + r + square * (low + square * high);
}

/** s = 2^(n/64), rounded. |n| ≤ 64 · 1021. */
export function expScale(n: number): number {
  return EXP_TABLE[(n & 63) << 1]! * powerOfTwo(n >> 6);
}

/** s·(1 + p) for results near overflow or underflow: scaled in two steps, of which at most one rounds. |n| ≤ 64 · 1100. */
export function expAtRange(n: number, p: number): number {
  const head = EXP_TABLE[(n & 63) << 1]!;
  const exponent = n >> 6;
  const half = exponent >> 1;
  return (head + head * p) * powerOfTwo(half) * powerOfTwo(exponent - half);
}
