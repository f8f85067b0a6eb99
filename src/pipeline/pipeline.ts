/**
 * A recipe made of named stages. Data passes them in order; `fit` gives one model of all.
 */

import type { cells, LabelsOf } from "../base/estimators.js";
import type { PredictorFitOptions, Target } from "../base/fit-input.js";
import type { TransformerModel } from "../base/models.js";
import type { AnyRow, FitOptions, Label, Model, Values } from "../core/contracts.js";
import { PipelineError } from "../core/errors.js";
import { type Declaration, Estimator, type RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import type { ArrowTable } from "../data/arrow/arrow-table.js";
import type { Frame } from "../data/frame.js";
import type { Table, TableInput } from "../data/input.js";
import { expectFitted } from "./expect.js";
import { isPredicting, learnPipeline, type Stage } from "./fit-pipeline.js";
import { type Composite, changeParts, checkName, checkStage, type Part, partsToJson, partsToString } from "./parts.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "./pipeline-model.js";
import type { RecipeReader } from "./recipe.js";
import type {
  AnyStage,
  FeaturesOf,
  Finished,
  FlowAfter,
  Follows,
  Fresh,
  InAfter,
  IsTyped,
  Last,
  LastAfter,
  NotAFeature,
  OutAfter,
  ParamChanges,
  Readable,
  RowFlow,
  rows,
  UntypedFlow,
} from "./types.js";

const declaration: Declaration = {
  kind: "Pipeline",
  params: {},
  traits: { missing: true, sparse: true },
  models: [PipelineTransformer, PipelineClassifier, PipelineRegressor],
};

/** The model that a pipeline gives. */
export type Fitted<K extends Last, Row extends object, L extends Label, Steps> = K extends "classify"
  ? PipelineClassifier<Row, L, Steps>
  : K extends "regress"
    ? PipelineRegressor<Row, Steps>
    : PipelineTransformer<Row, Steps>;

/** What a fitted pipeline is for. */
type Predicted = "transform" | "classify" | "regress";

/** Any pipeline, for the signatures of functions that take one. */
export type AnyPipeline = Pipeline<RowFlow, object, Last, never, unknown>;

/** The labels that a target of these rows may have: those of the columns that are no features. */
type TargetLabels<Flow extends RowFlow> =
  IsTyped<Flow["fit"]> extends true ? LabelsOf<Flow["fit"][Exclude<keyof Flow["fit"], Flow["named"]>]> : Label;

/**
 * A recipe made of named stages: transformers, samplers, and at the end perhaps a classifier or regressor.
 *
 * `fit` passes the training rows through the stages in order, each learning from what the one before gives. Samplers act at
 * fit time alone. A validation set passes through the stages fitted so far, for a last stage that watches one;
 * `sampleWeight` goes to the last stage. Pipelines are immutable: `add` and `withParams` give new ones.
 *
 * @example
 * ```ts
 * import { LogisticRegression, Pipeline, StandardScaler } from "@org/mlkit";
 *
 * const rows = [{ size: 1, kind: "a" }, { size: 2, kind: "a" }, { size: 8, kind: "b" }, { size: 9, kind: "b" }];
 * const model = await new Pipeline()
 *   .add("scale", new StandardScaler())
 *   .add("model", new LogisticRegression())
 *   .fit(rows, "kind");
 * model.predictOne({ size: 7 }); // => "b"
 * ```
 */
export class Pipeline<
    Flow extends RowFlow = UntypedFlow,
    Steps = Record<never, never>,
    K extends Last = "none",
    In = unknown,
    Out = "same",
  >
  extends Estimator
  implements Composite
{
  static readonly declaration = declaration;
  declare readonly [rows]: Flow;
  declare readonly [cells]: (cell: In) => Out;
  readonly declaration: Declaration;
  readonly arrangement = "sequence";
  /** The stages by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;
  readonly #stages: readonly Stage[];

  constructor(stages: readonly Stage[] = []) {
    super(declaration, {});
    this.#stages = Object.freeze([...stages]);
    const last = stages.at(-1)?.stage;
    // Weights, a validation set and a model to go on from are for the last stage, where it predicts and takes them.
    // Weights cannot be kept through resampling.
    const resamples = stages.some(({ stage }) => stage.task === "resample");
    const {
      weights = false,
      validation = false,
      continues = false,
    } = isPredicting(last) ? last.declaration.traits : {};
    this.declaration = {
      ...declaration,
      traits: { ...declaration.traits, weights: weights && !resamples, validation, continues },
    };
  }

  /** Builds a pipeline from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): Pipeline<UntypedFlow, Record<never, never>, Last> {
    const stages = json.list("stages").map((part) => ({ name: part.string("name"), stage: part.estimator("stage") }));
    return stages.reduce<Pipeline<UntypedFlow, Record<never, never>, Last>>(
      (pipeline, { name, stage }) => pipeline.#append(name, stage),
      new Pipeline<UntypedFlow, Record<never, never>, Last>(),
    );
  }

  /** What the last stage is for. */
  get task(): Extract<K, Predicted> {
    const last = this.#stages.at(-1)?.stage.task;
    const task: Predicted = last === "classify" || last === "regress" ? last : "transform";
    // K is worked out by the compiler from the same stages.
    return task as Extract<K, Predicted>;
  }

  /** The stages. */
  get parts(): readonly Part[] {
    return this.#stages;
  }

  /**
   * The pipeline with one more stage.
   *
   * @throws PipelineError `STAGE_NAME` for a name that is taken, empty or has a dot; `STAGE_ORDER` for a stage after one that
   * predicts; `STAGE_INVALID` for what is no estimator.
   */
  add<const Name extends string, S extends AnyStage>(
    name: Fresh<Name, Steps>,
    stage: S & Follows<S, K, Out>,
  ): Pipeline<
    FlowAfter<S, Flow>,
    Steps & { readonly [P in Name]: S },
    LastAfter<S, K>,
    InAfter<S, In, Out>,
    OutAfter<S, Out>
  > {
    return this.#append(name, stage);
  }

  // The same for stages that only the run time knows.
  #append<F extends RowFlow, S, L extends Last, I, O>(name: string, stage: unknown): Pipeline<F, S, L, I, O> {
    checkName("Pipeline", name, this.parts);
    checkStage("Pipeline", name, stage);
    const last = this.#stages.at(-1);
    if (last !== undefined && isPredicting(last.stage)) throw afterPredictor(name, last.name);
    if (stage instanceof Pipeline && isPredicting(stage)) throw predictsItself(name);
    return new Pipeline([...this.#stages, { name, stage }]);
  }

  /**
   * Learns all stages. A typed table is given with the name of its target column; otherwise the target is given in row order,
   * or left out where no stage needs one.
   *
   * @throws PipelineError `PIPELINE_EMPTY`; `DataError` `TARGET_MISSING`, `TARGET_IS_FEATURE`, `TARGET_LENGTH` and what the stages refuse,
   * with the stage in the message; `AbortError` when its signal fires.
   */
  async fit<T extends keyof Flow["fit"] & string>(
    x: TableInput<Flow["fit"]> & Finished<K>,
    target: IsTyped<Flow["fit"]> extends true ? NotAFeature<T, Flow> : never,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, FeaturesOf<Flow, T>, LabelsOf<Flow["fit"][T]>, Steps>>;
  async fit<T extends keyof Row & string, Row extends object = AnyRow>(
    x: (Frame<Row> | readonly Row[] | ArrowTable) &
      (IsTyped<Flow["fit"]> extends false ? unknown : never) &
      Finished<K>,
    target: Readable<Row, T, In>,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, Omit<Row, T>, LabelsOf<Row[T]>, Steps>>;
  async fit<L extends Label = never>(
    x: TableInput<FeaturesOf<Flow>> & Finished<K>,
    y?: Values<L>,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, FeaturesOf<Flow>, L, Steps>>;
  async fit(
    x: TableInput<object>,
    y?: Target,
    options: PredictorFitOptions = {},
  ): Promise<Fitted<K, object, Label, Steps>> {
    const { model } = await learnPipeline(this, this.#stages, x, y, options);
    // Which of the three models it is follows from the last stage, as K does.
    return model as Fitted<K, object, Label, Steps>;
  }

  /**
   * Learns all stages and maps the training rows, for a pipeline of transformers.
   *
   * @throws PipelineError `STAGE_ORDER` when the last stage predicts, `STAGE_INVALID` when a stage resamples, since other rows would come out than went in; and
   * what `fit` throws.
   */
  async fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: TransformerModel; output: Table }> {
    const sampler = this.#stages.find(({ stage }) => stage.task === "resample");
    if (sampler !== undefined) throw resamplesInside(sampler.name);
    const { model, output } = await learnPipeline(this, this.#stages, x, y, options);
    if (model instanceof PipelineTransformer) return { model, output };
    throw new PipelineError("STAGE_ORDER", {
      problem: "A pipeline that predicts cannot map data",
      given: `${this.#stages.at(-1)?.name} as the last stage`,
      expected: "transformers only",
      remedy: "Make a pipeline of the stages before it",
    });
  }

  /** Lets the pipeline stand as `as` when a model is loaded: its stages, their kinds and their columns have to be the same. */
  [expectation](model: Model): Fitted<K, FeaturesOf<Flow>, TargetLabels<Flow>, Steps> {
    expectFitted(this, model);
    // Kind and stages were just checked; the types of the columns are the caller's claim, held against each table and row.
    return model as Fitted<K, FeaturesOf<Flow>, TargetLabels<Flow>, Steps>;
  }

  /** Some parameters changed, by path: `pipeline.withParams({ "model.C": 10 })`. */
  override withParams(changes: ParamChanges<Steps>): this {
    // The same stages in the same places: the types stay what they are.
    return changeParts(this, new Map(Object.entries(changes))) as unknown as this;
  }

  replaceParts(stages: readonly (Estimator | undefined)[]): Pipeline<Flow, Steps, K, In, Out> {
    return new Pipeline(this.#stages.map(({ name, stage }, index) => ({ name, stage: stages[index] ?? stage })));
  }

  override toJSON(): RecipeJson {
    return { kind: this.kind, stages: partsToJson(this.parts) };
  }

  override toString(): string {
    return partsToString(this, "Pipeline");
  }
}

function predictsItself(name: string): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: `Stage '${name}' is a pipeline that predicts`,
    expected: "a pipeline of transformers, or an estimator",
    remedy: "Add the stages of that pipeline one by one",
    data: { name },
  });
}

function resamplesInside(name: string): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: `A pipeline with the sampler '${name}' cannot map its training rows: it learns from others`,
    expected: "a pipeline of transformers",
    remedy: "Add the stages of that pipeline one by one to the pipeline that predicts, or call fit and then transform",
    data: { name },
  });
}

function afterPredictor(name: string, last: string): PipelineError {
  return new PipelineError("STAGE_ORDER", {
    problem: `Stage '${name}' cannot follow '${last}', which predicts`,
    expected: "the stage that predicts as the last",
    remedy: `Add '${name}' before '${last}'`,
    data: { name, last },
  });
}
