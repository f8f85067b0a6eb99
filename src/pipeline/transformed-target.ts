/**
 * Fits a regressor on a transformed target, and turns predictions back.
 */

import { RegressorEstimator } from "../base/estimators.js";
import type { ValidationSet } from "../base/fit-input.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, inStage, PipelineError, show } from "../core/errors.js";
import { type Declaration, Estimator, type RecipeJson } from "../core/estimator.js";
import { readTargetNumbers } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { isMapping, type MappingStage, stageOptions } from "./fit-stage.js";
import { type Composite, changeParts, type Part } from "./parts.js";
import type { RecipeReader } from "./recipe.js";
import { isInvertible, TransformedTargetModel, type WayBack } from "./transformed-target-model.js";
import type { AnyRegressor } from "./types.js";

/** A function and its inverse, with the names under which they are given again when recipe or model are loaded. */
export interface TargetFunctions {
  /** From the target to what the regressor learns. */
  readonly func: (y: number) => number;
  /** From what the regressor predicts back to the target. */
  readonly inverse: (y: number) => number;
  /** The names of the two, such as `["log", "exp"]`. */
  readonly names: readonly [func: string, inverse: string];
}

const declaration: Declaration = {
  kind: "TransformedTargetRegressor",
  params: {},
  traits: { missing: true, sparse: true, weights: true, validation: true },
  models: [TransformedTargetModel],
};

/**
 * Fits a regressor on a transformed target, such as its logarithm, and turns predictions back. The transformation is a
 * function with its inverse, or a transformer that can be undone, such as `StandardScaler`. Functions are stored by name and
 * given again at load: `functions: { exp }`.
 *
 * @example
 * ```ts
 * import { LinearRegression, TransformedTargetRegressor } from "@org/mlkit";
 *
 * const squared = { func: Math.sqrt, inverse: (y: number) => y * y, names: ["sqrt", "square"] } as const;
 * const model = await new TransformedTargetRegressor(new LinearRegression(), squared).fit([[1], [2], [3]], [1, 4, 9]);
 * Math.round(model.predict([[4]])[0] ?? 0); // => 16
 * ```
 */
