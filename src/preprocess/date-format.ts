/**
 * Date formats: patterns such as `dd.MM.yyyy HH:mm`, read and nothing else. A format is data, and what does not keep to it is no date, so that a
 * column which changes its format is found out.
 *
 * `yyyy` is a year, `MM` a month, `dd` a day, `HH` an hour, `mm` a minute, `ss` a second, `SSS` one to nine digits of a second's fraction, `XXX` a zone (`Z`, `+05:30` or `+0530`);
 * everything else stands for itself. Times without a zone are UTC.
 */

/** What the parts of a pattern are called, and how many digits they have. */
const PARTS = ["yyyy", "MM", "dd", "HH", "mm", "ss", "SSS", "XXX"] as const;
type Part = (typeof PARTS)[number];

/** Reads a text as milliseconds since 1970 in UTC; NaN where it does not keep to the format or is no day of the calendar. */
export type DateReader = (text: string) => number;

/** Splits a pattern into parts and texts. Nothing where a part comes twice, or there is no year, month and day. */
export function patternOf(format: string): readonly string[] | undefined {
  const pieces = format.split(/(yyyy|MM|dd|HH|mm|ss|SSS|XXX)/).filter((piece) => piece !== "");
  const parts = pieces.filter(isPart);
  const whole = (["yyyy", "MM", "dd"] as const).every((part) => parts.includes(part));
  // A digit or letter between parts would make a pattern that says something else than its writer meant, such as `yy` or `MMM`.
  const plain = pieces.every((piece) => isPart(piece) || piece === "T" || !/[\p{L}\p{N}]/u.test(piece));
  return whole && plain && new Set(parts).size === parts.length ? pieces : undefined;
}

function isPart(piece: string): piece is Part {
  const parts: readonly string[] = PARTS;
  return parts.includes(piece);
}

/** A reader of texts of one format, which must be a valid one. */
export function dateReader(format: string): DateReader {
  const pieces = patternOf(format) ?? [];
  const date = new Date(0);
  const values = new Map<Part, number>();
  return (text) => {
    values.clear();
    let at = 0;
    for (const piece of pieces) {
      const end = isPart(piece)
        ? readPart(piece, text, at, values)
        : text.startsWith(piece, at)
          ? at + piece.length
          : -1;
      if (end < 0) return Number.NaN;
      at = end;
    }
    return at === text.length ? timeOf(values, date) : Number.NaN;
  };
}

/** Reads one part at a place, and tells where it ends: −1 where there is none. */
function readPart(part: Part, text: string, at: number, values: Map<Part, number>): number {
  if (part === "XXX") return readZone(text, at, values);
  if (part === "SSS") return readFraction(text, at, values);
  let value = 0;
  for (let i = at; i < at + part.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = 10 * value + digit;
  }
  values.set(part, value);
  return at + part.length;
}

function readFraction(text: string, at: number, values: Map<Part, number>): number {
  let end = at;
  let digits = 0;
  for (; end < at + 9; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    digits = 10 * digits + digit;
  }
  if (end === at) return -1;
  for (let i = end; i < at + 9; i++) digits *= 10;
  // A column of timestamps holds milliseconds: what is finer is cut off, as a Date does.
  values.set("SSS", Math.floor(digits / 1e6));
  return end;
}

const ZONE = /^([+-])(\d\d):?(\d\d)/;

/** A zone as minutes east of UTC. */
function readZone(text: string, at: number, values: Map<Part, number>): number {
  if (text.charAt(at) === "Z") {
    values.set("XXX", 0);
    return at + 1;
  }
  const match = ZONE.exec(text.slice(at, at + 6));
  if (match === null || Number(match[2]) > 23 || Number(match[3]) > 59) return -1;
  const minutes = 60 * Number(match[2]) + Number(match[3]);
  values.set("XXX", match[1] === "-" ? -minutes : minutes);
  return at + match[0].length;
}

function timeOf(values: ReadonlyMap<Part, number>, date: Date): number {
  const part = (name: Part) => values.get(name) ?? 0;
  const [year, month, day] = [part("yyyy"), part("MM"), part("dd")];
  const [hour, minute, second] = [part("HH"), part("mm"), part("ss")];
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999. Time of day first: it is below a day and changes no date.
  date.setTime(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have would become one of the next month.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() + 3_600_000 * hour + 60_000 * (minute - part("XXX")) + 1000 * second + part("SSS");
}
