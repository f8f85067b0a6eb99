import { describe, expect, it } from "vitest";
import { deserialize, recipeFromJson, serialize } from "../../src/index.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import { SelectFromModel } from "../../src/meta/select-from-model.js";
import { StackingClassifier } from "../../src/meta/stacking-classifier.js";
import type { ClassifierMember, RegressorMember } from "../../src/meta/types.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor.js";
import { RandomForestClassifier } from "../../src/tree/forest/random-forest-classifier.js";
import { example, features } from "../preprocess/features-golden.js";
import { errorOf, expectClose } from "../preprocess/support.js";

const estimators: Record<string, ClassifierMember | RegressorMember> = {
  l2: new LogisticRegression({ tol: 1e-9, maxIter: 1000 }),
  l1: new LogisticRegression({ penalty: "l1", C: 0.05, tol: 1e-9, maxIter: 1000 }),
  ridge: new Ridge(),
  tree: new DecisionTreeRegressor({ maxDepth: 4 }),
};

const rows = [
  [1, 5, 0],
  [2, 4, 0],
  [8, 5, 1],
  [9, 4, 1],
];
const labels = ["a", "a", "b", "b"];

describe("SelectFromModel against scikit-learn", () => {
  const cases = features.fromModel.map(
    (given) => [JSON.stringify([given.estimator, given.table, given.params]), given] as const,
  );
  it.each(cases)("%s", async (_, { table, estimator, params, threshold, support }) => {
    const { x, y } = await example(table === "iris" || table === "diabetes" ? table : "breast_cancer");
    const scaled = table === "diabetes" ? x.drop(y) : (await new StandardScaler().fit(x.drop(y))).transform(x);
    const target = [...x.columnOf(y)] as number[];
    const model = await new SelectFromModel(estimators[estimator] as RegressorMember, params).fit(scaled, target);
    expect([...model.support]).toEqual(support);
    expectClose([model.threshold ?? Number.NaN], [threshold], 1e-4);
  });
});

describe("SelectFromModel", () => {
  it("keeps whatever an l1 penalty leaves, and the better half otherwise", async () => {
    expect((await new SelectFromModel(new LogisticRegression({ penalty: "l1" })).fit(rows, labels)).threshold).toBe(
      1e-5,
    );
    const model = await new SelectFromModel(new LogisticRegression()).fit(rows, labels);
    expect(model.threshold).toBeCloseTo(model.scores.reduce((sum, score) => sum + score, 0) / 3, 12);
  });

  it("keeps a number of columns, of equals the first", async () => {
    const twice = rows.map(([a = 0, b = 0]) => [a, b, a]);
    const recipe = new SelectFromModel(new Ridge(), { threshold: 0, maxFeatures: 1 });
    expect([...(await recipe.fit(twice, [1, 2, 8, 9])).support]).toEqual([0]);
    expect([...(await recipe.withParams({ maxFeatures: 9 }).fit(twice, [1, 2, 8, 9])).support]).toEqual([0, 1, 2]);
  });

  it("stands in pipelines, passes seeds and weights on, and is loaded by its recipe", async () => {
    const { x, y } = await example("iris");
    const recipe = new Pipeline()
      .add("select", new SelectFromModel(new RandomForestClassifier({ nEstimators: 10, seed: 3 })))
      .add("model", new LogisticRegression());
    const model = await recipe.fit(x, y);
    const bytes = serialize(model);
    const again = await deserialize(bytes, { as: recipe });
    expect(again.predict(x)).toEqual(model.predict(x));
    // The forest is not kept.
    expect(bytes.length).toBeLessThan(20_000);
    const weighed = await new SelectFromModel(new Ridge(), { threshold: 0 }).fit(rows, [1, 2, 8, 9], {
      sampleWeight: [1, 1, 1, 0],
    });
    const fewer = await new SelectFromModel(new Ridge(), { threshold: 0 }).fit(rows.slice(0, 3), [1, 2, 8]);
    expectClose(weighed.scores, fewer.scores, 1e-12);
  });

  it("is the same recipe after JSON, and changes its estimator by path", () => {
    const recipe = new SelectFromModel(new LogisticRegression({ C: 2 }), { threshold: "1.5*median", maxFeatures: 3 });
    const again = recipeFromJson(JSON.parse(JSON.stringify(recipe)));
    expect(again.toJSON()).toEqual(recipe.toJSON());
    expect(again).toBeInstanceOf(SelectFromModel);
    const changed = recipe.withParams({ threshold: "mean", "estimator.C": 3 });
    expect(changed.estimator.params.C).toBe(3);
    expect(changed.params.threshold).toBe("mean");
    expect(recipe.estimator.params.C).toBe(2);
    expect(String(recipe)).toContain("estimator: LogisticRegression");
  });

  it.each([
    ["a scaler", "STAGE_INVALID", () => new SelectFromModel(new StandardScaler() as never)],
    ["a class", "STAGE_INVALID", () => new SelectFromModel(Ridge as never)],
    ["a threshold in other words", "PARAM_INVALID", () => new SelectFromModel(new Ridge(), { threshold: "mode" })],
    ["a norm of another order", "PARAM_INVALID", () => new SelectFromModel(new Ridge(), { normOrder: 3 as never })],
    [
      "a threshold that is too high",
      "SELECTION_EMPTY",
      () => new SelectFromModel(new Ridge(), { threshold: 1e9 }).fit(rows, [1, 2, 3, 4]),
    ],
    [
      "a model that tells no importances",
      "STAGE_INVALID",
      () => new SelectFromModel(new StackingClassifier({ cv: 2 }).add("a", new LogisticRegression())).fit(rows, labels),
    ],
    [
      "a pipeline, whose coefficients are of other columns",
      "STAGE_INVALID",
      () => new SelectFromModel(new Pipeline().add("model", new LogisticRegression())).fit(rows, labels),
    ],
    ["labels for numbers", "TARGET_INVALID", () => new SelectFromModel(new Ridge()).fit(rows, labels)],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
