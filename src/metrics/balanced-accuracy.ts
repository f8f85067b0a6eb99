/** Balanced accuracy. O(n). */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { tallies } from "./averaging.js";
import { checkOptions } from "./checks.js";
import { readLabelPair } from "./read-labels.js";
import { readWeights } from "./read-numbers.js";

/** The options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyOptions {
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/**
 * The mean recall of the classes that truly occur: accuracy as if all classes were equally frequent, between 0 and 1.
 * Guessing the most frequent class gives 1 / (number of classes), however frequent that class is.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws DataError `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { balancedAccuracyScore } from "@org/mlkit";
 *
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]); // => 0.625
 * ```
 */
export function balancedAccuracyScore<L extends Label>(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: BalancedAccuracyOptions = {},
): number {
  checkOptions("balancedAccuracyScore", options, ["sampleWeight"]);
  const pair = readLabelPair(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, pair.yTrue.length);
  let sum = 0;
  let classes = 0;
  for (const { hits, actual } of tallies(pair, pair.labels, weights)) {
    if (actual === 0) continue;
    sum += hits / actual;
    classes++;
  }
  return sum / classes;
}
