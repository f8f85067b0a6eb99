/**
 * A random forest that tells classes apart.
 *
 * L. Breiman, "Random Forests", Machine Learning 45, 2001: trees of drawn rows, each split chosen among drawn columns, whose class
 * shares are averaged (Breiman lets them vote). Time O(trees × rows × columns × depth); memory 24 bytes a value while it learns,
 * and 40 + 8 × classes bytes a node.
 */

import { type ClassWeight, classTotals, weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import { largest } from "../base/models.js";
import type { FitContext, Label } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, either, labelWeights, nullable, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import type { Bag } from "./bag.js";
import { ForestClassifierModel } from "./forest-classifier-model.js";
import { type ForestOptions, forestParams } from "./forest-options.js";
import { Entropy } from "./grow/entropy.js";
import { Gini } from "./grow/gini.js";
import { learnForest } from "./learn-forest.js";
import { takeWeighted } from "./learn-tree.js";
import { maxFeaturesParam } from "./options.js";

/** The options of {@link RandomForestClassifier}. */
export interface RandomForestClassifierOptions extends ForestOptions {
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

const params = {
  ...forestParams,
  criterion: choice(["gini", "entropy", "logLoss"], { default: "gini" }),
  maxFeatures: maxFeaturesParam("sqrt"),
  classWeight: nullable(either(balance, labelWeights, { default: "balanced" }), { default: null }),
} satisfies Params<RandomForestClassifierOptions>;

const declaration: Declaration<RandomForestClassifierOptions> = {
  kind: "RandomForestClassifier",
  params,
  traits: { weights: true },
  models: [ForestClassifierModel],
};

/** A forest classifier's model for labels of the type of the fit. */
export interface ForestClassifierType extends ClassifierType {
  readonly model: ForestClassifierModel<this["label"]>;
}

/**
 * Tells classes apart by many decision trees, each grown to the end on rows of its own draw, each split chosen among columns of
 * its own draw. What single trees get wrong by chance is lost in their mean.
 *
 * Columns need no scaling. Missing values are refused in this version: put a `SimpleImputer` before it. Sparse matrices are
 * refused too. The codes of categories are read as numbers.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. The order in which columns are drawn decides
 * between equally good splits, which small nodes have many of; where neither rows nor columns are drawn, all trees are the
 * same. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they weigh, so that a row of weight 2 is the
 * same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`.
 *
 * @example
 * ```ts
 * import { RandomForestClassifier } from "@org/mlkit";
 *
 * const x = [[1, 0], [2, 9], [3, 1], [4, 8], [5, 2], [6, 7]];
 * const y = ["no", "yes", "no", "yes", "no", "yes"];
 * const model = await new RandomForestClassifier({ nEstimators: 25, maxFeatures: null, seed: 1 }).fit(x, y);
 * model.predict([[0, 1], [0, 8]]); // => ["no", "yes"]
 * model.predictProba([[0, 8]]).cols; // => 2
 * model.nEstimators; // => 25
 * ```
 */
export class RandomForestClassifier extends ClassifierEstimator<RandomForestClassifierOptions, ForestClassifierType> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: RandomForestClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<ForestClassifierType, L>> {
    const { criterion, bootstrap, classWeight } = this.params;
    const perTree = classWeight === "balancedSubsample" && bootstrap;
    // Where every tree has all rows, they are balanced once.
    const byClass = classWeight !== "balancedSubsample" ? classWeight : bootstrap ? null : "balanced";
    const width = y.classes.length;
    const taken = takeWeighted(weighClasses(this.kind, byClass, y, sampleWeight), x.rows);
    const Measure = criterion === "gini" ? Gini : Entropy;
    const criterionOf = ({ rows, weights }: Bag) => {
      const codes = rows.map((row) => y.codes[row] as number);
      return new Measure(codes, width, perTree ? balanced(codes, width, weights) : weights);
    };
    const task = { owner: this.kind, x, taken, width, criterionOf };
    const { forest, outOfBag } = await learnForest(task, this.params, progress);
    const score = outOfBag === undefined ? null : accuracy(y.codes, outOfBag);
    return new ForestClassifierModel<L>(x.names, y.classes, forest, score, outOfBag ?? null);
  }
}

/** Weights by which the classes that are there weigh the same. */
function balanced(codes: Int32Array, classes: number, weights: Float64Array | undefined): Float64Array {
  const totals = classTotals(codes, classes, weights);
  const total = totals.reduce((sum, value) => sum + value, 0);
  const present = totals.filter((value) => value > 0).length;
  return Float64Array.from(codes, (code, i) => ((weights?.[i] ?? 1) * total) / (present * (totals[code] as number)));
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
