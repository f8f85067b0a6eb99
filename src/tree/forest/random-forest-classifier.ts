/**
 * A random forest that tells classes apart.
 *
 * L. Breiman, "Random Forests", Machine Learning 45, 2001: trees of drawn rows, each split chosen among drawn columns, whose class shares are averaged (Breiman lets them vote). Time O(trees × rows × columns
 * tried × depth); memory 9 bytes a value while it learns, and 40 + 8 × classes bytes a node.
 */
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../../base/estimators.js";
import type { FitContext, Label } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import type { EncodedLabels } from "../../core/labels.js";
import type { Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { ForestClassifierModel } from "../forest-classifier-model.js";
import { forestParams } from "./forest-options.js";
import { classParams, type ForestClassifierOptions, learnClasses } from "./learn-classes.js";

/** The options of {@link RandomForestClassifier}. */
export type RandomForestClassifierOptions = ForestClassifierOptions;

const params = {
  ...forestParams,
  ...classParams,
} satisfies Params<RandomForestClassifierOptions>;

const declaration: Declaration<RandomForestClassifierOptions> = {
  kind: "RandomForestClassifier",
  params,
  traits: { weights: true, continues: true },
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
 * Columns are put into at most 256 bins before the first tree is grown: those of up to 256 different values lose nothing by it, others are cut at quantiles, and thresholds lie in the middle between
 * the values on either side. scikit-learn's splitter is exact and does more work. Trees are grown on worker threads; the model is the same whatever their number.
 *
 * Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as numbers.
 *
 * The option `from` of `fit` goes on from a forest of fewer trees that the same recipe gave on the same rows: the result is what the larger forest would have been from the start, bit by bit.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. The order in which columns are drawn decides
 * between equally good splits, which small nodes have many of; where neither rows nor columns are drawn, all trees are the same. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they
 * weigh, so that a row of weight 2 is the same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`.
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

  protected learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    context: FitContext,
  ): Promise<ModelFor<ForestClassifierType, L>> {
    return learnClasses(this.kind, false, this.params, x, y, context);
  }
}
