/** What the tests of ensembles share: tables, members, errors. */
import { expect } from "vitest";
import { defineEstimator } from "../../src/base/define.js";
import type { Label, Model } from "../../src/core/contracts.js";
import { DataError, MlkitError } from "../../src/core/errors.js";
import * as param from "../../src/core/params.js";
import { Rng } from "../../src/core/rng.js";
import { readCsv } from "../../src/data/csv/read-csv.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { deserialize, serialize } from "../../src/index.js";

const TARGETS = {
  iris: "species",
  wine: "cultivar",
  breast_cancer: "diagnosis",
  diabetes: "progression",
} as const;

export type TableName = keyof typeof TARGETS;

export interface Table {
  readonly x: DenseMatrix;
  readonly y: readonly Label[];
}

/** A table of `examples/data`: its columns in single precision, as scikit-learn's trees read them. */
export async function tableOf(name: TableName): Promise<Table> {
  const frame = await readCsv(new URL(`../../examples/data/${name}.csv`, import.meta.url));
  const target = TARGETS[name];
  const names = frame.columns.filter((column) => column !== target);
  const columns = names.map((column) => Float32Array.from([...frame.column(column)], Number));
  const values = Float64Array.from(
    { length: frame.numRows * names.length },
    (_, i) => columns[i % names.length]?.[Math.floor(i / names.length)] ?? Number.NaN,
  );
  return {
    x: new DenseMatrix(values, frame.numRows, names.length, { names }),
    y: [...frame.column(target)] as Label[],
  };
}

/** Columns and classes that have nothing to do with each other. */
export function noise(rows: number, cols: number, seed: number): { x: Matrix; y: string[] } {
  const rng = new Rng(seed);
  const values = Float64Array.from({ length: rows * cols }, () => rng.float());
  return {
    x: Matrix.fromDense(values, rows, cols),
    y: Array.from({ length: rows }, () => (rng.int(2) === 0 ? "heads" : "tails")),
  };
}

/** Two columns, and classes that a few questions tell apart, some of them wrong. */
export function steps(rows: number, seed = 1): { x: Matrix; y: string[] } {
  const rng = new Rng(seed);
  const x = Array.from({ length: rows }, () => [rng.float() * 10, rng.float() * 10]);
  const y = x.map(([a = 0, b = 0]) => {
    const own = a > 5 ? (b > 3 ? "high" : "low") : b > 7 ? "high" : "low";
    return rng.float() < 0.05 ? (own === "high" ? "low" : "high") : own;
  });
  return { x: Matrix.fromRows(x), y };
}

/** The model after storage. */
export async function stored<M extends Model>(model: M): Promise<M> {
  // The same kind comes back, or the loader refuses.
  return (await deserialize(serialize(model))) as M;
}

/** Holds numbers to others. */
export function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(given.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [given[i] as number, expected[i] as number];
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)))) expect(a, `value ${i}`).toBe(b);
  }
}

/** The error that the call gives, which must be one of the library's with a remedy. */
export async function errorOf(call: () => unknown): Promise<MlkitError> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof MlkitError)) throw error;
    expect(error.remedy).not.toBe("");
    return error;
  }
  throw new Error("The call was not refused");
}

/** Every so many rows. */
export function every<T>(values: Iterable<T>, step: number): T[] {
  return [...values].filter((_, at) => at % step === 0);
}

/** A classifier that takes no weights: it predicts the class that most rows have. */
export const Majority = defineEstimator({
  kind: "test/Majority",
  task: "classify",
  params: {},
  learn: (_, { codes, classes }) => {
    const counts = classes.map((__, code) => codes.filter((own) => own === code).length);
    return { proba: Float64Array.from(counts, (count) => count / codes.length) };
  },
  parse: (state) => ({ proba: state.float64("proba") }),
  predictProba: ({ proba }, x) =>
    Float64Array.from({ length: x.rows * proba.length }, (_, at) => proba[at % proba.length] ?? 0),
});

/** A regressor that fails as soon as it is fitted on rows of fewer than so many. */
export const Picky = defineEstimator({
  kind: "test/Picky",
  task: "regress",
  params: { least: param.integer({ default: 100, min: 0 }) },
  traits: { weights: true },
  learn: (x, y, { params }) => {
    if (x.rows < params.least)
      throw new DataError("NUMERIC_FAILURE", { problem: "Too few rows", remedy: "Give more", data: { rows: x.rows } });
    return { mean: y.reduce((sum, value) => sum + value, 0) / y.length };
  },
  parse: (state) => ({ mean: state.number("mean") }),
  predict: ({ mean }, x) => new Float64Array(x.rows).fill(mean),
});
