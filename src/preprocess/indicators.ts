/**
 * Columns that tell where values were missing, as imputers add them behind what they filled.
 */
import type { Cells } from "../base/row.js";
import type { StateReader } from "../core/state.js";
import { uniqueNames } from "./unique-names.js";

/** The name of the column that tells where another one has no value. */
export function indicatorName(name: string): string {
  return `missingindicator_${name}`;
}

/** The columns that were read, then an indicator for each of these. */
export function namesWithIndicators(names: readonly string[], indicators: ArrayLike<number>): readonly string[] {
  if (indicators.length === 0) return names;
  return uniqueNames([...names, ...Array.from(indicators, (col) => indicatorName(names[col] ?? ""))]);
}

/** The columns that get an indicator: those of which values are missing at fit. */
export function columnsToFlag(missing: ArrayLike<number>): Int32Array {
  return Int32Array.from(Array.from(missing, (count, col) => (count > 0 ? col : -1)).filter((col) => col >= 0));
}

/** Writes 1 from `to` on for each of these columns that is missing in the row that starts at `from`, and 0 for the others. */
export function writeFlags(row: Cells, from: number, indicators: Int32Array, out: Cells, to: number): void {
  for (let i = 0; i < indicators.length; i++) {
    out[to + i] = Number.isNaN(row[from + (indicators[i] as number)]) ? 1 : 0;
  }
}

/** Reads a stored list of columns of `length`: ascending places. */
export function readColumnPlaces(state: StateReader, key: string, length: number): Int32Array {
  const places = state.int32(key, { min: 0, max: length - 1 });
  const ascending = places.every((col, index) => index === 0 || col > (places[index - 1] as number));
  if (!ascending) state.fail(key, "ascending columns");
  return places;
}
