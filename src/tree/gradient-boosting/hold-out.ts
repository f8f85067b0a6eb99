/**
 * Setting training rows aside to watch how learning goes, those of each class in proportion.
 */
import { DataError } from "../../core/errors.js";
import { trainTestSplit } from "../../data/split/train-test-split.js";
import { gather } from "../learn-tree.js";
import type { RowSet } from "./scored-rows.js";

/** How many rows are set aside, and which. */
export interface HoldOutRules {
  readonly validationFraction: number;
  readonly seed: number;
}

/**
 * Sets rows aside, drawn by the seed.
 *
 * @throws DataError `SPLIT_INVALID` where there are too few rows, or too few of a class, for both parts.
 */
export function holdOut(
  all: RowSet,
  classes: boolean,
  { validationFraction: testSize, seed }: HoldOutRules,
): { train: RowSet; watched: RowSet } {
  const positions = Array.from(all.rows, (_, i) => i);
  const stratify = classes ? { stratify: all.y } : {};
  const { trainRows, testRows } = trainTestSplit(positions, { testSize, seed, ...stratify });
  const train = part(all, trainRows.sort());
  if (classes && new Set(train.y).size < new Set(all.y).size) {
    throw new DataError("SPLIT_INVALID", {
      problem: "No row of a class would be left to learn from",
      given: `validationFraction ${testSize} of ${all.rows.length} rows`,
      expected: "rows of each class on either side",
      remedy: "Hold fewer rows out with validationFraction, or give fit a validation set",
      data: { validationFraction: testSize },
    });
  }
  return { train, watched: part(all, testRows.sort()) };
}

function part({ table, cols, rows, y, weights }: RowSet, positions: Int32Array): RowSet {
  return {
    table,
    cols,
    rows: Int32Array.from(positions, (at) => rows[at] as number),
    y: gather(y, positions),
    weights: weights && gather(weights, positions),
  };
}
