/**
 * What recipes of curves have in common: they learn from one column.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import type { CurveModel } from "./curve-model.js";

/** The rows of a curve, as ml.js takes them. */
export interface CurvePoints {
  readonly inputNames: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A recipe for a curve over one column. */
export abstract class CurveEstimator<Options extends object, M extends CurveModel> extends RegressorEstimator<
  Options,
  M
> {
  protected async learn(matrix: Matrix, y: Float64Array, { progress }: FitContext): Promise<M> {
    if (matrix.cols !== 1) throw severalColumns(this.kind, matrix.names);
    const points = { inputNames: matrix.names, x: [...matrix.toDense().values], y: [...y] };
    const model = await this.learnCurve(points, progress);
    await progress.tick(1, 1);
    return model;
  }

  /** Learns the curve. */
  protected abstract learnCurve(points: CurvePoints, progress: Progress): Promise<M>;
}

function severalColumns(owner: string, names: readonly string[]): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `${owner} learns a curve over one column`,
    given: `${names.length} columns: ${listNames(names)}`,
    expected: "one column",
    remedy: 'Give that column alone, for example with frame.select("x")',
    data: { owner, cols: names.length },
  });
}

/** Checks that logarithms can be taken of a target. */
export function checkPositiveTarget(owner: string, y: readonly number[]): void {
  const row = y.findIndex((value) => value <= 0);
  if (row < 0) return;
  throw new DataError("TARGET_INVALID", {
    problem: `${owner} takes logarithms of the target, and row ${row} has none`,
    given: String(y[row]),
    expected: "numbers above 0",
    remedy: "Drop these rows, add a constant to the target, or choose MlPolynomialRegression",
    data: { owner, row },
  });
}
