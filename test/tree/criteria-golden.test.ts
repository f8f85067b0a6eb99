/** Parity with scikit-learn 1.2 in the criteria of regression, weights, pruning paths, drawn thresholds and text with weights. */
import { describe, expect, it } from "vitest";
import { DenseMatrix } from "../../src/data/matrix.js";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../../src/tree/index.js";
import {
  criteriaGolden,
  everyOther,
  expectClose,
  expectSameTree,
  fitNamed,
  type Spread,
  scoreOn,
  tableOf,
  titled,
} from "./support.js";

describe("trees that do not depend on scikit-learn's seed are the same", () => {
  const cases = criteriaGolden.cases.filter((given) => given.tree !== undefined);
  for (const criterion of ["friedmanMse", "absoluteError", "poisson"]) {
    expect(cases.filter((given) => given.params.criterion === criterion).length).toBeGreaterThanOrEqual(10);
  }

  it.each(titled(cases))("%s", async (_, given) => expectSameTree(await fitNamed(given, await tableOf(given)), given));
});

describe("trees that depend on scikit-learn's seed score no worse", () => {
  const cases = criteriaGolden.cases.filter((given) => given.tree === undefined);

  it.each(titled(cases))("%s", async (_, given) => {
    const table = await tableOf(given);
    const model = await fitNamed(given, everyOther(table, 0));
    expect(scoreOn(model, everyOther(table, 1))).toBeGreaterThanOrEqual(given.worst - 1e-12);
  });
});

describe("costComplexityPruningPath gives scikit-learn's prices and impurities", () => {
  it.each(titled(criteriaGolden.paths))("%s", async (_, given) => {
    const { x, y, weights } = await tableOf(given);
    const options = weights === undefined ? {} : { sampleWeight: weights };
    const path =
      given.task === "classify"
        ? await new DecisionTreeClassifier(given.params).costComplexityPruningPath(x, y, options)
        : await new DecisionTreeRegressor(given.params).costComplexityPruningPath(x, y.map(Number), options);
    // Prices are differences of impurities, which are as exact as those of the root.
    const near = 1e-12 * (given.impurities.at(-1) as number);
    expectClose(path.ccpAlphas, given.ccpAlphas, 1e-9, near);
    expectClose(path.impurities, given.impurities, 1e-9, near);
  });
});

describe("trees by drawn thresholds are as good and as large as scikit-learn's", () => {
  /** Holds a mean to another over seeds: within four times what chance makes of it. */
  function expectNear(own: readonly number[], { mean, deviation }: Spread, seeds: number): void {
    const average = own.reduce((sum, value) => sum + value, 0) / own.length;
    const error = deviation * Math.sqrt(1 / seeds + 1 / own.length);
    expect(Math.abs(average - mean)).toBeLessThan(4 * error + 1e-12);
  }

  it.each(titled(criteriaGolden.randoms))("%s", async (_, given) => {
    const table = await tableOf(given);
    const [train, test] = [everyOther(table, 0), everyOther(table, 1)];
    const scores: number[] = [];
    const leaves: number[] = [];
    for (let seed = 0; seed < given.seeds; seed++) {
      const model = await fitNamed({ ...given, params: { ...given.params, seed } }, train);
      scores.push(scoreOn(model, test));
      leaves.push(model.nLeaves);
    }
    expectNear(scores, given.scores, given.seeds);
    expectNear(leaves, given.leaves, given.seeds);
  });
});

describe("exportText with weights writes what export_text writes", () => {
  it.each(titled(criteriaGolden.texts))("%s", async (_, given) => {
    const { x, ...rest } = await tableOf(given);
    const named = new DenseMatrix(x.values, x.rows, x.cols, { names: given.names });
    const model = await fitNamed(given, { x: named, ...rest });
    expect(model.exportText(given.options)).toBe(given.text);
  });
});
