/**
 * Gradient boosting that predicts numbers; boost.ts says how, and from which papers. Time O(rounds × rows × columns × depth), memory 24 bytes a value.
 */
import { RegressorEstimator } from "../../base/estimators.js";
import type { ValidationSet } from "../../base/fit-input.js";
import type { FitContext } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import { choice, number, type Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import { takeWeighted } from "../learn-tree.js";
import { regressorRounds } from "./earlier-rounds.js";
import { learnBoosted } from "./learn-boosted.js";
import type { LossChoice } from "./losses.js";
import { type GradientBoostingOptions, gradientBoostingParams } from "./options.js";
import { numbersOf } from "./read-validation.js";

/** The options of {@link GradientBoostingRegressor}. */
export interface GradientBoostingRegressorOptions extends GradientBoostingOptions {
  /**
   * What is lowered: the squared error, which aims at the mean; the absolute error, which aims at the median; Huber's loss, between the two, for targets with
   * outliers; the quantile loss, which aims at the quantile `alpha`. Default: `"squaredError"`.
   */
  loss?: "squaredError" | "absoluteError" | "huber" | "quantile";
  /** The quantile of `"quantile"`, or the share of the rows that `"huber"` counts by their square. Default: 0.9. */
  alpha?: number;
}

const params = {
  loss: choice(["squaredError", "absoluteError", "huber", "quantile"], { default: "squaredError" }),
  ...gradientBoostingParams,
  alpha: number({ above: 0, below: 1, default: 0.9 }),
} satisfies Params<GradientBoostingRegressorOptions>;

const declaration: Declaration<GradientBoostingRegressorOptions> = {
  kind: "GradientBoostingRegressor",
  params,
  traits: { weights: true, continues: true, validation: true },
  models: [BoostedRegressorModel],
};

/**
 * Predicts numbers by a sum of small trees, each grown on what those before it left unexplained.
 *
 * Columns need no scaling. Missing values are refused: put a `SimpleImputer` before it. Sparse matrices are refused too. The codes of categories are read as
 * numbers. Splits are exact, as scikit-learn's: on more than some ten thousand rows, boosting on histograms is faster.
 *
 * The model keeps the loss of each round in `trainScore` (of the rows drawn for it, where `subsample` is below 1), and in `validationScore` that of the rows held
 * out: the `validation` set of `fit`, or those that `nIterNoChange` holds out. Where rows are drawn, `oobImprovement` is by how much each round
 * lowered the loss of the rows that it did not draw.
 *
 * `from` goes on from a model of this class: with the same rows and options the result is, to the bit, that of starting anew with as many rounds. With
 * `nIterNoChange`, a model that had ended early stays as it is.
 *
 * Where the best splits are unique and nothing is drawn, the predictions are scikit-learn's. Which of equally good splits is
 * taken, that of one column or another, is drawn by the seed. Weights count rows: with whole weights the start of `"absoluteError"`, `"huber"` and `"quantile"` is linear between
 * neighbouring targets as it is without weights, and leaves of `"huber"` weigh their means, which scikit-learn 1.2 does not. `init` takes no estimator.
 *
 * @example
 * ```ts
 * import { GradientBoostingRegressor } from "@org/mlkit";
 *
 * const x = [[1], [2], [10], [11]];
 * const y = [5, 7, 20, 22];
 * const recipe = new GradientBoostingRegressor({ nEstimators: 2, learningRate: 0.5, maxDepth: 1 });
 * const model = await recipe.fit(x, y);
 * [...model.predict([[0], [12]])]; // => [7.875, 19.125]
 * model.trainScore.length; // => 2
 *
 * const longer = await recipe.withParams({ nEstimators: 20 }).fit(x, y, { from: model });
 * longer.nIter; // => 20
 * ```
 * @example
 * How many rounds to make is left to rows held out:
 * ```ts
 * import { GradientBoostingRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 200 }, (_, i) => [i % 20, (i * 7) % 11]);
 * const y = x.map(([a = 0, b = 0]) => a + b * b);
 * const model = await new GradientBoostingRegressor({ nEstimators: 500, learningRate: 0.5, nIterNoChange: 5 }).fit(x, y);
 * model.nIter < 500; // => true
 * model.validationScore.length === model.nIter; // => true
 * ```
 */
export class GradientBoostingRegressor extends RegressorEstimator<
  GradientBoostingRegressorOptions,
  BoostedRegressorModel
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: GradientBoostingRegressorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress, from }: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<BoostedRegressorModel> {
    const { kind } = this;
    const earlier = from && regressorRounds(kind, from, x);
    const reader = { kind, traits: declaration.traits, names: x.names, signal: progress.signal };
    const task = {
      owner: kind,
      x,
      y,
      classes: 1,
      taken: takeWeighted(sampleWeight, x.rows),
      loss: this.#loss(),
      validation: validation && (await numbersOf(reader, validation)),
      from: earlier,
    };
    const { trees, ...scores } = await learnBoosted(task, this.params, progress);
    const names = earlier === undefined || x.named ? x.names : earlier.inputNames;
    return new BoostedRegressorModel(names, trees, { link: "identity", missing: false, ...scores });
  }

  #loss(): LossChoice {
    const { loss: name, alpha } = this.params;
    return name === "huber" || name === "quantile" ? { name, alpha } : { name };
  }
}
