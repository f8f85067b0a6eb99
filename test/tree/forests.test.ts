/** What holds of forests beyond the contract: of what trees they consist, what they draw, what they know of rows left out. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import type { ProgressEvent } from "../../src/core/progress.js";
import { Rng } from "../../src/core/rng.js";
import { Matrix } from "../../src/data/matrix.js";
import { accuracyScore, r2Score } from "../../src/metrics/index.js";
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
  type TreeClassifierModel,
  type TreeOptions,
} from "../../src/tree/index.js";
import { errorOf, expectClose, tableOf } from "./support.js";

const flowers = await tableOf({ data: "iris", task: "classify" });
const wines = await tableOf({ data: "wine", task: "classify" });
const patients = await tableOf({ data: "diabetes", task: "regress" });
const progression = patients.y.map(Number);
/** The same with at most 256 different values a column, each of which has a bin of its own. */
const rounded = patients.x.withValues(patients.x.values.map((value) => Math.round(value * 1000) / 1000));
/** One small whole weight a row, 0 among them. */
const weightsOf = ({ y }: { y: readonly unknown[] }) => y.map((_, row) => [1, 3, 0, 2, 1][row % 5] as number);

/** The mean probabilities that trees give, summed in their order. */
function meanOf(trees: readonly TreeClassifierModel[], x: Matrix): Float64Array {
  const given = trees.map((tree) => tree.predictProba(x).values);
  const sums = Float64Array.from(given[0] ?? [], (_, i) =>
    given.reduce((sum, values) => sum + (values[i] as number), 0),
  );
  return sums.map((sum) => sum / trees.length);
}

describe("a forest of one tree without bootstrap and with all columns is that tree", () => {
  const options: readonly TreeOptions[] = [
    {},
    { maxDepth: 3 },
    { minSamplesLeaf: 0.04, minSamplesSplit: 0.2 },
    { minWeightFractionLeaf: 0.07 },
    { maxLeafNodes: 6 },
    { minImpurityDecrease: 0.02 },
    { ccpAlpha: 0.015 },
  ];
  const one = { nEstimators: 1, bootstrap: false, maxFeatures: null } as const;

  it.each(options)("%j", async (given) => {
    const { x, y } = wines;
    for (const sampleWeight of [y.map(() => 1), weightsOf(wines)]) {
      const tree = await new DecisionTreeClassifier({ ...given, criterion: "entropy" }).fit(x, y, { sampleWeight });
      const recipe = new RandomForestClassifier({ ...given, ...one, criterion: "entropy", seed: 5 });
      const forest = await recipe.fit(x, y, { sampleWeight });
      expect(forest.estimators.map((each) => each.toState())).toEqual([tree.toState()]);
      expect(forest.predict(x)).toEqual(tree.predict(x));
      expect(forest.predictProba(x).values).toEqual(tree.predictProba(x).values);
      // Made to sum to 1 once more.
      expectClose(forest.featureImportances, tree.featureImportances, 1e-12);
      expect(forest.apply(x)).toEqual(tree.apply(x));
    }
    const tree = await new DecisionTreeRegressor(given).fit(rounded, progression);
    const forest = await new RandomForestRegressor({ ...given, ...one }).fit(rounded, progression);
    expect(forest.estimators.map((each) => each.toState())).toEqual([tree.toState()]);
    expect(forest.predict(rounded)).toEqual(tree.predict(rounded));
  });

  it.each(["balanced", "balancedSubsample"] as const)("with classWeight %s", async (classWeight) => {
    const tree = await new DecisionTreeClassifier({ classWeight: "balanced", maxDepth: 3 }).fit(wines.x, wines.y);
    const forest = await new RandomForestClassifier({ ...one, classWeight, maxDepth: 3 }).fit(wines.x, wines.y);
    // Shares are taken of weights that were rounded to a grid.
    const [own, whole] = [forest.estimators[0]?.tree, tree.tree];
    expect(own?.feature).toEqual(whole.feature);
    expect(own?.threshold).toEqual(whole.threshold);
    expectClose(own?.value ?? [], whole.value, 1e-12);
    expectClose(own?.weightedNNodeSamples ?? [], whole.weightedNNodeSamples, 1e-12);
  });
});

