/**
 * What the forests that tell classes apart have in common: their weights, the trees that they go on from, their out-of-bag score.
 */

import { wrongFrom } from "../../base/checks.js";
import { type ClassWeight, weighClasses } from "../../base/class-weights.js";
import { largest } from "../../base/models.js";
import type { FitContext, Label, Model } from "../../core/contracts.js";
import type { EncodedLabels } from "../../core/labels.js";
import { choice, either, labelWeights, nullable, type Params, type Resolved } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { ForestClassifierModel } from "../forest-classifier-model.js";
import { takeWeighted } from "../learn-tree.js";
import { maxFeaturesParam } from "../options.js";
import type { ForestOptions } from "./forest-options.js";
import { learnForest } from "./learn-forest.js";

/** The options that forests for classification share, beside those of all forests. */
export interface ForestClassifierOptions extends ForestOptions {
  /**
   * What a split lowers: the Gini impurity, or the entropy of the classes in bits, which `"logLoss"` is another name for.
   * Default: `"gini"`.
   */
  criterion?: "gini" | "entropy" | "logLoss";
  /**
   * How many columns, drawn anew for each split, it is chosen from: a whole number ≥ 1, below 1 a share, `"sqrt"` or `"log2"` of
   * the number of columns, null for all. Default: `"sqrt"`.
   */
  maxFeatures?: number | "sqrt" | "log2" | null;
  /**
   * The weights of the classes, as pairs such as `[["late", 5]]`, 1 for those not named; `"balanced"`: each class weighs the same
   * in all; `"balancedSubsample"`: it does so among the rows drawn for each tree. Default: null, all 1.
   */
  classWeight?: ClassWeight | "balancedSubsample";
}

const balance = choice(["balanced", "balancedSubsample"], { default: "balanced" });

/** Their declarations. */
export const classParams = {
  criterion: choice(["gini", "entropy", "logLoss"], { default: "gini" }),
  maxFeatures: maxFeaturesParam("sqrt"),
  classWeight: nullable(either(balance, labelWeights, { default: "balanced" }), { default: null }),
} satisfies Params<Omit<ForestClassifierOptions, keyof Omit<ForestOptions, "maxFeatures">>>;

/**
 * Learns a forest of classes.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for options that do not go together, or a model that is not one to go on from.
 */
export async function learnClasses<L extends Label>(
  owner: string,
  random: boolean,
  params: Resolved<ForestClassifierOptions>,
  x: Matrix,
  y: EncodedLabels<L>,
  context: FitContext,
): Promise<ForestClassifierModel<L>> {
  const { criterion, bootstrap, classWeight } = params;
  const balanced = classWeight === "balancedSubsample" && bootstrap;
  // Where every tree has all rows, they are balanced once.
  const byClass = classWeight !== "balancedSubsample" ? classWeight : bootstrap ? null : "balanced";
  const taken = takeWeighted(weighClasses(owner, byClass, y, context.sampleWeight), x.rows);
  const earlier = earlierTrees(owner, params.nEstimators, x, y.classes, context.from);
  const measure = criterion === "gini" ? "gini" : "entropy";
  const what = { owner, x, y: y.codes, classes: y.classes.length, taken, criterion: measure } as const;
  const { forest, outOfBag } = await learnForest({ ...what, random, balanced, earlier }, params, context);
  const score = outOfBag === undefined ? null : accuracy(y.codes, outOfBag);
  return new ForestClassifierModel<L>(x.names, y.classes, forest, score, outOfBag ?? null);
}

function earlierTrees(
  owner: string,
  nEstimators: number,
  x: Matrix,
  classes: readonly Label[],
  from: Model | undefined,
): readonly TreeStructure[] {
  if (from === undefined) return [];
  const fits =
    from instanceof ForestClassifierModel &&
    from.nEstimators <= nEstimators &&
    sameItems(from.inputNames, x.names) &&
    sameItems(from.classes, classes);
  if (!fits) throw wrongFrom(owner, from, `a forest of at most ${nEstimators} trees, on the same columns and classes`);
  return from.estimators.map(({ tree }) => tree);
}

/** Whether two lists hold the same things in the same order. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** The share of right answers among the rows that have one; null where none has. */
function accuracy(codes: Int32Array, outOfBag: readonly (Float64Array | null)[]): number | null {
  let answers = 0;
  let right = 0;
  outOfBag.forEach((shares, row) => {
    if (shares === null) return;
    answers++;
    if (largest(shares, 0, shares.length) === codes[row]) right++;
  });
  return answers === 0 ? null : right / answers;
}
