/**
 * Parts of points in time, by the Gregorian calendar in UTC. Time O(1) a part, without tables.
 */
import { cosTurns, sinTurns } from "../kernels/math/turns.js";

/** What can be taken out of a point in time. */
export const PARTS = [
  "year",
  "quarter",
  "month",
  "isoWeek",
  "dayOfYear",
  "day",
  "weekday",
  "hour",
  "minute",
  "second",
  "totalSeconds",
  "isWeekend",
  "isMissing",
] as const;

/** A part of a point in time. */
export type DatetimePart = (typeof PARTS)[number];

const DAY = 86_400_000;

/** The parts that come round again: their first value, and after how many the first comes again. */
const CYCLES: ReadonlyMap<DatetimePart, { readonly first: number; readonly length: number }> = new Map([
  ["quarter", { first: 1, length: 4 }],
  ["month", { first: 1, length: 12 }],
  ["isoWeek", { first: 1, length: 53 }],
  ["dayOfYear", { first: 1, length: 366 }],
  ["day", { first: 1, length: 31 }],
  ["weekday", { first: 0, length: 7 }],
  ["hour", { first: 0, length: 24 }],
  ["minute", { first: 0, length: 60 }],
  ["second", { first: 0, length: 60 }],
]);

/** One number taken out of a point in time, and how its name ends. */
export interface CalendarFeature {
  readonly suffix: string;
  /** Of milliseconds since 1970; NaN, a missing value, gives NaN but for `isMissing`. */
  readonly of: (time: number) => number;
}

/** The features of parts; of those that come round again, sine and cosine of the turn where `cyclic`. */
export function calendarFeatures(parts: readonly DatetimePart[], cyclic: boolean): CalendarFeature[] {
  return parts.flatMap((part): CalendarFeature[] => {
    const of = READERS[part];
    const cycle = cyclic ? CYCLES.get(part) : undefined;
    if (cycle === undefined) return [{ suffix: part, of }];
    const turns = (time: number) => (of(time) - cycle.first) / cycle.length;
    return [
      { suffix: `${part}_sin`, of: (time) => sinTurns(turns(time)) },
      { suffix: `${part}_cos`, of: (time) => cosTurns(turns(time)) },
    ];
  });
}

/** Read at once from a time to the next call: methods of Date are exact and the same in every engine. */
const date = new Date(0);

function at(time: number): Date {
  date.setTime(time);
  return date;
}

/** Monday is 0, as in pandas and ISO 8601; 1970 began on a Thursday. */
function weekdayOf(time: number): number {
  const days = Math.floor(time / DAY) + 3;
  return days - 7 * Math.floor(days / 7);
}

/** Days since 1970 of the first of January of a year. */
function newYear(year: number): number {
  date.setTime(0);
  date.setUTCFullYear(year, 0, 1);
  return Math.floor(date.getTime() / DAY);
}

function dayOfYear(time: number): number {
  return Math.floor(time / DAY) - newYear(at(time).getUTCFullYear()) + 1;
}

/** A week belongs to the year of its Thursday (ISO 8601). */
function isoWeek(time: number): number {
  const thursday = Math.floor(time / DAY) - weekdayOf(time) + 3;
  return Math.floor((thursday - newYear(at(thursday * DAY).getUTCFullYear())) / 7) + 1;
}

const READERS: { readonly [P in DatetimePart]: (time: number) => number } = {
  year: (time) => at(time).getUTCFullYear(),
  quarter: (time) => Math.floor(at(time).getUTCMonth() / 3) + 1,
  month: (time) => at(time).getUTCMonth() + 1,
  isoWeek,
  dayOfYear,
  day: (time) => at(time).getUTCDate(),
  weekday: weekdayOf,
  hour: (time) => at(time).getUTCHours(),
  minute: (time) => at(time).getUTCMinutes(),
  second: (time) => at(time).getUTCSeconds(),
  totalSeconds: (time) => time / 1000,
  isWeekend: (time) => (Number.isNaN(time) ? time : Number(weekdayOf(time) >= 5)),
  isMissing: (time) => Number(Number.isNaN(time)),
};

/** Units that ages are counted in: milliseconds of each. A year has 365.2425 days, the mean of the Gregorian calendar. */
export const AGE_UNITS = { days: DAY, years: 365.2425 * DAY } as const;
