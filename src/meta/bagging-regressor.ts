/**
 * Bagging for regression; learn-bags.ts says how. Time and memory are those of the members, one after the other.
 */
import { wrongFrom } from "../base/checks.js";
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext, Model } from "../core/contracts.js";
import { listNames } from "../core/errors.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { Matrix } from "../data/matrix.js";
import { expectFitted } from "../pipeline/expect.js";
import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { DecisionTreeRegressor } from "../tree/decision-tree-regressor.js";
import { type BaggingOptions, baggingParams } from "./bagging-options.js";
import { BaggingRegressorModel, type OutOfBagValues } from "./bagging-regressor-model.js";
import { takeNumbers } from "./blocks.js";
import { withNames } from "./columns.js";
import type { FittedRegressor } from "./fitted-members.js";
import { learnBags } from "./learn-bags.js";
import { checkMember, fitRegressor, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { RegressorMember } from "./types.js";

const declaration: Declaration<BaggingOptions> = {
  kind: "BaggingRegressor",
  params: baggingParams,
  traits: {},
  models: [BaggingRegressorModel],
};

/**
 * Fits a regressor, by default a decision tree, several times on rows and columns of different draws, and averages their predictions: what single members
 * get wrong by chance is lost in the mean.
 *
 * The members are any regressor, a pipeline that ends in one included; the ensemble reads and takes what they do (missing values, sparse rows, weights). Each
 * has its own seed. Rows of weight 0 are never drawn, other rows are drawn alike whatever they weigh. Given a model of its own as `from`, it keeps that model's
 * members and adds as many as `nEstimators` asks for.
 *
 * Predictions are as good as scikit-learn's, but not the same: the draws differ. Rows that every member learned from are left out of `oobScore`.
 *
 * @example
 * ```ts
 * import { BaggingRegressor } from "@org/mlkit";
 *
 * const x = Array.from({ length: 40 }, (_, row) => [row / 10]);
 * const y = x.map(([a = 0]) => a * a);
 * const model = await new BaggingRegressor({ nEstimators: 30, oobScore: true, seed: 1 }).fit(x, y);
 * Math.abs((model.predict([[2]])[0] ?? 0) - 4) < 0.5; // => true
 * (model.oobScore ?? 0) > 0.9; // => true
 * ```
 */
export class BaggingRegressor<E extends RegressorMember = DecisionTreeRegressor>
  extends RegressorEstimator<BaggingOptions, BaggingRegressorModel>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<BaggingOptions>;
  readonly arrangement = "sequence";
  /** The member by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #member: PredictingMember<"regress">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that is no regressor. */
  constructor({ estimator, ...options }: BaggingOptions & { readonly estimator?: E } = {}) {
    super(declaration, options);
    const member: unknown = estimator ?? new DecisionTreeRegressor();
    checkMember(declaration.kind, "estimator", member, "regress");
    const { missing = false, sparse = false, weights = false } = member.declaration.traits;
    this.#member = member;
    // Which rows were left out of the draws of an older model, only its own fit knew.
    this.declaration = { ...declaration, traits: { missing, sparse, weights, continues: !this.params.oobScore } };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): BaggingRegressor<RegressorMember> {
    if (json.raw("estimator") === undefined) return new BaggingRegressor<RegressorMember>(json.params);
    const estimator: Estimator = json.estimator("estimator");
    checkMember("BaggingRegressor", "estimator", estimator, "regress");
    return new BaggingRegressor<RegressorMember>({ ...json.params, estimator: estimator as RegressorMember });
  }

  /** The recipe of the members. */
  get estimator(): E {
    // What the constructor was given, or the default, for which E stands then.
    return this.#member as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#member }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): BaggingRegressor<E> {
    // A member with other parameters is of the same class.
    return new BaggingRegressor({ ...this.params, estimator: (estimator ?? this.#member) as E });
  }

  /** The same recipe with other options, and other parameters of its members by path: `{ nEstimators: 10, "estimator.maxDepth": 2 }`. */
  override withParams(
    changes: Partial<BaggingOptions> & { readonly estimator?: E } & ParamChanges<{ readonly estimator: E }>,
  ): this {
    const other = (ensemble: BaggingRegressor<E>, own: object) =>
      new BaggingRegressor<E>({ ...ensemble.params, estimator: ensemble.estimator, ...own });
    // The same class, with the same member in its place.
    return changeEnsemble<BaggingRegressor<E>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded: its members have to be of the same kind. */
  override [expectation](model: Model): BaggingRegressorModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as BaggingRegressorModel;
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
    { sampleWeight, from, progress }: FitContext,
  ): Promise<BaggingRegressorModel> {
    const before = this.#before(from, x);
    const inputNames = before?.inputNames ?? x.names;
    const outOfBag = new Predictions(x.rows);
    const members = await learnBags<FittedRegressor, "regress">(
      {
        owner: this.kind,
        member: this.#member,
        x: x.named ? x : withNames(x, inputNames),
        weights: sampleWeight,
        before: before?.members ?? [],
        learn: (member, table, rows, weights) =>
          fitRegressor(member, { x: table.take(rows), y: takeNumbers(y, rows), weights }, progress),
        ask: (model, block, rows) => outOfBag.add(model, block, rows),
      },
      this.params,
      progress,
    );
    const found = this.params.oobScore ? outOfBag.result(y) : undefined;
    return new BaggingRegressorModel(inputNames, members, found);
  }

  /** The model to go on from. */
  #before(from: Model | undefined, x: Matrix): BaggingRegressorModel | undefined {
    if (from === undefined) return undefined;
    const known = from instanceof BaggingRegressorModel && from.inputNames.length === x.cols;
    if (known && (!x.named || x.names.every((name, col) => name === from.inputNames[col]))) return from;
    throw wrongFrom(this.kind, from, `a BaggingRegressorModel of columns ${listNames(x.names)}`);
  }
}

/** Collects the predictions for rows that members did not learn from. */
class Predictions {
  readonly #sums: Float64Array;
  readonly #asked: Int32Array;

  constructor(rows: number) {
    this.#sums = new Float64Array(rows);
    this.#asked = new Int32Array(rows);
  }

  add(model: FittedRegressor, block: Matrix, rows: Int32Array): void {
    const own = model.predict(block);
    rows.forEach((row, i) => {
      this.#asked[row] = this.#asked[row]! + 1;
      this.#sums[row] = this.#sums[row]! + own[i]!;
    });
  }

  result(y: Float64Array): OutOfBagValues {
    const prediction = Array.from(this.#asked, (asked, row) => (asked === 0 ? null : this.#sums[row]! / asked));
    const rows = prediction.flatMap((value, row) => (value === null ? [] : [{ value, given: y[row]! }]));
    const mean = rows.reduce((sum, { given }) => sum + given, 0) / rows.length;
    const around = rows.reduce((sum, { given }) => sum + (given - mean) * (given - mean), 0);
    const left = rows.reduce((sum, { given, value }) => sum + (given - value) * (given - value), 0);
    return { prediction, score: around > 0 ? 1 - left / around : null };
  }
}
