/**
 * A forest of extremely randomised trees that predicts numbers.
 *
 * P. Geurts, D. Ernst, L. Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006: trees of all rows, each split the best of one drawn place for each of some drawn columns, whose predictions are
 * averaged. Time O(trees × rows × columns tried × depth); memory 16 bytes a value while it learns, and 48 bytes a node.
 */
import { RegressorEstimator } from "../../base/estimators.js";
import type { FitContext } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import { boolean, type Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { ForestRegressorModel } from "../forest-regressor-model.js";
import { forestParams } from "./forest-options.js";
import { type ForestRegressorOptions, learnTargets, targetParams } from "./learn-targets.js";

/** The options of {@link ExtraTreesRegressor}. */
export interface ExtraTreesRegressorOptions extends ForestRegressorOptions {
  /** Whether each tree learns from rows that are drawn with replacement, rather than from all. Default: false. */
  bootstrap?: boolean;
}

const params = {
  ...forestParams,
  ...targetParams,
  bootstrap: boolean({ default: false }),
} satisfies Params<ExtraTreesRegressorOptions>;

const declaration: Declaration<ExtraTreesRegressorOptions> = {
  kind: "ExtraTreesRegressor",
  params,
  traits: { weights: true, continues: true },
  models: [ForestRegressorModel],
};

/**
 * Predicts numbers by the mean of many decision trees, each split at a place that is drawn evenly between the least and the greatest value of a column in its node: the best of such places, one for each column,
 * or for as many as `maxFeatures` says. Trees learn from all rows unless `bootstrap` says otherwise.
 *
 * Places are drawn among the values themselves; no column is put into bins. Trees are grown on worker threads; the model is the same whatever their number.
 *
 * Predictions lie within the range of the targets. Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as
 * numbers.
 *
 * The option `from` of `fit` goes on from a forest of fewer trees that the same recipe gave on the same rows: the result is what the larger forest would have been from the start, bit by bit.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they
 * weigh, so that a row of weight 2 is the same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`; scikit-learn counts them as if 0 had been predicted.
 *
 * @example
 * ```ts
 * import { ExtraTreesRegressor } from "@org/mlkit";
 *
 * const forest = new ExtraTreesRegressor({ nEstimators: 10, maxDepth: 1, maxFeatures: 1, seed: 3 });
 * const model = await forest.fit([[1], [1], [11], [11]], [6, 6, 20, 22]);
 * [...model.predict([[0], [12]])]; // => [6, 21]
 * [...model.featureImportances]; // => [1]
 * model.apply([[0]]).length; // => 10
 * ```
 */
export class ExtraTreesRegressor extends RegressorEstimator<ExtraTreesRegressorOptions, ForestRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: ExtraTreesRegressorOptions = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix, y: Float64Array, context: FitContext): Promise<ForestRegressorModel> {
    return learnTargets(this.kind, true, this.params, x, y, context);
  }
}
