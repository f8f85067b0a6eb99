/** What the tests of trees share: tables, golden values, states that went through storage. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Label, Model } from "../../src/core/contracts.js";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { readCsv } from "../../src/data/csv/read-csv.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierOptions,
  DecisionTreeRegressor,
  type DecisionTreeRegressorOptions,
  type TreeClassifierModel,
  type TreeRegressorModel,
} from "../../src/tree/index.js";

export interface GoldenTree {
  childrenLeft: number[];
  childrenRight: number[];
  feature: number[];
  threshold: number[];
  value: number[];
  impurity: number[];
  nNodeSamples: number[];
  weightedNNodeSamples: number[];
}

interface Named {
  data: keyof typeof TARGETS | "made";
  task: "classify" | "regress";
  params: DecisionTreeClassifierOptions & DecisionTreeRegressorOptions;
}

export interface GoldenCase extends Named {
  weighted: boolean;
  tree?: GoldenTree;
  importances: number[];
  depth: number;
  worst: number;
  best: number;
}

interface Golden {
  x: number[][];
  classes: number[];
  numbers: number[];
  weights: number[];
  cases: GoldenCase[];
  texts: (Named & { options: object; text: string })[];
}

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/tree.json", import.meta.url), "utf8"));

const TARGETS = {
  iris: "species",
  wine: "cultivar",
  breast_cancer: "diagnosis",
  digits: "digit",
  diabetes: "progression",
} as const;

export interface Table {
  readonly x: DenseMatrix;
  readonly y: readonly Label[];
  readonly weights?: readonly number[];
}

/** The rows of a golden case: columns in single precision, as scikit-learn reads them. */
export async function tableOf({
  data,
  task,
  weighted,
}: Pick<Named, "data" | "task"> & { weighted?: boolean }): Promise<Table> {
  if (data === "made") {
    const y = task === "classify" ? golden.classes : golden.numbers;
    return { x: Matrix.fromRows(golden.x), y, ...(weighted === true ? { weights: golden.weights } : {}) };
  }
  const frame = await readCsv(new URL(`../../examples/data/${data}.csv`, import.meta.url));
  const target = TARGETS[data];
  const names = frame.columns.filter((name) => name !== target);
  const columns = names.map((name) => Float32Array.from([...frame.column(name)], Number));
  const values = Float64Array.from(
    { length: frame.numRows * names.length },
    (_, i) => columns[i % names.length]?.[Math.floor(i / names.length)] ?? Number.NaN,
  );
  return {
    x: new DenseMatrix(values, frame.numRows, names.length, { names }),
    y: [...frame.column(target)] as Label[],
  };
}

/** Fits what a golden case asks for. */
export async function fitNamed(
  { task, params }: Named,
  { x, y, weights }: Table,
): Promise<TreeClassifierModel | TreeRegressorModel> {
  const options = weights === undefined ? {} : { sampleWeight: weights };
  if (task === "classify") return new DecisionTreeClassifier(params).fit(x, y, options);
  return new DecisionTreeRegressor(params).fit(x, y.map(Number), options);
}

/** Every second row, from the first or the second on. */
export function everyOther({ x, y, weights }: Table, first: 0 | 1): Table {
  const rows = y.map((_, row) => row).filter((row) => row % 2 === first);
  return {
    x: x.take(rows),
    y: rows.map((row) => y[row] as Label),
    ...(weights === undefined ? {} : { weights: rows.map((row) => weights[row] as number) }),
  };
}

/** Holds numbers to others, relative to these. */
export function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>, relative: number, near = 0): void {
  expect(given.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [given[i] as number, expected[i] as number];
    if (!(Math.abs(a - b) <= relative * Math.abs(b) + near)) expect(a, `value ${i}`).toBe(b);
  }
}

/** A stored state as plain data that a test may damage. */
export interface Damaged {
  inputNames: unknown;
  classes?: unknown;
  tree: Record<string, unknown>;
}

/** The model that its stored state gives. */
export function reload<M extends Model>(
  model: M,
  kind: { version: number; parse(state: StateReader): M },
  damage: (state: Damaged) => void = () => {},
): M {
  const state = structuredClone(model.toState()) as Damaged;
  damage(state);
  return kind.parse(new StateReader(state, model.kind, { version: kind.version }));
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
