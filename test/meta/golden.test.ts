/** Parity with scikit-learn 1.2: the same predictions where they do not depend on its seed, scores no worse where rows are drawn. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Label } from "../../src/core/contracts.js";
import { LinearRegression } from "../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import {
  type AdaBoostAlgorithm,
  AdaBoostClassifier,
  AdaBoostRegressor,
  type AdaBoostRegressorOptions,
  BaggingClassifier,
  type BaggingOptions,
  BaggingRegressor,
  StackingClassifier,
  type StackingClassifierOptions,
  StackingRegressor,
  VotingClassifier,
  VotingRegressor,
} from "../../src/meta/index.js";
import { accuracyScore, r2Score } from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../../src/tree/index.js";
import { every, expectClose, type Table, type TableName, tableOf } from "./support.js";

interface Boosted {
  data: TableName;
  depth: number;
  algorithm: AdaBoostAlgorithm;
  learningRate: number;
  nEstimators: number;
  fitted: number;
  weights: number[] | null;
  proba: number[][];
  labels: string[];
  estimatorWeights: number[];
  estimatorErrors: number[];
  importances: number[] | null;
}

interface Voted {
  data: TableName;
  depth: number;
  weights: number[] | null;
  labels: string[];
  proba: number[][];
}

interface Scored {
  kind: "BaggingClassifier" | "BaggingRegressor" | "AdaBoostRegressor";
  data: TableName;
  params: BaggingOptions & AdaBoostRegressorOptions;
  member: "logistic" | "ridge" | null;
  folds: number[];
  score: number;
  oobScore?: number;
}

const golden: {
  boosted: Boosted[];
  boostedLinear: { proba: number[][]; errors: number[] };
  voting: Voted[];
  stacking: { data: TableName; depth: number; params: StackingClassifierOptions; proba: number[][] }[];
  regressions: {
    voting: { depth: number; weights: number[] | null; values: number[] }[];
    stacking: { depth: number; params: { cv?: number; passthrough?: boolean }; values: number[] }[];
  };
  scored: Scored[];
} = JSON.parse(readFileSync(new URL("../golden/meta.json", import.meta.url), "utf8"));

/** Predictions are stored for every so many rows. */
const STEP = { iris: 5, wine: 6, breast_cancer: 19, diabetes: 15 } as const;
/** Trees are the same, and sums round otherwise. */
const SAME = 1e-8;
/** Two searches for coefficients end within this of each other. */
const SEARCHED = 1e-6;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rowsOf = (values: Float64Array, width: number, step: number) =>
  every(
    Array.from({ length: values.length / width }, (_, row) => values.slice(row * width, (row + 1) * width)),
    step,
  ).flatMap((row) => [...row]);

describe("AdaBoostClassifier predicts as scikit-learn's, as far as its trees do not depend on its seed", () => {
  const titled = golden.boosted.map((given) => {
    const how = `${given.algorithm}, depth ${given.depth}, rate ${given.learningRate}`;
    return [
      `${given.data}, ${how}${given.weights === null ? "" : ", weighted"}: ${given.fitted} members`,
      given,
    ] as const;
  });
  it("boosts tables, both ways, several members long", () => {
    for (const algorithm of ["SAMME", "SAMME.R"]) {
      const own = golden.boosted.filter((given) => given.algorithm === algorithm);
      expect(Math.max(...own.map(({ fitted }) => fitted))).toBeGreaterThanOrEqual(5);
    }
  });

  it.each(titled)("%s", async (_, given) => {
    const { x, y } = await tableOf(given.data);
    const { depth, algorithm, learningRate, nEstimators } = given;
    const estimator = new DecisionTreeClassifier({ maxDepth: depth });
    const recipe = new AdaBoostClassifier({ estimator, algorithm, learningRate, nEstimators });
    const model = await recipe.fit(x, y, given.weights === null ? {} : { sampleWeight: given.weights });
    expect(model.estimators.length).toBe(given.fitted);
    const width = model.classes.length;
    expectClose(rowsOf(model.predictProba(x).values, width, STEP[given.data]), given.proba.flat(), SAME);
    expect(every(model.predict(x), STEP[given.data]).map(String)).toEqual(given.labels);
    expectClose(model.estimatorWeights, given.estimatorWeights, SAME);
    expectClose(model.estimatorErrors, given.estimatorErrors, SAME);
    if (given.importances !== null) expectClose(model.featureImportances ?? [], given.importances, SAME);
  });

  it("boosts linear models too", async () => {
    const { x, y } = await tableOf("iris");
    const estimator = new LogisticRegression({ tol: 1e-9, maxIter: 1000 });
    const model = await new AdaBoostClassifier({ estimator, nEstimators: 8, learningRate: 0.5 }).fit(x, y);
    expectClose(rowsOf(model.predictProba(x).values, 3, STEP.iris), golden.boostedLinear.proba.flat(), SEARCHED);
    expectClose(model.estimatorErrors, golden.boostedLinear.errors, SEARCHED);
  });
});

const logistic = (options: object = {}) => new LogisticRegression({ tol: 1e-9, maxIter: 1000, ...options });
const scaled = (options: object = {}) =>
  new Pipeline().add("scale", new StandardScaler()).add("model", logistic(options));

