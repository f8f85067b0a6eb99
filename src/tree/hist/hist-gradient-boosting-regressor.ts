/**
 * Boosting on histograms that predicts numbers; boost.ts says how, and from which papers. Time O(rounds × rows × columns); memory a byte a value, and some 50 bytes a row.
 */
import { RegressorEstimator } from "../../base/estimators.js";
import type { ValidationSet } from "../../base/fit-input.js";
import type { FitContext } from "../../core/contracts.js";
import type { Declaration } from "../../core/estimator.js";
import { choice, number, type Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedRegressorModel } from "../boosted/boosted-regressor-model.js";
import { numbersOf } from "../gradient-boosting/read-validation.js";
import { takeWeighted } from "../learn-tree.js";
import { columnRules } from "./columns.js";
import { regressorToGoOn } from "./earlier.js";
import { learnHist } from "./learn-hist.js";
import type { HistLossChoice } from "./losses.js";
import { type HistGradientBoostingOptions, histParams } from "./options.js";
import { checkTargets } from "./targets.js";

/** The options of {@link HistGradientBoostingRegressor}. */
export interface HistGradientBoostingRegressorOptions extends HistGradientBoostingOptions {
  /**
   * What is lowered: the squared error, for means; the absolute error, for medians; the quantile loss, for other quantiles; the Poisson deviance, for counts ≥ 0; the gamma deviance, for
   * amounts > 0. Default: `"squaredError"`.
   */
  loss?: "squaredError" | "absoluteError" | "quantile" | "poisson" | "gamma";
  /** Which quantile the loss `"quantile"` is for, between 0 and 1. Default: 0.5. */
  quantile?: number;
}

const params = {
  loss: choice(["squaredError", "absoluteError", "quantile", "poisson", "gamma"], { default: "squaredError" }),
  quantile: number({ above: 0, below: 1, default: 0.5 }),
  ...histParams,
} satisfies Params<HistGradientBoostingRegressorOptions>;

const declaration: Declaration<HistGradientBoostingRegressorOptions> = {
  kind: "HistGradientBoostingRegressor",
  params,
  traits: { missing: true, weights: true, continues: true, validation: true },
  models: [BoostedRegressorModel],
};

/**
 * Predicts numbers by a sum of trees, each grown on what those before it left over, from columns that were cut into at most 255 bins: the model to try first on tables, and on
 * more than some ten thousand rows many times faster than `GradientBoostingRegressor`.
 *
 * Columns need no scaling, missing values (NaN) no filling: each split sends them the way that is better. Columns of categories, such as `OrdinalEncoder` gives, are split into
 * any two sets of categories. Of more than 255 categories (`maxBins`) the rarest count as missing, as those do that were not seen at `fit`. Sparse matrices are refused.
 *
 * With early stopping (from 10,001 rows on, unless `earlyStopping` says otherwise), a tenth of the rows is held out, and boosting ends when the loss on them no longer falls.
 * The rows of a `validation` set given to `fit` take their place. Then the model keeps scores, the larger the better: the negative loss before any round and after each, of the
 * training rows in `trainScore` and of those held out in `validationScore`.
 *
 * `from` goes on from a model of this class up to `maxIter` rounds: with the same rows and options the result is, to the bit, that of starting anew.
 *
 * On up to 200,000 rows the bins are scikit-learn's, and the predictions too, to some 1e-9; where two splits are as
 * good as each other, either may be chosen. Rows of weight 0 are left out. `"gamma"` came to scikit-learn later, in 1.3. `scoring` is not offered: early stopping goes by the loss.
 *
 * @throws DataError `TARGET_INVALID` at `fit`, for targets that the loss `"poisson"` or `"gamma"` cannot take.
 * @example
 * ```ts
 * import { HistGradientBoostingRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 300 }, (_, i) => [i % 30, (i * 7) % 11]);
 * const y = x.map(([a = 0, b = 0]) => a + b * b);
 * const model = await new HistGradientBoostingRegressor({ maxIter: 200 }).fit(x, y);
 * const [predicted = 0] = model.predict([[12, 5]]);
 * Math.abs(predicted - 37) < 1; // => true
 * ```
 * @example
 * Nine tenths of what comes lie below the prediction:
 * ```ts
 * import { HistGradientBoostingRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 1000 }, (_, i) => [i % 4]);
 * const y = x.map((_, i) => (i * 37) % 1000);
 * const model = await new HistGradientBoostingRegressor({ loss: "quantile", quantile: 0.9 }).fit(x, y);
 * const high = model.predict(x);
 * const below = y.filter((value, row) => value < (high[row] ?? 0)).length;
 * below > 880 && below < 920; // => true
 * ```
 */
export class HistGradientBoostingRegressor extends RegressorEstimator<
  HistGradientBoostingRegressorOptions,
  BoostedRegressorModel
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: HistGradientBoostingRegressorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress, from, threads }: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<BoostedRegressorModel> {
    const { kind, params: options } = this;
    const link = options.loss === "poisson" || options.loss === "gamma" ? "log" : "identity";
    const earlier = from && regressorToGoOn(kind, from, x, link);
    const reader = { kind, traits: declaration.traits, names: x.names, signal: progress.signal };
    const watched = validation && (await numbersOf(reader, validation));
    const taken = takeWeighted(sampleWeight, x.rows);
    checkTargets(kind, options.loss, y, taken.rows);
    if (watched !== undefined) checkTargets(kind, options.loss, watched.y, watched.rows);
    const rules = columnRules(kind, x, options);
    const task = {
      owner: kind,
      x,
      y,
      classes: false,
      taken,
      loss: this.#loss(),
      rules,
      validation: watched,
      from: earlier,
      threads,
    };
    const { trees, trainScore, validationScore } = await learnHist(task, options, progress);
    const names = earlier === undefined || x.named ? x.names : earlier.inputNames;
    return new BoostedRegressorModel(names, trees, { link, missing: true, trainScore, validationScore });
  }

  #loss(): HistLossChoice {
    const { loss: name, quantile } = this.params;
    return name === "quantile" ? { name, quantile } : { name };
  }
}
