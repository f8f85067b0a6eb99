/** Ensembles as recipes: JSON, text, parameters by path, inside one another, stored and expected. */
import { describe, expect, it } from "vitest";
import {
  AdaBoostClassifier,
  AdaBoostRegressor,
  BaggingClassifier,
  BaggingRegressor,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type Estimator,
  LogisticRegression,
  load,
  MemoryStore,
  Pipeline,
  paramsOf,
  Ridge,
  recipeFromJson,
  StackingClassifier,
  StackingRegressor,
  StandardScaler,
  save,
  toHtml,
  VotingClassifier,
  VotingRegressor,
} from "../../src/index.js";
import { errorOf, steps, stored } from "./support.js";

const scaled = new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression({ C: 2 }));
const nested = new StackingClassifier({
  cv: 2,
  passthrough: true,
  finalEstimator: new AdaBoostClassifier({ nEstimators: 3 }),
})
  .add("bagged", new BaggingClassifier({ estimator: scaled, nEstimators: 2, maxSamples: 0.8 }))
  .add(
    "voting",
    new VotingClassifier({ voting: "soft", weights: [1, 2] })
      .add("a", scaled)
      .add("b", new DecisionTreeClassifier({ maxDepth: 2 })),
  );

const recipes: readonly Estimator[] = [
  new AdaBoostClassifier(),
  new AdaBoostClassifier({ estimator: new LogisticRegression(), algorithm: "SAMME", learningRate: 0.5 }),
  new AdaBoostRegressor({ loss: "square" }),
  new BaggingClassifier({ estimator: scaled, bootstrap: false }),
  new BaggingRegressor({ estimator: new Ridge({ alpha: 3 }), maxFeatures: 0.5 }),
  new VotingRegressor({ weights: [1, 2] }).add("a", new Ridge()).add("b", new DecisionTreeRegressor()),
  new StackingRegressor({ cv: 3 }).add("a", new Ridge()).add("b", new AdaBoostRegressor()),
  new StackingClassifier(),
  nested,
];

