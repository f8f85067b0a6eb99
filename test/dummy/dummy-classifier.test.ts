import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Label } from "../../src/core/contracts.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import { DummyClassifier, DummyClassifierModel, type DummyClassifierOptions } from "../../src/dummy/index.js";
import { drawRows } from "../../src/dummy/row-draw.js";
import { errorOf, reload, sparse } from "../preprocess/support.js";

interface Case {
  params: DummyClassifierOptions;
  weights: number[] | null;
  classPrior: number[];
  predicted: string | null;
  probabilities: number[] | null;
}

interface Golden {
  labels: string[];
  classifiers: Case[];
  weightedClassifiers: Case[];
  tied: string[];
  tiedClassifiers: Case[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/dummy.json", import.meta.url), "utf8"));

const column = (rows: number) => Array.from({ length: rows }, (_, row) => [row]);

async function expectCase({ params, weights, classPrior, predicted, probabilities }: Case, labels: string[]) {
  const x = column(labels.length);
  const model = await new DummyClassifier(params).fit(x, labels, weights === null ? {} : { sampleWeight: weights });
  // Counts over their sum: the same bits.
  expect([...model.classPrior]).toEqual(classPrior);
  if (predicted !== null) expect(new Set(model.predict(x))).toEqual(new Set([predicted]));
  if (probabilities !== null)
    expect([...model.predictProba(x).values].slice(0, probabilities.length)).toEqual(probabilities);
}

describe("DummyClassifier against scikit-learn", () => {
  const cases = (list: Case[]) => list.map((given) => [given.params.strategy, given] as const);
  it.each(cases(golden.classifiers))("%s", (_, given) => expectCase(given, golden.labels));
  it.each(cases(golden.weightedClassifiers))("%s with weights", (_, given) => expectCase(given, golden.labels));
  it.each(cases(golden.tiedClassifiers))("%s of classes that are as frequent", (_, given) =>
    expectCase(given, golden.tied),
  );
});

/** How often each label is predicted for many different rows. */
async function sharesOf(options: DummyClassifierOptions, labels: readonly string[]): Promise<number[]> {
  const model = await new DummyClassifier(options).fit(column(labels.length), labels);
  const rows = 20_000;
  const predicted = model.predict(column(rows));
  return model.classes.map((label) => predicted.filter((each) => each === label).length / rows);
}

describe("DummyClassifier by chance", () => {
  const labels: readonly string[] = [...new Array(7).fill("a"), ...new Array(2).fill("b"), "c"];

  it("draws by the shares of the classes, or each class alike", async () => {
    // Four standard deviations of a share of 20,000 draws are below 0.015.
    for (const [strategy, expected] of [
      ["stratified", [0.7, 0.2, 0.1]],
      ["uniform", [1 / 3, 1 / 3, 1 / 3]],
    ] as const) {
      for (const seed of [0, 1, 2 ** 53 - 1]) {
        const shares = await sharesOf({ strategy, seed }, labels);
        for (const [k, share] of shares.entries()) expect(Math.abs(share - (expected[k] ?? 0))).toBeLessThan(0.015);
      }
    }
  });

  it("draws otherwise with another seed, and the same with the same", async () => {
    const x = column(200);
    const predict = async (seed: number) =>
      (await new DummyClassifier({ strategy: "uniform", seed }).fit(x.slice(0, 10), labels)).predict(x);
    expect(await predict(3)).toEqual(await predict(3));
    expect(await predict(3)).not.toEqual(await predict(4));
  });

  it("draws for a row by its content: in any order, alone, and in sparse rows", async () => {
    const cell = fc.constantFrom(0, -0, 1, -1.5, 1e300, 5e-324, Number.NaN);
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });
    const train = Matrix.fromRows(labels.map((_, row) => [row, 0, 1]));
    const model = await new DummyClassifier({ strategy: "stratified", seed: 8 }).fit(train, labels);
    fc.assert(
      fc.property(table, (rows) => {
        const together = model.predict(rows);
        expect(rows.toReversed().flatMap((row) => model.predict([row]))).toEqual(together.toReversed());
        const compressed = sparse(rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))));
        expect(compressed).toBeInstanceOf(CsrMatrix);
        expect(model.predict(compressed)).toEqual(together);
        const one = model.rowClass();
        expect(rows.map((row) => model.classes[one(Float64Array.from(row))])).toEqual(together);
      }),
    );
  });

  it("draws numbers that are spread evenly, for rows that hardly differ too", () => {
    const rows = 4096;
    const places: ((row: number) => readonly number[])[] = [
      (row) => [row],
      (row) => [0, row / 7],
      (row) => Array.from({ length: 12 }, (_, bit) => (row >> bit) & 1),
    ];
    for (const [seed, place] of places.entries()) {
      const draws = drawRows(seed, Matrix.fromRows(Array.from({ length: rows }, (_, row) => place(row)))).toSorted();
      // Kolmogorov and Smirnov's distance, which is above 1.95 / √n in one case of a thousand.
      const distance = draws.reduce((most, draw, at) => Math.max(most, Math.abs(draw - at / rows)), 0);
      expect(distance).toBeLessThan(1.95 / Math.sqrt(rows));
      expect(new Set(draws).size).toBe(rows);
    }
  });

  it("never draws a class without weight", async () => {
    const x = column(3);
    const recipe = new DummyClassifier({ strategy: "stratified" });
    const model = await recipe.fit(x, ["a", "b", "c"], { sampleWeight: [0, 1, 0] });
    expect(new Set(model.predict(column(500)))).toEqual(new Set(["b"]));
  });
});

describe("DummyClassifier", () => {
  it("knows the type of its labels", async () => {
    const model = await new DummyClassifier().fit([[1], [2]], [true, false]);
    expectTypeOf(model).toEqualTypeOf<DummyClassifierModel<boolean>>();
    // @ts-expect-error scikit-learn's word is spelled otherwise
    expect(() => new DummyClassifier({ strategy: "most_frequent" })).toThrow();
  });

  it("predicts a constant of any type, at the cost of one label", async () => {
    const lists: Label[][] = [
      ["a", "b"],
      [1, 2],
      [false, true],
    ];
    for (const labels of lists) {
      const model = await new DummyClassifier({ strategy: "constant", constant: labels[1] ?? "" }).fit(
        [[1], [2]],
        labels,
      );
      expect(model.predict([[9]])).toEqual([labels[1]]);
      expect([...model.predictProba([[9]]).values]).toEqual([0, 1]);
    }
  });

  it.each([
    ["strategy", "best"],
    ["classPrior", Float64Array.of(0.5, 0.6)],
    ["classPrior", Float64Array.of(-0.5, 1.5)],
    ["classPrior", Float64Array.of(1)],
    ["winner", 2],
    ["winner", 0.5],
    ["seed", -1],
    ["classes", ["a"]],
    ["inputNames", 3],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new DummyClassifier().fit([[1], [2]], ["a", "b"]);
    const damaged = () =>
      reload<DummyClassifierModel>(model, DummyClassifierModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["a constant that is no label", { strategy: "constant", constant: "z" }],
    ["no constant", { strategy: "constant" }],
    ["a constant of another type", { strategy: "constant", constant: 1 }],
  ] as const)("refuses %s", async (_, options) => {
    expect((await errorOf(() => new DummyClassifier(options).fit([[1], [2]], ["1", "b"]))).code).toBe("PARAM_INVALID");
  });
});
