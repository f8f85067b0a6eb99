/**
 * Sine and cosine of an angle in turns: 0.25 is a quarter of the circle. In turns the reduction to the nearest quarter is exact, so that
 * calendars, whose angles are fractions of a turn, lose nothing to a rounded π.
 *
 * What is left, at most an eighth of a turn, becomes an angle z + tail in two doubles: both factors of 2π · rest are split so that the
 * product of their heads is exact. Then Taylor's series, to z^17 and z^16, with the rounding of the leading terms carried along.
 */

/** 2π with 27 bits, and the rest of it. */
const CIRCLE_HEAD = 6.283185303211212;
const CIRCLE_TAIL = 3.968374318722162e-9;
/** 2^27 + 1: multiplying by it splits a double into halves of 26 bits (Dekker 1971). */
const SPLITTER = 134217729;
/** Below it, 2^-64, sine is 2πx, which is computed 2^600 times as large so that no part of it is subnormal. */
const TINY = 5.421010862427522e-20;
const UP = 4.149515568880993e180;
const DOWN = 2.409919865102884e-181;

/**
 * sin(2πx), within 0.83 ulp, the same bits in every engine.
 *
 * sinTurns(±0) is ±0, other multiples of one half give 0; NaN and ±Infinity give NaN.
 */
export function sinTurns(x: number): number {
  if (Math.abs(x) < TINY) return x === 0 ? x : sineOf(x * UP, true) * DOWN;
  const quarter = Math.round(4 * x);
  return ofQuarter(x - quarter / 4, modulo4(quarter));
}

/**
 * cos(2πx), within 0.6 ulp, the same bits in every engine.
 *
 * Odd multiples of one quarter give 0; NaN and ±Infinity give NaN.
 */
export function cosTurns(x: number): number {
  const quarter = Math.round(4 * x);
  return ofQuarter(x - quarter / 4, modulo4(modulo4(quarter) + 1));
}

/** Exact for whole numbers of any size; NaN for what is no number of quarters. */
function modulo4(quarter: number): number {
  return quarter - 4 * Math.floor(quarter / 4);
}

/** The sine of 0 to 3 quarters and `rest` turns, where |rest| ≤ 1/8. */
function ofQuarter(rest: number, turn: number): number {
  // Adding 0 makes +0 of the −0 that turning a sign gives.
  if (turn === 0) return sineOf(rest, false) + 0;
  if (turn === 1) return cosineOf(rest);
  return (turn === 2 ? -sineOf(rest, false) : -cosineOf(rest)) + 0;
}

/** 2π · rest, without what rounding it to `z` cuts off. */
function tailOf(rest: number, z: number): number {
  const scaled = SPLITTER * rest;
  const head = scaled - (scaled - rest);
  return head * CIRCLE_HEAD - z + ((rest - head) * CIRCLE_HEAD + rest * CIRCLE_TAIL);
}

/** 2π · rest. */
function angleOf(rest: number): number {
  const scaled = SPLITTER * rest;
  const head = scaled - (scaled - rest);
  return head * CIRCLE_HEAD + ((rest - head) * CIRCLE_HEAD + rest * CIRCLE_TAIL);
}

function sineOf(rest: number, linear: boolean): number {
  const z = angleOf(rest);
  const tail = tailOf(rest, z);
  if (linear) return z + tail;
  const square = z * z;
  const fourth = square * square;
  const low =
    -0.16666666666666666 +
    square * 0.008333333333333333 +
    fourth * (-0.0001984126984126984 + square * 2.7557319223985893e-6);
  const high =
    -2.505210838544172e-8 +
    square * 1.6059043836821613e-10 +
    fourth * (-7.647163731819816e-13 + square * 2.8114572543455206e-15);
  return z + (z * square * (low + fourth * fourth * high) + tail * (1 - 0.5 * square));
}

function cosineOf(rest: number): number {
  const z = angleOf(rest);
  const tail = tailOf(rest, z);
  // The square in two parts, since half of it is taken off 1.
  const head = Math.fround(z);
  const squareHead = head * head;
  const squareTail = (z - head) * (z + head);
  const square = squareHead + squareTail;
  const fourth = square * square;
  const low =
    0.041666666666666664 +
    square * -0.001388888888888889 +
    fourth * (2.48015873015873e-5 + square * -2.755731922398589e-7);
  const high = 2.08767569878681e-9 + square * -1.1470745597729725e-11 + fourth * 4.779477332387385e-14;
  const half = 0.5 * squareHead;
  const rough = 1 - half;
  return rough + (1 - rough - half - 0.5 * squareTail - z * tail + fourth * (low + fourth * fourth * high));
}
