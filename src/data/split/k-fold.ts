/**
 * Cross-validation by folds: each row is a test row exactly once. The rows of each fold are scikit-learn's, except where
 * they are shuffled. Time O(rows) a fold.
 */
import type { Label, Values } from "../../core/contracts.js";
import { encodeLabels } from "../../core/labels.js";
import { boolean, integer, type Params } from "../../core/params.js";
import { resolveParams } from "../../core/resolve-params.js";
import { Rng } from "../../core/rng.js";
import {
  countRows,
  type Fold,
  foldOf,
  type RowCount,
  type SplitOptions,
  type Splitter,
  tooFew,
  valuesOf,
} from "./fold.js";

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

/** The folds of rows that are each assigned one. */
function* foldsOf(assigned: Int32Array, count: number): Iterable<Fold> {
  for (let fold = 0; fold < count; fold++) yield foldOf(assigned.length, (row) => assigned[row] === fold);
}

/** How many of `count` each of `folds` gets; the first ones get the remainder. */
function shares(count: number, folds: number): number[] {
  const least = Math.floor(count / folds);
  return Array.from({ length: folds }, (_, fold) => (fold < count % folds ? least + 1 : least));
}

/** Numbers 0 … folds − 1, each repeated as often as its share says. */
function repeated(counts: readonly number[]): Int32Array {
  const out = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  counts.forEach((count, fold) => {
    out.fill(fold, at, at + count);
    at += count;
  });
  return out;
}

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
    const count = countRows(rows);
    if (count < this.nSplits) throw tooFew("KFold", "rows", count, this.nSplits);
    const inOrder = repeated(shares(count, this.nSplits));
    if (!this.shuffle) return foldsOf(inOrder, this.nSplits);
    const assigned = new Int32Array(count);
    const order = new Rng(this.seed).derive("KFold").permutation(count);
    for (let at = 0; at < count; at++) assigned[order[at] as number] = inOrder[at] as number;
    return foldsOf(assigned, this.nSplits);
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
    const { codes, counts } = byAppearance(y);
    const largest = counts.reduce((most, size) => Math.max(most, size), 0);
    if (count < this.nSplits) throw tooFew("StratifiedKFold", "rows", count, this.nSplits);
    if (largest < this.nSplits) throw tooFew("StratifiedKFold", "rows of a class", largest, this.nSplits);
    const rng = this.shuffle ? new Rng(this.seed).derive("StratifiedKFold") : undefined;
    const queues = this.#allocation(counts).map((shares) => {
      const folds = repeated(shares);
      return rng === undefined ? folds : rng.shuffle(folds);
    });
    const next = new Int32Array(queues.length);
    const assigned = new Int32Array(count);
    for (let row = 0; row < count; row++) {
      const code = codes[row] as number;
      const at = next[code] as number;
      next[code] = at + 1;
      assigned[row] = queues[code]?.[at] ?? 0;
    }
    return foldsOf(assigned, this.nSplits);
  }

  /** How many rows of each class (outer) go to each fold (inner): the sorted labels dealt out in turn. */
  #allocation(counts: readonly number[]): number[][] {
    let dealt = 0;
    return counts.map((count) => {
      const shares = Array.from({ length: this.nSplits }, () => Math.floor(count / this.nSplits));
      for (let i = 0; i < count % this.nSplits; i++) {
        const fold = (dealt + i) % this.nSplits;
        shares[fold] = (shares[fold] ?? 0) + 1;
      }
      dealt += count;
      return shares;
    });
  }
}

/** Classes coded in the order in which they first come. */
function byAppearance(y: Values<Label>): { codes: Int32Array; counts: number[] } {
  const { codes, classes } = encodeLabels(y);
  const place = new Int32Array(classes.length).fill(-1);
  const counts: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (place[code] === -1) place[code] = counts.push(0) - 1;
    const own = place[code] as number;
    counts[own] = (counts[own] ?? 0) + 1;
    codes[row] = own;
  }
  return { codes, counts };
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
