/**
 * Exponential curves, learned by ml-regression: a line through the logarithms of the target, by least squares. Time O(rows).
 */
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import { CurveEstimator, type CurvePoints, checkPositiveTarget } from "./curve-estimator.js";
import { MlExponentialModel } from "./ml-exponential-model.js";
import { curveClass, inPackage, learnedNumbers, propertyOf } from "./packages.js";

/** {@link MlExponentialRegression} has no options. */
export type MlExponentialRegressionOptions = Record<never, never>;

const declaration: Declaration<MlExponentialRegressionOptions> = {
  kind: "MlExponentialRegression",
  params: {} satisfies Params<MlExponentialRegressionOptions>,
  traits: {},
  models: [MlExponentialModel],
};

/**
 * ml-regression's `ExponentialRegression`: scale · e^(rate · x) of one column, for targets above 0.
 *
 * The package learns with the engine's own logarithms, so that what it learns may differ in the last bits from one engine to
 * another. What a stored model predicts is the same everywhere.
 *
 * @example
 * ```ts
 * import { MlExponentialRegression } from "@org/mlkit";
 *
 * const model = await new MlExponentialRegression().fit([[0], [1], [2], [3]], [3, 6, 12, 24]);
 * model.predict([[4]])[0]?.toFixed(6); // => "48.000000"
 * ```
 */
export class MlExponentialRegression extends CurveEstimator<MlExponentialRegressionOptions, MlExponentialModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlExponentialRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learnCurve({ inputNames, x, y }: CurvePoints): Promise<MlExponentialModel> {
    checkPositiveTarget(this.kind, y);
    const ExponentialRegression = await curveClass("ExponentialRegression");
    const json = inPackage(this.kind, () => new ExponentialRegression(x, y).toJSON());
    const [scale = 0, rate = 0] = learnedNumbers(this.kind, [propertyOf(json, "B"), propertyOf(json, "A")]);
    return new MlExponentialModel({ inputNames, scale, rate });
  }
}
