/**
 * Area under the receiver operating characteristic curve, for two classes or several.
 *
 * T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006). O(n log n) for two classes.
 */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { encodeLabels } from "../core/labels.js";
import type { Score } from "./averaging.js";
import { badOption, checkLengths, checkList, checkOptions, listLabels } from "./checks.js";
import { areaUnderRoc, isCode } from "./ranking.js";
import { readClasses } from "./read-labels.js";
import { readWeights } from "./read-numbers.js";
import { type ClassValues, columnOf, readScores } from "./read-scores.js";
import type { RocAucAverage, RocAucOptions } from "./roc-auc-options.js";
import { type ClassCase, severalClasses, undefinedArea } from "./roc-auc-several.js";

/**
 * The probability that a row of the positive class scores higher than one of the other; ties count half. 1 ranks perfectly, 0.5 is chance.
 *
 * Two classes: give one score a row (a probability or any other score) or both columns of `predictProba`. As in scikit-learn, high scores speak for
 * the label that sorts second, unless `posLabel` says otherwise. Three or more classes: give a column of probabilities for each, and `multiClass`.
 *
 * @param yTrue - the true labels, one a row
 * @param yScore - one score a row, or one a row and class
 * @throws DataError `METRIC_UNDEFINED` where a class, or all others, have no rows, `LABEL_UNKNOWN` for a true label outside `labels`,
 * `PROBABILITY_INVALID` where rows of three or more columns do not sum to 1, `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE`, `TARGET_INVALID`,
 * `WEIGHT_INVALID`. ParameterError `PARAM_INVALID`, or `NOT_SUPPORTED` for weights with `"ovo"`.
 * @example
 * ```ts
 * import { rocAucScore } from "@org/mlkit";
 *
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // => 0.75
 * rocAucScore(["late", "paid", "late"], [0.9, 0.3, 0.3], { posLabel: "late" }); // => 0.75
 *
 * const proba = [[0.8, 0.1, 0.1], [0.2, 0.5, 0.3], [0.1, 0.5, 0.4], [0.3, 0.3, 0.4]];
 * rocAucScore(["a", "b", "c", "c"], proba, { multiClass: "ovr", labels: ["a", "b", "c"] }); // => 0.9444444444444445
 * ```
 */
export function rocAucScore<L extends Label, A extends RocAucAverage = "macro">(
  yTrue: Values<L>,
  yScore: NumericValues | ClassValues,
  options: RocAucOptions<L, A> = {},
): Score<L, A> {
  checkOptions("rocAucScore", options, ["multiClass", "average", "labels", "posLabel", "sampleWeight"]);
  checkList("yTrue", yTrue);
  const scores = readScores("yScore", yScore);
  checkLengths("yTrue", yTrue.length, "yScore", scores.rows);
  const { classes, codes } = readClasses<L>(encodeLabels(yTrue, "yTrue"), options.labels);
  const weights = readWeights(options.sampleWeight, codes.length);
  const input = { codes, classes, scores, weights };
  const result = classes.length > 2 || scores.cols > 2 ? severalClasses(input, options) : twoClasses(input, options);
  // `average` decides which of the two it is, and A is its type: the compiler does not follow a value into a conditional type.
  return result as Score<L, A>;
}

function twoClasses<L extends Label>(
  { codes, classes, scores, weights }: ClassCase<L>,
  options: RocAucOptions<L>,
): number {
  if (options.average === null) {
    throw badOption("rocAucScore", "average", null, "a name or nothing: two classes have one area between them");
  }
  const positive = options.posLabel === undefined ? 1 : classes.indexOf(options.posLabel);
  if (positive < 0) {
    throw new DataError("LABEL_UNKNOWN", {
      problem: "posLabel is none of the labels that occur",
      given: show(options.posLabel),
      expected: `one of ${listLabels(classes)}`,
      remedy: "Set posLabel to one of these",
      data: { posLabel: options.posLabel, labels: classes },
    });
  }
  const area = areaUnderRoc(isCode(codes, positive), columnOf(scores, scores.cols === 1 ? 0 : positive), weights);
  return area ?? undefinedArea(classes[positive] ?? classes[0]);
}
