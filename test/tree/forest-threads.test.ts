/** Forests on threads: the same bytes whatever their number, aborts, going on from a smaller forest, and traps. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { Rng } from "../../src/core/rng.js";
import { DenseMatrix } from "../../src/data/matrix.js";
import {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
} from "../../src/tree/index.js";
import { errorOf } from "./support.js";

const rng = new Rng(11);
const [ROWS, COLS] = [600, 7];
/** Continuous columns, one of few values, and a constant one. */
const values = Float64Array.from({ length: ROWS * COLS }, (_, i) => {
  const col = i % COLS;
  return col === 5 ? rng.int(4) : col === 6 ? 3 : rng.float() * 10 ** col;
});
const x = new DenseMatrix(values, ROWS, COLS);
const at = (row: number, col: number) => values[row * COLS + col] as number;
const numbers = Array.from({ length: ROWS }, (_, row) => Math.floor(at(row, 0) * 6 + at(row, 1) / 3 + rng.float()));
const three = numbers.map((value) => ["low", "middle", "high"][Math.min(2, Math.floor(value / 3))] as string);
const two = numbers.map((value) => value > 4);
const weights = numbers.map((_, row) => [1, 0.3, 2, 0][row % 4] as number);

const forests = {
  "two classes": (threads: number) =>
    new RandomForestClassifier({ nEstimators: 9, oobScore: true }).fit(x, two, { threads }),
  "three classes, by entropy, balanced in each draw": (threads: number) =>
    new RandomForestClassifier({
      nEstimators: 6,
      criterion: "entropy",
      classWeight: "balancedSubsample",
      minSamplesLeaf: 3,
    }).fit(x, three, { threads }),
  "weights that are no whole numbers": (threads: number) =>
    new RandomForestClassifier({ nEstimators: 6, maxLeafNodes: 12 }).fit(x, two, { threads, sampleWeight: weights }),
  numbers: (threads: number) =>
    new RandomForestRegressor({ nEstimators: 6, maxFeatures: 3, oobScore: true }).fit(x, numbers, { threads }),
  "numbers by friedmanMse": (threads: number) =>
    new RandomForestRegressor({ nEstimators: 4, criterion: "friedmanMse", minSamplesLeaf: 4 }).fit(x, numbers, {
      threads,
      sampleWeight: weights,
    }),
  "counts by poisson": (threads: number) =>
    new RandomForestRegressor({ nEstimators: 4, criterion: "poisson", minSamplesLeaf: 2 }).fit(x, numbers, { threads }),
  "numbers by absoluteError": (threads: number) =>
    new RandomForestRegressor({ nEstimators: 3, criterion: "absoluteError", ccpAlpha: 0.001 }).fit(x, numbers, {
      threads,
    }),
  "extra trees of two classes": (threads: number) =>
    new ExtraTreesClassifier({ nEstimators: 7 }).fit(x, two, { threads }),
  "extra trees of three classes": (threads: number) =>
    new ExtraTreesClassifier({ nEstimators: 7, bootstrap: true, oobScore: true }).fit(x, three, { threads }),
  "extra trees of numbers": (threads: number) =>
    new ExtraTreesRegressor({ nEstimators: 5, maxDepth: 6 }).fit(x, numbers, { threads }),
};

describe("the same bytes with 0, 1, 2 and 3 threads", () => {
  it.each(Object.entries(forests))("%s", async (_, learn) => {
    const alone = await learn(0);
    const bytes = serialize(alone);
    for (const threads of [1, 2, 3]) {
      const model = await learn(threads);
      expect(serialize(model)).toEqual(bytes);
      expect(model.oobScore).toBe(alone.oobScore);
    }
    expect(alone.nodeCount).toBeGreaterThan(20);
  });
});

it("ends at once when it is aborted, and leaves the threads to others", async () => {
  const controller = new AbortController();
  const recipe = new RandomForestRegressor({ nEstimators: 100_000 });
  const work = recipe.fit(x, numbers, {
    threads: 2,
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done > 0) controller.abort();
    },
  });
  await expect(work).rejects.toMatchObject({ code: "ABORTED" });
  const again = await forests["two classes"](2);
  expect(serialize(again)).toEqual(serialize(await forests["two classes"](0)));
});

describe("goes on from a smaller forest to what it would have been from the start", () => {
  it.each([0, 2])("on %d threads", async (threads) => {
    const classifier = (nEstimators: number) => new RandomForestClassifier({ nEstimators, oobScore: true, seed: 4 });
    const whole = await classifier(11).fit(x, three, { threads });
    const few = await classifier(4).fit(x, three, { threads });
    const more = await classifier(11).fit(x, three, { threads, from: few });
    expect(serialize(more)).toEqual(serialize(whole));
    expect(more.oobDecisionFunction).toEqual(whole.oobDecisionFunction);
    expect(serialize(await classifier(4).fit(x, three, { threads, from: few }))).toEqual(serialize(few));
    const regressor = (nEstimators: number) => new ExtraTreesRegressor({ nEstimators, seed: 4 });
    const from = await regressor(2).fit(x, numbers, { threads });
    expect(serialize(await regressor(5).fit(x, numbers, { threads, from }))).toEqual(
      serialize(await regressor(5).fit(x, numbers, { threads })),
    );
  });
});

describe("traps", () => {
  const recipes = [RandomForestClassifier, ExtraTreesClassifier] as const;

  it.each(recipes)("constant columns give one leaf a tree: %o", async (Class) => {
    const model = await new Class({ nEstimators: 3, bootstrap: false }).fit(
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      ["a", "b", "b"],
    );
    expect(model.nodeCount).toBe(3);
    expect([...model.predictProba([[9, 9]]).values]).toEqual([1 / 3, 2 / 3]);
  });

  it.each(recipes)("one class, no finite numbers: %o", async (Class) => {
    const recipe = new Class({ nEstimators: 2 });
    expect((await errorOf(() => recipe.fit([[1], [2]], ["a", "a"]))).code).toBe("TARGET_ONE_CLASS");
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect((await errorOf(() => recipe.fit([[1], [bad]], ["a", "b"]))).code).toBe("DATA_NOT_FINITE");
    }
  });

  it.each([RandomForestRegressor, ExtraTreesRegressor])("one row: %o", async (Class) => {
    const model = await new Class({ nEstimators: 2 }).fit([[1, 2]], [5]);
    expect([...model.predict([[0, 0]])]).toEqual([5]);
  });

  it("targets far from 0 lose nothing", async () => {
    const near = await new RandomForestRegressor({ nEstimators: 3 }).fit(x, numbers);
    const far = await new RandomForestRegressor({ nEstimators: 3 }).fit(
      x,
      numbers.map((value) => value + 2 ** 40),
    );
    expect(far.estimators.map(({ tree }) => tree.feature)).toEqual(near.estimators.map(({ tree }) => tree.feature));
    expect([...far.predict(x)].map((value) => value - 2 ** 40)).toEqual(
      [...near.predict(x)].map((value) => expect.closeTo(value, 3)),
    );
  });

  it("values as large as numbers go are split between", async () => {
    const most = Number.MAX_VALUE;
    const rows = [[-most], [-most / 2], [most / 2], [most]];
    for (const Class of [RandomForestRegressor, ExtraTreesRegressor]) {
      const model = await new Class({ nEstimators: 4, bootstrap: false }).fit(rows, [1, 2, 3, 4]);
      expect([...model.predict(rows)]).toEqual([1, 2, 3, 4]);
    }
  });
});
