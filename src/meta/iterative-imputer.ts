/**
 * Fills missing values by regression of each column on the others, round after round.
 *
 * After S. van Buuren, K. Groothuis-Oudshoorn, "mice: Multivariate Imputation by Chained Equations in R", Journal of Statistical Software 45, 2011, as
 * scikit-learn has it: one filling, by predictions. Time is that of rounds × columns fits, one after the other; memory that of the filled table, and of
 * as many models, which the fitted imputer keeps.
 */
import { expectKind, MatrixTransformerEstimator } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitContext, FitOptions, Model } from "../core/contracts.js";
import type { Declaration, Estimator, RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { Progress } from "../core/progress.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { BayesianRidge } from "../linear/bayesian-ridge.js";

import { type Composite, type Part, partsToString } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import type { ParamChanges } from "../pipeline/types.js";
import { fillValues, noValues } from "../preprocess/fill-values.js";
import { columnsToFlag } from "../preprocess/indicators.js";
import { IterativeImputerModel } from "./iterative-imputer-model.js";
import { boundsOf, type IterativeImputerOptions, iterativeParams } from "./iterative-options.js";
import { learnRounds } from "./learn-rounds.js";
import { checkMember, type PredictingMember } from "./members.js";
import { changeEnsemble } from "./recipes.js";
import type { RegressorMember } from "./types.js";

const declaration: Declaration<IterativeImputerOptions> = {
  kind: "IterativeImputer",
  params: iterativeParams,
  traits: { missing: true },
  models: [IterativeImputerModel],
};

/**
 * Replaces missing values by what a regressor, by default `BayesianRidge`, predicts from the other columns. All gaps are first filled by one value a
 * column; then each column in turn is predicted anew from the others, until the values settle or `maxIter` rounds are done. New rows go through the very
 * models of these rounds.
 *
 * The regressor is any that the library has, a pipeline that ends in one included. It reads columns without gaps. A column without any value is an error, as
 * for `SimpleImputer`. scikit-learn's `sample_posterior` is left out: a fitted model gives the same answer to the same row each time.
 *
 * @example
 * ```ts
 * import { IterativeImputer } from "@org/mlkit";
 *
 * const rows = [[1, 2], [3, 6], [4, 8], [NaN, 3], [7, NaN]];
 * const imputer = await new IterativeImputer().fit(rows);
 * [...imputer.transform([[NaN, 2], [6, NaN]]).values]; // => [≈ 1.0, 2, 6, ≈ 12.0]
 * ```
 */
export class IterativeImputer<E extends RegressorMember = BayesianRidge>
  extends MatrixTransformerEstimator<IterativeImputerOptions, IterativeImputerModel>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration = declaration;
  readonly arrangement = "sequence";
  /** The regressor by its name, for the compiler; see `parts`. */
  declare readonly steps: { readonly estimator: E };
  readonly #member: PredictingMember<"regress">;

  /** @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`; PipelineError `STAGE_INVALID` for an `estimator` that is no regressor. */
  constructor({ estimator, ...options }: IterativeImputerOptions & { readonly estimator?: E } = {}) {
    super(declaration, options);
    const member: unknown = estimator ?? new BayesianRidge();
    checkMember(declaration.kind, "estimator", member, "regress");
    this.#member = member;
  }

  /** Builds the recipe from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): IterativeImputer<RegressorMember> {
    if (json.raw("estimator") === undefined) return new IterativeImputer<RegressorMember>(json.params);
    const estimator: Estimator = json.estimator("estimator");
    checkMember("IterativeImputer", "estimator", estimator, "regress");
    return new IterativeImputer<RegressorMember>({ ...json.params, estimator: estimator as RegressorMember });
  }

  /** The recipe of the regressor. */
  get estimator(): E {
    // What the constructor was given, or the default, for which E stands then.
    return this.#member as Estimator as E;
  }
  get parts(): readonly Part[] {
    return [{ name: "estimator", stage: this.#member }];
  }
  replaceParts([estimator]: readonly (Estimator | undefined)[]): IterativeImputer<E> {
    // A regressor with other parameters is of the same class.
    return new IterativeImputer({ ...this.params, estimator: (estimator ?? this.#member) as E });
  }

  /** The same recipe with other options, and other parameters of its regressor by path: `{ maxIter: 5, "estimator.tol": 0.01 }`. */
  override withParams(
    changes: Partial<IterativeImputerOptions> & { readonly estimator?: E } & ParamChanges<{ readonly estimator: E }>,
  ): this {
    const other = (imputer: IterativeImputer<E>, own: object) =>
      new IterativeImputer<E>({ ...imputer.params, estimator: imputer.estimator, ...own });
    // The same class, with the same regressor in its place.
    return changeEnsemble<IterativeImputer<E>>(this, changes, other) as this;
  }

  /** Lets the recipe stand as `as` when a model is loaded. */
  override [expectation](model: Model): IterativeImputerModel {
    expectKind(declaration, model);
    // Its kind was just checked.
    return model as IterativeImputerModel;
  }

  override toJSON(): RecipeJson {
    return { ...super.toJSON(), estimator: this.#member.toJSON() };
  }
  override toString(): string {
    return partsToString(this, super.toString());
  }

  /** Learns, and fills the training rows with pauses for other work. */
  override async fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: IterativeImputerModel; output: Matrix }> {
    const model = await this.fit(x, y, options);
    const { signal } = options;
    return { model, output: await model.transformAsync(x, { signal }) };
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<IterativeImputerModel> {
    const { initialStrategy, addIndicator, keepEmptyFeatures } = this.params;
    const bounds = boundsOf(this.kind, this.params, x.names);
    const quiet = new Progress({ signal: progress.signal });
    const { statistics, missing } = await fillValues(this.kind, x, initialStrategy, 0, quiet);
    const empty = Int32Array.from(missing.keys()).filter((col) => missing[col] === x.rows);
    if (empty.length > 0 && !keepEmptyFeatures) throw noValues(Array.from(empty, (col) => x.names[col] ?? ""));
    for (const col of empty) statistics[col] = 0;
    const rounds = { member: this.#member, x, statistics, missing, bounds, options: this.params };
    const { steps, nIter } = await learnRounds(rounds, progress);
    return new IterativeImputerModel({
      inputNames: x.names,
      statistics,
      ...bounds,
      indicators: columnsToFlag(addIndicator ? missing : []),
      steps,
      nIter,
    });
  }
}
