/**
 * Voting for classification: classifiers of different kinds, fitted on the same rows. Time and memory are those of the members, one after the other.
 */
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { FitContext, Label, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToJson, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { Fresh, ParamChanges } from "../pipeline/types.js";
import type { FittedClassifier } from "./fitted-members.js";
import { commonTraits, fitClassifier, type NamedMember } from "./members.js";
import type { NamedModel } from "./named-models.js";
import { changeEnsemble, checkMembers, membersFromJson, noMembers, replaceMembers, withMember } from "./recipes.js";
import type { ForTask } from "./types.js";
import { type Voting, VotingClassifierModel, votings } from "./voting-classifier-model.js";
import { memberWeights, weightsFor } from "./voting-weights.js";

/** The options of {@link VotingClassifier}. */
export interface VotingClassifierOptions {
  /** `"hard"`: each member has a vote; `"soft"`: the members' probabilities are averaged. Default: `"hard"`. */
  voting?: Voting;
  /** One weight ≥ 0 for each member, in the order in which they are added; null for the same weight. Default: null. */
  weights?: readonly number[] | null;
}

const params = {
  voting: choice(votings, { default: "hard" }),
  weights: memberWeights,
} satisfies Params<VotingClassifierOptions>;

const declaration: Declaration<VotingClassifierOptions> = {
  kind: "VotingClassifier",
  params,
  traits: {},
  models: [VotingClassifierModel],
};

/** A voting classifier's model for labels of the type of the fit. */
export interface VotingClassifierType<Steps> extends ClassifierType {
  readonly model: VotingClassifierModel<this["label"], Steps>;
}

/**
 * Asks several classifiers, and goes by the majority of their votes or by the mean of their probabilities. Of classes with as many votes, the first is
 * predicted.
 *
 * The members are any classifiers, pipelines that end in one included; the ensemble reads and takes what all of them do (missing values, sparse rows, weights).
 * A recipe is immutable: `add` gives another. By `"hard"`, `predictProba` gives the shares of the votes, where scikit-learn has none.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, LogisticRegression, Pipeline, StandardScaler, VotingClassifier } from "@org/mlkit";
 *
 * const recipe = new VotingClassifier({ voting: "soft", weights: [2, 1] })
 *   .add("linear", new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression()))
 *   .add("tree", new DecisionTreeClassifier({ maxDepth: 2 }));
 * const model = await recipe.fit([[1, 0], [2, 9], [3, 1], [4, 8]], ["no", "yes", "no", "yes"]);
 * model.predict([[0, 1], [0, 8]]); // => ["no", "yes"]
 * model.estimator("tree").depth; // => 1
 * recipe.withParams({ "linear.model.C": 10, voting: "hard" }).params.voting; // => "hard"
 * ```
 */
export class VotingClassifier<Steps = Record<never, never>>
  extends ClassifierEstimator<VotingClassifierOptions, VotingClassifierType<Steps>>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<VotingClassifierOptions>;
  readonly arrangement = "parallel";
  /** The members by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;
  readonly #members: readonly NamedMember<"classify">[];

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`. Members come with `add`. */
  constructor(options: VotingClassifierOptions = {}, members: readonly { name: string; stage: unknown }[] = []) {
    super(declaration, options);
    this.#members = Object.freeze(checkMembers(declaration.kind, members, "classify"));
    this.declaration = { ...declaration, traits: commonTraits(this.#members.map(({ stage }) => stage)) };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): VotingClassifier {
    return new VotingClassifier(json.params, membersFromJson(json));
  }

  /**
   * The recipe with one more member.
   *
   * @throws PipelineError `STAGE_NAME` for a name that is taken, empty or has a dot; `STAGE_INVALID` for what is no classifier.
   */
  add<const Name extends string, S extends Estimator>(
    name: Fresh<Name, Steps>,
    estimator: S & ForTask<S, "classify", "a VotingClassifier asks classifiers alone">,
  ): VotingClassifier<Steps & { readonly [P in Name]: S }> {
    return new VotingClassifier(this.params, withMember(this.kind, this.#members, name, estimator, "classify"));
  }

  /** The members, in order. */
  get parts(): readonly Part[] {
    return this.#members;
  }
  replaceParts(stages: readonly (Estimator | undefined)[]): VotingClassifier<Steps> {
    return new VotingClassifier(this.params, replaceMembers(this.#members, stages));
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ voting: "soft", "tree.maxDepth": 2 }`. */
  override withParams(changes: Partial<VotingClassifierOptions> & ParamChanges<Steps>): this {
    const other = (ensemble: VotingClassifier<Steps>, own: object) =>
      new VotingClassifier<Steps>({ ...ensemble.params, ...own }, ensemble.#members);
    // The same members in the same places: the types stay what they are.
    return changeEnsemble<VotingClassifier<Steps>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same names and kinds. */
  override [expectation](model: Model): VotingClassifierModel<Label, Steps> {
    expectFitted(this, model);
    // Its kind and its members' names were just checked.
    return model as VotingClassifierModel<Label, Steps>;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimators: partsToJson(this.parts) };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<VotingClassifierType<Steps>, L>> {
    const { voting } = this.params;
    if (this.#members.length === 0) throw noMembers(this.kind);
    const weights = weightsFor(this.kind, this.params.weights, this.#members.length);
    const estimators: NamedModel<FittedClassifier<L>>[] = [];
    for (const member of this.#members) {
      const model = await fitClassifier<L>(member, { x, y, weights: sampleWeight }, progress);
      estimators.push({ name: member.name, model });
      await progress.tick(estimators.length, this.#members.length);
    }
    return new VotingClassifierModel<L, Steps>({
      inputNames: x.names,
      classes: y.classes,
      voting,
      weights,
      estimators,
    });
  }
}
