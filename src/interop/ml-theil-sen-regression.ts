/**
 * A line that outliers do not bend, learned by ml-regression: the median of the slopes between all pairs of rows.
 *
 * H. Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950; P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", JASA 63, 1968. Time and memory O(rows²).
 */
import { DataError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import { CurveEstimator, type CurvePoints } from "./curve-estimator.js";
import { MlPolynomialModel } from "./ml-polynomial-model.js";
import { curveClass, inPackage, learnedNumbers, propertyOf } from "./packages.js";

/** {@link MlTheilSenRegression} has no options. */
export type MlTheilSenRegressionOptions = Record<never, never>;

const declaration: Declaration<MlTheilSenRegressionOptions> = {
  kind: "MlTheilSenRegression",
  params: {} satisfies Params<MlTheilSenRegressionOptions>,
  traits: {},
  models: [MlPolynomialModel],
};

/** The package holds rows² numbers: with so many rows, 200 MB. */
const MOST_ROWS = 5000;

/**
 * ml-regression's `TheilSenRegression`: a line through one column whose slope is the median of those between all pairs of rows.
 * Up to 29 % of the rows may be anything. It gives a polynomial of degree 1.
 *
 * It reads at most 5000 rows, since the package holds the square of their number. Of an even number of slopes it takes the lower
 * of the two in the middle.
 *
 * @example
 * ```ts
 * import { MlTheilSenRegression } from "@org/mlkit";
 *
 * const model = await new MlTheilSenRegression().fit([[0], [1], [2], [3], [4]], [1, 3, 5, 7, 1000]);
 * [...model.coefficients]; // => [1, 2]
 * ```
 */
export class MlTheilSenRegression extends CurveEstimator<MlTheilSenRegressionOptions, MlPolynomialModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlTheilSenRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learnCurve({ inputNames, x, y }: CurvePoints): Promise<MlPolynomialModel> {
    if (x.length > MOST_ROWS) throw tooManyRows(x.length);
    const TheilSenRegression = await curveClass("TheilSenRegression");
    const json = inPackage(this.kind, () => new TheilSenRegression(x, y).toJSON());
    const line = [propertyOf(json, "intercept"), propertyOf(json, "slope")];
    return new MlPolynomialModel({
      inputNames,
      powers: Int32Array.of(0, 1),
      coefficients: Float64Array.from(learnedNumbers(this.kind, line)),
    });
  }
}

function tooManyRows(rows: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "MlTheilSenRegression compares all pairs of rows, and these are too many",
    given: `${rows} rows`,
    expected: `at most ${MOST_ROWS}`,
    remedy: `Learn from a sample: frame.take(new Rng(seed).sample(frame.numRows, ${MOST_ROWS}))`,
    data: { rows, most: MOST_ROWS },
  });
}