export class TransformedTargetRegressor<R extends AnyRegressor = AnyRegressor>
  extends RegressorEstimator<object, TransformedTargetModel>
  implements Composite
{
  static readonly declaration = declaration;
  readonly declaration: Declaration;
  readonly arrangement = "sequence";
  /** The stages by name, for the compiler; see `parts`. */
  declare readonly steps: { readonly regressor: R };
  /** The regressor of the transformed target. */
  readonly regressor: R;
  /** How the target is transformed. */
  readonly target: TargetFunctions | MappingStage;

  constructor(regressor: R, target: TargetFunctions | MappingStage) {
    super(declaration, {});
    if (!(regressor instanceof RegressorEstimator) || !isTarget(target)) throw notPutTogether(regressor, target);
    this.regressor = regressor;
    this.target = target;
    // It reads what its regressor reads.
    this.declaration = { ...declaration, traits: { ...regressor.declaration.traits, continues: false } };
  }

  /** Builds the recipe from its JSON form; functions are those that the caller gave by name. */
  static fromRecipe(json: RecipeReader): TransformedTargetRegressor {
    const regressor = json.estimator("regressor");
    if (!(regressor instanceof RegressorEstimator)) throw notPutTogether(regressor, json.raw("transformer"));
    if (json.raw("transformer") !== undefined) {
      const transformer = json.estimator("transformer");
      if (!isMapping(transformer)) throw notPutTogether(regressor, transformer);
      return new TransformedTargetRegressor(regressor, transformer);
    }
    const names = [json.string("func"), json.string("inverse")] as const;
    // Whether they take and give numbers shows when they are called: what they give is checked.
    const [func, inverse] = names.map((name) => json.fn(name) as (y: number) => number);
    if (func === undefined || inverse === undefined) throw notPutTogether(regressor, names);
    return new TransformedTargetRegressor(regressor, { func, inverse, names });
  }

  get parts(): readonly Part[] {
    const transformer = this.target instanceof Estimator ? [{ name: "transformer", stage: this.target }] : [];
    return [...transformer, { name: "regressor", stage: this.regressor }];
  }

  replaceParts(stages: readonly (Estimator | undefined)[]): TransformedTargetRegressor<R> {
    const regressor = stages.at(-1);
    const transformer = stages.length > 1 ? stages[0] : undefined;
    if (!(regressor instanceof RegressorEstimator)) throw notPutTogether(regressor, transformer);
    // The regressor comes from `parts`, with parameters changed alone.
    return new TransformedTargetRegressor(
      regressor as unknown as R,
      transformer !== undefined && isMapping(transformer) ? transformer : this.target,
    );
  }

  /** Some parameters changed, by path: `{ "regressor.alpha": 2 }`. */
  override withParams(changes: Readonly<Record<string, unknown>>): this {
    // The same parts in the same places: the types stay what they are.
    return changeParts(this, new Map(Object.entries(changes))) as unknown as this;
  }

  protected async learn(
    x: Matrix,
    y: Float64Array,
    { progress, sampleWeight }: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<TransformedTargetModel> {
    const { forward, back } = await this.#transformation(y);
    try {
      const model = await this.regressor.fit(x, forward(y), {
        ...stageOptions(progress, "regressor"),
        ...(sampleWeight === undefined ? {} : { sampleWeight }),
        ...(validation === undefined
          ? {}
          : { validation: { x: validation.x, y: forward(readTargetNumbers(validation.y, validation.y.length)) } }),
      });
      return new TransformedTargetModel(model, back);
    } catch (error) {
      throw inStage("regressor", error);
    }
  }

  async #transformation(y: Float64Array): Promise<{ forward: (y: Float64Array) => Float64Array; back: WayBack }> {
    const { target } = this;
    if (!(target instanceof Estimator)) {
      const { func, inverse, names } = target;
      return {
        forward: (values) => checkForward(names[0], values, values.map(func)),
        back: { name: names[1], inverse },
      };
    }
    const column = (values: Float64Array) => new DenseMatrix(values, values.length, 1);
    const { model } = await target.fitTransform(column(y));
    if (!isInvertible(model)) throw notPutTogether(this.regressor, model);
    const forward = (values: Float64Array): Float64Array => {
      const output = model.transform(column(values));
      return checkForward(target.kind, values, "values" in output ? output.toDense().values : new Float64Array(0));
    };
    return { forward, back: model };
  }

  override toJSON(): RecipeJson {
    const { target } = this;
    const how =
      target instanceof Estimator
        ? { transformer: target.toJSON() }
        : { func: target.names[0], inverse: target.names[1] };
    return { kind: this.kind, regressor: this.regressor.toJSON(), ...how };
  }

  override toString(): string {
    const { target } = this;
    return `TransformedTargetRegressor(${this.regressor}, ${target instanceof Estimator ? target : target.names.join(" ⇄ ")})`;
  }
}

function isTarget(target: unknown): target is TargetFunctions | MappingStage {
  if (target instanceof Estimator) return isMapping(target);
  if (typeof target !== "object" || target === null) return false;
  const own = new Map<string, unknown>(Object.entries(target));
  const names = own.get("names");
  const named =
    Array.isArray(names) && names.length === 2 && names.every((name) => typeof name === "string" && name !== "");
  return typeof own.get("func") === "function" && typeof own.get("inverse") === "function" && named;
}

function checkForward(name: string, y: Float64Array, out: Float64Array): Float64Array {
  const bad = y.findIndex((_, row) => !Number.isFinite(out[row]));
  if (out.length === y.length && bad < 0) return out;
  throw new DataError("TARGET_INVALID", {
    problem: `The transformation of the target, '${name}', gives no finite number for row ${bad}`,
    given: `${show(out[bad])} for ${show(y[bad])}`,
    expected: "a finite number",
    remedy: "Choose a transformation that is defined for every target, or drop the rows where it is not",
    data: { row: bad },
  });
}

function notPutTogether(regressor: unknown, target: unknown): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: "A TransformedTargetRegressor needs a regressor and a transformation that can be undone",
    given: `${show(regressor)} and ${show(target)}`,
    expected: "a regressor, and { func, inverse, names: ['log', 'exp'] } or a transformer with inverseTransform",
    remedy: "Write new TransformedTargetRegressor(new Ridge(), { func: log, inverse: exp, names: ['log', 'exp'] })",
  });
}
