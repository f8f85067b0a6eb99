/**
 * LinearRegression and Ridge against scikit-learn 1.2: coefficients, intercept and predictions to a relative 1e-8, dense and
 * sparse. The ill-conditioned case has a tolerance of its own, since scikit-learn's solution is no nearer to the true one.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { LinearRegression, Ridge } from "../../src/linear/index.js";
import { meanSquaredError, r2Score } from "../../src/metrics/index.js";
import { difference, readExample, toCsr, weightsOf } from "./tables.js";

interface ClosedCase {
  name: string;
  table?: string;
  x?: number[][];
  y?: number[];
  kind: "LinearRegression" | "Ridge";
  options: { alpha?: number; fitIntercept?: boolean };
  weighted: boolean;
  tolerance?: number;
  coef: number[];
  intercept: number;
  predictions: number[];
}

interface Golden {
  closed: ClosedCase[];
  polynomial: { x: number[][]; y: number[]; coef: number[]; intercept: number; scikit: number[] };
  heldOut: { coef: number; intercept: number; predictions: number[]; mse: number; r2: number };
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/linear.json", import.meta.url), "utf8"));

function dataOf({ table, x, y }: ClosedCase): { x: Matrix; y: number[] } {
  if (table === undefined) return { x: Matrix.fromRows(x ?? []), y: y ?? [] };
  const example = readExample(table);
  return { x: example.x, y: example.labels.map((label) => Number(label.replace("class_", ""))) };
}

describe.each(["dense", "sparse"] as const)("closed forms on %s data", (layout) => {
  it.each(golden.closed.map((each) => [`${each.name}: ${each.kind} ${JSON.stringify(each.options)}`, each] as const))(
    "%s",
    async (_, each) => {
      const { x: dense, y } = dataOf(each);
      const x = layout === "dense" ? dense : toCsr(dense);
      const recipe = each.kind === "Ridge" ? new Ridge(each.options) : new LinearRegression(each.options);
      const model = await recipe.fit(x, y, each.weighted ? { sampleWeight: weightsOf(x.rows) } : {});
      const tolerance = each.tolerance ?? 1e-8;
      expect(difference(model.coef, each.coef)).toBeLessThan(tolerance);
      expect(Math.abs(model.intercept - each.intercept)).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(each.intercept)),
      );
      expect(difference(model.predict(x).slice(0, 20), each.predictions)).toBeLessThan(tolerance);
    },
  );
});

it("is nearer to the true coefficients of an ill-conditioned polynomial than 1e-5", async () => {
  const { x, y, coef, intercept, scikit } = golden.polynomial;
  const model = await new LinearRegression().fit(x, y);
  // The condition number is 2e10, so that a backward stable solver keeps about six digits.
  expect(difference(model.coef, coef)).toBeLessThan(1e-5);
  expect(difference(scikit, coef)).toBeLessThan(1e-5);
  expect(Math.abs(model.intercept / intercept - 1)).toBeLessThan(1e-5);
});

it("predicts the last 20 rows of diabetes from the body mass index", async () => {
  const { x, labels, names } = readExample("diabetes");
  const column = names.indexOf("bmi");
  const bmi = Array.from({ length: x.rows }, (_, row) => [x.values[row * x.cols + column] as number]);
  const y = labels.map(Number);
  const model = await new LinearRegression().fit(bmi.slice(0, -20), y.slice(0, -20));
  const predictions = model.predict(bmi.slice(-20));
  const truth = y.slice(-20);
  expect(Math.abs(model.coef[0] as number) / golden.heldOut.coef).toBeCloseTo(1, 10);
  expect(model.coef[0]).toBeCloseTo(938.238, 3);
  expect(model.intercept / golden.heldOut.intercept).toBeCloseTo(1, 10);
  expect(difference(predictions, golden.heldOut.predictions)).toBeLessThan(1e-10);
  expect(meanSquaredError(truth, predictions)).toBeCloseTo(2548.07, 2);
  expect(r2Score(truth, predictions)).toBeCloseTo(golden.heldOut.r2, 10);
});
