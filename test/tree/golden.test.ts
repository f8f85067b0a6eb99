/** Parity with scikit-learn 1.2: the same trees where its trees do not depend on its seed, scores no worse elsewhere. */
import { describe, expect, it } from "vitest";
import { accuracyScore, r2Score } from "../../src/metrics/index.js";
import { TreeClassifierModel } from "../../src/tree/index.js";
import { everyOther, expectClose, fitNamed, type GoldenCase, golden, tableOf } from "./support.js";

function titled(cases: readonly GoldenCase[]): [string, GoldenCase][] {
  return cases.map((given) => {
    const weighted = given.weighted ? ", weighted" : "";
    return [`${given.data}, ${given.task}${weighted}, ${JSON.stringify(given.params)}`, given];
  });
}

describe("trees that do not depend on scikit-learn's seed are the same", () => {
  const cases = golden.cases.filter((given) => given.tree !== undefined);
  expect(cases.length).toBeGreaterThan(100);

  it.each(titled(cases))("%s", async (_, given) => {
    const { tree: expected, importances, depth } = given;
    const model = await fitNamed(given, await tableOf(given));
    const { tree } = model;
    expect([...tree.childrenLeft]).toEqual(expected?.childrenLeft);
    expect([...tree.childrenRight]).toEqual(expected?.childrenRight);
    expect([...tree.feature]).toEqual(expected?.feature);
    expect([...tree.nNodeSamples]).toEqual(expected?.nNodeSamples);
    if (expected === undefined) return;
    expectClose(tree.threshold, expected.threshold, 1e-12);
    expectClose(tree.value, expected.value, 1e-12, given.task === "classify" ? 1e-14 : 1e-12);
    expectClose(tree.weightedNNodeSamples, expected.weightedNNodeSamples, 1e-12);
    expectClose(tree.impurity, expected.impurity, 1e-10, 1e-12 * (tree.impurity[0] as number));
    expectClose(model.featureImportances, importances, 1e-9, 1e-12);
    expect([model.depth, model.nLeaves]).toEqual([depth, expected.feature.filter((column) => column < 0).length]);
  });
});

describe("trees that depend on scikit-learn's seed score no worse", () => {
  const cases = golden.cases.filter((given) => given.tree === undefined);

  it.each(titled(cases))("%s", async (_, given) => {
    const table = await tableOf(given);
    const test = everyOther(table, 1);
    const model = await fitNamed(given, everyOther(table, 0));
    const score =
      model instanceof TreeClassifierModel
        ? accuracyScore([...test.y], model.predict(test.x))
        : r2Score(test.y.map(Number), model.predict(test.x));
    expect(score).toBeGreaterThanOrEqual(given.worst - 1e-12);
  });
});

describe("exportText writes what export_text writes", () => {
  it.each(golden.texts.map((given, index) => [index, given] as const))("case %i", async (_, given) => {
    const model = await fitNamed(given, await tableOf(given));
    expect(model.exportText(given.options)).toBe(given.text);
  });
});
