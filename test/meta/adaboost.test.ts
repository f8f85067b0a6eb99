import { describe, expect, it } from "vitest";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import { AdaBoostClassifier, AdaBoostRegressor, ConstantClassifierModel } from "../../src/meta/index.js";
import { weightedMedian } from "../../src/meta/weighted-median.js";
import { accuracyScore } from "../../src/metrics/index.js";
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  RandomForestClassifier,
  TreeClassifierModel,
} from "../../src/tree/index.js";
import { errorOf, expectClose, Majority, steps } from "./support.js";

describe("AdaBoostClassifier", () => {
  it("boosts stumps beyond what one of them can do", async () => {
    const { x, y } = steps(400);
    const stump = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(x, y);
    const model = await new AdaBoostClassifier().fit(x, y);
    expect(accuracyScore(y, model.predict(x))).toBeGreaterThan(accuracyScore(y, stump.predict(x)) + 0.05);
    expect(model.estimators).toHaveLength(50);
    expect(model.estimators.every((member) => member instanceof TreeClassifierModel)).toBe(true);
  });

  it.each(["SAMME", "SAMME.R"] as const)("ends after a member that gets every row right, by %s", async (algorithm) => {
    const x = [[1], [2], [3], [4]];
    const model = await new AdaBoostClassifier({ algorithm }).fit(x, ["a", "a", "b", "b"]);
    expect([...model.estimatorErrors]).toEqual([0]);
    expect([...model.estimatorWeights]).toEqual([1]);
    expect(model.predict(x)).toEqual(["a", "a", "b", "b"]);
  });

  it("refuses a first member no better than chance, by SAMME", async () => {
    // Whichever question a stump asks, half of either side is of each class.
    const x = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const error = await errorOf(() => new AdaBoostClassifier({ algorithm: "SAMME" }).fit(x, ["a", "b", "b", "a"]));
    expect(error.code).toBe("NUMERIC_FAILURE");
    expect(error.message).toMatch(/no better than chance/);
    const deeper = new AdaBoostClassifier({
      algorithm: "SAMME",
      estimator: new DecisionTreeClassifier({ maxDepth: 2 }),
    });
    expect((await deeper.fit(x, ["a", "b", "b", "a"])).predict(x)).toEqual(["a", "b", "b", "a"]);
  });

  it("ends before a later member that is no better than chance", async () => {
    // Nothing to ask: once the wrong row weighs as much as the others, a member can do no better than half.
    const model = await new AdaBoostClassifier({ algorithm: "SAMME" }).fit(
      [[0], [0], [0], [0], [0]],
      ["a", "a", "a", "a", "b"],
    );
    expect([...model.estimatorErrors]).toEqual([0.2]);
    expect(model.predict([[0]])).toEqual(["a"]);
  });

  it("refuses a member that takes no weights, and a regressor", async () => {
    const error = await errorOf(() => new AdaBoostClassifier({ estimator: new Majority() }));
    expect([error.code, error.message]).toEqual(["STAGE_INVALID", expect.stringContaining("takes no weights")]);
    const regressor = await errorOf(() => new AdaBoostClassifier({ estimator: new Ridge() as never }));
    expect([regressor.code, regressor.message]).toEqual(["STAGE_INVALID", expect.stringContaining("not a classifier")]);
    expect((await errorOf(() => new AdaBoostClassifier({ estimator: Ridge as never }))).code).toBe("STAGE_INVALID");
  });

  it("gives what it would say after each member", async () => {
    const { x, y } = steps(150);
    for (const algorithm of ["SAMME", "SAMME.R"] as const) {
      const model = await new AdaBoostClassifier({ algorithm, nEstimators: 7 }).fit(x, y);
      const staged = [...model.stagedPredict(x)];
      const probabilities = [...model.stagedPredictProba(x)];
      expect(staged).toHaveLength(model.estimators.length);
      expect(staged.at(-1)).toEqual(model.predict(x));
      expect([...(probabilities.at(-1)?.values ?? [])]).toEqual([...model.predictProba(x).values]);
      const three = await new AdaBoostClassifier({ algorithm, nEstimators: 3 }).fit(x, y);
      expect(staged[2]).toEqual(three.predict(x));
      const scores = model.decisionFunction(x);
      expect(scores.cols).toBe(1);
      expect([...scores.values].map((score) => (score > 0 ? "low" : "high"))).toEqual(model.predict(x));
    }
  });

  it("gives the importances of its members by their weights, and null where they have none", async () => {
    const { x, y } = steps(200);
    const model = await new AdaBoostClassifier({ algorithm: "SAMME", nEstimators: 4 }).fit(x, y);
    const importances = [0, 0];
    const total = model.estimatorWeights.reduce((sum, weight) => sum + weight, 0);
    model.estimators.forEach((member, i) => {
      if (!(member instanceof TreeClassifierModel)) throw new Error("no tree");
      member.featureImportances.forEach((value, col) => {
        importances[col] = (importances[col] ?? 0) + (value * (model.estimatorWeights[i] ?? 0)) / total;
      });
    });
    expectClose(model.featureImportances ?? [], importances, 1e-12);
    const linear = await new AdaBoostClassifier({ estimator: new LogisticRegression(), nEstimators: 2 }).fit(x, y);
    expect(linear.featureImportances).toBeNull();
  });

  it("gives each member a seed of its own", async () => {
    const { x, y } = steps(120);
    const estimator = new RandomForestClassifier({ nEstimators: 3, maxDepth: 2, seed: 9 });
    const seen: unknown[] = [];
    const recipe = new AdaBoostClassifier({ estimator, nEstimators: 3, seed: 4 });
    const model = await recipe.fit(x, y, { onProgress: ({ stage }) => seen.push(stage[0]) });
    const states = model.estimators.map((member) => JSON.stringify(member.toState()));
    expect(new Set(states).size).toBe(3);
    expect(seen).toContain("estimator 2");
    const other = await recipe.withParams({ seed: 5 }).fit(x, y);
    expect(JSON.stringify(other.estimators[0]?.toState())).not.toBe(states[0]);
  });

  it("refuses weights that leave one class", async () => {
    const call = () => new AdaBoostClassifier().fit([[1], [2], [3]], ["a", "a", "b"], { sampleWeight: [1, 1, 0] });
    expect((await errorOf(call)).code).toBe("TARGET_ONE_CLASS");
  });

  it("goes on where weights leave the rows of a class next to nothing", async () => {
    const x = [[1], [2], [3], [4], [5], [6]];
    const y = ["a", "b", "a", "b", "a", "b"];
    const model = await new AdaBoostClassifier({ learningRate: 30 }).fit(x, y, {
      sampleWeight: [1, 1, 1, 1, 1, 1e-300],
    });
    expect(model.predictProba(x).values.every(Number.isFinite)).toBe(true);
    expect(model.estimators.some((member) => member instanceof ConstantClassifierModel)).toBe(false);
  });
});

