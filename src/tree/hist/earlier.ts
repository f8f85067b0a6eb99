/**
 * Which models boosting on histograms can go on from.
 */
import { wrongFrom } from "../../base/checks.js";
import type { Label, Model } from "../../core/contracts.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import type { RegressorLink } from "../boosted/links.js";

/**
 * A regressor on these columns.
 *
 * @throws ParameterError `PARAM_INVALID` for any other model.
 */
export function regressorToGoOn(owner: string, from: Model, x: Matrix, link: RegressorLink): BoostedRegressorModel {
  if (from instanceof BoostedRegressorModel && from.link === link && fits(from, x)) return from;
  throw wrongFrom(owner, from, `a model that ${owner} gave for such a loss, on ${x.cols} columns of the same names`);
}

/**
 * A classifier on these columns and classes.
 *
 * @throws ParameterError `PARAM_INVALID` for any other model.
 */
export function classifierToGoOn(
  owner: string,
  from: Model,
  x: Matrix,
  classes: readonly Label[],
): BoostedClassifierModel {
  const same =
    from instanceof BoostedClassifierModel &&
    fits(from, x) &&
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

/** Whether the model reads these columns, and missing values as models on histograms do. */
function fits(from: BoostedRegressorModel | BoostedClassifierModel, x: Matrix): boolean {
  if (from.traits.missing !== true || from.inputNames.length !== x.cols) return false;
  return !x.named || x.names.every((name, column) => name === from.inputNames[column]);
}
