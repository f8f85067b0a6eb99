/**
 * Least squares with a penalty on the squares of the coefficients.
 *
 * A. Hoerl, R. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12, 1970. Solved as in
 * linear-regression.ts, with alpha on the diagonal of the Gram matrix; for more columns than rows through the products of rows.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { solve } from "./least-squares/solve.js";
import { LinearRegressorModel } from "./linear-regressor-model.js";

/** The options of {@link Ridge}. */
export interface RidgeOptions {
  /** How strongly large coefficients are held back, ≥ 0; 0 is LinearRegression. Default: 1. */
  alpha?: number;
  /** Learns an intercept, which is not penalised. Default: true. */
  fitIntercept?: boolean;
}

const params = {
  alpha: number({ min: 0, default: 1 }),
  fitIntercept: boolean({ default: true }),
} satisfies Params<RidgeOptions>;

const declaration: Declaration<RidgeOptions> = {
  kind: "Ridge",
  params,
  traits: { sparse: true, weights: true },
  models: [LinearRegressorModel],
};

/**
 * Linear regression that holds large coefficients back: the least Σ w (y − prediction)² + alpha · Σ coef². Scale the columns first
 * (`StandardScaler`), since the penalty does not know their units.
 *
 * @example
 * ```ts
 * import { Ridge } from "@org/mlkit";
 *
 * const model = await new Ridge({ alpha: 2 }).fit([[0], [1], [2]], [1, 3, 5]);
 * [...model.coef, model.intercept]; // => [1, 2]
 * ```
 */
export class Ridge extends RegressorEstimator<RidgeOptions, LinearRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: RidgeOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, y: Float64Array, context: FitContext): Promise<LinearRegressorModel> {
    const { alpha, fitIntercept } = this.params;
    const given = { x, y, weights: context.sampleWeight, fitIntercept, alpha };
    return new LinearRegressorModel({ inputNames: x.names, ...(await solve(given, context.progress)) });
  }
}
