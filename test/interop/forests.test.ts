import { RandomForestClassifier, RandomForestRegression } from "ml-random-forest";
import { describe, expect, expectTypeOf, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { deserialize } from "../../src/index.js";
import * as inference from "../../src/inference.js";
import {
  MlForestClassifierModel,
  MlForestRegressorModel,
  MlRandomForestClassifier,
  type MlRandomForestClassifierOptions,
  MlRandomForestRegressor,
  type MlRandomForestRegressorOptions,
} from "../../src/interop/index.js";
import { errorOf, reload } from "../preprocess/support.js";
import { table } from "./support.js";

const train = table(120, 4, 1);
const later = table(300, 4, 2).x;
const NAMES = ["ash", "birch", "cedar"];

const shared: (MlRandomForestClassifierOptions & MlRandomForestRegressorOptions)[] = [
  {},
  { nEstimators: 7, seed: 0 },
  { nEstimators: 8, seed: -5, maxFeatures: 2, replacement: true },
  { nEstimators: 8, maxFeatures: 3, replacement: false },
  { nEstimators: 5, maxFeatures: 0.5, maxDepth: 2 },
  { nEstimators: 3, useSampleBagging: false, minNumSamples: 20, gainThreshold: 0.1 },
  { nEstimators: 2, maxDepth: 0 },
];

/** Our options as the package takes them. */
function theirs({ maxDepth, minNumSamples, gainThreshold, ...options }: MlRandomForestRegressorOptions): object {
  const given = { maxDepth: maxDepth ?? undefined, minNumSamples, gainThreshold };
  const treeOptions = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...options, treeOptions, noOOB: true };
}

describe("MlRandomForestClassifier against ml-random-forest", () => {
  it.each(shared.map((options) => [JSON.stringify(options), options] as const))(
    "%s, the same labels",
    async (_, options) => {
      const forest = new RandomForestClassifier(theirs(options));
      forest.train(train.x, train.classes);
      const labels = train.classes.map((code) => NAMES[code] ?? "");
      const model = await new MlRandomForestClassifier(options).fit(train.x, labels);
      for (const rows of [train.x, later]) {
        expect(model.predict(rows)).toEqual(forest.predict(rows).map((code) => NAMES[code]));
      }
      const votes = forest.predictionValues(later);
      const shares = later.map((__, row) => {
        const named = votes.getRow(row);
        return NAMES.map((___, code) => named.filter((vote) => vote === code).length / named.length);
      });
      expect([...model.predictProba(later).values]).toEqual(shares.flat());
    },
  );

  it("breaks ties as the package does", async () => {
    // With an even number of trees and noise for labels there are many ties.
    const classes = train.x.map((_, row) => (row * 7) % 3);
    const forest = new RandomForestClassifier({ nEstimators: 4, noOOB: true });
    forest.train(train.x, classes);
    const model = await new MlRandomForestClassifier({ nEstimators: 4 }).fit(train.x, classes);
    expect(model.predict(later)).toEqual(forest.predict(later));
    const proba = model.predictProba(later);
    const ties = later.filter((_, row) => {
      const shares = [...proba.values.subarray(3 * row, 3 * row + 3)].toSorted();
      return shares[2] === shares[1];
    });
    expect(ties.length).toBeGreaterThan(20);
  });
});

describe("MlRandomForestRegressor against ml-random-forest", () => {
  const methods = ["mean", "median"] as const;
  const cases = shared.flatMap((options) => methods.map((selectionMethod) => ({ ...options, selectionMethod })));
  it.each(cases.map((options) => [JSON.stringify(options), options] as const))(
    "%s, the same bits",
    async (_, options) => {
      const forest = new RandomForestRegression(theirs(options));
      forest.train(train.x, train.y);
      const model = await new MlRandomForestRegressor(options).fit(train.x, train.y);
      for (const rows of [train.x, later]) expect([...model.predict(rows)]).toEqual(forest.predict(rows));
      const one = model.rowValue();
      expect(later.map((row) => one(Float64Array.from(row)))).toEqual(forest.predict(later));
    },
  );
});

