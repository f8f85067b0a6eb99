/**
 * Voting for regression: regressors of different kinds, fitted on the same rows. Time and memory are those of the members, one after the other.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToJson, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { Fresh, ParamChanges } from "../pipeline/types.js";
import type { FittedRegressor } from "./fitted-members.js";
import { commonTraits, fitRegressor, type NamedMember } from "./members.js";
import type { NamedModel } from "./named-models.js";
import { changeEnsemble, checkMembers, membersFromJson, noMembers, replaceMembers, withMember } from "./recipes.js";
import type { ForTask } from "./types.js";
import { VotingRegressorModel } from "./voting-regressor-model.js";
import { memberWeights, weightsFor } from "./voting-weights.js";

/** The options of {@link VotingRegressor}. */
export interface VotingRegressorOptions {
  /** One weight ≥ 0 for each member, in the order in which they are added; null for the same weight. Default: null. */
  weights?: readonly number[] | null;
}

const params = { weights: memberWeights } satisfies Params<VotingRegressorOptions>;

const declaration: Declaration<VotingRegressorOptions> = {
  kind: "VotingRegressor",
  params,
  traits: {},
  models: [VotingRegressorModel],
};

/**
 * Averages the predictions of several regressors.
 *
 * The members are any regressors, pipelines that end in one included; the ensemble reads and takes what all of them do (missing values, sparse rows, weights).
 * A recipe is immutable: `add` gives another.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor, LinearRegression, VotingRegressor } from "@org/mlkit";
 *
 * const recipe = new VotingRegressor().add("line", new LinearRegression()).add("tree", new DecisionTreeRegressor());
 * const model = await recipe.fit([[1], [2], [3]], [1, 2, 3]);
 * [...model.predict([[5]])]; // => [≈ 4.000000]
 * ```
 */
export class VotingRegressor<Steps = Record<never, never>>
  extends RegressorEstimator<VotingRegressorOptions, VotingRegressorModel<Steps>>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<VotingRegressorOptions>;
  readonly arrangement = "parallel";
  /** The members by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;
  readonly #members: readonly NamedMember<"regress">[];

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`. Members come with `add`. */
  constructor(options: VotingRegressorOptions = {}, members: readonly { name: string; stage: unknown }[] = []) {
    super(declaration, options);
    this.#members = Object.freeze(checkMembers(declaration.kind, members, "regress"));
    this.declaration = { ...declaration, traits: commonTraits(this.#members.map(({ stage }) => stage)) };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): VotingRegressor {
    return new VotingRegressor(json.params, membersFromJson(json));
  }

  /**
   * The recipe with one more member.
   *
   * @throws PipelineError `STAGE_NAME` for a name that is taken, empty or has a dot; `STAGE_INVALID` for what is no regressor.
   */
  add<const Name extends string, S extends Estimator>(
    name: Fresh<Name, Steps>,
    estimator: S & ForTask<S, "regress", "a VotingRegressor asks regressors alone">,
  ): VotingRegressor<Steps & { readonly [P in Name]: S }> {
    return new VotingRegressor(this.params, withMember(this.kind, this.#members, name, estimator, "regress"));
  }

  /** The members, in order. */
  get parts(): readonly Part[] {
    return this.#members;
  }
  replaceParts(stages: readonly (Estimator | undefined)[]): VotingRegressor<Steps> {
    return new VotingRegressor(this.params, replaceMembers(this.#members, stages));
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ weights: [1, 2], "tree.maxDepth": 2 }`. */
  override withParams(changes: Partial<VotingRegressorOptions> & ParamChanges<Steps>): this {
    const other = (ensemble: VotingRegressor<Steps>, own: object) =>
      new VotingRegressor<Steps>({ ...ensemble.params, ...own }, ensemble.#members);
    // The same members in the same places: the types stay what they are.
    return changeEnsemble<VotingRegressor<Steps>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same names and kinds. */
  override [expectation](model: Model): VotingRegressorModel<Steps> {
    expectFitted(this, model);
    // Its kind and its members' names were just checked.
    return model as VotingRegressorModel<Steps>;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimators: partsToJson(this.parts) };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { sampleWeight, progress }: FitContext,
  ): Promise<VotingRegressorModel<Steps>> {
    if (this.#members.length === 0) throw noMembers(this.kind);
    const weights = weightsFor(this.kind, this.params.weights, this.#members.length);
    const estimators: NamedModel<FittedRegressor>[] = [];
    for (const member of this.#members) {
      const model = await fitRegressor(member, { x, y, weights: sampleWeight }, progress);
      estimators.push({ name: member.name, model });
      await progress.tick(estimators.length, this.#members.length);
    }
    return new VotingRegressorModel<Steps>({ inputNames: x.names, weights, estimators });
  }
}
