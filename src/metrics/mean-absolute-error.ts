/** Mean and median absolute error, and the largest. O(n), for the median O(n log n). */
import type { NumericValues } from "../core/contracts.js";
import { checkOptions } from "./checks.js";
import { readNumberPair, readWeights, totalWeight } from "./read-numbers.js";

/** The options of the regression metrics. */
export interface RegressionMetricOptions {
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/**
 * The mean of |true - predicted|, in the unit of the target; 0 is perfect.
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing value, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@org/mlkit";
 *
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.5
 * ```
 */
export function meanAbsoluteError(
  yTrue: NumericValues,
  yPred: NumericValues,
  options: RegressionMetricOptions = {},
): number {
  checkOptions("meanAbsoluteError", options, ["sampleWeight"]);
  const errors = absoluteErrors(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, errors.length);
  let sum = 0;
  for (let row = 0; row < errors.length; row++) {
    sum += weights === undefined ? errors[row]! : weights[row]! * errors[row]!;
  }
  return sum / totalWeight(weights, errors.length);
}

/**
 * The median of |true - predicted|, in the unit of the target: half of the rows err by less. A few wild predictions do not move it.
 *
 * With weights it is the median of the rows repeated as often as their weight says. (scikit-learn 1.2 takes the lower of the two middle
 * values there, so that weights of 1 can change its result.)
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing value, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { medianAbsoluteError } from "@org/mlkit";
 *
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 80]); // => 0.5
 * ```
 */
export function medianAbsoluteError(
  yTrue: NumericValues,
  yPred: NumericValues,
  options: RegressionMetricOptions = {},
): number {
  checkOptions("medianAbsoluteError", options, ["sampleWeight"]);
  const errors = absoluteErrors(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, errors.length);
  const half = totalWeight(weights, errors.length) / 2;
  const order = Uint32Array.from(errors.keys()).sort((a, b) => errors[a]! - errors[b]!);
  let below = 0;
  let lower: number | undefined;
  for (const row of order) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    // The rows up to here were exactly half of the weight: the median lies midway between them and the next.
    if (lower !== undefined) return (lower + errors[row]!) / 2;
    below += weight;
    if (below > half) return errors[row]!;
    if (below === half) lower = errors[row]!;
  }
  // Only where rounding keeps the summed weights from passing the half: then all weight lies in the last rows.
  return lower ?? errors[order.at(-1) ?? 0]!;
}

/**
 * The largest |true - predicted|, in the unit of the target.
 *
 * @param yTrue - the true numbers, one a row
 * @param yPred - the predicted numbers of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE` for NaN or infinity, `TARGET_INVALID` for a missing value.
 * @example
 * ```ts
 * import { maxError } from "@org/mlkit";
 *
 * maxError([3, 2, 7, 1], [9, 2, 7, 1]); // => 6
 * ```
 */
export function maxError(yTrue: NumericValues, yPred: NumericValues): number {
  return absoluteErrors(yTrue, yPred).reduce((largest, error) => Math.max(largest, error), 0);
}

function absoluteErrors(yTrue: NumericValues, yPred: NumericValues): Float64Array {
  const pair = readNumberPair(yTrue, yPred);
  return pair.yTrue.map((value, row) => Math.abs(value - pair.yPred[row]!));
}
