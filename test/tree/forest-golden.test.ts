/** Forests against those of scikit-learn 1.2: as good on the same folds, out of bag, and in what columns they find important. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Label } from "../../src/core/contracts.js";
import { accuracyScore, r2Score } from "../../src/metrics/index.js";
import {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  type ForestOptions,
  RandomForestClassifier,
  type RandomForestClassifierOptions,
  RandomForestRegressor,
} from "../../src/tree/index.js";
import { type Table, tableOf } from "./support.js";

interface Case {
  forest: "randomForest" | "extraTrees";
  data: "iris" | "wine" | "breast_cancer" | "digits" | "diabetes";
  task: "classify" | "regress";
  /** The table is the first so many rows. */
  rows: number;
  params: ForestOptions & Pick<RandomForestClassifierOptions, "criterion" | "classWeight">;
  /** The fold in which each row is tested. */
  folds: number[];
  /** Scikit-learn's, seed by seed and fold by fold. */
  scores: number[][];
  oobScores?: number[];
  /** Of each column, over seeds. */
  importances?: { mean: number[]; deviation: number[] };
}

const golden: { cases: Case[] } = JSON.parse(readFileSync(new URL("../golden/forest.json", import.meta.url), "utf8"));

/** Half a point of accuracy or R². */
const MARGIN = 0.005;
const SEEDS = [0, 1, 2, 3];

/** How many seeds it takes for chance to stay below the margin: small forests and small tables differ most from seed to seed. */
function seedsFor({ data, params }: Case): number[] {
  const count = data === "digits" ? 3 : params.nEstimators === undefined ? 6 : 12;
  return Array.from({ length: count }, (_, seed) => seed);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function part({ x, y }: Table, rows: readonly number[]): Table {
  return { x: x.take(rows), y: rows.map((row) => y[row] as Label) };
}

async function learn({ forest, task, params }: Case, { x, y }: Table, options: ForestOptions) {
  const { criterion, classWeight, ...shared } = params;
  const [Classifier, Regressor] =
    forest === "randomForest"
      ? [RandomForestClassifier, RandomForestRegressor]
      : [ExtraTreesClassifier, ExtraTreesRegressor];
  if (task === "regress") return new Regressor({ ...shared, ...options }).fit(x, y.map(Number));
  const own = { ...(criterion && { criterion }), ...(classWeight && { classWeight }) };
  return new Classifier({ ...shared, ...own, ...options }).fit(x, y);
}

async function scoreOf(given: Case, train: Table, test: Table, seed: number): Promise<number> {
  const predicted = (await learn(given, train, { seed })).predict(test.x);
  if (predicted instanceof Float64Array) return r2Score(test.y.map(Number), predicted);
  return accuracyScore([...test.y], predicted);
}

function deviationOf(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Holds the mean of ours to that of scikit-learn's 16 seeds: five times as far apart as chance would have them. */
function expectNear(own: readonly number[], expected: number, deviation: number, what: string): void {
  const error = deviation * Math.sqrt(1 / own.length + 1 / 16);
  expect(Math.abs(mean(own) - expected), what).toBeLessThan(5 * error + 1e-4);
}

const titled = golden.cases.map(
  (given) => [`${given.forest}, ${given.data}, ${JSON.stringify(given.params)}`, given] as const,
);

describe("forests", () => {
  it.each(titled)("score no less than scikit-learn's on the same folds: %s", async (_, given) => {
    const whole = await tableOf(given);
    const { folds, scores } = given;
    const differences: number[] = [];
    for (let fold = 0; fold <= Math.max(...folds); fold++) {
      const rows = folds.map((_, row) => row);
      const train = part(
        whole,
        rows.filter((row) => folds[row] !== fold),
      );
      const test = part(
        whole,
        rows.filter((row) => folds[row] === fold),
      );
      const own: number[] = [];
      for (const seed of seedsFor(given)) own.push(await scoreOf(given, train, test, seed));
      differences.push(mean(own) - mean(scores.map((ofSeed) => ofSeed[fold] as number)));
    }
    expect(mean(differences)).toBeGreaterThanOrEqual(-MARGIN);
  });

  const drawn = titled.filter(([, { oobScores }]) => oobScores !== undefined);
  it.each(drawn)("score the same out of bag, and find the same columns important: %s", async (_, given) => {
    const { rows, oobScores, importances } = given;
    if (oobScores === undefined || importances === undefined) return;
    const table = part(
      await tableOf(given),
      Array.from({ length: rows }, (_, row) => row),
    );
    const models = await Promise.all(SEEDS.map((seed) => learn(given, table, { seed, oobScore: true })));
    const oob = models.map((model) => model.oobScore ?? Number.NaN);
    expectNear(oob, mean(oobScores), deviationOf(oobScores), "out of bag");
    importances.mean.forEach((expected, col) => {
      const own = models.map((model) => model.featureImportances[col] as number);
      expectNear(own, expected, importances.deviation[col] as number, `column ${col}`);
    });
  });
});
