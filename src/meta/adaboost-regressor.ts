/**
 * AdaBoost for regression (AdaBoost.R2): weak regressors in a row, each fitted on rows drawn by how wrong those before were.
 *
 * H. Drucker, "Improving Regressors using Boosting Techniques", International Conference on Machine Learning, 1997. Time and memory are those of the members,
 * one after the other, and of one pass over all rows for each.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { choice, integer, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { DecisionTreeRegressor } from "../tree/decision-tree-regressor.js";
import { AdaBoostRegressorModel } from "./adaboost-regressor-model.js";
import { takeNumbers, weightedRows } from "./blocks.js";
import { boost, startWeights } from "./boost.js";
import { RegressorBoosting } from "./boost-regressor.js";
import { checkMember, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { RegressorMember } from "./types.js";

/** The options of {@link AdaBoostRegressor}, beside its `estimator`. */
export interface AdaBoostRegressorOptions {
  /** At most so many members; fewer where one gets every row right, or one is worse than chance. Default: 50. */
  nEstimators?: number;
  /** How much each member counts, above 0; less needs more members. Default: 1. */
  learningRate?: number;
  /** What is made of an error, as a share of the largest: itself, its square, or 1 − e^−error. Default: `"linear"`. */
  loss?: "linear" | "square" | "exponential";
  /** Decides the rows that are drawn, and seeds the members that draw at random; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const params = {
  nEstimators: integer({ min: 1, default: 50 }),
  learningRate: number({ above: 0, default: 1 }),
  loss: choice(["linear", "square", "exponential"], { default: "linear" }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<AdaBoostRegressorOptions>;

const declaration: Declaration<AdaBoostRegressorOptions> = {
  kind: "AdaBoostRegressor",
  params,
  traits: { weights: true },
  models: [AdaBoostRegressorModel],
};

/**
 * Boosts a weak regressor, by default a decision tree of three questions: each member is fitted on as many rows as there are, drawn with replacement, of which
 * those are likelier that the members before got wrong. The prediction is the members' weighted median.
 *
 * The members are any regressor, a pipeline that ends in one included; the ensemble reads what they read (missing values, sparse rows). `sampleWeight` is
 * how likely a row is to be drawn at first, so that members need not take weights.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. Rows of weight 0 are left out.
 *
 * @example
 * ```ts
 * import { AdaBoostRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 40 }, (_, row) => [row / 10]);
 * const model = await new AdaBoostRegressor({ nEstimators: 20, seed: 1 }).fit(x, x.map(([a = 0]) => a * a));
 * Math.abs((model.predict([[2]])[0] ?? 0) - 4) < 0.7; // => true
 * model.estimatorWeights.length; // => 20
 * ```
 */
export class AdaBoostRegressor<E extends RegressorMember = DecisionTreeRegressor>
  extends RegressorEstimator<AdaBoostRegressorOptions, AdaBoostRegressorModel>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<AdaBoostRegressorOptions>;
  readonly arrangement = "sequence";
  /** The member by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #member: PredictingMember<"regress">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that is no regressor. */
  constructor({ estimator, ...options }: AdaBoostRegressorOptions & { readonly estimator?: E } = {}) {
    super(declaration, options);
    const member: unknown = estimator ?? new DecisionTreeRegressor({ maxDepth: 3 });
    checkMember(declaration.kind, "estimator", member, "regress");
    const { missing = false, sparse = false } = member.declaration.traits;
    this.#member = member;
    this.declaration = { ...declaration, traits: { ...declaration.traits, missing, sparse } };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): AdaBoostRegressor<RegressorMember> {
    if (json.raw("estimator") === undefined) return new AdaBoostRegressor<RegressorMember>(json.params);
    const estimator: Estimator = json.estimator("estimator");
    checkMember("AdaBoostRegressor", "estimator", estimator, "regress");
    return new AdaBoostRegressor<RegressorMember>({ ...json.params, estimator: estimator as RegressorMember });
  }

  /** The recipe of the members. */
  get estimator(): E {
    // What the constructor was given, or the default, for which E stands then.
    return this.#member as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#member }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): AdaBoostRegressor<E> {
    // A member with other parameters is of the same class.
    return new AdaBoostRegressor({ ...this.params, estimator: (estimator ?? this.#member) as E });
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ nEstimators: 10, "estimator.maxDepth": 2 }`. */
  override withParams(
    changes: Partial<AdaBoostRegressorOptions> & { readonly estimator?: E } & ParamChanges<{ readonly estimator: E }>,
  ): this {
    const other = (ensemble: AdaBoostRegressor<E>, own: object) =>
      new AdaBoostRegressor<E>({ ...ensemble.params, estimator: ensemble.estimator, ...own });
    // The same class, with the same member in its place.
    return changeEnsemble<AdaBoostRegressor<E>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same kind. */
  override [expectation](model: Model): AdaBoostRegressorModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as AdaBoostRegressorModel;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimator: this.#member.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<AdaBoostRegressorModel> {
    const rows = weightedRows(sampleWeight);
    const boosting = new RegressorBoosting({
      member: this.#member,
      params: this.params,
      x: rows === undefined ? x : x.take(rows),
      y: rows === undefined ? y : takeNumbers(y, rows),
      progress,
    });
    const start = startWeights(
      rows?.length ?? x.rows,
      rows && sampleWeight ? takeNumbers(sampleWeight, rows) : sampleWeight,
    );
    const found = await boost(this.params.nEstimators, start, progress, (index, weights, last) =>
      boosting.round(index, weights, last),
    );
    return new AdaBoostRegressorModel({
      inputNames: x.names,
      estimators: found.models.map((model) => ({ model })),
      weights: found.weights,
      errors: found.errors,
    });
  }
}
