/** Accuracy. O(n). */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { checkOptions } from "./checks.js";
import { type LabelPair, readLabelPair } from "./read-labels.js";
import { readWeights, totalWeight } from "./read-numbers.js";

/** The options of {@link accuracyScore}. */
export interface AccuracyOptions {
  /** Whether to give the share of right rows rather than their number (or summed weight). Default: `true`. */
  readonly normalize?: boolean;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/**
 * The share of rows whose predicted label is the true one, between 0 and 1.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws DataError `DATA_SHAPE` for different lengths, `DATA_EMPTY` for no rows, `TARGET_INVALID` for a missing label or labels of
 * several types, `WEIGHT_INVALID` for weights that cannot be used.
 * @example
 * ```ts
 * import { accuracyScore } from "@org/mlkit";
 *
 * accuracyScore(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"]); // => 0.75
 * accuracyScore([0, 1, 2, 3], [0, 2, 1, 3], { normalize: false }); // => 2
 * ```
 */
export function accuracyScore<L extends Label>(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: AccuracyOptions = {},
): number {
  checkOptions("accuracyScore", options, ["normalize", "sampleWeight"]);
  const pair = readLabelPair(yTrue, yPred);
  const rows = pair.yTrue.length;
  const weights = readWeights(options.sampleWeight, rows);
  const right = rightWeight(pair, weights);
  return options.normalize === false ? right : right / totalWeight(weights, rows);
}

/** The summed weight of the rows whose predicted label is the true one. */
export function rightWeight(pair: LabelPair<Label>, weights: Float64Array | undefined): number {
  let right = 0;
  for (let row = 0; row < pair.yTrue.length; row++) {
    if (pair.yTrue[row] === pair.yPred[row]) right += weights === undefined ? 1 : weights[row]!;
  }
  return right;
}
