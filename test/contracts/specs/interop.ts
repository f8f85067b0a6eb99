/** How the estimators of `src/interop/` are judged. */
import { DenseMatrix } from "../../../src/data/matrix.js";
import { MlExponentialRegression } from "../../../src/interop/ml-exponential-regression.js";
import { MlPolynomialRegression } from "../../../src/interop/ml-polynomial-regression.js";
import { MlPowerRegression } from "../../../src/interop/ml-power-regression.js";
import { MlRandomForestClassifier } from "../../../src/interop/ml-random-forest-classifier.js";
import { MlRandomForestRegressor } from "../../../src/interop/ml-random-forest-regressor.js";
import { MlRobustPolynomialRegression } from "../../../src/interop/ml-robust-polynomial-regression.js";
import { MlTheilSenRegression } from "../../../src/interop/ml-theil-sen-regression.js";
import type { Cases } from "./shared.js";

const growsWithRows = {
  "stores nothing for each training row": "its trees grow until three rows are left, whatever the rows",
};

/** Rows of one column above 0, with a target above 0 that is near a curve. */
const curve = (() => {
  const column = Array.from({ length: 48 }, (_, row) => 0.5 + ((row * 29) % 48) / 7);
  const y = column.map((x, row) => 2 + 0.75 * x * x + ((row * 13) % 11) / 8);
  return { x: DenseMatrix.fromDense(Float64Array.from(column), column.length, 1, ["x"]), y };
})();

export const interop: Cases = [
  [
    "MlRandomForestClassifier",
    [
      [
        "MlRandomForestClassifier",
        { make: (options) => new MlRandomForestClassifier({ nEstimators: 10, ...options }), exempt: growsWithRows },
      ],
      [
        "MlRandomForestClassifier of trees of one question",
        { make: (options) => new MlRandomForestClassifier({ maxDepth: 1, maxFeatures: 2, ...options }) },
      ],
    ],
  ],
  [
    "MlRandomForestRegressor",
    [
      [
        "MlRandomForestRegressor",
        { make: (options) => new MlRandomForestRegressor({ nEstimators: 10, ...options }), exempt: growsWithRows },
      ],
      [
        "MlRandomForestRegressor by the median of trees of one question",
        { make: (options) => new MlRandomForestRegressor({ maxDepth: 1, selectionMethod: "median", ...options }) },
      ],
    ],
  ],
  [
    "MlPolynomialRegression",
    [["MlPolynomialRegression", { make: (options) => new MlPolynomialRegression(options), data: curve }]],
  ],
  [
    "MlTheilSenRegression",
    [["MlTheilSenRegression", { make: (options) => new MlTheilSenRegression(options), data: curve }]],
  ],
  [
    "MlExponentialRegression",
    [["MlExponentialRegression", { make: (options) => new MlExponentialRegression(options), data: curve }]],
  ],
  ["MlPowerRegression", [["MlPowerRegression", { make: (options) => new MlPowerRegression(options), data: curve }]]],
  [
    "MlRobustPolynomialRegression",
    [["MlRobustPolynomialRegression", { make: (options) => new MlRobustPolynomialRegression(options), data: curve }]],
  ],
];
