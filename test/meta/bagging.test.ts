import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import {
  BaggingClassifier,
  BaggingClassifierModel,
  BaggingRegressor,
  ConstantClassifierModel,
} from "../../src/meta/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { PipelineClassifier } from "../../src/pipeline/pipeline-model.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier } from "../../src/tree/index.js";
import { errorOf, expectClose, Majority, Picky, steps, stored } from "./support.js";

const x = Array.from({ length: 60 }, (_, row) => [row / 6, (row * 17) % 23, 1]);
const y = x.map(([a = 0, b = 0]) => a * a - b);

describe("bagging", () => {
  it("is the mean of its members, each of its columns", async () => {
    const model = await new BaggingRegressor({ estimator: new Ridge(), maxFeatures: 2, nEstimators: 7 }).fit(x, y);
    expect(model.estimatorsFeatures.map((columns) => columns.length)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(new Set(model.estimatorsFeatures.map(String)).size).toBeGreaterThan(1);
    const means = x.map((row) => {
      const said = model.estimators.map((member, i) => {
        const columns = model.estimatorsFeatures[i] ?? new Int32Array(0);
        return member.predict([[...columns].map((column) => row[column] ?? Number.NaN)])[0] ?? Number.NaN;
      });
      return said.reduce((sum, value) => sum + value, 0) / said.length;
    });
    expectClose(model.predict(x), means, 1e-12);
  });

  it("draws rows with replacement, or some of them without", async () => {
    const all = await new BaggingRegressor({
      estimator: new Picky({ least: 60 }),
      bootstrap: false,
      nEstimators: 2,
    }).fit(x, y);
    expect(all.predict(x)[0]).toBeCloseTo(y.reduce((sum, value) => sum + value, 0) / 60, 10);
    const some = new BaggingRegressor({ estimator: new Picky({ least: 31 }), bootstrap: false, maxSamples: 0.5 });
    expect((await errorOf(() => some.fit(x, y))).data).toEqual({ rows: 30 });
    // Of 60 draws some fall to the same row, and a row drawn twice is given once, with a weight of 2.
    const drawn = await errorOf(() => new BaggingRegressor({ estimator: new Picky({ least: 60 }) }).fit(x, y));
    expect(Number(drawn.data["rows"])).toBeGreaterThan(25);
    expect(Number(drawn.data["rows"])).toBeLessThan(50);
  });

  it("gives members that take no weights, and pipelines, the rows that are drawn as often as they are drawn", async () => {
    const { x: table, y: labels } = steps(40);
    const counts = await new BaggingClassifier({ estimator: new Majority(), nEstimators: 3 }).fit(table, labels);
    for (const member of counts.estimators) {
      const share = (member.predictProba([[0, 0]]).values[0] ?? 0) * 40;
      expect(Math.abs(share - Math.round(share))).toBeLessThan(1e-9);
    }
    const estimator = new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression());
    const model = await new BaggingClassifier({ estimator, nEstimators: 3, seed: 8 }).fit(table, labels);
    const [first] = model.estimators;
    if (!(first instanceof PipelineClassifier)) throw new Error("no pipeline");
    expect(first.lineage.rows).toBe(40);
    expect((await stored(model)).predict(table)).toEqual(model.predict(table));
  });

  it("draws columns with replacement, under names that all differ", async () => {
    const table = Matrix.fromRows(x, ["a", "b", "c"]);
    const model = await new BaggingRegressor({ estimator: new Ridge(), bootstrapFeatures: true, seed: 1 }).fit(
      table,
      y,
    );
    const twice = model.estimators.findIndex((_, i) => new Set(model.estimatorsFeatures[i]).size < 3);
    const member = model.estimators[twice];
    expect(
      member !== undefined && "inputNames" in member && member.inputNames.some((name) => /^[abc] \(2\)$/.test(name)),
    ).toBe(true);
    expect([...(await stored(model)).predict(table)]).toEqual([...model.predict(table)]);
  });

  it("gives a class that a draw lacks the probability 0, and predicts the one class of a draw", async () => {
    const table = Array.from({ length: 30 }, (_, row) => [row]);
    const labels = table.map((_, row) => (row === 0 ? "rare" : row % 2 === 0 ? "even" : "odd"));
    const model = await new BaggingClassifier({ nEstimators: 20, maxSamples: 4, seed: 2 }).fit(table, labels);
    expect(model.classes).toEqual(["even", "odd", "rare"]);
    const sizes = new Set(model.estimators.map(({ classes }) => classes.length));
    expect([1, 2, 3].every((size) => sizes.has(size))).toBe(true);
    const constant = model.estimators.find((member) => member instanceof ConstantClassifierModel);
    expect(constant?.predictProba(table).values.every((value) => value === 1)).toBe(true);
    const proba = model.predictProba(table).values;
    const rare = model.estimators.map((member) => {
      const place = member.classes.indexOf("rare");
      return place < 0 ? 0 : (member.predictProba(table).values[place] ?? Number.NaN);
    });
    expect(rare).toContain(0);
    expect(proba[2]).toBeCloseTo(rare.reduce((sum, value) => sum + value, 0) / 20, 12);
    const again = await stored(model);
    expect([...again.predictProba(table).values]).toEqual([...proba]);
    const one = new Float64Array(3);
    again.rowProba()(Float64Array.of(7), one);
    expect([...one]).toEqual([...proba.slice(21, 24)]);
  });

  it("scores on the rows that members did not learn from", async () => {
    const { x: table, y: labels } = steps(120);
    const model = await new BaggingClassifier({ nEstimators: 25, oobScore: true }).fit(table, labels);
    const asked = model.oobDecisionFunction ?? [];
    expect(asked).toHaveLength(120);
    const right = asked.flatMap((proba, row) =>
      proba === null ? [] : [Number(model.classes[(proba[0] ?? 0) >= (proba[1] ?? 0) ? 0 : 1] === labels[row])],
    );
    expect(model.oobScore).toBeCloseTo(right.reduce((sum, value) => sum + value, 0) / right.length, 12);
    const again = await stored(model);
    expect([again.oobScore, again.oobDecisionFunction]).toEqual([model.oobScore, null]);
    const regression = await new BaggingRegressor({ nEstimators: 25, oobScore: true }).fit(x, y);
    expect(regression.oobScore).toBeGreaterThan(0.8);
    expect(regression.oobPrediction).toHaveLength(60);
    expect((await new BaggingRegressor().fit(x, y)).oobScore).toBeNull();
  });

  it("refuses a score without draws, or of a model to go on from, and more than there is", async () => {
    const codes = async (call: () => unknown) => (await errorOf(call)).code;
    expect(await codes(() => new BaggingRegressor({ bootstrap: false, oobScore: true }).fit(x, y))).toBe(
      "PARAM_INVALID",
    );
    const from = await new BaggingRegressor({ nEstimators: 2 }).fit(x, y);
    expect(await codes(() => new BaggingRegressor({ oobScore: true }).fit(x, y, { from }))).toBe("NOT_SUPPORTED");
    expect(await codes(() => new BaggingRegressor({ maxSamples: 61 }).fit(x, y))).toBe("PARAM_INVALID");
    expect(await codes(() => new BaggingRegressor({ maxFeatures: 4 }).fit(x, y))).toBe("PARAM_INVALID");
    expect(await codes(() => new BaggingRegressor({ nEstimators: 1 }).fit(x, y, { from }))).toBe("PARAM_INVALID");
    expect(
      await codes(() =>
        new BaggingRegressor().fit(
          x.map(([a = 0]) => [a]),
          y,
          { from },
        ),
      ),
    ).toBe("PARAM_INVALID");
    expect(await codes(() => new BaggingRegressor({ estimator: new DecisionTreeClassifier() as never }))).toBe(
      "STAGE_INVALID",
    );
  });

  it("goes on from a model to what more members at once would have given", async () => {
    const { x: table, y: labels } = steps(80);
    const recipe = new BaggingClassifier({ nEstimators: 4, maxFeatures: 1, seed: 3 });
    const four = await recipe.fit(table, labels);
    const ten = await recipe.withParams({ nEstimators: 10 }).fit(table, labels, { from: four });
    const anew = await recipe.withParams({ nEstimators: 10 }).fit(table, labels);
    expect([...ten.predictProba(table).values]).toEqual([...anew.predictProba(table).values]);
    expect(four.estimators).toHaveLength(4);
    const others = labels.map((label) => `${label}er`);
    expect((await errorOf(() => recipe.fit(table, others, { from: four }))).code).toBe("PARAM_INVALID");
  });

  it("goes on with unnamed rows from a model of named ones, under its names", async () => {
    const named = Matrix.fromRows(x, ["a", "b", "c"]);
    const recipe = new BaggingRegressor({ nEstimators: 2, estimator: new Ridge() });
    const from = await recipe.fit(named, y);
    const model = await recipe.withParams({ nEstimators: 3 }).fit(x, y, { from });
    expect(model.inputNames).toEqual(["a", "b", "c"]);
    expect([...(await stored(model)).predict(named)]).toEqual([...model.predict(named)]);
  });

  it("reads sparse rows by the columns that a member has drawn", async () => {
    const dense = Matrix.fromRows(x.map(([a = 0, b = 0, c = 0]) => [a > 5 ? a : 0, b, c]));
    const values = [...dense.values];
    const stays = values.map((value, at) => [value, at] as const).filter(([value]) => value !== 0);
    const indptr = Int32Array.from({ length: 61 }, (_, row) => stays.filter(([, at]) => at < row * 3).length);
    const parts = {
      values: Float64Array.from(stays, ([value]) => value),
      indices: Int32Array.from(stays, ([, at]) => at % 3),
      indptr,
    };
    const sparse = Matrix.fromCsr(parts, 60, 3);
    const recipe = new BaggingRegressor({ estimator: new Ridge(), maxFeatures: 2, bootstrapFeatures: true, seed: 5 });
    const model = await recipe.fit(sparse, y);
    expectClose(model.predict(sparse), (await recipe.fit(dense, y)).predict(dense), 1e-9);
  });

  it("is expected by its recipe, with members of the same kind", async () => {
    const { x: table, y: labels } = steps(40);
    const { load, save, MemoryStore } = await import("../../src/index.js");
    const store = new MemoryStore();
    const recipe = new BaggingClassifier({ nEstimators: 2 });
    await save(await recipe.fit(table, labels), store, "trees");
    expect(await load(store, "trees", { as: recipe })).toBeInstanceOf(BaggingClassifierModel);
    const other = new BaggingClassifier({ estimator: new LogisticRegression() });
    expect((await errorOf(() => load(store, "trees", { as: other }))).code).toBe("ARTIFACT_TYPE");
  });
});
