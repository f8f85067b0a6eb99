/**
 * A random forest that predicts numbers.
 *
 * L. Breiman, "Random Forests", Machine Learning 45, 2001: trees of drawn rows whose predictions are averaged. Time O(trees × rows ×
 * columns × depth); memory 24 bytes a value while it learns, and 48 bytes a node.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { choice, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { r2Score } from "../metrics/r2-score.js";
import type { Bag } from "./bag.js";
import { type ForestOptions, forestParams } from "./forest-options.js";
import { ForestRegressorModel } from "./forest-regressor-model.js";
import { learnForest } from "./learn-forest.js";
import { gather, takeWeighted } from "./learn-tree.js";
import { squaredErrorOf } from "./squared-targets.js";

/** The options of {@link RandomForestRegressor}. */
export interface RandomForestRegressorOptions extends ForestOptions {
  /** What a split lowers: the squared distance of the targets from the mean of their leaf. Default: `"squaredError"`. */
  criterion?: "squaredError";
}

const params = {
  ...forestParams,
  criterion: choice(["squaredError"], { default: "squaredError" }),
} satisfies Params<RandomForestRegressorOptions>;

const declaration: Declaration<RandomForestRegressorOptions> = {
  kind: "RandomForestRegressor",
  params,
  traits: { weights: true },
  models: [ForestRegressorModel],
};

/**
 * Predicts numbers by the mean of many decision trees, each grown to the end on rows of its own draw.
 *
 * Each split looks at all columns unless `maxFeatures` says otherwise, as in scikit-learn; a third of them often predicts better.
 * Predictions lie within the range of the targets. Columns need no scaling. Missing values are refused in this version: put a
 * `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as numbers.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. The order in which columns are drawn decides
 * between equally good splits, which small nodes have many of; where neither rows nor columns are drawn, all trees are the
 * same. Rows of weight 0 are never drawn, and other rows are drawn alike whatever they weigh, so that a row of weight 2 is the
 * same as the row twice only without `bootstrap`. Rows that every tree learned from are left out of `oobScore`;
 * scikit-learn counts them as if 0 had been predicted.
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

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<ForestRegressorModel> {
    const taken = takeWeighted(sampleWeight, x.rows);
    const criterionOf = ({ rows, weights }: Bag) => squaredErrorOf(this.kind, gather(y, rows), weights);
    const task = { owner: this.kind, x, taken, width: 1, criterionOf };
    const { forest, outOfBag } = await learnForest(task, this.params, progress);
    if (outOfBag === undefined) return new ForestRegressorModel(x.names, forest);
    const predicted = outOfBag.map((mean) => mean?.[0] ?? null);
    return new ForestRegressorModel(x.names, forest, scoreOf(y, predicted), predicted);
  }
}

/** R² of the rows that have a prediction; null for fewer than two. */
function scoreOf(y: Float64Array, predicted: readonly (number | null)[]): number | null {
  const answers = predicted.filter((value) => value !== null);
  return answers.length < 2
    ? null
    : r2Score(
        y.filter((_, row) => predicted[row] !== null),
        answers,
      );
}
