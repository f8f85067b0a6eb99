/**
 * One cut into training and test rows: at random, by class, by group, or in time order.
 */
import type { Label, Values } from "../../core/contracts.js";
import { DataError, ParameterError, show } from "../../core/errors.js";
import { encodeLabels } from "../../core/labels.js";
import { Rng } from "../../core/rng.js";
import { Frame } from "../frame.js";
import type { Matrix } from "../matrix.js";
import { checkOptionNames, type Fold, foldOf, range, splitError, valuesOf } from "./fold.js";
import { resolveSizes } from "./sizes.js";
import { drawStratified } from "./stratified.js";
import { isSplittable, type RowArray, rowsOf, type Splittable, takeRows } from "./take.js";

/** The options of {@link trainTestSplit}; `Name` is the name of a column. */
export interface TrainTestSplitOptions<Name extends string = string> {
  /** The share of the test rows, between 0 and 1, or their number. Default: what `trainSize` leaves, or 0.25. */
  readonly testSize?: number;
  /** The share of the training rows, or their number. Default: what `testSize` leaves. */
  readonly trainSize?: number;
  /** Keeps the proportions of these classes in both parts: a column's name, or one label a row. */
  readonly stratify?: Name | Values<Label>;
  /** Keeps the rows of a group together: a column's name, or one group a row. Sizes then count groups. */
  readonly groups?: Name | Values<Label>;
  /** Whether rows are drawn at random; `false` keeps their order, and the last ones are the test rows. Default: true. */
  readonly shuffle?: boolean;
  /** The seed of the draw. Default: 0. */
  readonly seed?: number;
}

/** Two parts of a table, and which rows of it they are. */
export interface TrainTestSplit<T> {
  readonly train: T;
  readonly test: T;
  readonly trainRows: Int32Array;
  readonly testRows: Int32Array;
}

const OPTIONS = ["testSize", "trainSize", "stratify", "groups", "shuffle", "seed"];

/**
 * Splits a table into rows to train on and rows to test on.
 *
 * Takes a frame, a matrix, an array of rows, or several things of the same rows as `{ x, y }`; gives parts of the same type. The same seed
 * gives the same rows on every machine. For data in time order write `shuffle: false`; for rows that belong together (the
 * visits of a patient) name their `groups`, or the test looks better than it is.
 *
 * @throws DataError `SPLIT_INVALID` for parts that would be empty, a class with one row; `TARGET_INVALID` for a missing class or group.
 * @throws ParameterError `PARAM_INVALID`, `PARAM_UNKNOWN`; `NOT_SUPPORTED` for `groups` with `stratify`, and either without shuffling.
 * @example
 * ```ts
 * import { Frame, trainTestSplit } from "@org/mlkit";
 *
 * const frame = Frame.fromRows(Array.from({ length: 20 }, (_, i) => ({ age: 20 + i, status: i % 4 === 0 ? "late" : "paid" })));
 * const { train, test } = trainTestSplit(frame, { testSize: 0.4, stratify: "status", seed: 42 });
 * [train.numRows, test.numRows]; // => [12, 8]
 * test.column("status").toArray().filter((status) => status === "late").length; // => 2
 * ```
 */
export function trainTestSplit<Row extends object>(
  table: Frame<Row>,
  options?: TrainTestSplitOptions<keyof Row & string>,
): TrainTestSplit<Frame<Row>>;
export function trainTestSplit<M extends Matrix | RowArray>(
  table: M,
  options?: TrainTestSplitOptions<never>,
): TrainTestSplit<M>;
export function trainTestSplit<T>(rows: readonly T[], options?: TrainTestSplitOptions<never>): TrainTestSplit<T[]>;
export function trainTestSplit<Parts extends Readonly<Record<string, Splittable>>>(
  parts: Parts,
  options?: TrainTestSplitOptions<never>,
): TrainTestSplit<Parts>;
export function trainTestSplit(table: unknown, options: TrainTestSplitOptions = {}): TrainTestSplit<unknown> {
  checkOptionNames("trainTestSplit", options, OPTIONS);
  const parts = partsOf(table);
  const count = commonLength(parts);
  const { train: trainRows, test: testRows } = draw(table, count, options);
  const take = (rows: Int32Array): unknown =>
    isSplittable(table)
      ? takeRows(table, rows)
      : Object.fromEntries(parts.map(([name, part]) => [name, takeRows(part, rows)]));
  return { train: take(trainRows), test: take(testRows), trainRows, testRows };
}

