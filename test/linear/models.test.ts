/** The fitted models: one row = all rows, sparse = dense, bit for bit; what is stored is read back, and refused where it is damaged. */
import { describe, expect, it } from "vitest";
import { StateReader } from "../../src/core/state.js";
import { Frame } from "../../src/data/frame.js";
import type { Matrix } from "../../src/data/matrix.js";
import {
  LinearClassifierModel,
  LinearRegression,
  LinearRegressorModel,
  LogisticRegression,
  Ridge,
} from "../../src/linear/index.js";
import { readExample, rowsOf, standardised, toCsr } from "./tables.js";

function read(state: object): StateReader {
  return new StateReader(state, "model", { version: 1 });
}

const wine = readExample("wine");
const diabetes = readExample("diabetes");
const cancer = readExample("breast_cancer");
/** Has zeros. */
const sparseX = (x: Matrix): Matrix => {
  const values = x.values.map((value, i) => (i % 3 === 0 ? 0 : value));
  return x.toDense().withValues(values);
};

describe("LinearRegressorModel", async () => {
  const x = sparseX(diabetes.x);
  const model = await new LinearRegression().fit(x, diabetes.labels.map(Number));

  it("gives one row the bits of all rows", () => {
    const value = model.rowValue();
    expect(rowsOf(x).map((row) => value(row))).toEqual([...model.predict(x)]);
  });

  it("gives sparse rows the bits of dense ones", () => {
    expect(model.predict(toCsr(x))).toEqual(model.predict(x));
  });

  it("reads back what it stores", () => {
    const again = LinearRegressorModel.parse(read(model.toState()));
    expect(again.toState()).toEqual(model.toState());
    expect(again.predict(x)).toEqual(model.predict(x));
    expect([again.kind, again.version]).toEqual(["LinearRegressorModel", 1]);
  });

  it.each([
    ["a coefficient missing", { coef: model.coef.slice(1) }],
    ["a coefficient NaN", { coef: model.coef.with(0, Number.NaN) }],
    ["coefficients as a list", { coef: [...model.coef] }],
    ["coefficients of 4 bytes", { coef: Float32Array.from(model.coef) }],
    ["an infinite intercept", { intercept: Number.POSITIVE_INFINITY }],
    ["an intercept as text", { intercept: "1" }],
    ["names that are no strings", { inputNames: model.inputNames.map((_, i) => i) }],
    ["no names", { inputNames: undefined }],
  ])("refuses %s", (_, damage) => {
    expect(() => LinearRegressorModel.parse(read({ ...model.toState(), ...damage }))).toThrowError(
      expect.objectContaining({ code: "ARTIFACT_STATE" }),
    );
  });

  it("reads a frame's columns by name, in any order", async () => {
    const rows = [
      { a: 1, b: 10, y: 21 },
      { a: 2, b: 30, y: 62 },
      { a: 3, b: 20, y: 43 },
    ];
    const fitted = await new Ridge({ alpha: 0 }).fit(rows, "y");
    expect(fitted.inputNames).toEqual(["a", "b"]);
    const turned = Frame.fromRows([{ extra: 5, b: 40, a: 4 }]);
    expect(fitted.predict(turned)[0]).toBeCloseTo(84, 10);
  });
});

describe.each([
  ["two classes", cancer],
  ["three classes", wine],
])("LinearClassifierModel of %s", async (_, { x: raw, labels }) => {
  const x = sparseX(standardised(raw));
  const model = await new LogisticRegression().fit(x, labels);
  const width = model.classes.length;

  it("gives one row the bits of all rows", () => {
    const proba = model.rowProba();
    const code = model.rowClass();
    const out = new Float64Array(width);
    const rows = rowsOf(x).map((row) => {
      proba(row, out);
      return [...out];
    });
    expect(rows.flat()).toEqual([...model.predictProba(x).values]);
    expect(rowsOf(x).map((row) => model.classes[code(row)])).toEqual(model.predict(x));
  });

  it("gives sparse rows the bits of dense ones", () => {
    expect(model.predictProba(toCsr(x)).values).toEqual(model.predictProba(x).values);
    expect(model.predict(toCsr(x))).toEqual(model.predict(x));
  });

  it("predicts the class of the largest probability; those of a row sum to 1", () => {
    const { values } = model.predictProba(x);
    const predicted = model.predict(x);
    for (let row = 0; row < x.rows; row++) {
      const probabilities = [...values.subarray(row * width, (row + 1) * width)];
      expect(Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-15 * width);
      expect(predicted[row]).toBe(model.classes[probabilities.indexOf(Math.max(...probabilities))]);
    }
  });

  it("has scores that the probabilities come from", () => {
    const scores = model.decisionFunction(x);
    const [first = 0, second = 0] = model.predictProba(x).values;
    expect([scores.rows, scores.cols]).toEqual([x.rows, width === 2 ? 1 : width]);
    const odds = width === 2 ? scores.values[0] : (scores.values[1] as number) - (scores.values[0] as number);
    expect(Math.log(second / first)).toBeCloseTo(odds as number, 10);
  });

  it("reads back what it stores", () => {
    const again = LinearClassifierModel.parse(read(model.toState()));
    expect(again.toState()).toEqual(model.toState());
    expect(again.predictProba(x).values).toEqual(model.predictProba(x).values);
    expect(again.coef.names).toEqual(model.inputNames);
  });

  it.each<[string, object]>([
    ["a row of coefficients missing", { coef: model.coef.values.slice(model.inputNames.length) }],
    ["an infinite coefficient", { coef: model.coef.values.with(0, Number.POSITIVE_INFINITY) }],
    ["an intercept too many", { intercept: Float64Array.of(...model.intercept, 0) }],
    ["one class", { classes: model.classes.slice(0, 1) }],
    ["a class too many", { classes: [...model.classes, "another"] }],
    ["a class twice", { classes: model.classes.map(() => "same") }],
    ["classes of two types", { classes: model.classes.map((label, i) => (i === 0 ? 1 : label)) }],
    ["half an iteration", { nIter: 0.5 }],
    ["no word on convergence", { converged: undefined }],
  ])("refuses %s", (_name, damage) => {
    expect(() => LinearClassifierModel.parse(read({ ...model.toState(), ...damage }))).toThrowError(
      expect.objectContaining({ code: "ARTIFACT_STATE" }),
    );
  });
});

it("saturates without losing the class", async () => {
  const model = await new LogisticRegression().fit([[0], [1]], [false, true]);
  const { values } = model.predictProba([[1e6], [-1e6]]);
  expect([...values]).toEqual([0, 1, 1, 0]);
  expect(model.predict([[1e6], [-1e6]])).toEqual([true, false]);
});
