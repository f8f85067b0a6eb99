/**
 * Stacking for classification: a final classifier learns from what the members say of rows that they did not learn from; out-of-fold.ts says how. Time is that of each
 * member (folds + 1) times, and of the final classifier; memory the members' and one number a row, a member and a class.
 */
import { weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { FitContext, Label, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import { StratifiedKFold } from "../data/split/k-fold.js";
import { LogisticRegression } from "../linear/logistic-regression.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToJson, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { Fresh, ParamChanges } from "../pipeline/types.js";
import { takeCodes, takeNumbers, weightedRows } from "./blocks.js";
import { ConstantClassifierModel } from "./constant-classifier-model.js";
import type { FittedClassifier } from "./fitted-members.js";
import { checkMember, fitClassifier, type NamedMember, type PredictingMember, stackingTraits } from "./members.js";
import { learnOutOfFold } from "./out-of-fold.js";
import { changeEnsemble, checkMembers, membersFromJson, noMembers, replaceMembers, withMember } from "./recipes.js";
import {
  classifierFeatures,
  FINAL,
  featureWidth,
  partNames,
  type StackMethod,
  stacked,
  stackedNames,
} from "./stacked-features.js";
import { StackingClassifierModel } from "./stacking-classifier-model.js";
import { type StackingOptions, stackingParams } from "./stacking-options.js";
import type { ClassifierMember, ForTask } from "./types.js";

/** The options of {@link StackingClassifier}, beside its `finalEstimator`. */
export interface StackingClassifierOptions extends StackingOptions {
  /**
   * What members are asked for: their probabilities, the scores of `decisionFunction`, or the code of the class that they predict. `"auto"` asks for
   * probabilities, which all classifiers here have. Default: `"auto"`.
   */
  stackMethod?: "auto" | StackMethod;
}

const params = {
  ...stackingParams,
  stackMethod: choice(["auto", "predictProba", "decisionFunction", "predict"], { default: "auto" }),
} satisfies Params<StackingClassifierOptions>;

const declaration: Declaration<StackingClassifierOptions> = {
  kind: "StackingClassifier",
  params,
  traits: {},
  models: [StackingClassifierModel, ConstantClassifierModel],
};

/** A stacking classifier's model for labels of the type of the fit. */
export interface StackingClassifierType<Steps> extends ClassifierType {
  readonly model: StackingClassifierModel<this["label"], Steps>;
}

/**
 * Asks several classifiers, and lets a final one, by default `LogisticRegression`, learn how far to trust whom.
 *
 * The final classifier learns from what the members say of rows that they did not learn from: each member is fitted once on all rows, to be asked later, and
 * once for each of `cv` folds, which keep the proportions of the classes and follow the order of the rows, as in scikit-learn. A fold that lacks a class has the
 * probability 0 there. The members are any classifiers, pipelines that end in one included; what they all read the ensemble reads (missing values, sparse
 * rows), and weights are taken where all of them and the final classifier take them. Rows of weight 0 are left out. A recipe is immutable: `add` gives another.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, LogisticRegression, StackingClassifier } from "@org/mlkit";
 *
 * const x = Array.from({ length: 40 }, (_, row) => [row % 7, row % 5]);
 * const y = x.map(([a = 0, b = 0]) => (a > b ? "yes" : "no"));
 * const recipe = new StackingClassifier({ finalEstimator: new LogisticRegression({ C: 10 }) })
 *   .add("tree", new DecisionTreeClassifier({ maxDepth: 3 }))
 *   .add("linear", new LogisticRegression());
 * const model = await recipe.fit(x, y);
 * model.predict([[6, 0], [0, 4]]); // => ["yes", "no"]
 * model.stackedFeatures([[6, 0]]).names; // => ["tree", "linear"]
 * recipe.withParams({ cv: 3, "tree.maxDepth": 2, "finalEstimator.C": 1 }).params.cv; // => 3
 * ```
 */
export class StackingClassifier<Steps = Record<never, never>, F extends ClassifierMember = LogisticRegression>
  extends ClassifierEstimator<StackingClassifierOptions, StackingClassifierType<Steps & { readonly finalEstimator: F }>>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<StackingClassifierOptions>;
  readonly arrangement = "parallel";
  /** The members and the final classifier by name, for the compiler; see `parts`. */
  declare readonly steps: Steps & { readonly finalEstimator: F };
  readonly #members: readonly NamedMember<"classify">[];
  readonly #final: PredictingMember<"classify">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID`. Members come with `add`. */
  constructor(
    { finalEstimator, ...options }: StackingClassifierOptions & { readonly finalEstimator?: F } = {},
    members: readonly { name: string; stage: unknown }[] = [],
  ) {
    super(declaration, options);
    const final: unknown = finalEstimator ?? new LogisticRegression();
    checkMember(declaration.kind, FINAL, final, "classify");
    this.#final = final;
    this.#members = Object.freeze(checkMembers(declaration.kind, members, "classify", [FINAL]));
    this.declaration = { ...declaration, traits: stackingTraits(this.#members, final, this.params.passthrough) };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): StackingClassifier<Record<never, never>, ClassifierMember> {
    const members = membersFromJson(json);
    if (json.raw(FINAL) === undefined)
      return new StackingClassifier<Record<never, never>, ClassifierMember>(json.params, members);
    const final: Estimator = json.estimator(FINAL);
    checkMember("StackingClassifier", FINAL, final, "classify");
    return new StackingClassifier<Record<never, never>, ClassifierMember>(
      { ...json.params, finalEstimator: final as ClassifierMember },
      members,
    );
  }

  /**
   * The recipe with one more member.
   *
   * @throws PipelineError `STAGE_NAME` for a name that is taken, empty or has a dot; `STAGE_INVALID` for what is no classifier.
   */
  add<const Name extends string, S extends Estimator>(
    name: Fresh<Name, Steps & { readonly finalEstimator: F }>,
    estimator: S & ForTask<S, "classify", "a StackingClassifier asks classifiers alone">,
  ): StackingClassifier<Steps & { readonly [P in Name]: S }, F> {
    const members = withMember(this.kind, this.#members, name, estimator, "classify", [FINAL]);
    return new StackingClassifier({ ...this.params, finalEstimator: this.finalEstimator }, members);
  }

  /** The recipe of the final classifier. */
  get finalEstimator(): F {
    // What the constructor was given, or the default, for which F stands then.
    return this.#final as Estimator as F;
  }
  /** The members, in order, and the final classifier. */
  get parts(): readonly Part[] {
    return [...this.#members, { name: FINAL, stage: this.#final }];
  }
  replaceParts(stages: readonly (Estimator | undefined)[]): StackingClassifier<Steps, F> {
    // A final estimator with other parameters is of the same class.
    const finalEstimator = (stages[this.#members.length] ?? this.#final) as F;
    return new StackingClassifier({ ...this.params, finalEstimator }, replaceMembers(this.#members, stages));
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ cv: 3, "tree.maxDepth": 2, "finalEstimator.C": 1 }`. */
  override withParams(
    changes: Partial<StackingClassifierOptions> & { readonly finalEstimator?: F } & ParamChanges<
        Steps & { readonly finalEstimator: F }
      >,
  ): this {
    const other = (ensemble: StackingClassifier<Steps, F>, own: object) =>
      new StackingClassifier<Steps, F>(
        { ...ensemble.params, finalEstimator: ensemble.finalEstimator, ...own },
        ensemble.#members,
      );
    // The same members in the same places: the types stay what they are.
    return changeEnsemble<StackingClassifier<Steps, F>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same names and kinds. */
  override [expectation](model: Model): StackingClassifierModel<Label, Steps & { readonly finalEstimator: F }> {
    expectFitted(this, model);
    // Its kind and its members' names were just checked.
    return model as StackingClassifierModel<Label, Steps & { readonly finalEstimator: F }>;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimators: partsToJson(this.#members), finalEstimator: this.#final.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<StackingClassifierType<Steps & { readonly finalEstimator: F }>, L>> {
    if (this.#members.length === 0) throw noMembers(this.kind);
    // Also refuses weights that leave one class.
    const given = weighClasses(this.kind, null, y, sampleWeight);
    const rows = weightedRows(given);
    if (rows === undefined) return this.#learn(x, y, given, progress);
    const codes = takeCodes(y.codes, rows);
    return this.#learn(x.take(rows), { codes, classes: y.classes }, given && takeNumbers(given, rows), progress);
  }

  /** Learns from rows that all count. */
  async #learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    weights: Float64Array | undefined,
    progress: Progress,
  ): Promise<StackingClassifierModel<L, Steps & { readonly finalEstimator: F }>> {
    const { cv, shuffle, seed, passthrough } = this.params;
    const { classes } = y;
    const stackMethod = this.params.stackMethod === "auto" ? "predictProba" : this.params.stackMethod;
    const folds = [...new StratifiedKFold({ nSplits: cv, shuffle, seed }).split(x.rows, { y: y.codes })];
    const total = this.#members.length * (cv + 1) + 1;
    const lesson = (own: Int32Array | undefined) =>
      own === undefined
        ? { x, y, weights }
        : {
            x: x.take(own),
            y: { codes: takeCodes(y.codes, own), classes },
            weights: weights && takeNumbers(weights, own),
          };
    const { models, features } = await learnOutOfFold<FittedClassifier<L>, "classify">(
      {
        members: this.#members,
        x,
        folds,
        width: featureWidth(stackMethod, classes.length),
        learn: (member, own, at) => fitClassifier<L>(member, lesson(own), at),
        ask: (model, block) => classifierFeatures(stackMethod, model, block, classes),
      },
      progress,
      total,
    );
    const members = models.map(({ name }) => name);
    const names = stackedNames(members, partNames(stackMethod, classes), x.names, passthrough);
    const sparse = this.#final.declaration.traits.sparse === true;
    const table = stacked(features, x, names, { passthrough, sparse });
    const model = await fitClassifier<L>({ name: FINAL, stage: this.#final }, { x: table, y, weights }, progress);
    await progress.tick(total, total);
    const finalEstimator = { model };
    return new StackingClassifierModel({
      inputNames: x.names,
      classes,
      stackMethod,
      passthrough,
      estimators: models,
      finalEstimator,
    });
  }
}
