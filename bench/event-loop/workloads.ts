/** The fits that a server goes on beside: long ones, and short ones that still take threads. */
import { type FitOptions, HistGradientBoostingClassifier, Matrix, RandomForestClassifier, Rng } from "@org/mlkit";
import { table } from "../harness/tables.js";

/** A fit with its data at hand. */
export type Fit = (options: FitOptions) => Promise<unknown>;

export const WORKLOADS = ["boosting", "forest"] as const;
export type WorkloadName = (typeof WORKLOADS)[number];

/** What is fitted, in words. */
export const LONG: Readonly<Record<WorkloadName, string>> = {
  boosting: "HistGradientBoostingClassifier, 1,000,000 × 28, 150 rounds",
  forest: "RandomForestClassifier, 50,000 × 20, 400 trees",
};
export const SHORT: Readonly<Record<WorkloadName, string>> = {
  boosting: "HistGradientBoostingClassifier, 20,000 × 20, 10 rounds",
  forest: "RandomForestClassifier, 10,000 × 10, 10 trees",
};

/** Some seconds of work. */
export function longFit(name: WorkloadName): Fit {
  if (name === "boosting") return fitting(1_000_000, 28, { maxIter: 150, earlyStopping: false });
  return fitting(50_000, 20, { nEstimators: 400 });
}

/** Some tens of milliseconds. */
export function shortFit(name: WorkloadName): Fit {
  if (name === "boosting") return fitting(20_000, 20, { maxIter: 10, earlyStopping: false });
  return fitting(10_000, 10, { nEstimators: 10 });
}

function fitting(
  rows: number,
  cols: number,
  params: { readonly nEstimators: number } | { readonly maxIter: number; readonly earlyStopping: false },
): Fit {
  const { x: values = new Float64Array(), y = new Float64Array() } = table(new Rng(42), rows, cols, 1);
  const x = Matrix.fromDense(values, rows, cols);
  if ("nEstimators" in params) return (options) => new RandomForestClassifier(params).fit(x, y, options);
  return (options) => new HistGradientBoostingClassifier(params).fit(x, y, options);
}
