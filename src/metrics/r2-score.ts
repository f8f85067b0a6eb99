/** The coefficient of determination. O(n). */
import type { NumericValues } from "../core/contracts.js";
import { DataError } from "../core/errors.js";
import { checkOptions } from "./checks.js";
import type { RegressionMetricOptions } from "./mean-absolute-error.js";
import { readNumberPair, readWeights, totalWeight } from "./read-numbers.js";

/**
 * R²: the share of the target's variance that the predictions account for. 1 is perfect, 0 is as good as always predicting the mean, below 0 is worse.
 *
 * Where all true values are equal there is no variance to account for: the result is then 1 if every prediction is right and 0 otherwise,
 * as in scikit-learn.
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `METRIC_UNDEFINED` for a single row, `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing
 * value, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { r2Score } from "@org/mlkit";
 *
 * r2Score([1, 2, 3], [1, 2, 3]); // => 1
 * r2Score([1, 2, 3], [2, 2, 2]); // => 0
 * r2Score([1, 2, 3], [3, 2, 1]); // => -3
 * ```
 */
export function r2Score(yTrue: NumericValues, yPred: NumericValues, options: RegressionMetricOptions = {}): number {
  checkOptions("r2Score", options, ["sampleWeight"]);
  const pair = readNumberPair(yTrue, yPred);
  const rows = pair.yTrue.length;
  const weights = readWeights(options.sampleWeight, rows);
  if (rows < 2) {
    throw new DataError("METRIC_UNDEFINED", {
      problem: "r2Score is undefined for a single row, which has no variance",
      given: "1 row",
      expected: "two rows or more",
      remedy: "Score more rows, or use meanAbsoluteError",
    });
  }
  const around = constantOf(pair.yTrue, weights) ?? weightedMean(pair.yTrue, weights);
  let unexplained = 0;
  let variance = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    const error = pair.yTrue[row]! - pair.yPred[row]!;
    const deviation = pair.yTrue[row]! - around;
    unexplained += weight * error * error;
    variance += weight * deviation * deviation;
  }
  if (variance === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / variance;
}

/** The value that all rows of weight share, if they do: their computed mean could be off by a bit, which would look like variance. */
function constantOf(values: Float64Array, weights: Float64Array | undefined): number | undefined {
  let constant: number | undefined;
  for (let row = 0; row < values.length; row++) {
    if (weights !== undefined && weights[row] === 0) continue;
    if (constant !== undefined && constant !== values[row]) return undefined;
    constant = values[row];
  }
  return constant;
}

function weightedMean(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++)
    sum += weights === undefined ? values[row]! : weights[row]! * values[row]!;
  return sum / totalWeight(weights, values.length);
}
