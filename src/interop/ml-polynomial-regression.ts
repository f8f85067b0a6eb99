/**
 * Polynomials by least squares, learned by ml-regression: the normal equations, solved by LU. Time O(rows × powers²).
 */
import type { Declaration } from "../core/estimator.js";
import { boolean, either, integer, list, type Param, type Params } from "../core/params.js";
import { CurveEstimator, type CurvePoints } from "./curve-estimator.js";
import { MlPolynomialModel } from "./ml-polynomial-model.js";
import { curveClass, inPackage, learnedNumbers, propertyOf } from "./packages.js";

/** The options of {@link MlPolynomialRegression}. */
export interface MlPolynomialRegressionOptions {
  /** The degree, or the list of powers that the polynomial has. Default: 2. */
  degree?: number | readonly number[];
  /** Makes the curve go through (0, 0). A list of powers says so itself, by having no 0. Default: false. */
  interceptAtZero?: boolean;
}

const powers: Param<readonly number[]> = {
  ...list(integer({ min: 0, default: 1 }), { default: [1] }),
  expected: "a list of different whole numbers ≥ 0",
  refused: [[], [1, 1], [-1], [0.5]],
  accepts: (value): value is readonly number[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((power) => Number.isSafeInteger(power) && power >= 0) &&
    new Set(value).size === value.length,
};

const params = {
  degree: either(integer({ min: 1, default: 2 }), powers, { default: 2 }),
  interceptAtZero: boolean({ default: false }),
} satisfies Params<MlPolynomialRegressionOptions>;

const declaration: Declaration<MlPolynomialRegressionOptions> = {
  kind: "MlPolynomialRegression",
  params,
  traits: {},
  models: [MlPolynomialModel],
};

/**
 * ml-regression's `PolynomialRegression`: a polynomial of one column by least squares.
 *
 * The package learns with the engine's own powers above the second, so that what it learns may differ in the last bits from one
 * engine to another. What a stored model predicts is the same everywhere.
 *
 * @example
 * ```ts
 * import { MlPolynomialRegression } from "@org/mlkit";
 *
 * const model = await new MlPolynomialRegression({ degree: 2 }).fit([[0], [1], [2], [3]], [1, 2, 5, 10]);
 * [...model.coefficients].map(Math.round); // => [1, 0, 1]
 * Math.round(model.predict([[10]])[0] ?? 0); // => 101
 * ```
 */
export class MlPolynomialRegression extends CurveEstimator<MlPolynomialRegressionOptions, MlPolynomialModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlPolynomialRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learnCurve({ inputNames, x, y }: CurvePoints): Promise<MlPolynomialModel> {
    const { degree, interceptAtZero } = this.params;
    const PolynomialRegression = await curveClass("PolynomialRegression");
    // A copy of the powers: the package keeps the list that it is given.
    const given = typeof degree === "number" ? degree : [...degree];
    const json = inPackage(this.kind, () => new PolynomialRegression(x, y, given, { interceptAtZero }).toJSON());
    return new MlPolynomialModel({
      inputNames,
      powers: Int32Array.from(learnedNumbers(this.kind, propertyOf(json, "powers"))),
      coefficients: Float64Array.from(learnedNumbers(this.kind, propertyOf(json, "coefficients"))),
    });
  }
}
