import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { Matrix } from "../../src/data/matrix.js";
import { BayesianRidge, BayesianRidgeModel, Ridge } from "../../src/linear/index.js";
import { readExample, toCsr } from "./tables.js";

interface Case {
  name: string;
  params: object;
  x: number[][] | null;
  y: number[] | null;
  weights: number[] | null;
  coef: number[];
  intercept: number;
  alpha: number;
  lambda: number;
  sigma: number[][];
  scores: number[];
  nIter: number;
  std: number[];
}

const golden: Case[] = JSON.parse(readFileSync(new URL("../golden/bayesian_ridge.json", import.meta.url), "utf8"));
const diabetes = readExample("diabetes");

/** The largest difference, relative to the largest value. */
function apart(given: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(given.length).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs), 1e-300);
  return Math.max(0, ...Array.from(given, (value, i) => Math.abs(value - (expected[i] ?? Number.NaN)))) / scale;
}

function dataOf({ x, y }: Case): { x: Matrix; y: number[] } {
  return {
    x: x === null ? Matrix.fromDense(diabetes.x.values, diabetes.x.rows, diabetes.x.cols) : Matrix.fromRows(x),
    y: y ?? diabetes.labels.map(Number),
  };
}

describe("BayesianRidge against scikit-learn", () => {
  // scikit-learn decomposes the rows themselves; rounding goes through some rounds of a fixed point, in which it grows.
  it.each(golden.map((given) => [given.name, given] as const))("%s", async (_, given) => {
    const { x, y } = dataOf(given);
    const recipe = new BayesianRidge({ computeScore: true, ...given.params });
    for (const table of given.x === null ? [x] : [x, toCsr(x)]) {
      const model = await recipe.fit(table, y, given.weights === null ? {} : { sampleWeight: given.weights });
      expect(model.nIter).toBe(given.nIter);
      expect(apart(model.coef, given.coef)).toBeLessThan(1e-8);
      expect(apart([model.intercept], [given.intercept])).toBeLessThan(1e-8);
      expect(apart([model.alpha], [given.alpha])).toBeLessThan(1e-8);
      expect(apart([model.lambda], [given.lambda])).toBeLessThan(1e-8);
      expect(apart(model.sigma.values, given.sigma.flat())).toBeLessThan(1e-7);
      expect(apart(model.scores, given.scores)).toBeLessThan(1e-8);
      const { mean, std } = model.predictWithStd(table.slice(0, 7));
      expect(apart(std, given.std)).toBeLessThan(1e-8);
      expect(mean).toEqual(model.predict(table.slice(0, 7)));
    }
  });
});

describe("BayesianRidge", () => {
  it("is the Ridge of the penalty that it found", async () => {
    const y = diabetes.labels.map(Number);
    const model = await new BayesianRidge().fit(diabetes.x, y);
    const ridge = await new Ridge({ alpha: model.lambda / model.alpha }).fit(diabetes.x, y);
    expect(apart(model.coef, ridge.coef)).toBeLessThan(1e-9);
  });

  it("keeps the digits of columns that are small beside others", async () => {
    const noise = (i: number, j: number) => ((i * 7919 + j * 104_729 + i * j * 31) % 1009) / 1009 - 0.5;
    const rows = Array.from({ length: 200 }, (_, i) => [1e7 * noise(i, 1), 1e-1 * noise(i, 2), noise(i, 3)]);
    const y = rows.map(([a = 0, b = 0, c = 0], i) => 1e-6 * a + 30 * b + c + 0.01 * noise(i, 4));
    const model = await new BayesianRidge({ tol: 1e-9 }).fit(rows, y);
    const ridge = await new Ridge({ alpha: model.lambda / model.alpha }).fit(rows, y);
    expect(apart(model.coef, ridge.coef)).toBeLessThan(1e-9);
    expect(Math.abs(model.coef[1]! - 30)).toBeLessThan(0.1);
  });

  it("is more certain near its rows than far off, and never more than the noise", async () => {
    const x = Array.from({ length: 50 }, (_, i) => [100 + i / 10]);
    const model = await new BayesianRidge().fit(
      x,
      x.map(([a = 0], i) => 3 * a + (i % 3)),
    );
    const { std } = model.predictWithStd([[102.45], [110], [0]]);
    expect(std[0]!).toBeLessThan(std[1]!);
    expect(std[1]!).toBeLessThan(std[2]!);
    expect(std[0]!).toBeGreaterThanOrEqual(Math.sqrt(1 / model.alpha));
  });

  it("stays finite where there is nothing to learn", async () => {
    const none = { alpha1: 0, alpha2: 0, lambda1: 0, lambda2: 0 };
    for (const options of [{}, none]) {
      const flat = await new BayesianRidge(options).fit([[1], [1], [1]], [1, 2, 3]);
      expect([flat.coef[0], flat.intercept]).toEqual([0, 2]);
      const exact = await new BayesianRidge(options).fit([[1], [2], [3]], [2, 4, 6]);
      expect(exact.predict([[4]])[0]).toBeCloseTo(8, 4);
      const one = await new BayesianRidge(options).fit([[1, 2]], [5]);
      expect([...one.predict([[3, 4]])]).toEqual([5]);
    }
  });

  it.each([
    ["coef", Float64Array.of(1)],
    ["coef", Float64Array.of(1, Number.NaN)],
    ["intercept", "1"],
    ["means", Float64Array.of(1)],
    ["sigma", Float64Array.of(1, 0, 0)],
    ["alpha", 0],
    ["lambda", -1],
    ["nIter", 0],
    ["scores", [1]],
  ])("refuses a stored state with damaged %s (%#)", async (key, value) => {
    const model = await new BayesianRidge().fit(
      [
        [1, 2],
        [2, 1],
        [3, 5],
      ],
      [1, 2, 3],
    );
    const state = { ...model.toState(), [key]: value };
    const read = () => BayesianRidgeModel.parse(new StateReader(state, model.kind, { version: 1 }));
    expect(read).toThrow(MlkitError);
  });

  it("refuses numbers that overflow", async () => {
    await expect(new BayesianRidge().fit([[1e200], [-1e200]], [1, 2])).rejects.toThrow(/too large/);
  });
});
