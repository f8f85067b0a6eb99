/**
 * A forest of extremely randomised trees that tells classes apart.
 *
 * P. Geurts, D. Ernst, L. Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006: trees of all rows, each split the best of one drawn place for each of some drawn columns, whose class shares are
 * averaged. Time O(trees × rows × columns tried × depth); memory 16 bytes a value while it learns, and 40 + 8 × classes bytes a node.
 */
import { ClassifierEstimator, type ModelFor } from "../../base/estimators.js";
import type { FitContext, Label } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import type { EncodedLabels } from "../../core/labels.js";
import { boolean, type Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { ForestClassifierModel } from "../forest-classifier-model.js";
import { forestParams } from "./forest-options.js";
import { classParams, type ForestClassifierOptions, learnClasses } from "./learn-classes.js";
import type { ForestClassifierType } from "./random-forest-classifier.js";

/** The options of {@link ExtraTreesClassifier}. */
export interface ExtraTreesClassifierOptions extends ForestClassifierOptions {
  /** Whether each tree learns from rows that are drawn with replacement, rather than from all. Default: false. */
  bootstrap?: boolean;
}

const params = {
  ...forestParams,
  ...classParams,
  bootstrap: boolean({ default: false }),
} satisfies Params<ExtraTreesClassifierOptions>;

const declaration: Declaration<ExtraTreesClassifierOptions> = {
  kind: "ExtraTreesClassifier",
  params,
  traits: { weights: true, continues: true },
  models: [ForestClassifierModel],
};

/**
 * Tells classes apart by many decision trees, each split at a place that is drawn evenly between the least and the greatest value of a column in its node: the best of such places, one for each of some drawn
 * columns. Trees learn from all rows unless `bootstrap` says otherwise. They differ more from one another than those of a random forest, and are grown sooner.
 *
 * Places are drawn among the values themselves; no column is put into bins. Trees are grown on worker threads; the model is the same whatever their number.
 *
 * Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as numbers.
 *
 * The option `from` of `fit` goes on from a forest of fewer trees that the same recipe gave on the same rows: the result is what the larger forest would have been from the start, bit by bit.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they
 * weigh, so that a row of weight 2 is the same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`.
 *
 * @example
 * ```ts
 * import { ExtraTreesClassifier } from "@org/mlkit";
 *
 * const x = [[1, 0], [2, 9], [3, 1], [4, 8], [5, 2], [6, 7]];
 * const y = ["no", "yes", "no", "yes", "no", "yes"];
 * const model = await new ExtraTreesClassifier({ nEstimators: 25, maxFeatures: null, seed: 1 }).fit(x, y);
 * model.predict([[0, 1], [0, 8]]); // => ["no", "yes"]
 * model.predictProba([[0, 8]]).cols; // => 2
 * model.nEstimators; // => 25
 * ```
 */
export class ExtraTreesClassifier extends ClassifierEstimator<ExtraTreesClassifierOptions, ForestClassifierType> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: ExtraTreesClassifierOptions = {}) {
    super(declaration, options);
  }

  protected learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    context: FitContext,
  ): Promise<ModelFor<ForestClassifierType, L>> {
    return learnClasses(this.kind, true, this.params, x, y, context);
  }
}
