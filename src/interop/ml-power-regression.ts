/**
 * Power curves, learned by ml-regression: a line through the logarithms of the column and the target, by least squares. Time O(rows).
 */
import { DataError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import { CurveEstimator, type CurvePoints, checkPositiveTarget } from "./curve-estimator.js";
import { MlPowerModel } from "./ml-power-model.js";
import { curveClass, inPackage, learnedNumbers, propertyOf } from "./packages.js";

/** {@link MlPowerRegression} has no options. */
export type MlPowerRegressionOptions = Record<never, never>;

const declaration: Declaration<MlPowerRegressionOptions> = {
  kind: "MlPowerRegression",
  params: {} satisfies Params<MlPowerRegressionOptions>,
  traits: {},
  models: [MlPowerModel],
};

/**
 * ml-regression's `PowerRegression`: scale · x^exponent of one column, for columns and targets above 0.
 *
 * The package learns with the engine's own logarithms, so that what it learns may differ in the last bits from one engine to
 * another. What a stored model predicts is the same everywhere.
 *
 * @example
 * ```ts
 * import { MlPowerRegression } from "@org/mlkit";
 *
 * const model = await new MlPowerRegression().fit([[1], [2], [3], [4]], [2, 8, 18, 32]);
 * model.predict([[5]])[0]?.toFixed(6); // => "50.000000"
 * ```
 */
export class MlPowerRegression extends CurveEstimator<MlPowerRegressionOptions, MlPowerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlPowerRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learnCurve({ inputNames, x, y }: CurvePoints): Promise<MlPowerModel> {
    checkPositiveTarget(this.kind, y);
    checkPositiveColumn(this.kind, x);
    const PowerRegression = await curveClass("PowerRegression");
    const json = inPackage(this.kind, () => new PowerRegression(x, y).toJSON());
    const [scale = 0, exponent = 0] = learnedNumbers(this.kind, [propertyOf(json, "A"), propertyOf(json, "B")]);
    return new MlPowerModel({ inputNames, scale, exponent });
  }
}

function checkPositiveColumn(owner: string, x: readonly number[]): void {
  const row = x.findIndex((value) => value <= 0);
  if (row < 0) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `${owner} takes logarithms of the column, and row ${row} has none`,
    given: String(x[row]),
    expected: "numbers above 0",
    remedy: "Drop these rows, add a constant to the column, or choose MlPolynomialRegression",
    data: { owner, row },
  });
}
