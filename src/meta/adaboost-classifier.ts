/**
 * AdaBoost for classification: weak classifiers in a row, each fitted on rows weighed by how wrong those before were.
 *
 * J. Zhu, H. Zou, S. Rosset, T. Hastie, "Multi-class AdaBoost", Statistics and Its Interface 2, 2009 (SAMME and SAMME.R). Time and memory are those of the
 * members, one after the other, and of one pass over all rows for each.
 */
import { weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { FitContext, Label, Model } from "../core/contracts.js";
import { DataError, PipelineError } from "../core/errors.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { EncodedLabels } from "../core/labels.js";
import { choice, integer, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { AdaBoostClassifierModel } from "./adaboost-classifier-model.js";
import { type AdaBoostAlgorithm, algorithms } from "./adaboost-scores.js";
import { takeCodes, takeNumbers, weightedRows } from "./blocks.js";
import { boost, startWeights } from "./boost.js";
import { ClassifierBoosting } from "./boost-classifier.js";
import { ConstantClassifierModel } from "./constant-classifier-model.js";
import { checkMember, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { ClassifierMember } from "./types.js";

/** The options of {@link AdaBoostClassifier}, beside its `estimator`. */
export interface AdaBoostClassifierOptions {
  /** At most so many members; fewer where one gets every row right, or none is better than chance. Default: 50. */
  nEstimators?: number;
  /** How much each member counts, above 0; less needs more members. Default: 1. */
  learningRate?: number;
  /**
   * `"SAMME.R"` adds up the logarithms of the members' probabilities, `"SAMME"` their votes, weighed by how often they are right.
   * Default: `"SAMME.R"`.
   */
  algorithm?: AdaBoostAlgorithm;
  /** Seeds the members that draw at random; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const params = {
  nEstimators: integer({ min: 1, default: 50 }),
  learningRate: number({ above: 0, default: 1 }),
  algorithm: choice(algorithms, { default: "SAMME.R" }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<AdaBoostClassifierOptions>;

const declaration: Declaration<AdaBoostClassifierOptions> = {
  kind: "AdaBoostClassifier",
  params,
  traits: { weights: true },
  // A draw or a weighting may leave a member rows of one class.
  models: [AdaBoostClassifierModel, ConstantClassifierModel],
};

/** An AdaBoost classifier's model for labels of the type of the fit. */
export interface AdaBoostClassifierType extends ClassifierType {
  readonly model: AdaBoostClassifierModel<this["label"]>;
}

/**
 * Boosts a weak classifier, by default a decision tree of one question: each member is fitted on the same rows, which weigh more where the members
 * before were wrong.
 *
 * The members are any classifier that takes `sampleWeight`, a pipeline that ends in one included; the ensemble reads what they read (missing values,
 * sparse rows). Each has its own seed. Predictions are scikit-learn's where the members' are, except that rows of weight 0 are left out, and that a first
 * member no better than chance is a coded error.
 *
 * @example
 * ```ts
 * import { AdaBoostClassifier, DecisionTreeClassifier } from "@org/mlkit";
 *
 * const x = [[1, 5], [2, 1], [3, 4], [4, 8], [5, 6], [6, 9]];
 * const y = ["no", "no", "no", "yes", "no", "yes"];
 * const model = await new AdaBoostClassifier({ nEstimators: 10 }).fit(x, y);
 * model.predict([[5, 6], [6, 8]]); // => ["no", "yes"]
 *
 * const deeper = new AdaBoostClassifier({ estimator: new DecisionTreeClassifier({ maxDepth: 2 }), algorithm: "SAMME" });
 * deeper.withParams({ "estimator.maxDepth": 3 }).estimator.params.maxDepth; // => 3
 * ```
 */
export class AdaBoostClassifier<E extends ClassifierMember = DecisionTreeClassifier>
  extends ClassifierEstimator<AdaBoostClassifierOptions, AdaBoostClassifierType>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<AdaBoostClassifierOptions>;
  readonly arrangement = "sequence";
  /** The member by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #member: PredictingMember<"classify">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that does not weigh rows. */
  constructor({ estimator, ...options }: AdaBoostClassifierOptions & { readonly estimator?: E } = {}) {
    super(declaration, options);
    const member: unknown = estimator ?? new DecisionTreeClassifier({ maxDepth: 1 });
    checkMember(declaration.kind, "estimator", member, "classify");
    const { missing = false, sparse = false, weights = false } = member.declaration.traits;
    if (!weights) throw weighsNoRows(declaration.kind, member.kind);
    this.#member = member;
    this.declaration = { ...declaration, traits: { ...declaration.traits, missing, sparse } };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): AdaBoostClassifier<ClassifierMember> {
    if (json.raw("estimator") === undefined) return new AdaBoostClassifier<ClassifierMember>(json.params);
    const estimator: Estimator = json.estimator("estimator");
    checkMember("AdaBoostClassifier", "estimator", estimator, "classify");
    return new AdaBoostClassifier<ClassifierMember>({ ...json.params, estimator: estimator as ClassifierMember });
  }

  /** The recipe of the members. */
  get estimator(): E {
    // What the constructor was given, or the default, for which E stands then.
    return this.#member as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#member }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): AdaBoostClassifier<E> {
    // A member with other parameters is of the same class.
    return new AdaBoostClassifier({ ...this.params, estimator: (estimator ?? this.#member) as E });
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ nEstimators: 10, "estimator.maxDepth": 2 }`. */
  override withParams(
    changes: Partial<AdaBoostClassifierOptions> & { readonly estimator?: E } & ParamChanges<{ readonly estimator: E }>,
  ): this {
    const other = (ensemble: AdaBoostClassifier<E>, own: object) =>
      new AdaBoostClassifier<E>({ ...ensemble.params, estimator: ensemble.estimator, ...own });
    // The same class, with the same member in its place.
    return changeEnsemble<AdaBoostClassifier<E>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same kind. */
  override [expectation](model: Model): AdaBoostClassifierModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as AdaBoostClassifierModel;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimator: this.#member.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, progress }: FitContext,
  ): Promise<ModelFor<AdaBoostClassifierType, L>> {
    // Also refuses weights that leave one class.
    const given = weighClasses(this.kind, null, y, sampleWeight);
    const rows = weightedRows(given);
    const boosting = new ClassifierBoosting<L>({
      member: this.#member,
      params: this.params,
      x: rows === undefined ? x : x.take(rows),
      y: rows === undefined ? y : { codes: takeCodes(y.codes, rows), classes: y.classes },
      progress,
    });
    const start = startWeights(rows?.length ?? x.rows, rows && given ? takeNumbers(given, rows) : given);
    const found = await boost(this.params.nEstimators, start, progress, (index, weights, last) =>
      boosting.round(index, weights, last),
    );
    if (found.models.length === 0) throw noBetterThanChance(this.kind, this.#member.kind);
    return new AdaBoostClassifierModel<L>({
      inputNames: x.names,
      classes: y.classes,
      algorithm: this.params.algorithm,
      estimators: found.models.map((model) => ({ model })),
      weights: found.weights,
      errors: found.errors,
    });
  }
}

function weighsNoRows(owner: string, kind: string): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: `${owner} cannot boost ${kind}, which takes no weights`,
    given: kind,
    expected: "a classifier that takes sampleWeight",
    remedy: "Choose another member, or use BaggingClassifier, which draws rows instead",
    data: { owner, kind },
  });
}

function noBetterThanChance(owner: string, kind: string): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `${owner} cannot boost its first member, which is no better than chance`,
    given: kind,
    expected: "a member that is right more often than one that draws classes",
    remedy: "Give the members more freedom (a deeper tree), other features, or the algorithm 'SAMME.R'",
    data: { owner, kind },
  });
}
