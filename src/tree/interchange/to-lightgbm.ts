/**
 * Models as the text that LightGBM loads (version 4 of its format). Numbers are written so that the same doubles are read. O(nodes).
 */
import type { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import type { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import { rootsOf } from "../boosted/roots.js";
import { foldBaseline } from "./fold-baseline.js";
import { lightgbmTree } from "./lightgbm-tree-writer.js";

/**
 * The model as text for LightGBM: write it to a file, and `lightgbm.Booster(model_file=…)` reads it. The labels of classes are not stored: class k is the
 * number k there. The scores before the trees go into the first round. Names with white space get `_` in its place; where this makes two names one, columns
 * are named `Column_0`, `Column_1`, … as LightGBM does.
 *
 * @example
 * ```ts
 * import { BoostedRegressorModel, fromLightgbm, toLightgbm } from "@org/mlkit";
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
 * [...fromLightgbm(toLightgbm(stump)).predict([[1], [2], [NaN]])]; // => [9, 11, 9]
 * ```
 */
export function toLightgbm(model: BoostedClassifierModel | BoostedRegressorModel): string {
  const trees = foldBaseline(model.trees);
  const { width, nodeCounts } = trees;
  const roots = rootsOf(trees);
  const names = namesFor(model.inputNames);
  const head = [
    "tree",
    "version=v4",
    `num_class=${width}`,
    `num_tree_per_iteration=${width}`,
    "label_index=0",
    `max_feature_idx=${names.length - 1}`,
    `objective=${objectiveFor(model, width)}`,
    `feature_names=${names.join(" ")}`,
    // What LightGBM knows of a column's values; it predicts without.
    `feature_infos=${names.map(() => "none").join(" ")}`,
  ];
  const texts = Array.from(
    nodeCounts,
    (_, index) => `Tree=${index}\n${lightgbmTree(trees, roots[index] as number)}\n\n`,
  );
  return `${head.join("\n")}\n\n${texts.join("")}end of trees\n\nparameters:\nend of parameters\n`;
}

function objectiveFor(model: BoostedClassifierModel | BoostedRegressorModel, width: number): string {
  if ("classes" in model) return width > 1 ? `multiclass num_class:${width}` : "binary sigmoid:1";
  if (model.link === "log") return "poisson";
  return model.link === "logistic" ? "cross_entropy" : "regression";
}

function namesFor(names: readonly string[]): readonly string[] {
  const clean = names.map((name) => name.replace(/\s/g, "_"));
  const fit = new Set(clean).size === names.length && clean.every((name) => name !== "");
  return fit ? clean : names.map((_, index) => `Column_${index}`);
}
