/**
 * Arrow's timestamps and dates as columns of milliseconds. Without a time zone they are in UTC, as in CSV.
 */
import { TimestampColumn } from "../columns.js";
import { checkTime, timeFromUnits } from "../exact-numbers.js";
import { type ArrowData, arrowType, typeProperty } from "./arrow-table.js";
import { type ArrowColumn, bufferOf, missingRows, valueRefused } from "./chunks.js";

const DAY = 86_400_000;

/** Timestamps of any unit and dates. What is below a millisecond is cut off. */
export function readTimes(column: ArrowColumn): TimestampColumn {
  const out = new Float64Array(column.rows);
  let at = 0;
  for (const chunk of column.chunks) {
    const isMissing = missingRows(chunk);
    const timeAt = reader(chunk);
    for (let row = 0; row < chunk.length; row++, at++) {
      const time = isMissing?.(row) ? undefined : timeAt(row);
      if (Number.isNaN(time)) throw beyondDates(column, at);
      out[at] = time ?? Number.NaN;
    }
  }
  return new TimestampColumn(out);
}

function reader(chunk: ArrowData): (row: number) => number {
  const { type, values } = chunk;
  if (type.typeId === arrowType.date && values instanceof Int32Array)
    return (row) => checkTime((values[row] as number) * DAY);
  const units = bufferOf(values, BigInt64Array, chunk);
  // Dates of 64 bits are milliseconds. Timestamps: 0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds.
  const unit = type.typeId === arrowType.date ? 1 : Number(typeProperty(type, "unit"));
  if (unit === 0) return (row) => checkTime(Number(units[row]) * 1000);
  if (unit === 1) return (row) => checkTime(Number(units[row]));
  const perMillisecond = unit === 2 ? 1000n : 1_000_000n;
  return (row) => timeFromUnits(units[row] as bigint, perMillisecond);
}

function beyondDates(column: ArrowColumn, row: number) {
  return valueRefused(
    column,
    row,
    `a value of ${column.field.type} beyond the year 275760`,
    "a time that a Date holds",
    "Replace such values, which often stand for infinity, by missing ones before",
  );
}
