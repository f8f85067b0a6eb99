/**
 * Stacking for regression: a final regressor learns from what the members predict for rows that they did not learn from; out-of-fold.ts says how. Time is that of
 * each member (folds + 1) times, and of the final regressor; memory the members' and one number a row and member.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import { KFold } from "../data/split/k-fold.js";
import { Ridge } from "../linear/ridge.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToJson, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { Fresh, ParamChanges } from "../pipeline/types.js";
import { takeNumbers, weightedRows } from "./blocks.js";
import type { FittedRegressor } from "./fitted-members.js";
import { checkMember, fitRegressor, type NamedMember, type PredictingMember, stackingTraits } from "./members.js";
import { learnOutOfFold } from "./out-of-fold.js";
import { changeEnsemble, checkMembers, membersFromJson, noMembers, replaceMembers, withMember } from "./recipes.js";
import { FINAL, stacked, stackedNames } from "./stacked-features.js";
import { type StackingOptions, stackingParams } from "./stacking-options.js";
import { StackingRegressorModel } from "./stacking-regressor-model.js";
import type { ForTask, RegressorMember } from "./types.js";

const declaration: Declaration<StackingOptions> = {
  kind: "StackingRegressor",
  params: stackingParams,
  traits: {},
  models: [StackingRegressorModel],
};

/**
 * Asks several regressors, and lets a final one, by default `Ridge`, learn how far to trust whom.
 *
 * The final regressor learns from what the members predict for rows that they did not learn from: each member is fitted once on all rows, to be asked later,
 * and once for each of `cv` folds, which follow the order of the rows, as in scikit-learn: let `shuffle` be true where they are sorted by the target. The members are any
 * regressors, pipelines that end in one included; what they all read the ensemble reads (missing values, sparse rows), and weights are taken where all of them and
 * the final regressor take them. Rows of weight 0 are left out. scikit-learn's default final estimator is a `RidgeCV`, which tries the alphas 0.1, 1 and 10. A
 * recipe is immutable: `add` gives another.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor, LinearRegression, Ridge, StackingRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 40 }, (_, row) => [row % 7, row % 5]);
 * const y = x.map(([a = 0, b = 0]) => 2 * a - b);
 * const model = await new StackingRegressor({ finalEstimator: new Ridge({ alpha: 0.1 }) })
 *   .add("tree", new DecisionTreeRegressor({ maxDepth: 3 }))
 *   .add("linear", new LinearRegression())
 *   .fit(x, y);
 * Math.round(model.predict([[6, 0]])[0] ?? 0); // => 12
 * model.stackedFeatures([[6, 0]]).names; // => ["tree", "linear"]
 * ```
 */
