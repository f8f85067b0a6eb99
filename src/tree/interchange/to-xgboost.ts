/**
 * Models as the JSON that XGBoost's `load_model` reads, in the format of its version 1.7.
 *
 * A threshold becomes the least float above it, so that every value that is a float goes the same way there and here. Values between two floats are rounded
 * there first, and can go the other way where they lie next to a threshold. O(nodes).
 */
import type { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import type { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import type { BoostedTrees, Link } from "../boosted/structure.js";
import { shortFloat } from "./float32.js";
import { foldBaseline } from "./fold-baseline.js";
import { xgboostTree } from "./xgboost-tree-writer.js";

/**
 * The model as JSON for XGBoost: write it to a file that ends in `.json`, and `load_model` reads it. Leaves and thresholds become single-precision floats.
 * The labels of classes are not stored: class k is the number k there. Sums before the trees go into the first round, unless the link is the identity.
 *
 * @throws ParameterError `NOT_SUPPORTED` for thresholds and leaves beyond single precision.
 * @example
 * ```ts
 * import { BoostedRegressorModel, fromXgboost, toXgboost } from "@org/mlkit";
 *
 * const nodes = {
 *   childrenLeft: Int32Array.of(1, -1, -1),
 *   childrenRight: Int32Array.of(2, -1, -1),
 *   feature: Int32Array.of(0, -1, -1),
 *   threshold: Float64Array.of(1.5, 0, 0),
 *   missingLeft: Uint8Array.of(1, 0, 0),
 *   categories: Int32Array.of(-1, -1, -1),
 *   value: Float64Array.of(0, -1, 1),
 *   gain: Float64Array.of(2, 0, 0),
 *   cover: Float64Array.of(2, 1, 1),
 *   nNodeSamples: Int32Array.of(2, 1, 1),
 * };
 * const stump = new BoostedRegressorModel(
 *   ["size"],
 *   { width: 1, baseline: Float64Array.of(10), nodeCounts: Int32Array.of(3), nodes, categoryBits: new Uint32Array(0) },
 *   { link: "identity", missing: true },
 * );
 * [...fromXgboost(toXgboost(stump)).predict([[1], [2], [NaN]])]; // => [9, 11, 9]
 * ```
 */
export function toXgboost(model: BoostedClassifierModel | BoostedRegressorModel): string {
  const { inputNames, link } = model;
  const { trees, base } = withBase(model.trees, link);
  const { width, nodeCounts, nodes } = trees;
  const byCategory = new Set(nodes.feature.filter((_, node) => (nodes.categories[node] as number) >= 0));
  let root = 0;
  const written = Array.from(nodeCounts, (count, index) => {
    root += count;
    return xgboostTree(trees, root - count, index, inputNames.length);
  });
  const groups = written.map((_, index) => index % width);
  const size = { num_parallel_tree: "1", num_trees: `${written.length}`, size_leaf_vector: "0" };
  const booster = `{"gbtree_model_param":${JSON.stringify(size)},"tree_info":${JSON.stringify(groups)},"trees":[${written.join(",")}]}`;
  const about = JSON.stringify({
    attributes: {},
    feature_names: inputNames,
    feature_types: inputNames.map((_, column) => (byCategory.has(column) ? "c" : "float")),
    learner_model_param: {
      base_score: `${base}`,
      boost_from_average: "1",
      num_class: width > 1 ? `${width}` : "0",
      num_feature: `${inputNames.length}`,
      num_target: "1",
    },
    objective: objectiveFor(link, "classes" in model, width),
  });
  return `{"learner":{"gradient_booster":{"model":${booster},"name":"gbtree"},${about.slice(1)},"version":[1,7,4]}`;
}

/** The trees, and the score before them as XGBoost has it: one number, which the objective makes a raw score of. */
function withBase(trees: BoostedTrees, link: Link): { trees: BoostedTrees; base: number } {
  const [baseline = 0] = trees.baseline;
  if (link === "identity") return { trees, base: shortFloat(Math.fround(baseline)) };
  // What gives a raw score of 0.
  const base = link === "logistic" ? 0.5 : link === "log" ? 1 : 0;
  return { trees: foldBaseline(trees), base };
}

function objectiveFor(link: Link, isClassifier: boolean, width: number): object {
  const regression = { reg_loss_param: { scale_pos_weight: "1" } };
  if (link === "softmax") return { name: "multi:softprob", softmax_multiclass_param: { num_class: `${width}` } };
  if (link === "log") return { name: "count:poisson", poisson_regression_param: { max_delta_step: "0.7" } };
  if (link === "identity") return { name: "reg:squarederror", ...regression };
  return { name: isClassifier ? "binary:logistic" : "reg:logistic", ...regression };
}
