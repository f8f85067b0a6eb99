/**
 * Cross-validation for rows in time order: train on what came before, test on what came next. As scikit-learn's.
 */
import { integer, nullable, type Params } from "../../core/params.js";
import { resolveParams } from "../../core/resolve-params.js";
import { countRows, type Fold, type RowCount, range, type Splitter, splitError, tooFew } from "./fold.js";

/** The options of {@link TimeSeriesSplit}. */
export interface TimeSeriesSplitOptions {
  /** The number of folds. Default: 5. */
  nSplits?: number;
  /** The most rows to train on, the latest ones; `null` for all before the test. Default: null. */
  maxTrainSize?: number | null;
  /** The rows of each test; `null` for rows / (nSplits + 1). Default: null. */
  testSize?: number | null;
  /** How many rows between training and test are left out. Default: 0. */
  gap?: number;
}

const size = integer({ default: 1, min: 1 });
const params = {
  nSplits: integer({ default: 5, min: 2 }),
  maxTrainSize: nullable<number>(size, { default: null }),
  testSize: nullable<number>(size, { default: null }),
  gap: integer({ default: 0, min: 0 }),
} satisfies Params<TimeSeriesSplitOptions>;

/**
 * Cuts rows in time order: each fold tests on the rows after those it trains on, and the next one trains on both.
 *
 * @example
 * ```ts
 * import { TimeSeriesSplit } from "@org/mlkit";
 *
 * const folds = [...new TimeSeriesSplit({ nSplits: 2 }).split(6)];
 * folds.map(({ train, test }) => [[...train], [...test]]); // => [[[0, 1], [2, 3]], [[0, 1, 2, 3], [4, 5]]]
 * ```
 */
export class TimeSeriesSplit implements Splitter {
  readonly nSplits: number;
  readonly maxTrainSize: number | null;
  readonly testSize: number | null;
  readonly gap: number;

  constructor(options: TimeSeriesSplitOptions = {}) {
    const resolved = resolveParams("TimeSeriesSplit", params, options);
    this.nSplits = resolved.nSplits;
    this.maxTrainSize = resolved.maxTrainSize;
    this.testSize = resolved.testSize;
    this.gap = resolved.gap;
  }

  /** @throws DataError `SPLIT_INVALID` when there are too few rows for the tests, the gap and one row to train on. */
  split(rows: RowCount): Iterable<Fold> {
    const count = countRows(rows);
    const folds = this.nSplits + 1;
    if (count < folds) throw tooFew("TimeSeriesSplit", "rows", count, folds);
    const testSize = this.testSize ?? Math.floor(count / folds);
    const first = count - this.nSplits * testSize;
    if (first - this.gap < 1) {
      throw splitError(
        "No rows are left to train the first fold on",
        `${count} rows, ${this.nSplits} tests of ${testSize} and a gap of ${this.gap}`,
        "at least one row before the first test and its gap",
        "Take fewer folds, a smaller testSize or a smaller gap",
        { count, testSize, gap: this.gap },
      );
    }
    return this.#folds(count, first, testSize);
  }

  *#folds(count: number, first: number, testSize: number): Iterable<Fold> {
    for (let start = first; start < count; start += testSize) {
      const end = start - this.gap;
      const begin = this.maxTrainSize === null ? 0 : Math.max(0, end - this.maxTrainSize);
      yield { train: range(begin, end), test: range(start, start + testSize) };
    }
  }
}