describe("VotingClassifier and VotingRegressor predict as scikit-learn's", () => {
  it.each(golden.voting)("classes: $data, weights $weights", async ({ data, depth, weights, labels, proba }) => {
    const { x, y } = await tableOf(data);
    const recipe = new VotingClassifier({ weights })
      .add("linear", scaled())
      .add("strong", scaled({ C: 0.01 }))
      .add("tree", new DecisionTreeClassifier({ maxDepth: depth }));
    const hard = await recipe.fit(x, y);
    expect(every(hard.predict(x), STEP[data]).map(String)).toEqual(labels);
    const soft = await recipe.withParams({ voting: "soft" }).fit(x, y);
    expectClose(rowsOf(soft.predictProba(x).values, soft.classes.length, STEP[data]), proba.flat(), SEARCHED);
  });

  it.each(golden.regressions.voting)("numbers: weights $weights", async ({ depth, weights, values }) => {
    const { x, y } = await tableOf("diabetes");
    const recipe = new VotingRegressor({ weights })
      .add("line", new LinearRegression())
      .add("ridge", new Ridge({ alpha: 0.5 }))
      .add("tree", new DecisionTreeRegressor({ maxDepth: depth }));
    expectClose(every((await recipe.fit(x, y.map(Number))).predict(x), STEP.diabetes), values, SAME);
  });
});

describe("StackingClassifier and StackingRegressor predict as scikit-learn's, on the same folds", () => {
  it("stacks by each method, and with the columns", () => {
    const asked = golden.stacking.map(({ params }) => JSON.stringify(params));
    for (const params of [
      {},
      { cv: 3 },
      { passthrough: true },
      { stackMethod: "predict" },
      { stackMethod: "decisionFunction" },
    ]) {
      expect(asked).toContain(JSON.stringify(params));
    }
  });

  it.each(golden.stacking)("classes: $data, $params", async ({ data, depth, params, proba }) => {
    const { x, y } = await tableOf(data);
    const scores = params.stackMethod === "decisionFunction";
    const start = new StackingClassifier({ ...params, finalEstimator: logistic() });
    // Pipelines have no scores to ask for.
    const linear = scores ? [logistic(), logistic({ C: 0.01 })] : [scaled(), scaled({ C: 0.01 })];
    const tree = new DecisionTreeClassifier({ maxDepth: depth });
    const [first = logistic(), second = logistic()] = linear;
    const two = start.add("linear", first).add("strong", second);
    const model = scores ? await two.fit(x, y) : await two.add("tree", tree).fit(x, y);
    expectClose(rowsOf(model.predictProba(x).values, model.classes.length, STEP[data]), proba.flat(), SEARCHED);
  });

  it.each(golden.regressions.stacking)("numbers: $params", async ({ depth, params, values }) => {
    const { x, y } = await tableOf("diabetes");
    const recipe = new StackingRegressor({ ...params, finalEstimator: new Ridge() })
      .add("line", new LinearRegression())
      .add("ridge", new Ridge({ alpha: 0.5 }))
      .add("tree", new DecisionTreeRegressor({ maxDepth: depth }));
    expectClose(every((await recipe.fit(x, y.map(Number))).predict(x), STEP.diabetes), values, SAME);
  });
});

/** A point of accuracy or R²: what is left to chance with these seeds. */
const MARGIN = 0.01;

/** How many seeds it takes for chance to stay below the margin: deep trees for numbers differ most from seed to seed. */
function seedsFor({ kind, member }: Scored): number[] {
  const many = kind === "BaggingRegressor" && member === null;
  return Array.from({ length: many ? 12 : 4 }, (_, seed) => seed);
}

function recipeOf({ kind, params, member }: Scored, seed: number) {
  const options = { ...params, seed };
  if (kind === "BaggingClassifier")
    return member === null
      ? new BaggingClassifier(options)
      : new BaggingClassifier({
          ...options,
          estimator: new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression()),
        });
  const estimator = new Ridge({ alpha: 0.1 });
  if (kind === "BaggingRegressor")
    return member === null ? new BaggingRegressor(options) : new BaggingRegressor({ ...options, estimator });
  return member === null ? new AdaBoostRegressor(options) : new AdaBoostRegressor({ ...options, estimator });
}

function part({ x, y }: Table, rows: readonly number[]): Table {
  return { x: x.take(rows), y: rows.map((row) => y[row] as Label) };
}

async function scoreOf(given: Scored, seed: number, train: Table, test: Table): Promise<number> {
  const recipe = recipeOf(given, seed);
  if (recipe instanceof BaggingClassifier)
    return accuracyScore([...test.y], (await recipe.fit(train.x, train.y)).predict(test.x));
  return r2Score(test.y.map(Number), (await recipe.fit(train.x, train.y.map(Number))).predict(test.x));
}

describe("what draws rows scores no less than scikit-learn's on the same folds", () => {
  it.each(
    golden.scored.map((given) => [`${given.kind}, ${given.data}, ${JSON.stringify(given.params)}`, given] as const),
  )("%s", async (_, given) => {
    const whole = await tableOf(given.data);
    const rows = given.folds.map((__, row) => row);
    const own: number[] = [];
    for (const fold of [0, 1, 2, 3, 4]) {
      const train = part(
        whole,
        rows.filter((row) => given.folds[row] !== fold),
      );
      const test = part(
        whole,
        rows.filter((row) => given.folds[row] === fold),
      );
      for (const seed of seedsFor(given)) own.push(await scoreOf(given, seed, train, test));
    }
    expect(mean(own)).toBeGreaterThanOrEqual(given.score - MARGIN);
    if (given.oobScore === undefined) return;
    const scores = await Promise.all(
      seedsFor(given).map(async (seed) => {
        const recipe = recipeOf(given, seed);
        const { x, y } = whole;
        const model = recipe instanceof BaggingClassifier ? await recipe.fit(x, y) : await recipe.fit(x, y.map(Number));
        return "oobScore" in model ? (model.oobScore ?? Number.NaN) : Number.NaN;
      }),
    );
    expect(Math.abs(mean(scores) - given.oobScore)).toBeLessThan(0.02);
  });
});
