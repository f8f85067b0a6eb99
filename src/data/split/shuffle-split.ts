/**
 * Repeated random cuts into training and test rows.
 */
import { integer, nullable, number, type Params } from "../../core/params.js";
import { resolveParams } from "../../core/resolve-params.js";
import { Rng } from "../../core/rng.js";
import { countRows, type Fold, type RowCount, type Splitter } from "./fold.js";
import { resolveSizes } from "./sizes.js";

/** The options of {@link ShuffleSplit}. */
export interface ShuffleSplitOptions {
  /** How many cuts. Default: 10. */
  nSplits?: number;
  /** The share of the test rows, or their number; `null` for what `trainSize` leaves. Default: null, which is 0.1 without a `trainSize`. */
  testSize?: number | null;
  /** The share of the training rows, or their number; `null` for what `testSize` leaves. Default: null. */
  trainSize?: number | null;
  /** The seed of the cuts. Default: 0. */
  seed?: number;
}

const size = number({ default: 0.1, above: 0 });
const params = {
  nSplits: integer({ default: 10, min: 1 }),
  testSize: nullable<number>(size, { default: null }),
  trainSize: nullable<number>(size, { default: null }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<ShuffleSplitOptions>;

/**
 * Draws training and test rows anew for each cut; a row may be tested in several, or in none.
 *
 * @example
 * ```ts
 * import { ShuffleSplit } from "@org/mlkit";
 *
 * const folds = [...new ShuffleSplit({ nSplits: 3, testSize: 0.25 }).split(8)];
 * folds.map(({ train, test }) => [train.length, test.length]); // => [[6, 2], [6, 2], [6, 2]]
 * ```
 */
export class ShuffleSplit implements Splitter {
  readonly nSplits: number;
  readonly testSize: number | null;
  readonly trainSize: number | null;
  readonly seed: number;

  constructor(options: ShuffleSplitOptions = {}) {
    const resolved = resolveParams("ShuffleSplit", params, options);
    this.nSplits = resolved.nSplits;
    this.testSize = resolved.testSize;
    this.trainSize = resolved.trainSize;
    this.seed = resolved.seed;
  }

  /** @throws DataError `SPLIT_INVALID` when a part would be empty. */
  split(rows: RowCount): Iterable<Fold> {
    const count = countRows(rows);
    const sizes = resolveSizes(
      count,
      { testSize: this.testSize ?? undefined, trainSize: this.trainSize ?? undefined },
      0.1,
    );
    return this.#folds(count, sizes);
  }

  *#folds(count: number, sizes: { readonly train: number; readonly test: number }): Iterable<Fold> {
    const rng = new Rng(this.seed).derive("ShuffleSplit");
    for (let cut = 0; cut < this.nSplits; cut++) {
      const rows = rng.derive(cut).permutation(count);
      yield { test: rows.slice(0, sizes.test), train: rows.slice(sizes.test, sizes.test + sizes.train) };
    }
  }
}
