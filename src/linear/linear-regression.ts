/**
 * Ordinary least squares.
 *
 * The centred Gram matrix is factored by Cholesky and the solution refined on the data's residuals; dependent or nearly dependent columns
 * go through a QR decomposition and singular values instead (least-squares/). Time O(rows · columns²), memory O(columns²);
 * for more columns than rows, O(rows² · columns) and O(rows · columns). Sparse data of more than 1000 columns is solved by
 * conjugate gradients.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { solve } from "./least-squares/solve.js";
import { LinearRegressorModel } from "./linear-regressor-model.js";

/** The options of {@link LinearRegression}. */
export interface LinearRegressionOptions {
  /** Learns an intercept; without it, the prediction is 0 where all columns are 0. Default: true. */
  fitIntercept?: boolean;
}

const params = {
  fitIntercept: boolean({ default: true }),
} satisfies Params<LinearRegressionOptions>;

const declaration: Declaration<LinearRegressionOptions> = {
  kind: "LinearRegression",
  params,
  traits: { sparse: true, weights: true },
  models: [LinearRegressorModel],
};

/**
 * Fits a straight line, plane, … by least squares: the coefficients and the intercept with the least sum of squared errors, each
 * weighted by `sampleWeight` where it is given. Where columns depend on one another, so that several fit as well, the coefficients
 * with the least sum of squares are taken, as scikit-learn does; a constant column gets the coefficient 0.
 *
 * @example
 * ```ts
 * import { LinearRegression } from "@org/mlkit";
 *
 * const model = await new LinearRegression().fit([[0], [1], [2]], [1, 3, 5]);
 * [...model.coef, model.intercept]; // => [2, 1]
 * [...model.predict([[10]])]; // => [21]
 * ```
 */
export class LinearRegression extends RegressorEstimator<LinearRegressionOptions, LinearRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: LinearRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, y: Float64Array, context: FitContext): Promise<LinearRegressorModel> {
    const { fitIntercept } = this.params;
    const given = { x, y, weights: context.sampleWeight, fitIntercept, alpha: 0 };
    return new LinearRegressorModel({ inputNames: x.names, ...(await solve(given, context.progress)) });
  }
}
