/** What the tests of trees share: tables, golden values, states that went through storage. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Label, Model } from "../../src/core/contracts.js";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { readCsv } from "../../src/data/csv/read-csv.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { accuracyScore, r2Score } from "../../src/metrics/index.js";
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierOptions,
  DecisionTreeRegressor,
  type DecisionTreeRegressorOptions,
  TreeClassifierModel,
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

export interface Named {
  data: keyof typeof TARGETS | "made" | "counts";
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

interface CriteriaGolden {
  /** The target of "counts", whose columns and weights are those of "made". */
  counts: number[];
  cases: GoldenCase[];
  paths: (Named & { weighted: boolean; ccpAlphas: number[]; impurities: number[] })[];
  randoms: (Named & { seeds: number; scores: Spread; leaves: Spread })[];
  texts: (Named & { weighted: boolean; names: string[]; options: object; text: string })[];
}

/** Over seeds. */
export interface Spread {
  mean: number;
  deviation: number;
}

export const criteriaGolden: CriteriaGolden = JSON.parse(
  readFileSync(new URL("../golden/tree_criteria.json", import.meta.url), "utf8"),
);

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
  if (data === "made" || data === "counts") {
    const y = data === "counts" ? criteriaGolden.counts : task === "classify" ? golden.classes : golden.numbers;
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
    ...(weighted === true ? { weights: Array.from({ length: frame.numRows }, (_, row) => 0.25 + (row % 7) / 4) } : {}),
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

/** Holds a tree to that of scikit-learn: the same questions, the same numbers but for rounding. */
export function expectSameTree(model: TreeClassifierModel | TreeRegressorModel, given: GoldenCase): void {
  const { tree } = model;
  const { tree: expected, importances, depth, task } = given;
  expect([...tree.childrenLeft]).toEqual(expected?.childrenLeft);
  expect([...tree.childrenRight]).toEqual(expected?.childrenRight);
  expect([...tree.feature]).toEqual(expected?.feature);
  expect([...tree.nNodeSamples]).toEqual(expected?.nNodeSamples);
  if (expected === undefined) return;
  expectClose(tree.threshold, expected.threshold, 1e-12);
  expectClose(tree.value, expected.value, 1e-12, task === "classify" ? 1e-14 : 1e-12);
  expectClose(tree.weightedNNodeSamples, expected.weightedNNodeSamples, 1e-12);
  expectClose(tree.impurity, expected.impurity, 1e-10, 1e-12 * (tree.impurity[0] as number));
  expectClose(model.featureImportances, importances, 1e-9, 1e-12);
  expect([model.depth, model.nLeaves]).toEqual([depth, expected.feature.filter((column) => column < 0).length]);
}

/** Golden cases with a title each. */
export function titled<T extends Named & { weighted?: boolean }>(cases: readonly T[]): [string, T][] {
  return cases.map((given) => {
    const weighted = given.weighted === true ? ", weighted" : "";
    return [`${given.data}, ${given.task}${weighted}, ${JSON.stringify(given.params)}`, given];
  });
}

/** The score of a model on the rows of a table: accuracy or R². */
export function scoreOn(model: TreeClassifierModel | TreeRegressorModel, { x, y }: Table): number {
  return model instanceof TreeClassifierModel
    ? accuracyScore([...y], model.predict(x))
    : r2Score(y.map(Number), model.predict(x));
}