describe("forests of ml.js", () => {
  it("are loaded and asked without the package, wherever models are", async () => {
    const labels = train.classes.map((code) => code === 0);
    const model = await new MlRandomForestClassifier({ nEstimators: 5 }).fit(train.x, labels);
    const bytes = serialize(model);
    const again = await deserialize(bytes, { as: new MlRandomForestClassifier() });
    expect(again.predict(later)).toEqual(model.predict(later));
    const elsewhere = await inference.deserialize(bytes, { as: MlForestClassifierModel });
    expect(elsewhere.predict(later)).toEqual(model.predict(later));
    expect(elsewhere.nEstimators).toBe(5);
  });

  it("know the type of their labels", async () => {
    const model = await new MlRandomForestClassifier({ nEstimators: 1 }).fit(train.x, train.classes);
    expectTypeOf(model.predict(later)).toEqualTypeOf<number[]>();
    // @ts-expect-error no such method
    expect(() => new MlRandomForestRegressor({ selectionMethod: "mode" })).toThrow();
  });

  it("take a column of one value, one row, and rows that are all the same", async () => {
    const flat = Array.from({ length: 10 }, () => [1, 2]);
    const y = flat.map((_, row) => row);
    const model = await new MlRandomForestRegressor({ nEstimators: 3 }).fit(flat, y);
    expect(new Set(model.predict([...flat, [9, 9]])).size).toBe(1);
    expect([...(await new MlRandomForestRegressor({ nEstimators: 3 }).fit([[1]], [7])).predict([[2]])]).toEqual([7]);
  });

  it("end when the signal fires", async () => {
    const fit = () => new MlRandomForestRegressor().fit(train.x, train.y, { signal: AbortSignal.abort() });
    expect((await errorOf(fit)).code).toBe("ABORTED");
  });

  const leaf = {
    starts: Int32Array.of(0),
    feature: Int32Array.of(-1),
    value: Float64Array.of(1),
    other: Int32Array.of(-1),
  };
  const stump = {
    starts: Int32Array.of(0),
    feature: Int32Array.of(0, -1, -1),
    value: Float64Array.of(0.5, 0, 1),
    other: Int32Array.of(2, -1, -1),
  };
  const damages: [string, object][] = [
    ["no tree", { ...leaf, starts: Int32Array.of() }],
    [
      "no node",
      { starts: Int32Array.of(), feature: Int32Array.of(), value: Float64Array.of(), other: Int32Array.of() },
    ],
    ["a first tree that starts late", { ...stump, starts: Int32Array.of(1) }],
    ["trees that go back", { ...stump, starts: Int32Array.of(0, 0) }],
    ["a tree that starts past the end", { ...leaf, starts: Int32Array.of(0, 1) }],
    ["a column that is not there", { ...stump, feature: Int32Array.of(9, -1, -1) }],
    ["a walk in a ring", { ...stump, other: Int32Array.of(0, -1, -1) }],
    ["a walk out of the tree", { ...stump, other: Int32Array.of(3, -1, -1) }],
    ["a walk to the next node on both sides", { ...stump, other: Int32Array.of(1, -1, -1) }],
    ["a leaf that asks", { ...stump, feature: Int32Array.of(-1, -1, -1) }],
    ["a question without an answer", { ...leaf, feature: Int32Array.of(0), other: Int32Array.of(-1) }],
    ["NaN in a leaf", { ...leaf, value: Float64Array.of(Number.NaN) }],
    ["arrays of different lengths", { ...stump, value: Float64Array.of(0.5) }],
    ["a tree that ends in a question", { ...stump, feature: Int32Array.of(0, -1, 0), other: Int32Array.of(2, -1, 2) }],
  ];
  it.each(damages)("refuse a stored forest with %s", async (_, forest) => {
    const { x, y } = table(20, 2, 3);
    const model = await new MlRandomForestRegressor({ nEstimators: 1 }).fit(x, y);
    const damaged = () =>
      reload(model, MlForestRegressorModel, (state) => {
        state["forest"] = forest;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([1.5, -1, 3])("refuse a stored leaf that names %d as the position of one of three classes", async (value) => {
    const model = await new MlRandomForestClassifier({ nEstimators: 1 }).fit(train.x, train.classes);
    const damaged = () =>
      reload<MlForestClassifierModel>(model, MlForestClassifierModel, (state) => {
        state["forest"] = { ...leaf, value: Float64Array.of(value) };
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["more columns than there are", { maxFeatures: 5 }],
    ["a share below one column", { maxFeatures: 0.2 }],
  ])("refuse %s", async (_, options) => {
    expect((await errorOf(() => new MlRandomForestRegressor(options).fit(train.x, train.y))).code).toBe(
      "PARAM_INVALID",
    );
  });

  it("refuse a target whose sums overflow", async () => {
    const y = train.y.map((_, row) => (row % 2 === 0 ? 1.7e308 : 1.6e308));
    const fit = () => new MlRandomForestRegressor({ nEstimators: 2 }).fit(train.x, y);
    expect((await errorOf(fit)).code).toBe("NUMERIC_FAILURE");
  });
});
