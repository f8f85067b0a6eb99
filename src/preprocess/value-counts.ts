/**
 * How often each value of a column occurs: what encoders and imputers learn categories from.
 *
 * Strings and booleans are counted by their codes, numbers through a Map. Time O(rows + distinct values).
 */

import { inSlices, type Part } from "../base/in-slices.js";
import type { Label } from "../core/contracts.js";
import { DataError, SchemaError } from "../core/errors.js";
import type { AnyColumn, NumberArray } from "../data/columns.js";

/** The values of a column and how often each occurs. */
export interface ValueCounts {
  readonly counts: ReadonlyMap<Label, number>;
  /** How many values are missing. */
  readonly missing: number;
}

/**
 * Counts the values of a column. `owner` and `name` are what messages call the estimator and the column.
 *
 * @throws SchemaError `COLUMN_TYPE` for timestamps and vectors; DataError `DATA_NOT_FINITE` for ±∞.
 */
export function countValues(owner: string, name: string, column: AnyColumn, part: Part): Promise<ValueCounts> {
  if (column.type === "string") return countCodes(column.codes, column.dictionary, part);
  if (column.type === "boolean") return countCodes(column.codes, [false, true], part);
  if (column.type === "number") return countNumbers(owner, name, column.values, part);
  throw noLabels(owner, name, column.type);
}

async function countCodes(
  codes: Int32Array | Int8Array,
  dictionary: readonly Label[],
  part: Part,
): Promise<ValueCounts> {
  // The first place is that of code −1, a missing value.
  const tally = new Uint32Array(dictionary.length + 1);
  await inSlices(part, codes.length, 1, (start, end) => tallyCodes(codes, tally, start, end));
  const counts = new Map<Label, number>();
  dictionary.forEach((label, code) => {
    const count = tally[code + 1] as number;
    if (count > 0) counts.set(label, (counts.get(label) ?? 0) + count);
  });
  return { counts, missing: tally[0] as number };
}

// A function of its own, so that engines keep what they compiled of it from one fit to the next.
function tallyCodes(codes: Int32Array | Int8Array, tally: Uint32Array, start: number, end: number): void {
  for (let row = start; row < end; row++) {
    const place = (codes[row] as number) + 1;
    tally[place] = (tally[place] as number) + 1;
  }
}

/** Counts numbers, of which NaN is a missing one; 0 and −0 are one value. */
export async function countNumbers(owner: string, name: string, values: NumberArray, part: Part): Promise<ValueCounts> {
  const places = new Map<number, number>();
  const tally: number[] = [];
  let missing = 0;
  await inSlices(part, values.length, 1, (start, end) => {
    for (let row = start; row < end; row++) {
      const value = values[row] as number;
      const place = places.get(value);
      if (place !== undefined) tally[place] = (tally[place] as number) + 1;
      else if (Number.isNaN(value)) missing++;
      else {
        places.set(value, tally.length);
        tally.push(1);
      }
    }
  });
  const counts = new Map<Label, number>();
  for (const [value, place] of places) {
    if (!Number.isFinite(value)) throw infinite(owner, name, value);
    counts.set(value, tally[place] as number);
  }
  return { counts, missing };
}

/** @throws DataError `DATA_NOT_FINITE` for ±∞; NaN is a missing value. */
export function checkNoInfinity(owner: string, name: string, values: ArrayLike<number>): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw infinite(owner, name, value);
  }
}

/** Error for an infinite number where a category is read. */
export function infinite(owner: string, column: string, value: number): DataError {
  return new DataError("DATA_NOT_FINITE", {
    problem: `${owner} cannot read infinite values`,
    given: `${value} in column '${column}'`,
    expected: "finite numbers, or null where a value is missing",
    remedy: "Replace or drop the infinite values, for example with frame.filter",
    data: { owner, columns: [column] },
  });
}

/** Error for a column whose values are no labels. */
export function noLabels(owner: string, column: string, type: string): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `${owner} cannot read column '${column}'`,
    given: `a ${type} column`,
    expected: "a column of strings, numbers or booleans",
    remedy: "Leave the column out with a ColumnTransformer, or turn it into such values with frame.withColumn",
    data: { owner, column, type },
  });
}
