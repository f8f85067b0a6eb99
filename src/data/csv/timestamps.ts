/**
 * Points in time written as ISO 8601: `2026-11-20`, `2026-11-20T08:30`, `2026-11-20 08:30:15.250+01:00`.
 *
 * A date alone is its midnight in UTC, and a time without a zone is UTC as well: what a file means may not depend on the
 * machine that reads it. Digits below milliseconds are cut off.
 */

const ISO =
  /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d\d):?(\d\d)?)?)?$/i;

const MINUTE = 60_000;

/** Milliseconds since 1970 in UTC, or NaN when the text is no ISO date or date-time. */
export function readTimestamp(text: string): number {
  const parts = ISO.exec(text.trim());
  if (parts === null) return Number.NaN;
  const number = (index: number): number => Number(parts[index] ?? 0);
  const [year, month, day, hour, minute, second] = [number(1), number(2), number(3), number(4), number(5), number(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59)
    return Number.NaN;
  const [zoneHour, zoneMinute] = [number(10), number(11)];
  if (zoneHour > 23 || zoneMinute > 59) return Number.NaN;
  const offset = (parts[9] === "-" ? -1 : 1) * (zoneHour * 60 + zoneMinute) * MINUTE;
  const milliseconds = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999, setUTCFullYear does not.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight + hour * 60 * MINUTE + minute * MINUTE + second * 1000 + milliseconds - offset;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
