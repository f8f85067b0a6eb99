/**
 * Predicts one number whatever the columns hold: the score that a regressor has to beat.
 *
 * Time O(rows), memory for one copy of the target where the median or another quantile is asked for.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { choice, nullable, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { medianOf } from "../kernels/select.js";
import { DummyRegressorModel } from "./dummy-regressor-model.js";
import { meanOf, quantileOf, weightedMedian } from "./quantile.js";

/** The options of {@link DummyRegressor}. */
export interface DummyRegressorOptions {
  /** Which number is predicted: the mean, the median or another quantile of the target, or `constant`. Default: `"mean"`. */
  strategy?: "mean" | "median" | "quantile" | "constant";
  /** Which quantile `"quantile"` predicts, from 0, the least, to 1, the greatest. Default: null. */
  quantile?: number | null;
  /** What `"constant"` predicts. Default: null. */
  constant?: number | null;
}

const params = {
  strategy: choice(["mean", "median", "quantile", "constant"], { default: "mean" }),
  quantile: nullable(number({ min: 0, max: 1, default: 0.5 }), { default: null }),
  constant: nullable(number({ default: 0 }), { default: null }),
} satisfies Params<DummyRegressorOptions>;

const declaration: Declaration<DummyRegressorOptions> = {
  kind: "DummyRegressor",
  params,
  traits: { missing: true, sparse: true, weights: true },
  models: [DummyRegressorModel],
};

/** What it says of itself where it predicts a quantile. */
const unweighted: Declaration<DummyRegressorOptions> = {
  ...declaration,
  traits: { ...declaration.traits, weights: false },
};

/**
 * Predicts one number for every row, to be compared with regressors that look at the columns.
 *
 * Sample weights count rows: the median with a weight of 2 is that with the row twice, where scikit-learn's takes the lower of two
 * middle values once there are weights. `"quantile"`, which is linear between neighbouring values, takes no weights.
 *
 * @example
 * ```ts
 * import { DummyRegressor } from "@org/mlkit";
 *
 * const model = await new DummyRegressor({ strategy: "median" }).fit([[1], [2], [3], [4]], [10, 20, 40, 1000]);
 * [...model.predict([[7]])]; // => [30]
 * ```
 */
export class DummyRegressor extends RegressorEstimator<DummyRegressorOptions, DummyRegressorModel> {
  static readonly declaration = declaration;
  readonly declaration = this.params.strategy === "quantile" ? unweighted : declaration;

  constructor(options: DummyRegressorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<DummyRegressorModel> {
    const constant = await this.#number(y, sampleWeight, () => progress.tick(0, 1));
    await progress.tick(1, 1);
    if (!Number.isFinite(constant)) throw tooLarge();
    return new DummyRegressorModel({ inputNames: x.names, constant });
  }

  async #number(y: Float64Array, weights: Float64Array | undefined, pause: () => Promise<void>): Promise<number> {
    const { strategy, quantile, constant } = this.params;
    if (strategy === "constant") return constant ?? missing("constant");
    if (strategy === "quantile") return quantileOf(y, quantile ?? missing("quantile"), pause);
    if (strategy === "mean") return meanOf(y, weights);
    return weights === undefined ? medianOf(y.slice(), pause) : weightedMedian(y, weights, pause);
  }
}

function missing(name: "quantile" | "constant"): never {
  throw new ParameterError("PARAM_INVALID", {
    problem: `The strategy '${name}' of DummyRegressor needs the option ${name}`,
    given: "null",
    expected: name === "quantile" ? "a number from 0 to 1" : "a finite number",
    remedy: `Give ${name}, or choose another strategy`,
    data: { owner: "DummyRegressor", name },
  });
}

function tooLarge(): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: "The number that DummyRegressor predicts is too large",
    given: "a target of enormous values",
    expected: "values whose differences are finite",
    remedy: "Divide the target by a large constant first, or look for wrong values in it",
  });
}
