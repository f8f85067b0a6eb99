/**
 * exp, log and log1p with the same bits as in src/kernels/math, where the methods and their sources are told: the same steps on the same tables. A scalar
 * exp takes some 5 ns; `expPair` does two at once.
 */
import { EXP_TABLE, LOG_TABLE } from "./math-tables";

const STEPS_PER_UNIT: f64 = 92.33248261689366;
const STEP_HEAD: f64 = 0.010830424695996044;
const STEP_TAIL: f64 = 2.5310172166650877e-13;
/** 1.5 · 2^52: after adding it, the low bits of the sum are the integer that it was rounded to. */
const ROUNDER: f64 = 6755399441055744;
const LN2_HEAD: f64 = 0.6931471805598903;
const LN2_TAIL: f64 = 5.497923018708371e-14;
const FIRST: i32 = 0x3fe62000;
const MIN_NORMAL: f64 = 2.2250738585072014e-308;

/** 2^exponent, for integers from -1074 to 1023. */
function powerOfTwo(exponent: i32): f64 {
  return exponent < -1022
    ? reinterpret<f64>((<u64>1) << (<u64>(exponent + 1074)))
    : reinterpret<f64>((<u64>(exponent + 1023)) << 52);
}

/** Where the pair of the table for n stands. */
function expPlace(n: i32): usize {
  return EXP_TABLE + ((<usize>(n & 63)) << 4);
}

function expExcess(n: i32, r: f64): f64 {
  const square = r * r;
  const low = 0.5 + r * 0.16666666666666666;
  const high = 0.041666666666666664 + r * 0.008333333333333333 + square * 0.001388888888888889;
  return load<f64>(expPlace(n), 8) + r + square * (low + square * high);
}

/** e^x. */
export function exp(x: f64): f64 {
  if (!(abs(x) < 690)) return expOutside(x);
  const shifted = x * STEPS_PER_UNIT + ROUNDER;
  const n = shifted - ROUNDER;
  const index = <i32>reinterpret<i64>(shifted);
  const scale = load<f64>(expPlace(index)) * powerOfTwo(index >> 6);
  return scale + scale * expExcess(index, x - n * STEP_HEAD - n * STEP_TAIL);
}

function expOutside(x: f64): f64 {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (!(x > -746)) return NaN;
  const shifted = x * STEPS_PER_UNIT + ROUNDER;
  const n = shifted - ROUNDER;
  const index = <i32>reinterpret<i64>(shifted);
  const head = load<f64>(expPlace(index));
  const p = expExcess(index, x - n * STEP_HEAD - n * STEP_TAIL);
  const exponent = index >> 6;
  const half = exponent >> 1;
  return (head + head * p) * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** e to the power of two numbers, each of them between -690 and 690. */
export function expPair(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(STEPS_PER_UNIT)), f64x2.splat(ROUNDER));
  const n = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, f64x2.splat(STEP_HEAD))), f64x2.mul(n, f64x2.splat(STEP_TAIL)));
  const first = v128.load(expPlace(i32x4.extract_lane(shifted, 0)));
  const second = v128.load(expPlace(i32x4.extract_lane(shifted, 2)));
  const heads = v128.shuffle<f64>(first, second, 0, 2);
  const tails = v128.shuffle<f64>(first, second, 1, 3);
  // The power of two goes straight to the exponent, which is the same as to multiply by it.
  const scale = i64x2.add(heads, v128.and(i64x2.shl(shifted, 46), i64x2.splat(<i64>0xfff0000000000000)));
  const square = f64x2.mul(r, r);
  const low = f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(0.16666666666666666)));
  const high = f64x2.add(
    f64x2.add(f64x2.splat(0.041666666666666664), f64x2.mul(r, f64x2.splat(0.008333333333333333))),
    f64x2.mul(square, f64x2.splat(0.001388888888888889)),
  );
  const excess = f64x2.add(f64x2.add(tails, r), f64x2.mul(square, f64x2.add(low, f64x2.mul(square, high))));
  return f64x2.add(scale, f64x2.mul(scale, excess));
}

/** log(x + low) for a positive normal x and |low| ≤ ulp(x)/2, plus `extra` · ln 2. */
function logOfSum(x: f64, low: f64, extra: i32): f64 {
  const place = <i32>(reinterpret<u64>(x) >> 32) - FIRST;
  const exponent = place >> 20;
  const row = LOG_TABLE + <usize>((place >> 14) & 63) * 24;
  const c = load<f64>(row);
  const scale = powerOfTwo(-exponent);
  const z = x * scale;
  const zHead = <f64>(<f32>z);
  const rHead = zHead * c - 1;
  const rRest = (z - zHead) * c + low * scale * c;
  const r = rHead + rRest;
  const rTail = rHead - r + rRest;
  const k = <f64>(exponent + extra);
  const head = k * LN2_HEAD + load<f64>(row, 8);
  const sum = head + r;
  const sumTail = head - sum + r;
  const tail = sumTail + (k * LN2_TAIL + load<f64>(row, 16) + rTail);
  return sum + (tail + r * r * logSeries(r));
}

function logSeries(r: f64): f64 {
  const square = r * r;
  const low = -0.5 + r * 0.3333333333333333 + square * (-0.25 + r * 0.2);
  const high = -0.16666666666666666 + r * 0.14285714285714285 + square * (-0.125 + r * 0.1111111111111111);
  return low + square * square * high;
}

/** The natural logarithm. */
export function log(x: f64): f64 {
  if (x >= MIN_NORMAL && x < Infinity) return logOfSum(x, 0, 0);
  if (x === 0) return -Infinity;
  if (x > 0 && x < MIN_NORMAL) return logOfSum(x * 18014398509481984, 0, -54);
  return x === Infinity ? Infinity : NaN;
}

/** log(1 + x). */
export function log1p(x: f64): f64 {
  if (abs(x) < 5.551115123125783e-17) return x;
  if (x > -1 && x < Infinity) {
    const sum = 1 + x;
    const cut = x > 1 ? x - sum + 1 : 1 - sum + x;
    return logOfSum(sum, cut, 0);
  }
  if (x === -1) return -Infinity;
  return x === Infinity ? Infinity : NaN;
}
