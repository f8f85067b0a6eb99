/**
 * A random forest that predicts numbers.
 *
 * L. Breiman, "Random Forests", Machine Learning 45, 2001: trees of drawn rows, each split chosen among drawn columns, whose predictions are averaged. Time O(trees × rows × columns
 * tried × depth); memory 9 bytes a value while it learns, and 48 bytes a node.
 */
import { RegressorEstimator } from "../../base/estimators.js";
import type { FitContext } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import type { Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { ForestRegressorModel } from "../forest-regressor-model.js";
import { forestParams } from "./forest-options.js";
import { type ForestRegressorOptions, learnTargets, targetParams } from "./learn-targets.js";

/** The options of {@link RandomForestRegressor}. */
export type RandomForestRegressorOptions = ForestRegressorOptions;

const params = {
  ...forestParams,
  ...targetParams,
} satisfies Params<RandomForestRegressorOptions>;

const declaration: Declaration<RandomForestRegressorOptions> = {
  kind: "RandomForestRegressor",
  params,
  traits: { weights: true, continues: true },
  models: [ForestRegressorModel],
};

/**
 * Predicts numbers by the mean of many decision trees, each grown to the end on rows of its own draw.
 *
 * Each split looks at all columns unless `maxFeatures` says otherwise, as in scikit-learn; a third of them often predicts better.
 *
 * Columns are put into at most 256 bins before the first tree is grown: those of up to 256 different values lose nothing by it, others are cut at quantiles, and thresholds lie in the middle between
 * the values on either side. scikit-learn's splitter is exact and does more work. Trees are grown on worker threads; the model is the same whatever their number.
 *
 * Predictions lie within the range of the targets. Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as
 * numbers.
 *
 * The option `from` of `fit` goes on from a forest of fewer trees that the same recipe gave on the same rows: the result is what the larger forest would have been from the start, bit by bit.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. The order in which columns are drawn decides
 * between equally good splits, which small nodes have many of; where neither rows nor columns are drawn, all trees are the same. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they
 * weigh, so that a row of weight 2 is the same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`; scikit-learn counts them as if 0 had been predicted.
 *
 * @example
 * ```ts
 * import { RandomForestRegressor } from "@org/mlkit";
 *
 * const forest = new RandomForestRegressor({ nEstimators: 10, bootstrap: false, maxDepth: 1 });
 * const model = await forest.fit([[1], [2], [10], [11]], [5, 7, 20, 22]);
 * [...model.predict([[0], [12]])]; // => [6, 21]
 * [...model.featureImportances]; // => [1]
 * model.apply([[0]]).length; // => 10
 * ```
 */
export class RandomForestRegressor extends RegressorEstimator<RandomForestRegressorOptions, ForestRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: RandomForestRegressorOptions = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix, y: Float64Array, context: FitContext): Promise<ForestRegressorModel> {
    return learnTargets(this.kind, false, this.params, x, y, context);
  }
}
