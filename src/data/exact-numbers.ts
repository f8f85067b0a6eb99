/**
 * From the number formats of other systems to doubles: without loss, or not at all.
 */

/** The latest point in time that a Date can hold, in milliseconds since 1970. */
const LAST_TIME = 8.64e15;

/** A 64-bit integer as a number, NaN when a number cannot hold it. */
export function safeInteger(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

/** A decimal of `integer` · 10^−`scale` as the nearest number, NaN when it has more digits than a number holds. */
export function decimalToNumber(integer: bigint, scale: number): number {
  const number = safeInteger(integer);
  // Up to 10^22 powers of ten are numbers, and a quotient of two numbers is the nearest one.
  if (scale >= 0 && scale <= 22) return number / (POWERS_OF_TEN[scale] as number);
  return Number.isNaN(number) ? number : Number(`${number}e${-scale}`);
}

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** A half-precision number from its bits. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * SMALLEST_HALF;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  singleBits[0] = ((exponent + 112) << 23) | (fraction << 13);
  return sign * (single[0] as number);
}

/** 2^−24, the smallest half-precision number above 0. */
const SMALLEST_HALF = 1 / 16_777_216;
const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** Milliseconds from a number of units since 1970, of which a millisecond has `perMillisecond`; rounded down. NaN beyond what a Date holds. */
export function timeFromUnits(units: bigint, perMillisecond: bigint): number {
  const whole = units / perMillisecond;
  // BigInt division rounds towards 0.
  const number = Number(units < 0n && whole * perMillisecond !== units ? whole - 1n : whole);
  return checkTime(number);
}

/** The time itself, or NaN beyond what a Date holds. */
export function checkTime(milliseconds: number): number {
  return Math.abs(milliseconds) <= LAST_TIME ? milliseconds : Number.NaN;
}
