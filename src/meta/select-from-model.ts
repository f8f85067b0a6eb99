/**
 * Keeps the columns that matter to a model. Time and memory are those of the model.
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { TransformerTarget } from "../base/fit-input.js";
import type { FitContext, Label, Model, Values } from "../core/contracts.js";
import { inStage, PipelineError, show } from "../core/errors.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { either, integer, nullable, number, type Param, type Params } from "../core/params.js";
import { checkTargetLength } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { FeatureSelectorModel } from "../preprocess/feature-selector-model.js";
import { selectionEmpty } from "../preprocess/selection-empty.js";
import { columnImportances } from "./importances.js";
import { checkMember, memberOptions, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { ClassifierMember, RegressorMember } from "./types.js";

/** The options of {@link SelectFromModel}, besides its estimator. */
export interface SelectFromModelOptions {
  /**
   * Columns whose importance is at least this are kept: a number; `"mean"` or `"median"` of all importances; or so many times either, `"1.25*mean"`. null: `"mean"`, and
   * 1e-5 where the estimator gives useless columns a coefficient of exactly 0, as an l1 penalty does. Default: null.
   */
  threshold?: string | number | null;
  /** At most so many columns, those with the greatest importances; of equals the first. With `threshold: 0` their number alone decides. Default: null, any number. */
  maxFeatures?: number | null;
  /** How the coefficients of several classes become one number a column: 1 the sum of their sizes, 2 the root of the sum of their squares. Default: 1. */
  normOrder?: 1 | 2;
}

const TERM = /^\s*(?:(\d+(?:\.\d+)?(?:e-?\d+)?)\s*\*\s*)?(mean|median)\s*$/;

const term: Omit<Param<string>, "default"> = {
  expected: '"mean", "median", or so many times one of them, such as "1.25*mean"',
  schema: { type: "string", pattern: TERM.source },
  refused: ["mode", "mean*2", "-1*mean", ""],
  accepts: (value): value is string => typeof value === "string" && TERM.test(value),
};

const order: Param<1 | 2> = {
  default: 1,
  expected: "1 or 2",
  schema: { enum: [1, 2] },
  refused: [0, 3, "1", null],
  accepts: (value): value is 1 | 2 => value === 1 || value === 2,
};

const params = {
  threshold: nullable(either(term, number({ default: 0 }), { default: "mean" }), { default: null }),
  maxFeatures: nullable(integer({ default: 1, min: 1 }), { default: null }),
  normOrder: order,
} satisfies Params<SelectFromModelOptions>;

const declaration: Declaration<SelectFromModelOptions> = {
  kind: "SelectFromModel",
  params,
  traits: { target: true },
  models: [FeatureSelectorModel],
};

/**
 * Fits an estimator, and keeps the columns that it finds important: those with large coefficients, or with a large share in what trees gain.
 *
 * Any classifier or regressor will do whose model has `coef` or `featureImportances`. Coefficients depend on the columns' units, so scale before. The selection reads and takes
 * what the estimator does (missing values, sparse rows, weights). Its model holds the importances, as `scores`, and not what was fitted to find them.
 *
 * @throws from `fit` DataError `SELECTION_EMPTY` when no column passes the threshold; PipelineError `STAGE_INVALID` for an estimator whose model tells no importances; what the
 * estimator throws.
 * @example
 * ```ts
 * import { DecisionTreeClassifier, SelectFromModel } from "@org/mlkit";
 *
 * const recipe = new SelectFromModel(new DecisionTreeClassifier(), { threshold: "1.25*mean" });
 * const model = await recipe.fit([[1, 5], [2, 4], [8, 5], [9, 4]], ["a", "a", "b", "b"]);
 * [...model.scores]; // => [1, 0]
 * model.threshold; // => 0.625
 * [...model.transform([[7, 3]]).values]; // => [7]
 * ```
 */
