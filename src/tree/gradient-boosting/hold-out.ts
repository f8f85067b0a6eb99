/**
 * Setting training rows aside to watch how learning goes, those of each class in proportion. One pass over the rows, which keep their order.
 */
import { DataError } from "../../core/errors.js";
import { Rng } from "../../core/rng.js";
import { resolveSizes } from "../../data/split/sizes.js";
import { allocate } from "../../data/split/stratified.js";
import { inRanges, type Work } from "./range.js";
import type { RowSet } from "./scored-rows.js";

/** How many rows are set aside, and which. */
export interface HoldOutRules {
  /** The share of the rows, rounded up. */
  readonly validationFraction: number;
  readonly seed: number;
  /** How many classes `y` has codes of; 1 where it holds numbers. */
  readonly classes: number;
}

/**
 * Sets rows aside, drawn by the seed.
 *
 * @throws DataError `SPLIT_INVALID` where there are too few rows, or too few of a class, for both parts.
 */
export function* holdOut(
  all: RowSet,
  { validationFraction: testSize, seed, classes }: HoldOutRules,
): Work<{ train: RowSet; watched: RowSet }> {
  const { length } = all.rows;
  const { test } = resolveSizes(length, { testSize }, testSize);
  const codeOf = (row: number) => (classes === 1 ? 0 : (all.y[row] as number));
  const left = new Int32Array(classes);
  yield* inRanges(length, (start, end) => {
    for (let i = start; i < end; i++) left[codeOf(i)] = (left[codeOf(i)] as number) + 1;
  });
  const rng = new Rng(seed).derive("holdOut");
  const wanted = allocate(left, test, rng);
  if (left.some((count, code) => count > 0 && count === wanted[code])) throw classLost(testSize, length);
  const train: number[] = [];
  const watched: number[] = [];
  yield* inRanges(length, (start, end) => {
    for (let i = start; i < end; i++) {
      const code = codeOf(i);
      const ahead = left[code] as number;
      left[code] = ahead - 1;
      // A row is drawn with the share of those still wanted among those of its class still to come.
      const drawn = rng.int(ahead) < (wanted[code] as number);
      if (drawn) wanted[code] = (wanted[code] as number) - 1;
      (drawn ? watched : train).push(i);
    }
  });
  return { train: yield* part(all, train), watched: yield* part(all, watched) };
}

/** Some of the rows. */
function* part(all: RowSet, positions: readonly number[]): Work<RowSet> {
  const { length } = positions;
  const rows = new Int32Array(length);
  const y = new Float64Array(length);
  const weights = all.weights && new Float64Array(length);
  yield* inRanges(length, (start, end) => {
    for (let i = start; i < end; i++) {
      const position = positions[i] as number;
      rows[i] = all.rows[position] as number;
      y[i] = all.y[position] as number;
      if (weights !== undefined) weights[i] = all.weights?.[position] as number;
    }
  });
  return { ...all, rows, y, weights };
}

function classLost(validationFraction: number, rows: number): DataError {
  return new DataError("SPLIT_INVALID", {
    problem: "No row of a class would be left to learn from",
    given: `validationFraction ${validationFraction} of ${rows} rows`,
    expected: "rows of each class to learn from",
    remedy: "Hold fewer rows out with validationFraction, or give fit a validation set",
    data: { validationFraction },
  });
}
