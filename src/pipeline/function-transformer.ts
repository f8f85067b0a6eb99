/**
 * A stage made of a user's function.
 */

import { checkMatrix, checkNotEmpty, checkOptions } from "../base/checks.js";
import { TransformerEstimator } from "../base/estimators.js";
import type { Cell, FitOptions, NumericCell } from "../core/contracts.js";
import { PipelineError, show } from "../core/errors.js";
import type { Declaration, RecipeJson } from "../core/estimator.js";
import { choice, type Params, text } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { resolveParams } from "../core/resolve-params.js";
import { Frame } from "../data/frame.js";
import { readFrame, readMatrix, type Table, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { callFunction, FunctionTransformerModel, type TableFunction } from "./function-transformer-model.js";
import type { RecipeReader } from "./recipe.js";

/** The options of {@link FunctionTransformer}. */
export interface FunctionTransformerOptions {
  /** The name under which the function is given again when the model is loaded. */
  name: string;
  /** Whether the function reads numbers (a `Matrix`) or columns of any type (a `Frame`). Default: `"numbers"`. */
  reads?: "numbers" | "columns";
}

const params = {
  name: text({ default: "" }),
  reads: choice(["numbers", "columns"], { default: "numbers" }),
} satisfies Params<FunctionTransformerOptions>;

const declaration: Declaration<FunctionTransformerOptions> = {
  kind: "FunctionTransformer",
  params,
  traits: { missing: true, sparse: true },
  models: [FunctionTransformerModel],
};

/** The cells of what a function gives. */
type CellsGiven<Out> = Out extends Frame<infer Row> ? Row[keyof Row] : number;

/** What a function of `reads` takes. */
type Given<R> = R extends "columns" ? Frame : Matrix;

/**
 * A stage made of a function from a table to a table with the same rows, each row on its own. Functions are never stored:
 * the artifact keeps the name, and `load` takes the function again, as `functions: { name: func }`.
 *
 * @example
 * ```ts
 * import { FunctionTransformer, Matrix } from "@org/mlkit";
 *
 * const halve = (x: Matrix) => x.toDense().withValues(x.toDense().values.map((value) => value / 2));
 * const model = await new FunctionTransformer({ name: "halve" }, halve).fit([[2], [4]]);
 * const output = model.transform([[10]]);
 * output instanceof Matrix && [...output.toDense().values]; // => [5]
 * ```
 */
export class FunctionTransformer<
  const R extends "numbers" | "columns" = "numbers",
  Out extends Table = Table,
> extends TransformerEstimator<
  FunctionTransformerOptions,
  FunctionTransformerModel,
  R extends "columns" ? Cell : NumericCell,
  CellsGiven<Out>
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;
  /** The function. */
  readonly func: (x: Given<R>) => Out;

  constructor(options: { name: string; reads?: R }, func: (x: Given<R>) => Out) {
    super(declaration, options);
    this.func = func;
    if (options.name !== "" && typeof func === "function") return;
    throw new PipelineError("STAGE_INVALID", {
      problem: "A FunctionTransformer needs a function and a name for it",
      given: `${show(options.name)} and ${show(func)}`,
      expected: "a name that is not empty, and a function",
      remedy: "Write new FunctionTransformer({ name: 'double' }, (x) => …)",
    });
  }

  /** Builds the stage from its JSON form; the function is one that the caller gave by name. */
  static fromRecipe(json: RecipeReader): FunctionTransformer<"numbers" | "columns"> {
    const options = resolveParams<FunctionTransformerOptions>(declaration.kind, params, { name: "", ...json.params });
    // Only its being a function can be checked; what it takes and gives is checked when it is called.
    return new FunctionTransformer(options, json.fn(options.name) as (x: Table) => Table);
  }

  async fit(input: TableInput<object>, _target?: unknown, options: FitOptions = {}): Promise<FunctionTransformerModel> {
    return (await this.fitTransform(input, undefined, options)).model;
  }

  /** Applies the function to the training rows to learn which columns it gives. */
  override async fitTransform(
    input: TableInput<object>,
    _target?: unknown,
    options: FitOptions = {},
  ): Promise<{ model: FunctionTransformerModel; output: Table }> {
    checkOptions(this.kind, declaration.traits, options);
    new Progress(options).check();
    const { name, reads } = this.params;
    const x = reads === "numbers" ? readMatrix(input) : readFrame(input);
    const names = x instanceof Frame ? x.columns : x.names;
    checkNotEmpty(this.kind, { rows: x instanceof Frame ? x.numRows : x.rows, cols: names.length });
    if (!(x instanceof Frame)) checkMatrix(this.kind, declaration.traits, x);
    const func: TableFunction = this.func;
    const output = callFunction(name, func, x);
    const outputFields = output instanceof Frame ? output.schema.fields : null;
    const outputNames = output instanceof Frame ? output.columns : output.names;
    const model = new FunctionTransformerModel(
      {
        name,
        reads,
        inputNames: names,
        inputFields: x instanceof Frame ? x.schema.fields : null,
        outputNames,
        outputFields,
      },
      func,
    );
    return { model, output };
  }

  /** The same with another name; the function stays. */
  override withParams(changes: Partial<FunctionTransformerOptions>): this {
    const { name, reads } = resolveParams<FunctionTransformerOptions>(this.kind, params, {
      ...this.params,
      ...changes,
    });
    // The function's type goes with `reads`: who changes one without the other is told when the function is called.
    return new FunctionTransformer({ name, reads: reads as R }, this.func) as unknown as this;
  }

  override toJSON(): RecipeJson {
    return { kind: this.kind, params: { name: this.params.name, reads: this.params.reads } };
  }
}
