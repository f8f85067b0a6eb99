/** Parity with scikit-learn 1.2: the same trees where its trees do not depend on its seed, scores no worse elsewhere. */
import { describe, expect, it } from "vitest";
import { everyOther, expectSameTree, fitNamed, golden, scoreOn, tableOf, titled } from "./support.js";

describe("trees that do not depend on scikit-learn's seed are the same", () => {
  const cases = golden.cases.filter((given) => given.tree !== undefined);
  expect(cases.length).toBeGreaterThan(100);

  it.each(titled(cases))("%s", async (_, given) => expectSameTree(await fitNamed(given, await tableOf(given)), given));
});

describe("trees that depend on scikit-learn's seed score no worse", () => {
  const cases = golden.cases.filter((given) => given.tree === undefined);

  it.each(titled(cases))("%s", async (_, given) => {
    const table = await tableOf(given);
    const model = await fitNamed(given, everyOther(table, 0));
    expect(scoreOn(model, everyOther(table, 1))).toBeGreaterThanOrEqual(given.worst - 1e-12);
  });
});

describe("exportText writes what export_text writes", () => {
  it.each(golden.texts.map((given, index) => [index, given] as const))("case %i", async (_, given) => {
    const model = await fitNamed(given, await tableOf(given));
    expect(model.exportText(given.options)).toBe(given.text);
  });
});
