/**
 * Bagging for classification; learn-bags.ts says how. Time and memory are those of the members, one after the other.
 */
import { wrongFrom } from "../base/checks.js";
import { weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import { largest } from "../base/models.js";
import type { FitContext, Label, Model } from "../core/contracts.js";
import { listNames } from "../core/errors.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { EncodedLabels } from "../core/labels.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { BaggingClassifierModel, type OutOfBagProba } from "./bagging-classifier-model.js";
import { type BaggingOptions, baggingParams } from "./bagging-options.js";
import { takeCodes } from "./blocks.js";
import { withNames } from "./columns.js";
import { ConstantClassifierModel } from "./constant-classifier-model.js";
import { type FittedClassifier, probabilitiesOf } from "./fitted-members.js";
import { learnBags } from "./learn-bags.js";
import { checkMember, fitClassifier, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { ClassifierMember } from "./types.js";

const declaration: Declaration<BaggingOptions> = {
  kind: "BaggingClassifier",
  params: baggingParams,
  traits: {},
  models: [BaggingClassifierModel, ConstantClassifierModel],
};

/** A bagged classifier's model for labels of the type of the fit. */
export interface BaggingClassifierType extends ClassifierType {
  readonly model: BaggingClassifierModel<this["label"]>;
}

/**
 * Fits a classifier, by default a decision tree, several times on rows and columns of different draws, and averages their probabilities: what single
 * members get wrong by chance is lost in the mean.
 *
 * The members are any classifier, a pipeline that ends in one included; the ensemble reads and takes what they do (missing values, sparse rows, weights). Each
 * has its own seed. Rows of weight 0 are never drawn, other rows are drawn alike whatever they weigh. A draw may lack a class, which has the probability 0
 * there. Given a model of its own as `from`, it keeps that model's members and adds as many as `nEstimators` asks for.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. Rows that every member learned from are left out of `oobScore`.
 *
 * @example
 * ```ts
 * import { BaggingClassifier, LogisticRegression } from "@org/mlkit";
 *
 * const x = [[1, 0], [2, 9], [3, 1], [4, 8], [5, 2], [6, 7]];
 * const y = ["no", "yes", "no", "yes", "no", "yes"];
 * const recipe = new BaggingClassifier({ estimator: new LogisticRegression(), nEstimators: 5, maxFeatures: 1, seed: 3 });
 * const model = await recipe.fit(x, y);
 * model.estimators.length; // => 5
 * const more = await recipe.withParams({ nEstimators: 20 }).fit(x, y, { from: model });
 * more.predict([[0, 1], [0, 8]]); // => ["no", "yes"]
 * ```
 */
export class BaggingClassifier<E extends ClassifierMember = DecisionTreeClassifier>
  extends ClassifierEstimator<BaggingOptions, BaggingClassifierType>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<BaggingOptions>;
  readonly arrangement = "sequence";
  /** The member by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #member: PredictingMember<"classify">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that is no classifier. */
  constructor({ estimator, ...options }: BaggingOptions & { readonly estimator?: E } = {}) {
    super(declaration, options);
    const member: unknown = estimator ?? new DecisionTreeClassifier();
    checkMember(declaration.kind, "estimator", member, "classify");
    const { missing = false, sparse = false, weights = false } = member.declaration.traits;
    this.#member = member;
    // Which rows were left out of the draws of an older model, only its own fit knew.
    this.declaration = { ...declaration, traits: { missing, sparse, weights, continues: !this.params.oobScore } };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): BaggingClassifier<ClassifierMember> {
    if (json.raw("estimator") === undefined) return new BaggingClassifier<ClassifierMember>(json.params);
    const estimator: Estimator = json.estimator("estimator");
    checkMember("BaggingClassifier", "estimator", estimator, "classify");
    return new BaggingClassifier<ClassifierMember>({ ...json.params, estimator: estimator as ClassifierMember });
  }

  /** The recipe of the members. */
  get estimator(): E {
    // What the constructor was given, or the default, for which E stands then.
    return this.#member as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#member }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): BaggingClassifier<E> {
    // A member with other parameters is of the same class.
    return new BaggingClassifier({ ...this.params, estimator: (estimator ?? this.#member) as E });
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ nEstimators: 10, "estimator.maxDepth": 2 }`. */
  override withParams(
    changes: Partial<BaggingOptions> & { readonly estimator?: E } & ParamChanges<{ readonly estimator: E }>,
  ): this {
    const other = (ensemble: BaggingClassifier<E>, own: object) =>
      new BaggingClassifier<E>({ ...ensemble.params, estimator: ensemble.estimator, ...own });
    // The same class, with the same member in its place.
    return changeEnsemble<BaggingClassifier<E>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same kind. */
  override [expectation](model: Model): BaggingClassifierModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as BaggingClassifierModel;
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
    { sampleWeight, from, progress }: FitContext,
  ): Promise<ModelFor<BaggingClassifierType, L>> {
    const before = this.#before(from, x, y.classes);
    const inputNames = before?.inputNames ?? x.names;
    const outOfBag = new Probabilities(x.rows, y.classes);
    const members = await learnBags<FittedClassifier<L>, "classify">(
      {
        owner: this.kind,
        member: this.#member,
        x: x.named ? x : withNames(x, inputNames),
        // Also refuses weights that leave one class.
        weights: weighClasses(this.kind, null, y, sampleWeight),
        before: before?.members ?? [],
        learn: (member, table, rows, weights) =>
          fitClassifier(
            member,
            { x: table.take(rows), y: { codes: takeCodes(y.codes, rows), classes: y.classes }, weights },
            progress,
          ),
        ask: (model, block, rows) => outOfBag.add(model, block, rows),
      },
      this.params,
      progress,
    );
    const found = this.params.oobScore ? outOfBag.result(y.codes) : undefined;
    return new BaggingClassifierModel<L>(inputNames, y.classes, members, found);
  }

  /** The model to go on from. */
  #before<L extends Label>(
    from: Model | undefined,
    x: Matrix,
    classes: readonly L[],
  ): BaggingClassifierModel<L> | undefined {
    if (from === undefined) return undefined;
    const known = from instanceof BaggingClassifierModel && from.inputNames.length === x.cols;
    const sameNames = known && (!x.named || x.names.every((name, col) => name === from.inputNames[col]));
    const sameClasses =
      known && from.classes.length === classes.length && classes.every((label, k) => label === from.classes[k]);
    if (!sameNames || !sameClasses) {
      throw wrongFrom(
        this.kind,
        from,
        `a BaggingClassifierModel of columns ${listNames(x.names)} and the same classes`,
      );
    }
    // Its classes were just compared with those of the fit.
    return from as BaggingClassifierModel<L>;
  }
}

/** Collects the probabilities for rows that members did not learn from. */
class Probabilities {
  readonly #classes: readonly Label[];
  readonly #sums: Float64Array;
  readonly #asked: Int32Array;

  constructor(rows: number, classes: readonly Label[]) {
    this.#classes = classes;
    this.#sums = new Float64Array(rows * classes.length);
    this.#asked = new Int32Array(rows);
  }

  add(model: FittedClassifier, block: Matrix, rows: Int32Array): void {
    const width = this.#classes.length;
    const own = probabilitiesOf(model, block, this.#classes);
    rows.forEach((row, i) => {
      this.#asked[row] = this.#asked[row]! + 1;
      for (let k = 0; k < width; k++) {
        this.#sums[row * width + k] = this.#sums[row * width + k]! + own[i * width + k]!;
      }
    });
  }

  result(codes: Int32Array): OutOfBagProba {
    const width = this.#classes.length;
    const decisionFunction = Array.from(this.#asked, (asked, row) =>
      asked === 0 ? null : this.#sums.slice(row * width, (row + 1) * width).map((sum) => sum / asked),
    );
    const answered = decisionFunction.flatMap((proba, row) =>
      proba === null ? [] : [Number(largest(proba, 0, width) === codes[row])],
    );
    const right = answered.reduce((sum, each) => sum + each, 0);
    return { decisionFunction, score: answered.length === 0 ? null : right / answered.length };
  }
}
