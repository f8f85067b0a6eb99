/**
 * What splitters give and take.
 */
import type { Label, Values } from "../../core/contracts.js";
import { DataError, ParameterError, show } from "../../core/errors.js";
import { nearest } from "../../core/nearest.js";

/** The rows to train on and the rows to test on. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** What says how many rows there are: their number, a frame, a matrix, an array or a column. */
export type RowCount = number | { readonly numRows: number } | { readonly rows: number } | { readonly length: number };

/** What a splitter may need to know of the rows. */
export interface SplitOptions {
  /** The label of each row, for splitters that keep the proportions of classes. */
  readonly y?: Values<Label>;
  /** The group of each row, for splitters that keep groups together. */
  readonly groups?: Values<Label>;
}

/** Cuts rows into training and test rows, several times over. */
export interface Splitter {
  /** How many folds it gives. */
  readonly nSplits: number;
  split(rows: RowCount, options?: SplitOptions): Iterable<Fold>;
}

/** How many rows there are. */
export function countRows(rows: RowCount): number {
  const count =
    typeof rows === "number" ? rows : "numRows" in rows ? rows.numRows : "rows" in rows ? rows.rows : rows.length;
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new DataError("DATA_SHAPE", {
    problem: "There is no number of rows to split",
    given: show(rows),
    expected: "a whole number ≥ 0, a frame, a matrix or an array",
    remedy: "Give the table, or the number of its rows",
  });
}

/** The labels or groups of all rows. */
export function valuesOf(
  what: "y" | "groups",
  values: Values<Label> | undefined,
  rows: number,
  owner: string,
): Values<Label> {
  if (values === undefined) {
    throw new ParameterError("PARAM_INVALID", {
      problem: `${owner} needs ${what}`,
      given: "none",
      expected: "one value a row",
      remedy: `Write split(rows, { ${what} })`,
      data: { owner, name: what },
    });
  }
  if (values.length === rows) return values;
  throw new DataError("DATA_SHAPE", {
    problem: `There is not one of ${what} a row`,
    given: `${values.length} values`,
    expected: `${rows}`,
    remedy: `Give ${what} of the same rows`,
    data: { name: what, given: values.length, expected: rows },
  });
}

/** The fold whose test rows are those that `isTest` marks, both in order. */
export function foldOf(count: number, isTest: (row: number) => boolean): Fold {
  const train = new Int32Array(count);
  const test = new Int32Array(count);
  let trained = 0;
  let tested = 0;
  for (let row = 0; row < count; row++) {
    if (isTest(row)) test[tested++] = row;
    else train[trained++] = row;
  }
  return { train: train.slice(0, trained), test: test.slice(0, tested) };
}

/** The integers from `start` up to, not including, `end`. */
export function range(start: number, end: number): Int32Array {
  const out = new Int32Array(Math.max(0, end - start));
  for (let i = 0; i < out.length; i++) out[i] = start + i;
  return out;
}

/** Error for rows that cannot be split as asked. */
export function splitError(
  problem: string,
  given: string,
  expected: string,
  remedy: string,
  data: Readonly<Record<string, unknown>> = {},
): DataError {
  return new DataError("SPLIT_INVALID", { problem, given, expected, remedy, data });
}

/** Error for more folds than there is something to share out. */
export function tooFew(owner: string, what: string, given: number, nSplits: number): DataError {
  return splitError(
    `${owner} cannot make ${nSplits} folds of ${given} ${what}`,
    `${given} ${what}`,
    `at least ${nSplits}`,
    "Take fewer folds with nSplits, or give more rows",
    { nSplits, given },
  );
}

/**
 * Refuses options that a splitter does not have.
 *
 * @throws ParameterError `PARAM_UNKNOWN`.
 */
export function checkOptionNames(owner: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new ParameterError("PARAM_UNKNOWN", {
      problem: `${owner} has no option '${name}'`,
      expected: known.join(", "),
      remedy: near === undefined ? "Remove it" : `Write '${near}' if that is what you meant, or remove it`,
      data: { owner, name },
    });
  }
}