/** What there is to split, by name. */
function partsOf(table: unknown): [string, Splittable][] {
  if (isSplittable(table)) return [["table", table]];
  const entries = typeof table === "object" && table !== null ? Object.entries(table) : [];
  return entries.map(([name, part]) => {
    if (isSplittable(part)) return [name, part];
    throw noRows(`'${name}'`, part);
  });
}

function commonLength(parts: readonly (readonly [string, Splittable])[]): number {
  const first = parts[0];
  if (first === undefined) throw noRows("This", undefined);
  const count = rowsOf(first[1]);
  for (const [name, part] of parts) {
    if (rowsOf(part) === count) continue;
    throw new DataError("DATA_SHAPE", {
      problem: `'${name}' has not as many rows as '${first[0]}'`,
      given: `${rowsOf(part)} rows`,
      expected: `${count} rows`,
      remedy: "Give parts of the same rows",
      data: { name },
    });
  }
  return count;
}

function noRows(what: string, value: unknown): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `${what} has no rows to split`,
    given: show(value),
    expected: "a frame, a matrix, a column, an array, or several of these as { x, y }",
    remedy: "Give one of these",
  });
}

function draw(table: unknown, count: number, options: TrainTestSplitOptions): Fold {
  const { shuffle = true, seed = 0 } = options;
  const stratify = labels(table, "stratify", options.stratify, count);
  const groups = labels(table, "groups", options.groups, count);
  if (stratify !== undefined && groups !== undefined)
    throw notTogether("groups and stratify", "Leave out one of the two");
  const kept = stratify === undefined ? "groups" : "stratify";
  if (!shuffle && (stratify ?? groups) !== undefined)
    throw notTogether(`${kept} and shuffle: false`, "Leave out shuffle: false, or the other");
  const rng = new Rng(seed).derive("trainTestSplit");
  if (groups !== undefined) return drawGroups(groups, count, options, rng);
  const sizes = resolveSizes(count, options, 0.25);
  if (stratify !== undefined) return drawStratified(stratify, sizes, rng);
  const rows = shuffle ? rng.permutation(count) : undefined;
  if (rows === undefined) return { train: range(0, sizes.train), test: range(sizes.train, sizes.train + sizes.test) };
  return { test: rows.slice(0, sizes.test), train: rows.slice(sizes.test, sizes.test + sizes.train) };
}

function drawGroups(groups: Values<Label>, count: number, options: TrainTestSplitOptions, rng: Rng): Fold {
  const { codes, classes } = encodeLabels(groups, "groups");
  if (classes.length < 2) {
    throw splitError(
      "Rows of one group cannot be split without taking it apart",
      `${classes.length} group`,
      "at least 2 groups",
      "Leave groups out",
    );
  }
  const sizes = resolveSizes(classes.length, options, 0.25, "groups");
  const order = rng.permutation(classes.length);
  const isTest = new Uint8Array(classes.length);
  const isTrain = new Uint8Array(classes.length);
  for (const group of order.subarray(0, sizes.test)) isTest[group] = 1;
  for (const group of order.subarray(sizes.test, sizes.test + sizes.train)) isTrain[group] = 1;
  const { train, test } = foldOf(count, (row) => isTest[codes[row] as number] === 1);
  return { train: train.filter((row) => isTrain[codes[row] as number] === 1), test };
}

function labels(
  table: unknown,
  what: "stratify" | "groups",
  given: string | Values<Label> | undefined,
  count: number,
): Values<Label> | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "string") return checkedLength(what, given, count);
  if (!(table instanceof Frame)) {
    throw new ParameterError("PARAM_INVALID", {
      problem: `The ${what} is the name of a column, but there is no frame`,
      given: show(given),
      expected: "one value a row",
      remedy: "Give the values themselves, or a frame that has the column",
      data: { name: what },
    });
  }
  const column = table.columnOf(given);
  if (column.type === "number" || column.type === "string" || column.type === "boolean") return column;
  throw new ParameterError("PARAM_INVALID", {
    problem: `Column '${given}' cannot be ${what}`,
    given: `a ${column.type} column`,
    expected: "strings, numbers or booleans",
    remedy: "Name a column of these",
    data: { name: what, column: given },
  });
}

function checkedLength(what: "stratify" | "groups", values: Values<Label>, count: number): Values<Label> {
  return valuesOf(what === "groups" ? "groups" : "y", values, count, "trainTestSplit");
}

function notTogether(what: string, remedy: string): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: `trainTestSplit cannot do ${what} together`,
    remedy,
    data: { owner: "trainTestSplit" },
  });
}
