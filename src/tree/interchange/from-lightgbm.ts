/**
 * Models of LightGBM, from the text that its `save_model` writes (versions 2.3 to 4). Values are compared as doubles in both, so that rows come to the same
 * leaves and sums are the same to the last bits. O(nodes).
 */
import type { Label } from "../../core/contracts.js";
import { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import type { RegressorLink } from "../boosted/links.js";
import { unsupportedModel } from "./foreign.js";
import { classLabels, columnNames, type ImportOptions, MOST_CLASSES, MOST_COLUMNS } from "./import-options.js";
import { readSections, type TextSection } from "./lightgbm-text.js";
import { readLightgbmTree } from "./lightgbm-tree.js";
import { TreeBuilder } from "./tree-builder.js";

const REGRESSIONS: ReadonlyMap<string, RegressorLink> = new Map<string, RegressorLink>([
  ["regression", "identity"],
  ["regression_l1", "identity"],
  ["huber", "identity"],
  ["fair", "identity"],
  ["quantile", "identity"],
  ["mape", "identity"],
  ["poisson", "log"],
  ["gamma", "log"],
  ["tweedie", "log"],
  ["cross_entropy", "logistic"],
]);

/**
 * Makes a model from the text of a LightGBM booster (`booster.save_model("model.txt")`): a classifier or a regressor, by its objective. NaN is read as a
 * missing value. All trees are used.
 *
 * A category that is no whole number counts as unknown here; LightGBM cuts it down to one.
 *
 * @throws ReadError `MODEL_INVALID` that names the place, for what is no such model. ParameterError `NOT_SUPPORTED` for objectives without a counterpart,
 * linear trees, random forests (`average_output`), and zeros as missing values where they go another way than their number; `PARAM_INVALID` for options that
 * do not fit the model.
 * @example
 * ```ts
 * import { fromLightgbm } from "@org/mlkit";
 *
 * const lines = [
 *   "tree", "version=v4", "num_class=1", "num_tree_per_iteration=1", "max_feature_idx=0", "objective=regression", "feature_names=size", "",
 *   "Tree=0", "num_leaves=2", "num_cat=0", "split_feature=0", "threshold=1.5", "decision_type=10", "left_child=-1", "right_child=-2", "leaf_value=-1 1", "",
 *   "end of trees",
 * ];
 * const model = fromLightgbm(lines.join("\n"));
 * [...model.predict([[1], [2], [NaN]])]; // => [-1, 1, -1]
 * fromLightgbm("{}"); // throws MODEL_INVALID
 * ```
 */
export function fromLightgbm<L extends Label = Label>(
  text: string,
  options: ImportOptions<L> = {},
): BoostedClassifierModel<L | number> | BoostedRegressorModel {
  const { model, trees } = readSections(text);
  const features = model.integer("max_feature_idx", 0, MOST_COLUMNS - 1) + 1;
  const names = columnNames("LightGBM", features, model.text("feature_names").split(" "), options);
  const width = model.integer("num_tree_per_iteration", 1, MOST_CLASSES);
  if (model.has("average_output"))
    throw unsupportedModel(
      "LightGBM",
      "an average in place of a sum",
      "average_output",
      "Train with boosting=gbdt, dart or goss",
    );
  if (trees.length % width !== 0) model.fail("num_tree_per_iteration", "a whole number of rounds");
  const [objective = "", ...details] = model.text("objective").trim().split(/ +/);
  const scale = objective === "binary" ? sigmoidOf(model, details) : 1;
  const builder = new TreeBuilder("LightGBM", features);
  for (const tree of trees) builder.add(readLightgbmTree(tree, scale), tree.path);
  const grown = builder.finish(width, new Float64Array(width));
  const link = REGRESSIONS.get(objective);
  const isSquareRoot = details.includes("sqrt");
  const classes = model.integer("num_class", 1, MOST_CLASSES);
  if (link !== undefined && !isSquareRoot) {
    if (width !== 1) model.fail("num_tree_per_iteration", "1 for this objective");
    return new BoostedRegressorModel(names, grown, { link, missing: true });
  }
  if (objective === "multiclass" || objective === "softmax") {
    if (classes !== width || classes < 2) model.fail("num_class", "as many classes as trees a round, and at least 2");
    return new BoostedClassifierModel(names, classLabels(classes, options), grown, { link: "softmax", missing: true });
  }
  if (objective === "binary") {
    if (width !== 1) model.fail("num_tree_per_iteration", "1 for this objective");
    return new BoostedClassifierModel(names, classLabels(2, options), grown, { link: "logistic", missing: true });
  }
  throw unsupportedModel(
    "LightGBM",
    "an objective without a counterpart",
    model.text("objective"),
    `Objectives that are read: binary, multiclass, ${[...REGRESSIONS.keys()].join(", ")}`,
  );
}

/** What raw scores of a binary objective are multiplied by, as in `binary sigmoid:1`. */
function sigmoidOf(model: TextSection, details: readonly string[]): number {
  const found = details.find((detail) => detail.startsWith("sigmoid:"));
  const scale = found === undefined ? 1 : Number(found.slice("sigmoid:".length));
  if (!(scale > 0 && Number.isFinite(scale))) model.fail("objective", "a sigmoid above 0");
  return scale;
}
