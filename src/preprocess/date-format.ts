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

/** A piece of a pattern, made ready: the place of its number, or −1 for a text that stands for itself. */
interface Piece {
  readonly slot: number;
  readonly text: string;
  /** How many digits a number has. */
  readonly width: number;
}

const [YEAR, MONTH, DAY_OF_MONTH, HOUR, MINUTE, SECOND, FRACTION, ZONE_MINUTES] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** A reader of texts of one format, which must be a valid one. */
export function dateReader(format: string): DateReader {
  const parts: readonly string[] = PARTS;
  const pieces = (patternOf(format) ?? []).map(
    (text): Piece => ({ slot: parts.indexOf(text), text, width: text.length }),
  );
  const values = new Int32Array(PARTS.length);
  return (text) => {
    let at = 0;
    for (let i = 0; i < pieces.length && at >= 0; i++) at = readPiece(pieces[i] as Piece, text, at, values);
    return at === text.length ? timeOf(values) : Number.NaN;
  };
}

/** Reads one piece at a place, and tells where it ends: −1 where it is not there. */
function readPiece({ slot, text: literal, width }: Piece, text: string, at: number, values: Int32Array): number {
  if (slot < 0) return text.startsWith(literal, at) ? at + width : -1;
  if (slot === ZONE_MINUTES) return readZone(text, at, values);
  if (slot === FRACTION) return readFraction(text, at, values);
  let value = 0;
  for (let i = at; i < at + width; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = 10 * value + digit;
  }
  values[slot] = value;
  return at + width;
}

/** A fraction of a second as milliseconds: what is finer is cut off, as a Date does. */
function readFraction(text: string, at: number, values: Int32Array): number {
  let end = at;
  let thousandths = 0;
  for (; end < at + 9; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    if (end < at + 3) thousandths = 10 * thousandths + digit;
  }
  if (end === at) return -1;
  for (let i = end; i < at + 3; i++) thousandths *= 10;
  values[FRACTION] = thousandths;
  return end;
}

const ZONE = /^([+-])(\d\d):?(\d\d)/;

/** A zone as minutes east of UTC. */
function readZone(text: string, at: number, values: Int32Array): number {
  if (text.charAt(at) === "Z") {
    values[ZONE_MINUTES] = 0;
    return at + 1;
  }
  const match = ZONE.exec(text.slice(at, at + 6));
  if (match === null || Number(match[2]) > 23 || Number(match[3]) > 59) return -1;
  const minutes = 60 * Number(match[2]) + Number(match[3]);
  values[ZONE_MINUTES] = match[1] === "-" ? -minutes : minutes;
  return at + match[0].length;
}

/** Days before each month in a year of 365 days, and before the year after it. */
const MONTHS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** Days from the first of January of the year 1 to that of 1970. */
const DAYS_TO_1970 = 719_162;

/** Whole numbers alone: a column may have a million texts, and a Date for each costs more than reading it. */
function timeOf(values: Int32Array): number {
  const [year, month, day] = [values[YEAR] as number, values[MONTH] as number, values[DAY_OF_MONTH] as number];
  const [hour, minute, second] = [values[HOUR] as number, values[MINUTE] as number, values[SECOND] as number];
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1) return Number.NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const before = (MONTHS[month - 1] as number) + (month > 2 ? leap : 0);
  const after = (MONTHS[month] as number) + (month > 1 ? leap : 0);
  if (day > after - before) return Number.NaN;
  const years = year - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const days = 365 * years + leaps - DAYS_TO_1970 + before + day - 1;
  const minutes = 60 * hour + minute - (values[ZONE_MINUTES] as number);
  return 86_400_000 * days + 60_000 * minutes + 1000 * second + (values[FRACTION] as number);
}
