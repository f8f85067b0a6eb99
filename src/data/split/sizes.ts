/**
 * How many rows (or groups) go to training and to test, as scikit-learn counts them.
 */
import { ParameterError, show } from "../../core/errors.js";
import { splitError } from "./fold.js";

/** Sizes as options: a share between 0 and 1, or a number of rows from 1 on. */
export interface SizeOptions {
  readonly testSize?: number | undefined;
  readonly trainSize?: number | undefined;
}

/** The sizes in rows. A share of the test rows is rounded up, one of the training rows down; what is not asked for is the rest. */
export function resolveSizes(
  count: number,
  { testSize, trainSize }: SizeOptions,
  byDefault: number,
  what = "rows",
): { train: number; test: number } {
  checkSize("testSize", testSize);
  checkSize("trainSize", trainSize);
  const wanted = testSize ?? (trainSize === undefined ? byDefault : undefined);
  const testCount = wanted === undefined ? undefined : wanted < 1 ? Math.ceil(wanted * count) : wanted;
  const trainCount = trainSize === undefined ? undefined : trainSize < 1 ? Math.floor(trainSize * count) : trainSize;
  const test = testCount ?? count - (trainCount ?? 0);
  const train = trainCount ?? count - test;
  if (train >= 1 && test >= 1 && train + test <= count) return { train, test };
  throw splitError(
    `${count} ${what} cannot be split so`,
    `${train} to train on and ${test} to test on`,
    `at least one of each, together at most ${count}`,
    "Change testSize or trainSize, or give more rows",
    { count, train, test },
  );
}

function checkSize(name: string, size: number | undefined): void {
  if (size === undefined || (size > 0 && size < 1) || (Number.isSafeInteger(size) && size >= 1)) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `The ${name} is not valid`,
    given: show(size),
    expected: "a share between 0 and 1, or a whole number of rows",
    remedy: `Write ${name}: 0.25 for a quarter of the rows`,
    data: { name, value: size },
  });
}
