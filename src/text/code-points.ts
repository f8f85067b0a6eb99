/**
 * What text analysis asks of a code point, answered by tables of one fixed version of Unicode, so that every engine answers alike.
 *
 * A table of bytes holds the classes of the 65,536 units of UTF-16; what two units write is looked up in ranges. Made when it is first
 * needed, in about a millisecond.
 */
import { ASSIGNED_RANGES, COMBINING_RANGES, WORD_RANGES } from "./unicode-tables.js";

/** A letter, digit, other numeral or underscore. */
export const WORD = 1;
/** White space, as Python's `str.isspace` has it. */
export const SPACE = 2;
/** A mark that combines with what stands before it. */
export const COMBINING = 4;
/** Nothing yet, in the version of Unicode that is asked here. */
export const UNASSIGNED = 8;
/** The first unit of two: only the code point of both has classes. */
export const HIGH = 16;

const UNITS = 0x10000;
const SPACES = [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];

/** The ranges of one class beyond the first 65,536 code points: starts and ends by turns, ascending. */
interface Beyond {
  readonly flag: number;
  readonly bounds: readonly number[];
}

/** The classes of code points. */
export interface CodePoints {
  /** The classes of each unit of UTF-16, as flags. */
  readonly flags: Uint8Array;
  /** The classes of a code point beyond them. */
  readonly beyond: (codePoint: number) => number;
}

let made: CodePoints | undefined;

/** The classes of all code points. */
export function codePoints(): CodePoints {
  made ??= makeTable();
  return made;
}

function makeTable(): CodePoints {
  const flags = new Uint8Array(UNITS).fill(UNASSIGNED);
  const assigned = boundsOf(ASSIGNED_RANGES);
  eachRange(assigned, (start, end) => flags.fill(0, start, end));
  const lists: Beyond[] = [
    { flag: WORD, bounds: boundsOf(WORD_RANGES) },
    { flag: COMBINING, bounds: boundsOf(COMBINING_RANGES) },
  ];
  for (const { flag, bounds } of lists)
    eachRange(bounds, (start, end) => {
      for (let unit = start; unit < Math.min(end, UNITS); unit++) flags[unit] = (flags[unit] as number) | flag;
    });
  for (const space of SPACES) flags[space] = SPACE;
  flags.fill(SPACE, 0x2000, 0x200b);
  flags.fill(HIGH, 0xd800, 0xdc00);
  const beyond = (codePoint: number) =>
    lists.reduce(
      (found, { flag, bounds }) => (isWithin(bounds, codePoint) ? found | flag : found),
      isWithin(assigned, codePoint) ? 0 : UNASSIGNED,
    );
  return { flags, beyond };
}

function boundsOf(ranges: string): number[] {
  let at = 0;
  return ranges.split(" ").map((number) => {
    at += Number.parseInt(number, 36);
    return at;
  });
}

function eachRange(bounds: readonly number[], visit: (start: number, end: number) => void): void {
  for (let i = 0; i < bounds.length; i += 2) visit(bounds[i] as number, bounds[i + 1] as number);
}

/** Whether an odd number of bounds lies at or before a code point. */
function isWithin(bounds: readonly number[], codePoint: number): boolean {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] as number) <= codePoint) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/** The classes of the code point that starts at a place in units; a lone half of two has none. */
export function flagsAt({ flags, beyond }: CodePoints, units: Uint16Array, at: number, end: number): number {
  const found = flags[units[at] as number] as number;
  if (found !== HIGH) return found;
  return isPair(units, at, end) ? beyond(pairAt(units[at] as number, units[at + 1] as number)) : 0;
}

/** Whether two units from a place on write one code point. */
export function isPair(units: Uint16Array, at: number, end: number): boolean {
  if (at + 1 >= end) return false;
  return ((units[at] as number) & 0xfc00) === 0xd800 && ((units[at + 1] as number) & 0xfc00) === 0xdc00;
}

/** The code point that two units write. */
export function pairAt(high: number, low: number): number {
  return ((high & 0x3ff) << 10) + (low & 0x3ff) + UNITS;
}
