import {
  type Fold,
  Frame,
  GroupKFold,
  KFold,
  Matrix,
  ShuffleSplit,
  type SplitOptions,
  StratifiedKFold,
  TimeSeriesSplit,
} from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf } from "../errors.js";
import { golden } from "../golden.js";

const classes = { KFold, StratifiedKFold, GroupKFold, TimeSeriesSplit };
const asLists = (folds: Iterable<Fold>) =>
  [...folds].map(({ train, test }) => ({ train: [...train], test: [...test] }));
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("folds", () => {
  it.each(golden.folds)("are scikit-learn's: $kind $options of $n rows", ({ kind, options, n, y, groups, folds }) => {
    const given: SplitOptions = { ...(y && { y }), ...(groups && { groups }) };
    const splitter = new classes[kind](options);
    expect(asLists(splitter.split(n, given))).toEqual(folds);
    expect(splitter.nSplits).toBe(folds.length);
  });

  it("count the rows of any table", () => {
    const want = asLists(new KFold({ nSplits: 2 }).split(4));
    for (const table of [
      Frame.fromColumns({ a: [1, 2, 3, 4] }),
      Matrix.fromRows([[1], [2], [3], [4]]),
      [1, 2, 3, 4],
      new Float64Array(4),
    ]) {
      expect(asLists(new KFold({ nSplits: 2 }).split(table))).toEqual(want);
    }
    for (const rows of [-1, 1.5, Number.NaN]) expect(errorOf(() => new KFold().split(rows)).code).toBe("DATA_SHAPE");
  });

  it("test each row once, shuffled or not, and the same for the same seed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 7, max: 40 }),
        fc.boolean(),
        fc.nat(99),
        (nSplits, count, shuffle, seed) => {
          const splitter = new KFold({ nSplits, shuffle, seed });
          const folds = asLists(splitter.split(count));
          expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(range(count));
          for (const { train, test } of folds) {
            expect([...train, ...test].sort((a, b) => a - b)).toEqual(range(count));
            expect(test).toEqual([...test].sort((a, b) => a - b));
            expect(Math.abs(test.length - count / nSplits)).toBeLessThan(1);
          }
          expect(asLists(splitter.split(count))).toEqual(folds);
        },
      ),
    );
    const first = (seed: number) => asLists(new KFold({ shuffle: true, seed }).split(30))[0];
    expect(first(1)).not.toEqual(first(2));
    expect(first(1)).not.toEqual(asLists(new KFold().split(30))[0]);
  });

  it("that are stratified have as many of a class each, to one row", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "__proto__", "constructor"), { minLength: 10, maxLength: 50 }),
        fc.boolean(),
        (y, shuffle) => {
          const counts = new Map<string, number>();
          for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
          fc.pre(Math.max(...counts.values()) >= 3);
          const folds = asLists(new StratifiedKFold({ nSplits: 3, shuffle, seed: 5 }).split(y, { y }));
          expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(range(y.length));
          for (const [label, count] of counts) {
            for (const { test } of folds)
              expect(Math.abs(test.filter((row) => y[row] === label).length - count / 3)).toBeLessThan(1 + 1e-9);
          }
        },
      ),
    );
  });

  it("of groups keep each together", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 60 }), (groups) => {
        fc.pre(new Set(groups).size >= 3);
        const folds = asLists(new GroupKFold({ nSplits: 3 }).split(groups.length, { groups }));
        const seen = folds.map(({ test }) => new Set(test.map((row) => groups[row])));
        expect(seen.reduce((sum, each) => sum + each.size, 0)).toBe(new Set(groups).size);
      }),
    );
  });

  it("at random are drawn anew, and the same for the same seed", () => {
    const splitter = new ShuffleSplit({ nSplits: 4, testSize: 0.2, trainSize: 0.5, seed: 9 });
    const folds = asLists(splitter.split(20));
    for (const { train, test } of folds) {
      expect([train.length, test.length, new Set([...train, ...test]).size]).toEqual([10, 4, 14]);
    }
    expect(new Set(folds.map(({ test }) => String(test))).size).toBe(4);
    expect(asLists(splitter.split(20))).toEqual(folds);
    expect(asLists(new ShuffleSplit({ nSplits: 1 }).split(20))[0]?.test).toHaveLength(2);
  });

  const bad: readonly (readonly [string, () => unknown, string])[] = [
    ["one fold", () => new KFold({ nSplits: 1 }), "PARAM_INVALID"],
    ["half a fold", () => new GroupKFold({ nSplits: 2.5 }), "PARAM_INVALID"],
    ["a misspelt option", () => new KFold({ nsplits: 2 } as never), "PARAM_UNKNOWN"],
    ["fewer rows than folds", () => new KFold().split(4), "SPLIT_INVALID"],
    [
      "fewer rows of each class than folds",
      () => new StratifiedKFold().split(6, { y: [..."aaabbb"] }),
      "SPLIT_INVALID",
    ],
    ["no classes", () => new StratifiedKFold().split(6), "PARAM_INVALID"],
    ["classes of other rows", () => new StratifiedKFold().split(6, { y: ["a"] }), "DATA_SHAPE"],
    [
      "a missing class",
      () => new StratifiedKFold({ nSplits: 2 }).split(3, { y: ["a", "a", null] as never }),
      "TARGET_INVALID",
    ],
    ["no groups", () => new GroupKFold().split(6), "PARAM_INVALID"],
    ["fewer groups than folds", () => new GroupKFold().split(6, { groups: [1, 1, 2, 2, 3, 3] }), "SPLIT_INVALID"],
    ["too few rows for the folds of a series", () => new TimeSeriesSplit().split(5), "SPLIT_INVALID"],
    ["a gap that leaves nothing", () => new TimeSeriesSplit({ nSplits: 2, gap: 2 }).split(6), "SPLIT_INVALID"],
    ["a test size of 0", () => new TimeSeriesSplit({ testSize: 0 }), "PARAM_INVALID"],
    ["a draw of nothing", () => new ShuffleSplit({ testSize: 1 }).split(1), "SPLIT_INVALID"],
  ];
  it.each(bad)("refuse %s", (_, call, code) => expect(errorOf(call).code).toBe(code));
});
