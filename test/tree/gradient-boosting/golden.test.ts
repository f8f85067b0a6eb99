/** Parity with scikit-learn 1.2: the same predictions where its models do not depend on its seed, scores no worse elsewhere. */
import { describe, expect, it } from "vitest";
import type { Label } from "../../../src/core/contracts.js";
import { accuracyScore, r2Score } from "../../../src/metrics/index.js";
import { BoostedClassifierModel } from "../../../src/tree/index.js";
import { everyOther, expectClose } from "../support.js";
import { type Fitted, fitNamed, type GoldenCase, golden, rowsOf, type Spread, type Stop } from "./support.js";

function titled<T extends GoldenCase | Stop>(cases: readonly T[]): [string, T][] {
  return cases.map((given) => {
    const weighted = "weighted" in given && given.weighted ? ", weighted" : "";
    return [`${given.data}, ${given.task}${weighted}, ${JSON.stringify(given.params)}`, given];
  });
}

function answersOf(model: Fitted, x: Parameters<Fitted["predict"]>[0]): Float64Array {
  return model instanceof BoostedClassifierModel ? model.predictProba(x).values : model.predict(x);
}

/** What scikit-learn rounds otherwise grows from round to round; leaves of few rows have second derivatives near 0. */
const CLOSE = 1e-9;

describe("models that do not depend on scikit-learn's seed predict the same", () => {
  const cases = golden.cases.filter((given) => given.predictions !== undefined);
  expect(cases.length).toBeGreaterThan(70);

  it.each(titled(cases))("%s", async (_, given) => {
    const table = await rowsOf(given);
    const model = await fitNamed(given, everyOther(table, 0));
    const { predictions: expected = [], trainScore: losses = [], importances = [] } = given;
    const predicted = answersOf(model, everyOther(table, 1).x).subarray(0, expected.length);
    expectClose(predicted, expected, CLOSE, 1e-12);
    const { trainScore } = model;
    expectClose([trainScore[0], trainScore[1], trainScore.at(-1)] as number[], losses, CLOSE, 1e-12);
    expectClose(model.featureImportances, importances, 1e-7, 1e-9);
  });
});

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Holds the mean of our seeds to that of scikit-learn's 16: four times as far apart as chance would have them, and as what one row counts for. */
function expectNear(values: readonly number[], expected: Spread, row: number): void {
  const own = spreadOf(values);
  const error = Math.max(own.deviation, expected.deviation) * Math.sqrt(1 / values.length + 1 / 16);
  expect(Math.abs(own.mean - expected.mean)).toBeLessThan(4 * error + row);
}

describe("models that depend on scikit-learn's seed are as good", () => {
  const cases = golden.cases.filter((given) => given.score !== undefined);
  expect(cases.length).toBeGreaterThan(50);

  it.each(titled(cases))("%s", async (_, given) => {
    const table = await rowsOf(given);
    const test = everyOther(table, 1);
    const scores: number[] = [];
    const falls: number[] = [];
    for (const seed of SEEDS) {
      const model = await fitNamed({ ...given, params: { ...given.params, seed } }, everyOther(table, 0));
      const score =
        model instanceof BoostedClassifierModel
          ? accuracyScore([...test.y], model.predict(test.x))
          : r2Score(test.y.map(Number), model.predict(test.x));
      scores.push(score);
      falls.push(model.oobImprovement.subarray(1).reduce((sum, fall) => sum + fall, 0));
    }
    if (given.score !== undefined)
      expectNear(scores, given.score, given.task === "classify" ? 1 / test.y.length : 0.005);
    if (given.fall !== undefined) expectNear(falls, given.fall, 0);
  });
});

describe("stops in the round in which scikit-learn would, watching the same rows", () => {
  it.each(titled(golden.stops))("%s", async (_, given) => {
    const { x, y } = await rowsOf(given);
    const rows = y.map((_, row) => row);
    const part = (own: readonly number[]) => ({ x: x.take(own), y: own.map((row) => y[row] as Label) });
    const validation = part(rows.filter((row) => row % 4 === 1));
    const model = await fitNamed(given, part(rows.filter((row) => row % 4 !== 1)), { validation });
    expect(model.nIter).toBe(given.losses.length);
    expectClose(model.validationScore, given.losses, CLOSE);
  });
});
