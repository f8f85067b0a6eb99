/**
 * LogisticRegression against scikit-learn 1.2: an objective no higher than theirs by 1e-6, absolutely and relatively, and probabilities
 * within 1e-5 of those at the minimum (where the minimum is one point, and the default limit of iterations leads there).
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../src/data/matrix.js";
import { LogisticRegression, type LogisticRegressionOptions } from "../../src/linear/index.js";
import { objectiveOf } from "./objective.js";
import { difference, readExample, standardised, toCsr, weightsOf } from "./tables.js";

interface LogisticCase {
  table: string;
  scaled: boolean;
  options: LogisticRegressionOptions;
  weighted: boolean;
  objective: number;
  best: number;
  coef: number[][];
  intercept: number[];
  probabilities: number[][];
}

const golden: { logistic: LogisticCase[] } = JSON.parse(
  readFileSync(new URL("../golden/linear.json", import.meta.url), "utf8"),
);

interface Data {
  x: Matrix;
  y: readonly string[];
  weights: number[] | undefined;
}

function dataOf({ table, scaled, weighted }: Pick<LogisticCase, "table" | "scaled" | "weighted">): Data {
  const { x, labels } = readExample(table);
  return { x: scaled ? standardised(x) : x, y: labels, weights: weighted ? weightsOf(x.rows) : undefined };
}

const cases = golden.logistic.map(
  (each) =>
    [
      `${each.table}${each.scaled ? " scaled" : ""}${each.weighted ? " weighted" : ""} ${JSON.stringify(each.options)}`,
      each,
    ] as const,
);

describe("parity with scikit-learn", () => {
  it.each(cases)("%s", async (_, each) => {
    const { x, y, weights } = dataOf(each);
    const model = await new LogisticRegression(each.options).fit(x, y, weights ? { sampleWeight: weights } : {});
    const reached = objectiveOf(model, x, y, weights, each.options);
    expect(reached).toBeLessThanOrEqual(each.objective + 1e-6 * Math.min(1, each.objective));
    // l1 penalties are searched with a limit of 100 iterations to a gap of 0.002 here; scikit-learn's is a thousand times that.
    const l1 = each.options.penalty === "l1";
    expect(reached - each.best).toBeLessThan(l1 ? 2e-3 : 1e-6);
    const picked = each.probabilities.map((_row, i) => i * 40);
    const probabilities = model.predictProba(x.take(picked)).values;
    expect(difference(probabilities, each.probabilities.flat())).toBeLessThan(l1 ? 2e-3 : 1e-5);
  });

  it("finds the minimum's own coefficients when the tolerance asks for it", async () => {
    for (const each of golden.logistic.filter(({ options }) => options.penalty !== null)) {
      const { x, y, weights } = dataOf(each);
      const options = { ...each.options, tol: 1e-7, maxIter: 5000 };
      const model = await new LogisticRegression(options).fit(x, y, weights ? { sampleWeight: weights } : {});
      const width = each.coef[0]?.length ?? 0;
      const coef = each.coef.flatMap((_row, k) => [...model.coef.values.slice(k * x.cols, k * x.cols + width)]);
      expect(difference(coef, each.coef.flat())).toBeLessThan(1e-3);
      // Beside numbers of 1: some are next to 0.
      expect(difference([...model.intercept, 1], [...each.intercept, 1])).toBeLessThan(1e-3);
      expect(model.converged).toBe(true);
    }
  });
});

describe("the search", () => {
  it("converges on the breast cancer data as it is, unscaled", async () => {
    const { x, labels } = readExample("breast_cancer");
    const model = await new LogisticRegression().fit(x, labels);
    expect(model.converged).toBe(true);
    const longer = await new LogisticRegression({ tol: 1e-8, maxIter: 1000 }).fit(x, labels);
    const gap = objectiveOf(model, x, labels, undefined, {}) - objectiveOf(longer, x, labels, undefined, {});
    expect(gap).toBeLessThan(1e-6);
  });

  it("says when it ended at its limit", async () => {
    const { x, y } = dataOf({ table: "breast_cancer", scaled: true, weighted: false });
    const model = await new LogisticRegression({ maxIter: 3 }).fit(x, y);
    expect([model.nIter, model.converged]).toEqual([3, false]);
  });

  it("goes on from a model", async () => {
    const { x, y } = dataOf({ table: "wine", scaled: true, weighted: false });
    const recipe = new LogisticRegression();
    const first = await recipe.fit(x, y);
    const again = await recipe.fit(x, y, { from: first });
    expect(again.nIter).toBeLessThan(first.nIter / 3);
    expect(again.converged).toBe(true);
    expect(difference(again.coef.values, first.coef.values)).toBeLessThan(1e-3);
    const halfway = await recipe.withParams({ maxIter: 10 }).fit(x, y);
    const rest = await recipe.fit(x, y, { from: halfway });
    expect(rest.nIter).toBeLessThan(first.nIter);
    expect(difference(rest.coef.values, first.coef.values)).toBeLessThan(1e-3);
  });

  it("sets coefficients to exactly 0 under an l1 penalty", async () => {
    const { x, y } = dataOf({ table: "breast_cancer", scaled: true, weighted: false });
    const model = await new LogisticRegression({ penalty: "l1", C: 0.05 }).fit(x, y);
    const zeros = model.coef.values.filter((value) => value === 0).length;
    expect(zeros).toBeGreaterThan(15);
    expect(zeros).toBeLessThan(30);
  });

  it("ends on classes that a line parts, without a penalty", async () => {
    const model = await new LogisticRegression({ penalty: null }).fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
    expect(model.predict([[0], [1], [2], [3]])).toEqual([0, 0, 1, 1]);
    expect(model.coef.values.every(Number.isFinite)).toBe(true);
  });

  it("fits sparse rows like dense ones", async () => {
    for (const table of ["digits", "breast_cancer"]) {
      const { x, y } = dataOf({ table, scaled: false, weighted: false });
      const some = x.take(Array.from({ length: 300 }, (_, i) => i));
      const recipe = new LogisticRegression({ tol: 1e-6, maxIter: 2000 });
      const dense = await recipe.fit(some, y.slice(0, 300));
      const sparse = await recipe.fit(toCsr(some), y.slice(0, 300));
      expect(difference(sparse.predictProba(some).values, dense.predictProba(some).values)).toBeLessThan(1e-5);
    }
  });

  it("fits more columns than it makes independent", async () => {
    // 600 columns, of which row r has r, 2r, 3r … modulo 600.
    const rows = Array.from({ length: 200 }, (_, r) =>
      Float64Array.from({ length: 600 }, (_v, c) => Number((r * 37 + c * 11) % 23 < 3)),
    );
    const y = rows.map((row) => (row[0] as number) + (row[1] as number) > 0);
    const options = { C: 0.5 };
    const model = await new LogisticRegression(options).fit(
      rows.map((row) => [...row]),
      y,
    );
    expect(model.converged).toBe(true);
    expect(model.predict(rows.map((row) => [...row]))).toEqual(y);
  });

  it("samples rows for its coordinates without sampling them for its loss", async () => {
    const rows = 6000;
    const x = Array.from({ length: rows }, (_, r) => [Math.sin(r), 1000 * Math.cos(r * r), r % 97 === 0 ? 1 : 0]);
    const y = x.map(([a = 0, b = 0, c = 0], r) => a + b / 500 + 3 * c + Math.sin(7 * r) > 0.3);
    const loose = await new LogisticRegression().fit(x, y);
    const tight = await new LogisticRegression({ tol: 1e-9 }).fit(x, y);
    expect(loose.converged).toBe(true);
    expect(loose.nIter).toBeLessThan(25);
    expect(difference(loose.coef.values, tight.coef.values)).toBeLessThan(1e-3);
  });
});
