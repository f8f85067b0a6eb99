/**
 * Cross-validation by folds: each row is a test row exactly once. The rows of each fold are scikit-learn's, except where
 * they are shuffled. Time O(rows) a fold.
 */
import { encodeLabels } from "../../core/labels.js";
import { boolean, integer, type Params } from "../../core/params.js";
import { resolveParams } from "../../core/resolve-params.js";
import { atOnce, drawFolds, drawStratifiedFolds, foldsOf } from "./draw-folds.js";
import { countRows, type Fold, type RowCount, type SplitOptions, type Splitter, tooFew, valuesOf } from "./fold.js";

/** The options of {@link KFold} and {@link StratifiedKFold}. */
export interface KFoldOptions {
  /** The number of folds. Default: 5. */
  nSplits?: number;
  /** Whether rows are shuffled first; otherwise folds follow the order of the rows. Default: false. */
  shuffle?: boolean;
  /** The seed of the shuffle. Default: 0. */
  seed?: number;
}

/** The options of {@link GroupKFold}. */
export interface GroupKFoldOptions {
  /** The number of folds. Default: 5. */
  nSplits?: number;
}

const nSplits = integer({ default: 5, min: 2 });
const shuffled = {
  nSplits,
  shuffle: boolean({ default: false }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<KFoldOptions>;
const grouped = { nSplits } satisfies Params<GroupKFoldOptions>;

/**
 * Cuts rows into folds of equal size, each the test rows once.
 *
 * @example
 * ```ts
 * import { KFold } from "@org/mlkit";
 *
 * [...new KFold({ nSplits: 3 }).split(5)].map(({ test }) => [...test]); // => [[0, 1], [2, 3], [4]]
 * ```
 */
export class KFold implements Splitter {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly seed: number;

  constructor(options: KFoldOptions = {}) {
    ({ nSplits: this.nSplits, shuffle: this.shuffle, seed: this.seed } = resolveParams("KFold", shuffled, options));
  }

  /** @throws DataError `SPLIT_INVALID` when there are fewer rows than folds. */
  split(rows: RowCount): Iterable<Fold> {
    return foldsOf(atOnce(drawFolds(this, countRows(rows))), this.nSplits);
  }
}

/**
 * Cuts rows into folds that each have the same proportions of the classes of `y`.
 *
 * @example
 * ```ts
 * import { StratifiedKFold } from "@org/mlkit";
 *
 * const y = ["a", "a", "a", "a", "b", "b"];
 * [...new StratifiedKFold({ nSplits: 2 }).split(6, { y })].map(({ test }) => [...test]); // => [[0, 1, 4], [2, 3, 5]]
 * ```
 */
export class StratifiedKFold implements Splitter {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly seed: number;

  constructor(options: KFoldOptions = {}) {
    ({
      nSplits: this.nSplits,
      shuffle: this.shuffle,
      seed: this.seed,
    } = resolveParams("StratifiedKFold", shuffled, options));
  }

  /**
   * @throws DataError `SPLIT_INVALID` when every class has fewer rows than there are folds, `TARGET_INVALID` for a missing label.
   * @throws ParameterError `PARAM_INVALID` without `y`.
   */
  split(rows: RowCount, options: SplitOptions = {}): Iterable<Fold> {
    const count = countRows(rows);
    const y = valuesOf("y", options.y, count, "StratifiedKFold");
    const { codes, classes } = encodeLabels(y);
    return foldsOf(atOnce(drawStratifiedFolds(this, codes, classes.length)), this.nSplits);
  }
}

/**
 * Cuts rows into folds of about equal size without taking any of the `groups` apart: the largest group goes first, each to the
 * fold with the fewest rows so far.
 *
 * @example
 * ```ts
 * import { GroupKFold } from "@org/mlkit";
 *
 * const groups = ["ann", "ann", "bob", "cy", "cy", "cy"];
 * [...new GroupKFold({ nSplits: 2 }).split(6, { groups })].map(({ test }) => [...test]); // => [[3, 4, 5], [0, 1, 2]]
 * ```
 */
export class GroupKFold implements Splitter {
  readonly nSplits: number;

  constructor(options: GroupKFoldOptions = {}) {
    ({ nSplits: this.nSplits } = resolveParams("GroupKFold", grouped, options));
  }

  /**
   * @throws DataError `SPLIT_INVALID` when there are fewer groups than folds, `TARGET_INVALID` for a missing group.
   * @throws ParameterError `PARAM_INVALID` without `groups`.
   */
  split(rows: RowCount, options: SplitOptions = {}): Iterable<Fold> {
    const count = countRows(rows);
    const { codes, classes } = encodeLabels(valuesOf("groups", options.groups, count, "GroupKFold"), "groups");
    if (classes.length < this.nSplits) throw tooFew("GroupKFold", "groups", classes.length, this.nSplits);
    const sizes = new Int32Array(classes.length);
    for (const code of codes) sizes[code] = (sizes[code] as number) + 1;
    // Of groups of one size the last comes first, as in scikit-learn.
    const order = Array.from(sizes.keys()).sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || b - a);
    const filled = Array.from({ length: this.nSplits }, () => 0);
    const foldOfGroup = new Int32Array(classes.length);
    for (const group of order) {
      const lightest = filled.indexOf(Math.min(...filled));
      foldOfGroup[group] = lightest;
      filled[lightest] = (filled[lightest] ?? 0) + (sizes[group] as number);
    }
    return foldsOf(
      codes.map((code) => foldOfGroup[code] as number),
      this.nSplits,
    );
  }
}
