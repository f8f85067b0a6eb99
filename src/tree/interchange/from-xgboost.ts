/**
 * Models of XGBoost, from the JSON that its `save_model` writes (versions 1.3 and later). The format: https://xgboost.readthedocs.io, "Introduction to Model IO".
 *
 * XGBoost rounds values to single precision and goes left below a threshold; thresholds become the greatest doubles that do so, and so every row comes to
 * the same leaves. Sums are in double precision here. O(nodes).
 */
import type { Label } from "../../core/contracts.js";
import { listNames } from "../../core/errors.js";
import { log } from "../../kernels/math.js";
import { BoostedClassifierModel, type ClassifierLink } from "../boosted/boosted-classifier-model.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import type { RegressorLink } from "../boosted/links.js";
import { invalidModel, unsupportedModel } from "./foreign.js";
import { classLabels, columnNames, type ImportOptions, MOST_CLASSES, MOST_COLUMNS } from "./import-options.js";
import { JsonPlace } from "./json-place.js";
import { type ForeignTree, TreeBuilder } from "./tree-builder.js";
import { XGBOOST_OBJECTIVES, type XgboostObjective } from "./xgboost-objectives.js";
import { readXgboostTree } from "./xgboost-tree.js";

/**
 * Makes a model from the JSON of an XGBoost booster (`booster.save_model("model.json")`): a classifier or a regressor, by its objective. NaN is read as a
 * missing value. All trees are used, those after `best_iteration` too. Boosters `gbtree` and `dart` are read.
 *
 * @throws ReadError `MODEL_INVALID` that names the place, for what is no such model. ParameterError `NOT_SUPPORTED` for linear boosters, objectives without a
 * counterpart, and several outputs a tree; `PARAM_INVALID` for options that do not fit the model.
 * @example
 * ```ts
 * import { fromXgboost } from "@org/mlkit";
 *
 * const stump = {
 *   left_children: [1, -1, -1], right_children: [2, -1, -1], split_indices: [0, 0, 0],
 *   split_conditions: [1.5, -1, 1], default_left: [1, 0, 0], tree_param: { size_leaf_vector: "0" },
 * };
 * const model = fromXgboost({
 *   learner: {
 *     feature_names: ["size"],
 *     gradient_booster: { name: "gbtree", model: { trees: [stump], tree_info: [0] } },
 *     learner_model_param: { base_score: "5E-1", num_class: "0", num_feature: "1" },
 *     objective: { name: "binary:logistic" },
 *   },
 * }, { classes: ["small", "large"] });
 * model.predict([[1], [2], [NaN]]); // => ["small", "large", "small"]
 * fromXgboost("{}"); // throws MODEL_INVALID
 * ```
 */
export function fromXgboost<L extends Label = Label>(
  json: string | object,
  options: ImportOptions<L> = {},
): BoostedClassifierModel<L | number> | BoostedRegressorModel {
  const learner = new JsonPlace(typeof json === "string" ? parsed(json) : json, "model").at("learner");
  const objective = objectiveOf(learner);
  const parameters = learner.at("learner_model_param");
  const features = parameters.at("num_feature").integer(0, MOST_COLUMNS);
  const stored = learner.at("feature_names");
  const names = columnNames(
    "XGBoost",
    features,
    stored.value === undefined ? [] : stored.list().map((name) => name.text()),
    options,
  );
  const classes = Math.max(1, parameters.at("num_class").integer(0, MOST_CLASSES));
  if ((objective.link === "softmax") !== classes > 1)
    parameters.at("num_class").fail("a number of classes that fits the objective");
  const trees = readTrees(learner.at("gradient_booster"), features, classes).finish(
    classes,
    baselineOf(parameters.at("base_score"), objective, classes),
  );
  const missing = true;
  if (objective.task === "regress")
    return new BoostedRegressorModel(names, trees, { link: objective.link as RegressorLink, missing });
  const labels = classLabels(Math.max(2, classes), options);
  return new BoostedClassifierModel(names, labels, trees, { link: objective.link as ClassifierLink, missing });
}

/** Parses JSON as XGBoost writes it, with NaN where a threshold has no meaning. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b/g, (part) => (part === "NaN" ? "null" : part)));
  } catch (cause) {
    throw invalidModel("XGBoost", "model", cause instanceof Error ? cause.message : cause, "JSON");
  }
}

function objectiveOf(learner: JsonPlace): XgboostObjective {
  const name = learner.at("objective").at("name").text();
  const objective = XGBOOST_OBJECTIVES.get(name);
  if (objective !== undefined) return objective;
  throw unsupportedModel(
    "XGBoost",
    "an objective without a counterpart",
    name,
    `Objectives that are read: ${listNames(XGBOOST_OBJECTIVES.keys(), 20)}`,
  );
}

/** The raw scores before any tree. From version 3 on, there may be one a class. */
function baselineOf(place: JsonPlace, { base }: XgboostObjective, classes: number): Float64Array {
  const words = typeof place.value === "string" ? place.value.replace(/^\[|\]$/g, "").split(",") : [place.value];
  if (words.length !== 1 && words.length !== classes) place.fail(`one number, or ${classes}`);
  return Float64Array.from({ length: classes }, (_, k) => {
    const score = Math.fround(new JsonPlace(words[words.length === 1 ? 0 : k], place.path).number());
    if (base === "identity") return score;
    if (!(score > 0) || (base === "logistic" && !(score < 1))) place.fail("a score that the objective can give");
    return base === "log" ? log(score) : log(score / (1 - score));
  });
}

/** Reads the trees of a booster, round by round and class by class. */
function readTrees(booster: JsonPlace, features: number, classes: number): TreeBuilder {
  const name = booster.at("name").text();
  const remedy = "Train with the booster gbtree or dart, and one output a tree";
  if (name !== "gbtree" && name !== "dart")
    throw unsupportedModel("XGBoost", "another booster than trees", name, remedy);
  const model = name === "dart" ? booster.at("gbtree").at("model") : booster.at("model");
  const trees = model.at("trees").list();
  const groups = model.at("tree_info").numbers(trees.length);
  // Whole dropped trees keep a weight each.
  const weights = name === "dart" ? booster.at("weight_drop").numbers(trees.length) : undefined;
  const ofClass = Array.from({ length: classes }, (): number[] => []);
  for (const [index, group] of groups.entries()) {
    const list = ofClass[group];
    if (list === undefined) return model.at("tree_info").fail(`numbers from 0 to ${classes - 1}`);
    list.push(index);
  }
  const rounds = trees.length / classes;
  if (ofClass.some((list) => list.length !== rounds)) model.at("tree_info").fail("as many trees for each class");
  const reach = new Map<number, number>();
  const read = trees.map((tree, index) => {
    const weight = weights === undefined ? 1 : (weights[index] as number);
    if (!Number.isFinite(weight)) booster.at("weight_drop").fail("finite weights");
    return readXgboostTree(tree, weight, reach);
  });
  const builder = new TreeBuilder("XGBoost", features);
  for (let round = 0; round < rounds; round++) {
    for (const list of ofClass) {
      const index = list[round] as number;
      builder.add(read[index] as ForeignTree, (trees[index] as JsonPlace).path);
    }
  }
  return builder;
}
