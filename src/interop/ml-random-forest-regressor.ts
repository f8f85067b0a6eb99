/**
 * ml-random-forest's forest of CART trees for regression.
 *
 * As for classification: time O(trees × rows² × columns), in one go.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { choice, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { forestParams, learnForest, type MlForestOptions } from "./ml-forest-options.js";
import { MlForestRegressorModel, type MlForestSelection } from "./ml-forest-regressor-model.js";
import { flattenForest } from "./ml-forest-structure.js";
import { learnedNumbers } from "./packages.js";

/** The options of {@link MlRandomForestRegressor}, named as the package's. `replacement` is false and `gainThreshold` 0 by default. */
export interface MlRandomForestRegressorOptions extends MlForestOptions {
  /** How the numbers of the trees become one; of an even number of them, the median is the lower one. Default: `"mean"`. */
  selectionMethod?: MlForestSelection;
}

const params = {
  ...forestParams({ replacement: false, gainThreshold: 0 }),
  selectionMethod: choice(["mean", "median"], { default: "mean" }),
} satisfies Params<MlRandomForestRegressorOptions>;

const declaration: Declaration<MlRandomForestRegressorOptions> = {
  kind: "MlRandomForestRegressor",
  params,
  traits: {},
  models: [MlForestRegressorModel],
};

/**
 * ml-random-forest's `RandomForestRegression`, with the package's options and defaults. It predicts bit by bit what the package
 * predicts for the same seed, from arrays that are stored without it.
 *
 * The package learns in one go: while it does, the event loop waits, and an abort takes effect only before and after. Its
 * measure of a split is the squared error that is left, so that a node is no longer split where a split would leave no error at
 * all (above `gainThreshold`, which is 0). Its `maxSamples`, which takes the first rows as they stand, is left out.
 *
 * @example
 * ```ts
 * import { MlRandomForestRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 40 }, (_, row) => [row, row % 2]);
 * const y = x.map(([a = 0, b = 0]) => a + 10 * b);
 * const model = await new MlRandomForestRegressor({ nEstimators: 20, seed: 1 }).fit(x, y);
 * Math.abs((model.predict([[20, 1]])[0] ?? 0) - 30) < 5; // => true
 * ```
 */
export class MlRandomForestRegressor extends RegressorEstimator<
  MlRandomForestRegressorOptions,
  MlForestRegressorModel
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlRandomForestRegressorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, y: Float64Array, context: FitContext): Promise<MlForestRegressorModel> {
    const { selectionMethod, ...options } = this.params;
    const json = await learnForest(this.kind, "RandomForestRegression", options, x, y, context);
    const forest = flattenForest(json, (distribution) => learnedNumbers(this.kind, distribution)[0] ?? 0);
    return new MlForestRegressorModel({ inputNames: x.names, selectionMethod, forest });
  }
}