describe("the trees", () => {
  it("are those of a smaller forest, and more", async () => {
    const [few, many] = await Promise.all(
      [3, 8].map((nEstimators) => new RandomForestClassifier({ nEstimators, seed: 9 }).fit(wines.x, wines.y)),
    );
    const states = (model: typeof few) => model?.estimators.map((tree) => tree.toState());
    expect(states(many)?.slice(0, 3)).toEqual(states(few));
    expect(new Set(many?.estimators.map(({ nodeCount, tree }) => `${nodeCount} ${tree.threshold[0]}`)).size).toBe(8);
  });

  it("are others with another seed, and the same bytes with the same", async () => {
    const bytes = async (seed: number) =>
      serialize(await new RandomForestRegressor({ nEstimators: 5, seed }).fit(patients.x, progression));
    expect(await bytes(1)).toEqual(await bytes(1));
    expect(await bytes(1)).not.toEqual(await bytes(2));
  });

  it("learn from rows that are drawn: about 63 % of them, each with a weight of how often", async () => {
    const { estimators } = await new RandomForestRegressor({ nEstimators: 40 }).fit(patients.x, progression);
    const rows = progression.length;
    const shares = estimators.map(({ tree }) => (tree.nNodeSamples[0] as number) / rows);
    expect(shares.every((share) => share > 0.55 && share < 0.72)).toBe(true);
    expect(new Set(shares).size).toBeGreaterThan(10);
    expect(estimators.map(({ tree }) => tree.weightedNNodeSamples[0])).toEqual(estimators.map(() => rows));
  });

  it.each([
    [60, 60],
    [0.25, 38],
    [0.001, 1],
    [1, 1],
    [150, 150],
  ])("learn from maxSamples %d: %d draws", async (maxSamples, draws) => {
    const { estimators } = await new RandomForestClassifier({ nEstimators: 3, maxSamples }).fit(flowers.x, flowers.y);
    expect(estimators.map(({ tree }) => tree.weightedNNodeSamples[0])).toEqual([draws, draws, draws]);
  });

  it("weigh the classes the same, each in its own draw", async () => {
    const rare = flowers.y.map((_, row) => (row % 12 === 0 ? "rare" : "common"));
    const recipe = new RandomForestClassifier({ nEstimators: 12, classWeight: "balancedSubsample" });
    for (const { tree } of (await recipe.fit(flowers.x, rare)).estimators) {
      expect(tree.value[0]).toBeCloseTo(0.5, 12);
      expect(tree.weightedNNodeSamples[0]).toBeCloseTo(150, 9);
    }
  });

  it("survive a draw without one of the classes", async () => {
    const y = flowers.y.map((_, row) => (row === 0 ? "rare" : "common"));
    for (const classWeight of ["balanced", "balancedSubsample", null] as const) {
      const recipe = new RandomForestClassifier({ nEstimators: 12, classWeight, oobScore: true });
      const model = await recipe.fit(flowers.x, y);
      expect(model.estimators.some(({ nLeaves }) => nLeaves === 1)).toBe(true);
      expect(model.predictProba(flowers.x).values.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it.each([null, 2])("take copies of a column alike, with maxFeatures %s", async (maxFeatures) => {
    const rows = progression.map((_, row) => {
      const value = patients.x.values[row * patients.x.cols + 2] as number;
      return [value, value, value, value];
    });
    const recipe = new RandomForestRegressor({ nEstimators: 60, maxFeatures, maxDepth: 6 });
    const { featureImportances } = await recipe.fit(rows, progression);
    for (const importance of featureImportances) expect(importance).toBeGreaterThan(0.15);
  });

  it("are averaged, in their order", async () => {
    const model = await new RandomForestClassifier({ nEstimators: 7, maxDepth: 4 }).fit(wines.x, wines.y);
    expect(model.predictProba(wines.x).values).toEqual(meanOf(model.estimators, wines.x));
    const leaves = model.apply(wines.x);
    model.estimators.forEach((tree, t) => {
      expect(leaves.filter((_, i) => i % 7 === t)).toEqual(tree.apply(wines.x));
    });
  });
});

describe("weights", () => {
  const { x, y } = patients;
  const weights = weightsOf(patients);
  const repeated = weights.flatMap((weight, row) => new Array<number>(weight).fill(row));

  it("of k are the row k times, without bootstrap", async () => {
    const recipe = new RandomForestRegressor({ nEstimators: 6, bootstrap: false, maxFeatures: 3, maxDepth: 7 });
    const weighed = await recipe.fit(x, progression, { sampleWeight: weights });
    const many = await recipe.fit(
      x.take(repeated),
      repeated.map((row) => progression[row] as number),
    );
    expect(weighed.predict(x)).toEqual(many.predict(x));
  });

  it("of 0 leave a row out of every draw", async () => {
    const recipe = new RandomForestClassifier({ nEstimators: 6, oobScore: true });
    const target = y.map((value) => Number(value) > 140);
    const kept = weights.flatMap((weight, row) => (weight === 0 ? [] : [row]));
    const weighed = await recipe.fit(x, target, { sampleWeight: weights.map((weight) => Math.min(weight, 1)) });
    const fewer = await recipe.fit(
      x.take(kept),
      kept.map((row) => target[row] as boolean),
    );
    expect(serialize(weighed)).toEqual(serialize(fewer));
    expect(weighed.oobDecisionFunction?.filter((_, row) => weights[row] === 0)).toEqual(
      weights.filter((weight) => weight === 0).map(() => null),
    );
  });
});

describe("out of bag", () => {
  it("each row asks the trees that did not draw it", async () => {
    const { x, y } = wines;
    const options = { nEstimators: 9, seed: 3, maxDepth: 5 };
    const model = await new RandomForestClassifier({ ...options, oobScore: true }).fit(x, y);
    // The draws again, by the documented stream of each tree.
    const drawn = Array.from({ length: 9 }, (_, tree) => {
      const rng = new Rng(3).derive("tree", tree);
      return new Set(y.map(() => rng.int(y.length)));
    });
    const expected = y.map((_, row) => {
      const asked = model.estimators.filter((_, tree) => drawn[tree]?.has(row) === false);
      if (asked.length === 0) return null;
      return meanOf(asked, x.take([row]));
    });
    expect(model.oobDecisionFunction).toEqual(expected);
    expect(expected.filter((shares) => shares === null).length).toBeGreaterThan(0);
    const answered = y.flatMap((label, row) => (expected[row] === null ? [] : [{ label, shares: expected[row] }]));
    const answers = answered.map(({ shares }) => model.classes[shares?.indexOf(Math.max(...shares)) ?? -1]);
    expect(model.oobScore).toBe(
      accuracyScore(
        answered.map(({ label }) => label),
        answers as (typeof y)[number][],
      ),
    );
    expect(serialize(model).length).toBeLessThan(
      serialize(await new RandomForestClassifier(options).fit(x, y)).length + 64,
    );
  });

  it("a regressor is scored by R²", async () => {
    const model = await new RandomForestRegressor({ nEstimators: 6, oobScore: true }).fit(patients.x, progression);
    const predicted = model.oobPrediction ?? [];
    const rows = progression.flatMap((_, row) => (predicted[row] === null ? [] : [row]));
    expect(rows.length).toBeGreaterThan(400);
    expect(rows.length).toBeLessThan(442);
    const score = r2Score(
      rows.map((row) => progression[row] as number),
      rows.map((row) => predicted[row] as number),
    );
    expect(model.oobScore).toBe(score);
  });

  it("is null where it was not asked for, and where no row was left out", async () => {
    const plain = await new RandomForestRegressor({ nEstimators: 2 }).fit([[1], [2]], [1, 2]);
    expect([plain.oobScore, plain.oobPrediction]).toEqual([null, null]);
    // Two rows, both of them in the one draw of this seed.
    const seed = Array.from({ length: 50 }, (_, seed) => seed).find((seed) => {
      const rng = new Rng(seed).derive("tree", 0);
      return new Set([rng.int(2), rng.int(2)]).size === 2;
    });
    const recipe = new RandomForestClassifier({ nEstimators: 1, oobScore: true, seed: seed ?? -1 });
    const full = await recipe.fit([[1], [2]], ["a", "b"]);
    expect([full.oobScore, full.oobDecisionFunction]).toEqual([null, [null, null]]);
  });
});

describe("refuses", () => {
  it.each([
    [{ bootstrap: false, oobScore: true }, "oobScore"],
    [{ bootstrap: false, maxSamples: 10 }, "maxSamples"],
    [{ maxSamples: 151 }, "maxSamples"],
  ])("%j", async (options, name) => {
    const error = await errorOf(() => new RandomForestClassifier(options).fit(flowers.x, flowers.y));
    expect(error.code).toBe("PARAM_INVALID");
    expect(error.data).toMatchObject({ name });
  });

  it("a model that it cannot go on from", async () => {
    const model = await new RandomForestClassifier({ nEstimators: 3 }).fit(flowers.x, flowers.y);
    const other = await new RandomForestRegressor({ nEstimators: 1 }).fit(flowers.x, flowers.x.values.slice(0, 150));
    const few = new RandomForestClassifier({ nEstimators: 2 });
    const more = new RandomForestClassifier({ nEstimators: 4 });
    for (const fit of [
      () => few.fit(flowers.x, flowers.y, { from: model }),
      () => more.fit(wines.x, wines.y, { from: model }),
      () =>
        more.fit(
          flowers.x,
          flowers.y.map(String).map((label) => `${label}!`),
          { from: model },
        ),
      () => more.fit(flowers.x, flowers.y, { from: other }),
      () => new RandomForestRegressor({ nEstimators: 4 }).fit(wines.x, wines.x.values.slice(0, 178), { from: other }),
    ]) {
      expect((await errorOf(fit)).code).toBe("PARAM_INVALID");
    }
  });

  it("targets without squares, and a class that no row has", async () => {
    const far = await errorOf(() => new RandomForestRegressor().fit([[1], [2], [3]], [-1e200, 0, 1e200]));
    expect(far.code).toBe("NUMERIC_FAILURE");
    const recipe = new RandomForestClassifier({ classWeight: [["none", 2]] });
    expect((await errorOf(() => recipe.fit(flowers.x, flowers.y))).code).toBe("LABEL_UNKNOWN");
  });
});

it("lets others run while it learns, and tells how far it is", async () => {
  const rng = new Rng(7);
  const x = Matrix.fromDense(
    Float64Array.from({ length: 60_000 * 4 }, () => rng.float()),
    60_000,
    4,
  );
  const y = Float64Array.from({ length: 60_000 }, () => rng.float());
  const events: ProgressEvent[] = [];
  const controller = new AbortController();
  const recipe = new RandomForestRegressor({ nEstimators: 50 });
  const work = recipe.fit(x, y, {
    signal: controller.signal,
    onProgress: (event) => {
      events.push(event);
      if (event.done > 60_000) controller.abort();
    },
  });
  await expect(work).rejects.toMatchObject({ code: "ABORTED" });
  expect(events.length).toBeGreaterThan(1);
  expect(events.at(-1)?.total).toBe(50 * 60_000);
  expect(events.at(-1)?.done).toBeLessThan(10 * 60_000);
});
