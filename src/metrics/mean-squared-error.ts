/** Mean squared error and its root. O(n). */
import type { NumericValues } from "../core/contracts.js";
import { checkOptions } from "./checks.js";
import type { RegressionMetricOptions } from "./mean-absolute-error.js";
import { readNumberPair, readWeights, totalWeight } from "./read-numbers.js";

/**
 * The mean of (true - predicted)², in the square of the target's unit; 0 is perfect.
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing value, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { meanSquaredError } from "@org/mlkit";
 *
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.375
 * ```
 */
export function meanSquaredError(
  yTrue: NumericValues,
  yPred: NumericValues,
  options: RegressionMetricOptions = {},
): number {
  checkOptions("meanSquaredError", options, ["sampleWeight"]);
  return meanOfSquares(yTrue, yPred, options);
}

/**
 * The root of {@link meanSquaredError}, in the unit of the target; 0 is perfect.
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing value, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { rootMeanSquaredError } from "@org/mlkit";
 *
 * rootMeanSquaredError([1, 2, 3, 4], [3, 4, 5, 6]); // => 2
 * ```
 */
export function rootMeanSquaredError(
  yTrue: NumericValues,
  yPred: NumericValues,
  options: RegressionMetricOptions = {},
): number {
  checkOptions("rootMeanSquaredError", options, ["sampleWeight"]);
  return Math.sqrt(meanOfSquares(yTrue, yPred, options));
}

function meanOfSquares(
  given: NumericValues,
  predicted: NumericValues,
  { sampleWeight }: RegressionMetricOptions,
): number {
  const { yTrue, yPred } = readNumberPair(given, predicted);
  const weights = readWeights(sampleWeight, yTrue.length);
  let sum = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const error = yTrue[row]! - yPred[row]!;
    sum += weights === undefined ? error * error : weights[row]! * error * error;
  }
  return sum / totalWeight(weights, yTrue.length);
}