export class SelectFromModel<E extends ClassifierMember | RegressorMember = ClassifierMember | RegressorMember>
  extends MatrixTransformerEstimator<SelectFromModelOptions, FeatureSelectorModel>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration<SelectFromModelOptions>;
  readonly arrangement = "sequence";
  readonly forgetsParts = true;
  /** The estimator by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #estimator: PredictingMember;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that does not predict. */
  constructor(estimator: E, options: SelectFromModelOptions = {}) {
    super(declaration, options);
    this.#estimator = checked(estimator);
    const { missing = false, sparse = false, weights = false } = this.#estimator.declaration.traits;
    this.declaration = { ...declaration, traits: { ...declaration.traits, missing, sparse, weights } };
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): SelectFromModel {
    // The constructor checks that it predicts.
    return new SelectFromModel(json.estimator("estimator") as ClassifierMember, json.params);
  }

  /** The recipe of the estimator. */
  get estimator(): E {
    // What the constructor was given.
    return this.#estimator as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#estimator }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): SelectFromModel<E> {
    // An estimator with other parameters is of the same class.
    return new SelectFromModel((estimator ?? this.#estimator) as E, this.params);
  }

  /** The same recipe with other options, and other parameters of its estimator by path: `{ threshold: "median", "estimator.C": 2 }`. */
  override withParams(changes: Partial<SelectFromModelOptions> & ParamChanges<{ readonly estimator: E }>): this {
    const other = (recipe: SelectFromModel<E>, own: object) =>
      new SelectFromModel<E>(recipe.estimator, { ...recipe.params, ...own });
    // The same class, with the same estimator in its place.
    return changeEnsemble<SelectFromModel<E>>(this, changes, other) as this;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimator: this.#estimator.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  protected async learn(
    x: Matrix,
    { progress, sampleWeight }: FitContext,
    y: TransformerTarget,
  ): Promise<FeatureSelectorModel> {
    const options = memberOptions(progress, "estimator", sampleWeight);
    // Its own fit checks each value.
    const target = checkTargetLength(y, x.rows) as Values<Label>;
    const model = await this.#fitted(() => this.#estimator.fit(x, target, options));
    const scores = columnImportances(model, x.cols, this.params.normOrder);
    if (scores === undefined) throw noImportances(this.kind, model);
    const threshold = this.#threshold(scores);
    const support = this.#candidates(scores).filter((col) => scores[col]! >= threshold);
    if (support.length === 0) throw selectionEmpty(this.kind, threshold, scores, "Lower the threshold");
    const missing = this.declaration.traits.missing === true;
    return new FeatureSelectorModel({ inputNames: x.names, support, scores, pValues: null, threshold, missing });
  }

  async #fitted(learn: () => Promise<Model>): Promise<Model> {
    try {
      return await learn();
    } catch (error) {
      throw inStage("estimator", error);
    }
  }

  /** The columns that may be kept, ascending. */
  #candidates(scores: Float64Array): Int32Array {
    const all = Int32Array.from(scores.keys());
    const { maxFeatures } = this.params;
    if (maxFeatures === null) return all;
    return all
      .sort((a, b) => scores[b]! - scores[a]! || a - b)
      .slice(0, maxFeatures)
      .sort();
  }

  #threshold(scores: Float64Array): number {
    const { threshold } = this.params;
    if (typeof threshold === "number") return threshold;
    if (threshold === null && this.#estimator.declaration.traits.zeroes === true) return 1e-5;
    // The declaration lets nothing else through.
    const [, factor, reference] = TERM.exec(threshold ?? "mean") ?? [];
    const value =
      reference === "median" ? median(scores) : scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return factor === undefined ? value : Number(factor) * value;
  }
}

function checked(estimator: unknown): PredictingMember {
  const task = typeof estimator === "object" && estimator !== null && "task" in estimator ? estimator.task : undefined;
  if (task === "regress") {
    checkMember(declaration.kind, "estimator", estimator, "regress");
    return estimator;
  }
  checkMember(declaration.kind, "estimator", estimator, "classify");
  return estimator;
}

function median(scores: Float64Array): number {
  const sorted = scores.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function noImportances(owner: string, model: Model): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: `The estimator of ${owner} does not tell how important columns are`,
    given: show(model.kind),
    expected: "a model with coef or featureImportances, one for each column that it was fitted on",
    remedy:
      "Choose a linear model, a tree, a forest or boosting, and put stages that change columns before the selection",
    data: { owner, model: model.kind },
  });
}
