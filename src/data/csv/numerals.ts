/**
 * Numbers written as text: which texts are numbers, and their values.
 *
 * Most cells have few digits: their digits are summed as an integer and divided by a power of ten once, which is exact
 * (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990) and several times faster than parsing.
 */

/** How numbers are written. */
export interface NumberFormat {
  /** What stands before the fraction. */
  readonly decimal: string;
  /** What stands between groups of three digits, if anything. */
  readonly thousands: string | undefined;
}

/** Gives the number that a text writes, or NaN when it writes none. Blanks around it are left out. */
export type NumberReader = (text: string) => number;

/** 10^0 … 10^22, which are exact as doubles. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Integers of this many digits are exact as doubles. */
export const EXACT_DIGITS = 15;

/**
 * A reader of numbers.
 *
 * With `plain`, for telling numbers from other texts, it takes only texts that lose nothing as a number: no leading zeros
 * (`007`), no plus sign, no integer beyond 2^53.
 */
export function numberReader({ decimal, thousands }: NumberFormat, plain: boolean): NumberReader {
  const read: NumberReader = (text) =>
    readDecimal(isBlankAt(text, 0) || isBlankAt(text, text.length - 1) ? text.trim() : text, plain);
  if (decimal === "." && thousands === undefined) return read;
  const dot = escaped(decimal);
  const sign = plain ? "-?" : "[+-]?";
  const grouped =
    thousands === undefined
      ? undefined
      : new RegExp(`^${sign}[1-9]\\d{0,2}(?:${escaped(thousands)}\\d{3})+(?:${dot}\\d*)?(?:[eE][+-]?\\d+)?$`);
  return (text) => {
    let bare = text.trim();
    if (thousands !== undefined && grouped !== undefined && bare.includes(thousands)) {
      if (!grouped.test(bare)) return Number.NaN;
      bare = bare.replaceAll(thousands, "");
    }
    if (decimal === ".") return readDecimal(bare, plain);
    return bare.includes(".") ? Number.NaN : readDecimal(bare.replace(decimal, "."), plain);
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** Space, tab and the like, or a no-break space. */
function isBlankAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code <= 32 || code === 160;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Reads `[+-] digits [. digits] [e [+-] digits]`; one side of the point may be empty. */
function readDecimal(text: string, plain: boolean): number {
  // charCodeAt past the end is NaN, which is no digit and equals nothing.
  let code = text.charCodeAt(0);
  const signed = code === 45 || code === 43;
  if (code === 43 && plain) return Number.NaN;
  let at = signed ? 1 : 0;
  const start = at;
  let digits = 0;
  for (code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(++at)) digits = digits * 10 + code - 48;
  const whole = at - start;
  if (plain && whole > 1 && text.charCodeAt(start) === 48) return Number.NaN;
  let fraction = 0;
  const pointed = code === 46;
  if (pointed) {
    for (code = text.charCodeAt(++at); isDigit(code); code = text.charCodeAt(++at)) {
      digits = digits * 10 + code - 48;
      fraction++;
    }
  }
  const length = whole + fraction;
  if (length === 0) return Number.NaN;
  if (at === text.length && length <= EXACT_DIGITS) {
    const value = digits / (POWERS_OF_TEN[fraction] as number);
    return text.charCodeAt(0) === 45 ? -value : value;
  }
  return readLong(text, at, plain && !pointed);
}

/** The rest of a number with an exponent or many digits, whose digits up to `at` were seen to be right. */
function readLong(text: string, at: number, exact: boolean): number {
  let end = at;
  let code = text.charCodeAt(end);
  const scaled = code === 101 || code === 69;
  if (scaled) {
    code = text.charCodeAt(++end);
    if (code === 43 || code === 45) end++;
    const from = end;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end === from) return Number.NaN;
  }
  if (end !== text.length) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) && (scaled || !exact || Number.isSafeInteger(value)) ? value : Number.NaN;
}
