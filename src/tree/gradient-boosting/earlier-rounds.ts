/**
 * The rounds of a model that boosting goes on from.
 */
import { wrongFrom } from "../../base/checks.js";
import type { Label, Model } from "../../core/contracts.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";

/**
 * The rounds of a regressor on these columns.
 *
 * @throws ParameterError `PARAM_INVALID` for any other model.
 */
export function regressorRounds(owner: string, from: Model, x: Matrix): BoostedRegressorModel {
  if (from instanceof BoostedRegressorModel && from.link === "identity" && isOwn(from, x)) return from;
  throw wrongFrom(owner, from, `a model that ${owner} gave, on ${x.cols} columns of the same names`);
}

/**
 * The rounds of a classifier on these columns and classes.
 *
 * @throws ParameterError `PARAM_INVALID` for any other model.
 */
export function classifierRounds(
  owner: string,
  from: Model,
  x: Matrix,
  classes: readonly Label[],
): BoostedClassifierModel {
  const same =
    from instanceof BoostedClassifierModel &&
    isOwn(from, x) &&
    from.trees.width === (classes.length === 2 ? 1 : classes.length) &&
    from.classes.length === classes.length &&
    classes.every((label, code) => label === from.classes[code]);
  if (same) return from;
  throw wrongFrom(
    owner,
    from,
    `a model that ${owner} gave, on ${x.cols} columns of the same names and the same classes`,
  );
}

/** Whether gradient boosting gave the model: it reads no missing values and records the loss of every round. */
function isOwn(from: BoostedRegressorModel | BoostedClassifierModel, x: Matrix): boolean {
  if (from.traits.missing === true || from.trainScore.length !== from.nIter) return false;
  if (from.inputNames.length !== x.cols) return false;
  return !x.named || x.names.every((name, col) => name === from.inputNames[col]);
}
