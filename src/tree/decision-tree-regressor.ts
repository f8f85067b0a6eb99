/**
 * A decision tree that predicts numbers.
 *
 * CART (L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984) with exact splits; grow/grow.ts says
 * how. Time O(rows × columns × depth), memory 12 bytes a value.
 */

import { RegressorEstimator } from "../base/estimators.js";
import type { PredictorFitOptions, Target } from "../base/fit-input.js";
import type { FitContext, NumericValues } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { choice, type Params } from "../core/params.js";
import { splitTarget, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import type { PruningPath } from "./grow/pruning-path.js";
import { atEachPause, gather, learnTree, pathOf, takeWeighted } from "./learn-tree.js";
import { type DecisionTreeOptions, decisionTreeParams } from "./options.js";
import { measureOf, type TargetCriterionName, targetCriteria } from "./target-measure.js";
import { TreeRegressorModel } from "./tree-regressor-model.js";

/** The options of {@link DecisionTreeRegressor}. */
export interface DecisionTreeRegressorOptions extends DecisionTreeOptions {
  /**
   * What a split lowers. `"squaredError"`: the squared distance of the targets from the mean of their leaf. `"friedmanMse"`: the same,
   * by Friedman's improvement score, which `minImpurityDecrease` is held against undivided by the weight of all rows.
   * `"absoluteError"`: the absolute distance from the median of their leaf, which it predicts; takes several times as long.
   * `"poisson"`: half the Poisson deviance from the mean of their leaf, for counts and frequencies: targets ≥ 0, not all 0.
   * Default: `"squaredError"`.
   */
  criterion?: TargetCriterionName;
}

const params = {
  criterion: choice(targetCriteria, { default: "squaredError" }),
  ...decisionTreeParams,
} satisfies Params<DecisionTreeRegressorOptions>;

const declaration: Declaration<DecisionTreeRegressorOptions> = {
  kind: "DecisionTreeRegressor",
  params,
  traits: { weights: true },
  models: [TreeRegressorModel],
};

/**
 * Predicts numbers by a tree of questions of the form `x[column] <= threshold`; each leaf predicts the mean of its training
 * rows, or their median for the absolute error.
 *
 * Columns need no scaling. Missing values are refused, as by scikit-learn 1.2: put a `SimpleImputer` before it. Sparse matrices are
 * refused too. The codes of categories are read as numbers.
 *
 * Where the best splits are unique, the tree is that of scikit-learn. Of splits that are equally good, it takes the first
 * column's with the lowest threshold, where scikit-learn draws by its seed. Other than there, a column's values are not
 * rounded to single precision, shares of rows count rows with a weight above 0, and a node is left whole when its targets are
 * equal, not when their impurity is below 2e-16: targets may be of any size. Sums are exact: by the Poisson deviance, scikit-learn
 * stops early where rounding leaves a sum of zeros above 0, and its impurities by the absolute error are not always the least
 * where rows are weighted. With `splitter: "random"` the draws are others than scikit-learn's, and trees as good.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor, toSvg } from "@org/mlkit";
 *
 * const x = [[1], [2], [10], [11]];
 * const model = await new DecisionTreeRegressor({ maxDepth: 1 }).fit(x, [5, 7, 20, 22]);
 * [...model.predict([[0], [6], [7]])]; // => [6, 6, 21]
 * model.nLeaves; // => 2
 * toSvg(model).startsWith("<svg"); // => true
 *
 * const robust = new DecisionTreeRegressor({ criterion: "absoluteError", minSamplesLeaf: 3 });
 * const medians = await robust.fit([[1], [2], [3], [10], [11], [12]], [5, 7, 6, 20, 22, 9000]);
 * [...medians.predict([[0], [9]])]; // => [6, 22]
 *
 * const path = await new DecisionTreeRegressor().costComplexityPruningPath(x, [5, 7, 20, 22]);
 * [...path.ccpAlphas]; // => [0, 0.5, 0.5, 56.25]
 * ```
 */
export class DecisionTreeRegressor extends RegressorEstimator<DecisionTreeRegressorOptions, TreeRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: DecisionTreeRegressorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<TreeRegressorModel> {
    const taken = takeWeighted(sampleWeight, x.rows);
    const targets = gather(y, taken.rows);
    const measuring = measureOf(this.kind, this.params.criterion, targets, taken.weights);
    const measure = await atEachPause(measuring, () => progress.tick(0, taken.rows.length));
    return new TreeRegressorModel(x.names, await learnTree(x, taken, measure, this.params, progress));
  }
  /**
   * The prices of a leaf at which the tree of these rows, pruned by none, loses one branch after the other, and how impure what is left
   * is: the values of `ccpAlpha` to choose from. The options are those of `fit`.
   *
   * @throws what `fit` throws.
   */
  async costComplexityPruningPath(
    x: TableInput<object>,
    y: Target<number>,
    options: PredictorFitOptions = {},
  ): Promise<PruningPath> {
    const split = splitTarget(x, y);
    // Every value is checked as it is read.
    const { tree } = await this.withParams({ ccpAlpha: 0 }).fit(split.x, split.y as NumericValues, options);
    return pathOf(tree, options);
  }
}