describe("recipes of ensembles", () => {
  it.each(recipes.map((recipe) => [recipe.kind, recipe] as const))("come back from JSON: %s", (_, recipe) => {
    const json: unknown = JSON.parse(JSON.stringify(recipe));
    const again = recipeFromJson(json);
    expect(again).toBeInstanceOf(recipe.constructor);
    expect(JSON.stringify(again)).toBe(JSON.stringify(recipe));
    expect(String(again)).toBe(String(recipe));
    expect([...paramsOf(again)]).toEqual([...paramsOf(recipe)]);
    expect(toHtml(recipe)).toContain(recipe.kind);
  });

  it("take the default member where JSON names none", () => {
    const kinds = ["AdaBoostClassifier", "AdaBoostRegressor", "BaggingClassifier", "BaggingRegressor"];
    for (const kind of kinds) expect(String(recipeFromJson({ kind }))).toContain("└─ estimator: DecisionTree");
    const { finalEstimator } = recipeFromJson({ kind: "StackingRegressor", estimators: [] }) as StackingRegressor;
    expect(finalEstimator.kind).toBe("Ridge");
    expect(recipeFromJson({ kind: "StackingClassifier", estimators: [] }).toString()).toContain("LogisticRegression");
  });

  it.each([
    [{ kind: "AdaBoostClassifier", estimator: { kind: "Ridge" } }, "STAGE_INVALID"],
    [{ kind: "AdaBoostRegressor", estimator: { kind: "LogisticRegression" } }, "STAGE_INVALID"],
    [{ kind: "BaggingClassifier", estimator: { kind: "StandardScaler" } }, "STAGE_INVALID"],
    [{ kind: "BaggingRegressor", params: { estimator: { kind: "Ridge" } } }, "STAGE_INVALID"],
    [{ kind: "VotingClassifier" }, "RECIPE_INVALID"],
    [{ kind: "VotingClassifier", estimators: [{ name: "a", stage: { kind: "Ridge" } }] }, "STAGE_INVALID"],
    [{ kind: "VotingRegressor", estimators: [{ name: "a", stage: { kind: "Nothing" } }] }, "KIND_UNKNOWN"],
    [{ kind: "VotingRegressor", estimators: [{ name: "a.b", stage: { kind: "Ridge" } }] }, "STAGE_NAME"],
    [{ kind: "StackingClassifier", estimators: [], finalEstimator: { kind: "Ridge" } }, "STAGE_INVALID"],
    [{ kind: "StackingRegressor", estimators: [], finalEstimator: { kind: "LogisticRegression" } }, "STAGE_INVALID"],
    [{ kind: "StackingRegressor", estimators: [], params: { cv: 1 } }, "PARAM_INVALID"],
  ])("are refused from JSON: %j", async (json, code) => {
    expect((await errorOf(() => recipeFromJson(json))).code).toBe(code);
  });

  it("change their own parameters by name and their members' by path, at any depth", () => {
    const changed = nested.withParams({
      cv: 4,
      "bagged.nEstimators": 9,
      "bagged.estimator.model.C": 7,
      "voting.b.maxDepth": 5,
      "voting.voting": "hard",
      "finalEstimator.estimator.maxDepth": 2,
    });
    const params = paramsOf(changed);
    const read = [
      "cv",
      "passthrough",
      "bagged.nEstimators",
      "bagged.maxSamples",
      "bagged.estimator.model.C",
      "voting.b.maxDepth",
    ];
    expect(read.map((path) => params.get(path))).toEqual([4, true, 9, 0.8, 7, 5]);
    expect(params.get("finalEstimator.estimator.maxDepth")).toBe(2);
    expect(params.get("voting.voting")).toBe("hard");
    const boosted = new AdaBoostClassifier().withParams({
      nEstimators: 3,
      estimator: new DecisionTreeClassifier({ maxDepth: 4 }),
    });
    expect(JSON.stringify(boosted)).toContain('"maxDepth":4');
    expect(
      new StackingRegressor().withParams({ finalEstimator: new Ridge({ alpha: 8 }) }).finalEstimator.params.alpha,
    ).toBe(8);
  });

  it("refuse a path that leads nowhere", async () => {
    const change = (changes: object) => errorOf(() => nested.withParams(changes));
    expect((await change({ "voting.c.maxDepth": 1 })).code).toBe("PARAM_UNKNOWN");
    expect((await change({ "voting.b.maxDepht": 1 })).code).toBe("PARAM_UNKNOWN");
    expect((await change({ "voting.b.maxDepth": 0 })).code).toBe("PARAM_INVALID");
    expect((await change({ folds: 2 })).code).toBe("PARAM_UNKNOWN");
    expect((await change({ finalEstimator: new Ridge() })).code).toBe("STAGE_INVALID");
  });
});

describe("ensembles in pipelines and in one another", () => {
  const { x, y } = steps(60);
  const pipeline = new Pipeline().add("scale", new StandardScaler()).add("model", nested);

  it("answer the same when they were stored, one row or many", async () => {
    const model = await pipeline.fit(x, y);
    const again = await stored(model);
    expect([...again.predictProba(x).values]).toEqual([...model.predictProba(x).values]);
    const [a = 0, b = 0] = x.toDense().values;
    expect([...again.predictProbaOne({ x0: a, x1: b })]).toEqual([...model.predictProba(x).values.slice(0, 2)]);
    expect(model.stage("model").estimator("voting").estimator("b").depth).toBe(2);
  });

  it("are expected by their recipe when they are loaded, members and all", async () => {
    const store = new MemoryStore();
    await save(await pipeline.fit(x, y), store, "nested");
    const again = await load(store, "nested", { as: pipeline });
    expect(again.stage("model").estimator("finalEstimator").estimators.length).toBeGreaterThan(0);
    const other = new Pipeline()
      .add("scale", new StandardScaler())
      .add("model", nested.add("more", new LogisticRegression()));
    expect((await errorOf(() => load(store, "nested", { as: other }))).code).toBe("ARTIFACT_TYPE");
  });

  it("are told in full by the lineage of a pipeline", async () => {
    const model = await pipeline.fit(x, y);
    expect(String(recipeFromJson(model.recipe))).toBe(String(pipeline));
  });
});
