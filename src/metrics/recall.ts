/** Recall. O(n). */
import type { Label, Values } from "../core/contracts.js";
import { type Average, averagedScore, recallRatio, type Score, type ScoreOptions } from "./averaging.js";

/**
 * Of the rows that truly are of a class, the share that was predicted as it: tp / (tp + fn).
 *
 * By default it scores one of two classes, `posLabel`; see {@link ScoreOptions} for several classes. A class that never truly occurs has
 * no recall: it counts as `zeroDivision`, by default 0.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws ParameterError `PARAM_INVALID` where `posLabel` or another `average` is needed. DataError `LABEL_UNKNOWN` where `posLabel` does
 * not occur, `METRIC_UNDEFINED` for 0 / 0 with `zeroDivision: "error"`, `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { recallScore } from "@org/mlkit";
 *
 * const yTrue = ["spam", "ham", "ham", "spam"];
 * const yPred = ["spam", "spam", "ham", "spam"];
 * recallScore(yTrue, yPred, { posLabel: "ham" }); // => 0.5
 * recallScore(yTrue, yPred, { average: "weighted" }); // => 0.75
 * ```
 */
export function recallScore<L extends Label, A extends Average = "binary">(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ScoreOptions<NoInfer<L>, A> = {},
): Score<L, A> {
  return averagedScore<L, A>("recallScore", recallRatio, yTrue, yPred, options);
}
