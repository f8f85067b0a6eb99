/**
 * Reads numbers from bytes, where they are as simple as most are: at most 15 digits, no exponent.
 *
 * Their digits are summed as an integer below 2^53 and divided once by a power of ten up to 10^15: both are exact as doubles, so
 * the quotient is the correctly rounded value (W. D. Clinger, PLDI 1990). All other texts are left to `numberReader`.
 */
import { EXACT_DIGITS, type NumberFormat, POWERS_OF_TEN } from "../numerals.js";

/** Gives the number that bytes write, or NaN when they may write one that is less simple, or none. */
export type ByteReader = (bytes: Uint8Array, from: number, to: number) => number;

/** A reader of bytes that leaves everything to the reader of texts. */
export const readsNothing: ByteReader = () => Number.NaN;

/** A reader that agrees with `numberReader` of the same format wherever it gives a number. */
export function byteReader({ decimal }: NumberFormat, plain: boolean): ByteReader {
  // Beyond ASCII no byte is the mark itself.
  const mark = decimal.length === 1 && decimal.charCodeAt(0) < 128 ? decimal.charCodeAt(0) : -1;
  return (bytes, from, to) => {
    let start = from;
    let end = to;
    while (start < end && bytes[start] === 32) start++;
    while (start < end && bytes[end - 1] === 32) end--;
    const negative = bytes[start] === 45;
    if (negative) start++;
    // The digits and the mark between them.
    if (end - start > EXACT_DIGITS + 1) return Number.NaN;
    let digits = 0;
    let at = start;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9) break;
      digits = digits * 10 + digit;
    }
    let count = at - start;
    // As in 007; where it is read as a number after all, the reader of texts does it.
    if (plain && count > 1 && bytes[start] === 48) return Number.NaN;
    let fraction = 0;
    if (at < end && bytes[at] === mark) {
      const first = ++at;
      for (; at < end; at++) {
        const digit = (bytes[at] as number) - 48;
        if (digit < 0 || digit > 9) break;
        digits = digits * 10 + digit;
      }
      fraction = at - first;
      count += fraction;
    }
    if (at < end || count === 0 || count > EXACT_DIGITS) return Number.NaN;
    const value = fraction === 0 ? digits : digits / (POWERS_OF_TEN[fraction] as number);
    return negative ? -value : value;
  };
}
