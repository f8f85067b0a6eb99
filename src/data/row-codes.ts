/**
 * Numbers for rows: two rows have the same number if they hold the same cells. What dropping repeats and grouping by keys go by.
 *
 * Strings have their codes already; numbers go through a table where they are whole and close together, otherwise through a Map. Time O(rows) a column.
 */
import { type AnyColumn, BooleanColumn, type NumberArray, StringColumn, VectorColumn } from "./columns.js";
import { cellKey } from "./order.js";

/** A number for each row, from 0 to before `count`. Some may belong to no row. */
export interface RowCodes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Numbers for the rows of some columns of the same length; missing values are equal to one another. */
export function rowCodes(columns: readonly AnyColumn[], rows: number): RowCodes {
  let all: RowCodes = { codes: new Int32Array(rows), count: 1 };
  for (const column of columns) {
    const one = columnCodes(column);
    if (all.count === 1) all = one;
    else if (one.count > 1) all = numbersToCodes(pairs(all, one));
  }
  return all;
}

/** A number for each pair of codes. Both counts are at most the number of rows and one, so that the product is exact. */
function pairs(a: RowCodes, b: RowCodes): Float64Array {
  const out = new Float64Array(a.codes.length);
  for (let row = 0; row < out.length; row++) {
    out[row] = (a.codes[row] as number) * b.count + (b.codes[row] as number);
  }
  return out;
}

function columnCodes(column: AnyColumn): RowCodes {
  if (column instanceof StringColumn) return withMissing(column.codes, column.dictionary.length);
  if (column instanceof BooleanColumn) return withMissing(column.codes, 2);
  if (column instanceof VectorColumn) return keysToCodes(Array.from(column, cellKey));
  return numbersToCodes(column.values);
}

/** Codes as they are, and one more for what is missing. */
function withMissing(given: Int32Array | Int8Array, count: number): RowCodes {
  const codes = new Int32Array(given.length);
  for (let row = 0; row < codes.length; row++) {
    const code = given[row] as number;
    codes[row] = code < 0 ? count : code;
  }
  return { codes, count: count + 1 };
}

/** NaN is one value, and 0 and −0 are one. */
function numbersToCodes(values: NumberArray): RowCodes {
  const { length } = values;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  let whole = length > 0;
  for (let row = 0; row < length && whole; row++) {
    const value = values[row] as number;
    whole = Math.floor(value) === value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const count = greatest - least + 1;
  // Close together: a table is then no larger than a few arrays of the rows.
  if (!whole || !(count <= 4 * length + 1024)) return keysToCodes(values);
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) codes[row] = (values[row] as number) - least;
  return { codes, count };
}

function keysToCodes(keys: ArrayLike<number | string>): RowCodes {
  const codes = new Int32Array(keys.length);
  const known = new Map<number | string, number>();
  for (let row = 0; row < codes.length; row++) {
    const key = keys[row] as number | string;
    let code = known.get(key);
    if (code === undefined) {
      code = known.size;
      known.set(key, code);
    }
    codes[row] = code;
  }
  return { codes, count: known.size };
}

/** Of the rows that hold the same cells, the first or the last of each, ascending. */
export function distinctRows(columns: readonly AnyColumn[], rows: number, keep: "first" | "last"): Int32Array {
  const { codes, count } = rowCodes(columns, rows);
  const kept = new Int32Array(count).fill(-1);
  for (let row = 0; row < rows; row++) {
    const code = codes[row] as number;
    if (keep === "last" || (kept[code] as number) < 0) kept[code] = row;
  }
  return kept.filter((row) => row >= 0).sort();
}
