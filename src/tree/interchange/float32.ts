/**
 * Between comparisons of doubles and of single-precision floats. XGBoost rounds a value to single precision, ties to even, and asks whether it is below a
 * float; here a double goes left where it is at most a threshold.
 */
const doubles = new Float64Array(1);
const doubleBits = new BigInt64Array(doubles.buffer);
const floats = new Float32Array(1);
const floatBits = new Int32Array(floats.buffer);

/** The greatest double that, rounded to single precision, is below a finite float. */
export function greatestBelow(float: number): number {
  const below = floatBefore(float);
  // Half a step beyond the greatest float, doubles round to infinity.
  const middle = below === Number.NEGATIVE_INFINITY ? -MIDDLE_TO_INFINITY : (below + float) / 2;
  return lastBit(below) === 0 ? middle : doubleBefore(middle);
}

/** The least float above a double; infinite if there is none. */
export function leastFloatAbove(value: number): number {
  const float = Math.fround(value);
  return float > value ? float : -floatBefore(-float);
}

/** 2^128 − 2^103, and the least float above 0, 2^-149. */
const MIDDLE_TO_INFINITY = 3.4028235677973366e38;
const LEAST = 1.401298464324817e-45;

/** The next float towards −∞. */
function floatBefore(float: number): number {
  if (float === 0) return -LEAST;
  floats[0] = float;
  floatBits[0] = (floatBits[0] as number) + (float > 0 ? -1 : 1);
  return floats[0] as number;
}

/** The last bit of a float's significand. */
function lastBit(float: number): number {
  floats[0] = float;
  return (floatBits[0] as number) & 1;
}

/** The next double towards −∞. */
function doubleBefore(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  doubles[0] = value;
  doubleBits[0] = (doubleBits[0] as bigint) + (value > 0 ? -1n : 1n);
  return doubles[0] as number;
}

/** A float as the decimal number with the fewest digits that rounds to it. */
export function shortFloat(float: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return Number(float.toPrecision(9));
}
