/** F scores: C. J. van Rijsbergen, Information Retrieval (1979), chapter 7. O(n). */
import type { Label, Values } from "../core/contracts.js";
import { type Average, averagedScore, fRatio, type Score, type ScoreOptions } from "./averaging.js";
import { badOption } from "./checks.js";

/**
 * The harmonic mean of precision and recall: 2 · tp / (2 · tp + fp + fn), between 0 and 1.
 *
 * By default it scores one of two classes, `posLabel`; see {@link ScoreOptions} for several classes. A class that neither truly occurs
 * nor is predicted has no F1: it counts as `zeroDivision`, by default 0.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws ParameterError `PARAM_INVALID` where `posLabel` or another `average` is needed. DataError `LABEL_UNKNOWN` where `posLabel` does
 * not occur, `METRIC_UNDEFINED` for 0 / 0 with `zeroDivision: "error"`, `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * @example
 * ```ts
 * import { f1Score } from "@org/mlkit";
 *
 * const yTrue = ["late", "paid", "late", "paid"];
 * const yPred = ["late", "paid", "paid", "late"];
 * f1Score(yTrue, yPred, { posLabel: "late" }); // => 0.5
 * f1Score([0, 1, 1], [0, 1, 1]); // => 1
 * f1Score(["a", "b", "c"], ["a", "b", "b"], { average: "micro" }); // => 0.6666666666666666
 * ```
 */
export function f1Score<L extends Label, A extends Average = "binary">(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ScoreOptions<NoInfer<L>, A> = {},
): Score<L, A> {
  return averagedScore<L, A>("f1Score", fRatio(1), yTrue, yPred, options);
}

/**
 * The weighted harmonic mean of precision and recall, in which recall counts β times as much as precision: β = 1 is {@link f1Score}, 0 is
 * precision, `Infinity` is recall.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @param beta - how many times as much recall counts, ≥ 0
 * @throws ParameterError `PARAM_INVALID` for a bad `beta`, and what {@link f1Score} throws.
 * @example
 * ```ts
 * import { fbetaScore } from "@org/mlkit";
 *
 * fbetaScore([1, 1, 0, 0, 0], [1, 1, 1, 1, 0], 1); // => 0.6666666666666666
 * fbetaScore([1, 1, 0, 0, 0], [1, 1, 1, 1, 0], 0); // => 0.5
 * fbetaScore([1, 1, 0, 0, 0], [1, 1, 1, 1, 0], Infinity); // => 1
 * ```
 */
export function fbetaScore<L extends Label, A extends Average = "binary">(
  yTrue: Values<L>,
  yPred: Values<L>,
  beta: number,
  options: ScoreOptions<NoInfer<L>, A> = {},
): Score<L, A> {
  if (!(typeof beta === "number" && beta >= 0)) throw badOption("fbetaScore", "beta", beta, "a number ≥ 0");
  return averagedScore<L, A>("fbetaScore", fRatio(beta), yTrue, yPred, options);
}