describe("AdaBoostRegressor", () => {
  const x = Array.from({ length: 60 }, (_, row) => [row / 6]);
  const y = x.map(([a = 0]) => a * Math.abs(a - 5));

  it.each(["linear", "square", "exponential"] as const)(
    "boosts beyond what one member can do, by %s loss",
    async (loss) => {
      const tree = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(x, y);
      const model = await new AdaBoostRegressor({ loss, seed: 2 }).fit(x, y);
      const wrong = (given: Float64Array) =>
        given.reduce((sum, value, row) => sum + Math.abs(value - (y[row] ?? 0)), 0);
      expect(wrong(model.predict(x))).toBeLessThan(wrong(tree.predict(x)));
      expect(model.featureImportances?.length).toBe(1);
    },
  );

  it("ends after a member that gets every row right", async () => {
    const model = await new AdaBoostRegressor().fit(
      x,
      x.map(() => 3),
    );
    expect([[...model.estimatorWeights], [...model.estimatorErrors]]).toEqual([[1], [0]]);
  });

  it("keeps a first member that is worse than chance as the only one", async () => {
    // All rows but one are as wrong as can be.
    const coin = Array.from({ length: 40 }, (_, row) => row % 2);
    const estimator = new Ridge({ alpha: 1e9 });
    const model = await new AdaBoostRegressor({ estimator }).fit(x.slice(0, 40), coin);
    expect(model.estimators).toHaveLength(1);
    expect(model.estimatorErrors[0]).toBeGreaterThanOrEqual(0.5);
    expect(model.predict(x).every(Number.isFinite)).toBe(true);
  });

  it("gives what it would say after each member", async () => {
    const model = await new AdaBoostRegressor({ nEstimators: 6 }).fit(x, y);
    const staged = [...model.stagedPredict(x)];
    expect(staged).toHaveLength(6);
    expect([...(staged[5] ?? [])]).toEqual([...model.predict(x)]);
    expect([...(staged[0] ?? [])]).toEqual([...(model.estimators[0]?.predict(x) ?? [])]);
  });

  it("draws rows by their weights, and none of weight 0", async () => {
    const sampleWeight = x.map((_, row) => (row < 30 ? 1 : 0));
    const weighed = await new AdaBoostRegressor().fit(x, y, { sampleWeight });
    const fewer = await new AdaBoostRegressor().fit(x.slice(0, 30), y.slice(0, 30));
    expect([...weighed.predict(x)]).toEqual([...fewer.predict(x)]);
  });
});

describe("weightedMedian", () => {
  it.each([
    [[3, 1, 2], [1, 1, 1], 2],
    [[3, 1, 2], [10, 1, 1], 3],
    [[1, 2], [1, 1], 1],
    [[5], [0.25], 5],
    [[4, 4, 1], [1, 1, 5], 1],
  ])("of %j weighed %j is %d", (values, weights, expected) => {
    expect(weightedMedian(Float64Array.from(values), Float64Array.from(weights))).toBe(expected);
  });

  it("sorts many", () => {
    const values = Float64Array.from({ length: 1501 }, (_, i) => (i * 7919) % 1501);
    expect(weightedMedian(values, new Float64Array(1501).fill(1))).toBe(750);
  });
});
