/** Precision. O(n). */
import type { Label, Values } from "../core/contracts.js";
import { type Average, averagedScore, precisionRatio, type Score, type ScoreOptions } from "./averaging.js";

/**
 * Of the rows predicted as a class, the share that truly is of it: tp / (tp + fp).
 *
 * By default it scores one of two classes, `posLabel`; see {@link ScoreOptions} for several classes. A class that is never predicted has
 * no precision: it counts as `zeroDivision`, by default 0.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws ParameterError `PARAM_INVALID` where `posLabel` or another `average` is needed. DataError `LABEL_UNKNOWN` where `posLabel` does
 * not occur, `METRIC_UNDEFINED` for 0 / 0 with `zeroDivision: "error"`, `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { precisionScore } from "@org/mlkit";
 *
 * const yTrue = ["spam", "ham", "ham", "spam", "ham"];
 * const yPred = ["spam", "spam", "ham", "spam", "spam"];
 * precisionScore(yTrue, yPred, { posLabel: "spam" }); // => 0.5
 * precisionScore(yTrue, yPred, { average: "macro" }); // => 0.75
 * [...precisionScore(yTrue, yPred, { average: null })]; // => [["ham", 1], ["spam", 0.5]]
 * ```
 */
export function precisionScore<L extends Label, A extends Average = "binary">(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ScoreOptions<NoInfer<L>, A> = {},
): Score<L, A> {
  return averagedScore<L, A>("precisionScore", precisionRatio, yTrue, yPred, options);
}