export class StackingRegressor<Steps = Record<never, never>, F extends RegressorMember = Ridge>
  extends RegressorEstimator<StackingOptions, StackingRegressorModel<Steps & { readonly finalEstimator: F }>>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<StackingOptions>;
  readonly arrangement = "parallel";
  /** The members and the final regressor by name, for the compiler; see `parts`. */
  declare readonly steps: Steps & { readonly finalEstimator: F };
  readonly #members: readonly NamedMember<"regress">[];
  readonly #final: PredictingMember<"regress">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID`. Members come with `add`. */
  constructor(
    { finalEstimator, ...options }: StackingOptions & { readonly finalEstimator?: F } = {},
    members: readonly { name: string; stage: unknown }[] = [],
  ) {
    super(declaration, options);
    const final: unknown = finalEstimator ?? new Ridge();
    checkMember(declaration.kind, FINAL, final, "regress");
    this.#final = final;
    this.#members = Object.freeze(checkMembers(declaration.kind, members, "regress", [FINAL]));
    this.declaration = { ...declaration, traits: stackingTraits(this.#members, final, this.params.passthrough) };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): StackingRegressor<Record<never, never>, RegressorMember> {
    const members = membersFromJson(json);
    if (json.raw(FINAL) === undefined)
      return new StackingRegressor<Record<never, never>, RegressorMember>(json.params, members);
    const final: Estimator = json.estimator(FINAL);
    checkMember("StackingRegressor", FINAL, final, "regress");
    return new StackingRegressor<Record<never, never>, RegressorMember>(
      { ...json.params, finalEstimator: final as RegressorMember },
      members,
    );
  }

  /**
   * The recipe with one more member.
   *
   * @throws PipelineError `STAGE_NAME` for a name that is taken, empty or has a dot; `STAGE_INVALID` for what is no regressor.
   */
  add<const Name extends string, S extends Estimator>(
    name: Fresh<Name, Steps & { readonly finalEstimator: F }>,
    estimator: S & ForTask<S, "regress", "a StackingRegressor asks regressors alone">,
  ): StackingRegressor<Steps & { readonly [P in Name]: S }, F> {
    const members = withMember(this.kind, this.#members, name, estimator, "regress", [FINAL]);
    return new StackingRegressor({ ...this.params, finalEstimator: this.finalEstimator }, members);
  }

  /** The recipe of the final regressor. */
  get finalEstimator(): F {
    // What the constructor was given, or the default, for which F stands then.
    return this.#final as Estimator as F;
  }
  /** The members, in order, and the final regressor. */
  get parts(): readonly Part[] {
    return [...this.#members, { name: FINAL, stage: this.#final }];
  }
  replaceParts(stages: readonly (Estimator | undefined)[]): StackingRegressor<Steps, F> {
    // A final estimator with other parameters is of the same class.
    const finalEstimator = (stages[this.#members.length] ?? this.#final) as F;
    return new StackingRegressor({ ...this.params, finalEstimator }, replaceMembers(this.#members, stages));
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ cv: 3, "tree.maxDepth": 2, "finalEstimator.alpha": 1 }`. */
  override withParams(
    changes: Partial<StackingOptions> & { readonly finalEstimator?: F } & ParamChanges<
        Steps & { readonly finalEstimator: F }
      >,
  ): this {
    const other = (ensemble: StackingRegressor<Steps, F>, own: object) =>
      new StackingRegressor<Steps, F>(
        { ...ensemble.params, finalEstimator: ensemble.finalEstimator, ...own },
        ensemble.#members,
      );
    // The same members in the same places: the types stay what they are.
    return changeEnsemble<StackingRegressor<Steps, F>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same names and kinds. */
  override [expectation](model: Model): StackingRegressorModel<Steps & { readonly finalEstimator: F }> {
    expectFitted(this, model);
    // Its kind and its members' names were just checked.
    return model as StackingRegressorModel<Steps & { readonly finalEstimator: F }>;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimators: partsToJson(this.#members), finalEstimator: this.#final.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<StackingRegressorModel<Steps & { readonly finalEstimator: F }>> {
    if (this.#members.length === 0) throw noMembers(this.kind);
    const rows = weightedRows(sampleWeight);
    if (rows === undefined) return this.#learn(x, y, sampleWeight, progress);
    return this.#learn(x.take(rows), takeNumbers(y, rows), sampleWeight && takeNumbers(sampleWeight, rows), progress);
  }

  /** Learns from rows that all count. */
  async #learn(
    x: Matrix,
    y: Float64Array,
    weights: Float64Array | undefined,
    progress: Progress,
  ): Promise<StackingRegressorModel<Steps & { readonly finalEstimator: F }>> {
    const { cv, shuffle, seed, passthrough } = this.params;
    const folds = [...new KFold({ nSplits: cv, shuffle, seed }).split(x.rows)];
    const total = this.#members.length * (cv + 1) + 1;
    const lesson = (own: Int32Array | undefined) =>
      own === undefined
        ? { x, y, weights }
        : { x: x.take(own), y: takeNumbers(y, own), weights: weights && takeNumbers(weights, own) };
    const { models, features } = await learnOutOfFold<FittedRegressor, "regress">(
      {
        members: this.#members,
        x,
        folds,
        width: 1,
        learn: (member, own, at) => fitRegressor(member, lesson(own), at),
        ask: (model, block) => model.predict(block),
      },
      progress,
      total,
    );
    const members = models.map(({ name }) => name);
    const names = stackedNames(members, undefined, x.names, passthrough);
    const sparse = this.#final.declaration.traits.sparse === true;
    const table = stacked(features, x, names, { passthrough, sparse });
    const model = await fitRegressor({ name: FINAL, stage: this.#final }, { x: table, y, weights }, progress);
    await progress.tick(total, total);
    const finalEstimator = { model };
    return new StackingRegressorModel({ inputNames: x.names, passthrough, estimators: models, finalEstimator });
  }
}
