/**
 * The names of columns and classes of an imported model.
 */
import type { Label } from "../../core/contracts.js";
import { ParameterError, show } from "../../core/errors.js";
import { invalidModel, type Origin } from "./foreign.js";

/** The options of `fromXgboost` and `fromLightgbm`. */
export interface ImportOptions<L extends Label = Label> {
  /** The label of each class, in the order of their numbers in the model: labels are not stored there. Default: 0, 1, … */
  readonly classes?: readonly L[];
  /** The name of each column. Default: the names in the model, or `x0`, `x1`, … where it has none. */
  readonly featureNames?: readonly string[];
}

/** What bounds the columns and classes of a model whose arrays do not: no one has more, and memory is taken for each. */
export const MOST_COLUMNS = 1 << 20;
export const MOST_CLASSES = 1 << 16;

/** The labels of `count` classes. Unless labels were given, they are numbers, and `L` was not chosen by the caller. */
export function classLabels<L extends Label>(count: number, { classes }: ImportOptions<L>): readonly (L | number)[] {
  if (classes === undefined) return Array.from({ length: count }, (_, index) => index);
  const sameType = classes.every((label) => typeof label === typeof classes[0] && !Number.isNaN(label));
  if (classes.length === count && new Set<Label>(classes).size === count && sameType) return [...classes];
  throw new ParameterError("PARAM_INVALID", {
    problem: "The classes do not fit the model",
    given: show(classes),
    expected: `${count} different labels of one type, in the order of their numbers in the model`,
    remedy: "Give the labels as they were encoded for training, or leave them out for 0, 1, …",
    data: { count },
  });
}

/** The names of `count` columns. */
export function columnNames(
  origin: Origin,
  count: number,
  stored: readonly string[],
  { featureNames }: ImportOptions,
): readonly string[] {
  if (featureNames !== undefined && featureNames.length !== count) {
    throw new ParameterError("PARAM_INVALID", {
      problem: "The names of the columns do not fit the model",
      given: `${featureNames.length} names`,
      expected: `${count} names`,
      remedy: "Give one name a column of the training data, in its order",
      data: { count },
    });
  }
  const names = featureNames ?? (stored.length > 0 ? stored : Array.from({ length: count }, (_, index) => `x${index}`));
  if (names.length !== count) throw invalidModel(origin, "feature_names", `${names.length} names`, `${count} names`);
  if (new Set(names).size !== count) throw invalidModel(origin, "feature_names", "a name twice", "different names");
  return [...names];
}
