/** What the tests of gradient boosting share: golden cases, and fitting what they ask for. */
import { readFileSync } from "node:fs";
import type { PredictorFitOptions } from "../../../src/base/fit-input.js";
import { type DenseMatrix, Matrix } from "../../../src/data/matrix.js";
import {
  type BoostedClassifierModel,
  type BoostedRegressorModel,
  GradientBoostingClassifier,
  type GradientBoostingClassifierOptions,
  type GradientBoostingOptions,
  GradientBoostingRegressor,
  type GradientBoostingRegressorOptions,
} from "../../../src/tree/index.js";
import { type Table, tableOf } from "../support.js";

export interface Named {
  data: "made" | "iris" | "wine" | "breast_cancer" | "diabetes";
  task: "classify" | "regress";
  params: GradientBoostingOptions & {
    loss?: NonNullable<(GradientBoostingRegressorOptions & GradientBoostingClassifierOptions)["loss"]> | string;
    alpha?: number;
  };
}

/** What values of several seeds have in common. */
export interface Spread {
  mean: number;
  deviation: number;
}

export interface GoldenCase extends Named {
  weighted: boolean;
  /** Row after row, a number a class. */
  predictions?: number[];
  /** After the first round, the second and the last. */
  trainScore?: number[];
  importances?: number[];
  /** Of models of several seeds. */
  score?: Spread;
  /** By how much the loss of rows that were not drawn fell after the first round. */
  fall?: Spread;
}

export interface Stop extends Named {
  /** The loss on every fourth row, counted from the second, after each round until scikit-learn would stop. */
  losses: number[];
}

interface Golden {
  x: number[][];
  classes: number[];
  numbers: number[];
  weights: number[];
  cases: GoldenCase[];
  stops: Stop[];
}

export const golden: Golden = JSON.parse(
  readFileSync(new URL("../../golden/gradient_boosting.json", import.meta.url), "utf8"),
);

/** The rows of a golden case: columns in single precision, as scikit-learn reads them. */
export async function rowsOf({ data, task, weighted = false }: Named & { weighted?: boolean }): Promise<Table> {
  if (data !== "made") return tableOf({ data, task });
  const y = task === "classify" ? golden.classes : golden.numbers;
  return { x: Matrix.fromRows(golden.x) as DenseMatrix, y, ...(weighted ? { weights: golden.weights } : {}) };
}

export type Fitted = BoostedClassifierModel | BoostedRegressorModel;

/** Fits what a golden case asks for. */
export async function fitNamed(
  { task, params }: Named,
  { x, y, weights }: Table,
  options: PredictorFitOptions = {},
): Promise<Fitted> {
  const all = weights === undefined ? options : { ...options, sampleWeight: weights };
  // The words of golden files are checked by the estimators themselves.
  if (task === "classify")
    return new GradientBoostingClassifier(params as GradientBoostingClassifierOptions).fit(x, [...y], all);
  return new GradientBoostingRegressor(params as GradientBoostingRegressorOptions).fit(x, y.map(Number), all);
}
