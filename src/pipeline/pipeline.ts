/**
 * A recipe made of named stages. Data passes them in order; `fit` gives one model of all.
 */
import type { FitOptions, Label, Model, Values } from "../core/contracts.js";
import { DataError, ParameterError, PipelineError, inStage, listNames, show } from "../core/errors.js";
import { type Declaration, Estimator, type RecipeJson } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import type { Field } from "../core/schema.js";
import { checkNotEmpty } from "../base/checks.js";
import { type LabelsOf, type PredictorFitOptions, SamplerEstimator, type Target, type ValidationSet, type cells, rowsOf } from "../base/estimators.js";
import { ClassifierModel, RegressorModel, type TransformerModel } from "../base/models.js";
import { Frame } from "../data/frame.js";
import { type Table, type TableInput, checkTargetLength, readTable, splitTarget } from "../data/input.js";
import { Chain, type FittedTransformer, readableBy, runStage } from "./chain.js";
import { expectation } from "../core/expectation.js";
import { expectFitted } from "./expect.js";
import { ColumnTransformer } from "./column-transformer.js";
import { fittedStage, isMapping, stageOptions } from "./fit-stage.js";
import { lineageOf } from "./lineage.js";
import { type Composite, type Part, changeParts, checkName, checkStage, isComposite, partsToJson, partsToString } from "./parts.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "./pipeline-model.js";
import type { RecipeReader } from "./recipe.js";
import type {
  AnyStage,
  FeaturesOf,
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
  UntypedFlow,
  rows,
} from "./types.js";

const declaration: Declaration = {
  kind: "Pipeline",
  params: {},
  traits: { missing: true, sparse: true, weights: true, continues: true, validation: true },
  models: [PipelineTransformer, PipelineClassifier, PipelineRegressor],
};

/** The model that a pipeline gives. */
export type Fitted<K extends Last, Row extends object, L extends Label, Steps> = K extends "classify"
  ? PipelineClassifier<Row, L, Steps>
  : K extends "regress"
    ? PipelineRegressor<Row, Steps>
    : PipelineTransformer<Row, Steps>;

/** The labels that a target of these rows may have: those of the columns that are no features. */
type TargetLabels<Flow extends RowFlow> = IsTyped<Flow["fit"]> extends true ? LabelsOf<Flow["fit"][Exclude<keyof Flow["fit"], Flow["named"]>]> : Label;

/** A stage that predicts, as pipelines see it. */
type PredictingStage = Estimator & {
  readonly task: "classify" | "regress";
  fit(x: TableInput<object>, y: Values<Label>, options?: PredictorFitOptions): Promise<Model>;
};

type Stage = { readonly name: string; readonly stage: Estimator };

/** What is handed from stage to stage while a pipeline is fitted. */
interface Flowing {
  x: Table;
  y: Values<Label> | undefined;
  weights: Values<number> | undefined;
  validation: ValidationSet | undefined;
}

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
  readonly declaration = declaration;
  readonly arrangement = "sequence";
  /** The stages by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;
  readonly #stages: readonly Stage[];

  constructor(stages: readonly Stage[] = []) {
    super(declaration, {});
    this.#stages = Object.freeze([...stages]);
  }

  /** Builds a pipeline from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): Pipeline<UntypedFlow, Record<never, never>, Last> {
    const stages = json.list("stages").map((part) => ({ name: part.string("name"), stage: part.estimator("stage") }));
    return stages.reduce<Pipeline<UntypedFlow, Record<never, never>, Last>>((pipeline, { name, stage }) => pipeline.#append(name, stage), new Pipeline<UntypedFlow, Record<never, never>, Last>());
  }

  /** What the last stage is for. */
  get task(): Exclude<K, "none"> {
    const last = this.#stages.at(-1)?.stage.task;
    const task: Exclude<Last, "none"> = last === "classify" || last === "regress" ? last : "transform";
    // K is worked out by the compiler from the same stages.
    return task as Exclude<K, "none">;
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
    name: Name & Fresh<Name, Steps>,
    stage: S & Follows<S, K, Out>,
  ): Pipeline<FlowAfter<S, Flow>, Steps & { readonly [P in Name]: S }, LastAfter<S, K>, InAfter<S, In, Out>, OutAfter<S, Out>> {
    return this.#append(name, stage);
  }

  // The same for stages that only the run time knows.
  #append<F extends RowFlow, S, L extends Last, I, O>(name: string, stage: unknown): Pipeline<F, S, L, I, O> {
    checkName("Pipeline", name, this.parts);
    checkStage("Pipeline", name, stage);
    const last = this.#stages.at(-1);
    if (last !== undefined && isPredicting(last.stage)) throw afterPredictor(name, last.name);
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
    x: TableInput<Flow["fit"]>,
    target: IsTyped<Flow["fit"]> extends true ? T & NotAFeature<T, Flow> : never,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, FeaturesOf<Flow, T>, LabelsOf<Flow["fit"][T]>, Steps>>;
  async fit<Row extends object, T extends keyof Row & string>(
    x: (Frame<Row> | readonly Row[]) & (IsTyped<Flow["fit"]> extends false ? unknown : never),
    target: T & Readable<Row, T, In>,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, Omit<Row, T>, LabelsOf<Row[T]>, Steps>>;
  async fit<L extends Label = never>(
    x: TableInput<FeaturesOf<Flow>>,
    y?: Values<L>,
    options?: PredictorFitOptions,
  ): Promise<Fitted<K, FeaturesOf<Flow>, L, Steps>>;
  async fit(x: TableInput<object>, y?: Target, options: PredictorFitOptions = {}): Promise<Fitted<K, object, Label, Steps>> {
    const { model } = await this.#learn(x, y, options);
    // Which of the three models it is follows from the last stage, as K does.
    return model as Fitted<K, object, Label, Steps>;
  }

  /**
   * Learns all stages and maps the training rows, for a pipeline of transformers.
   *
   * @throws PipelineError `STAGE_ORDER` when the last stage predicts, and what `fit` throws.
   */
  async fitTransform(x: TableInput<object>, y?: Target<unknown>, options: FitOptions = {}): Promise<{ model: TransformerModel; output: Table }> {
    const { model, flowing } = await this.#learn(x, y, options);
    if (model instanceof PipelineTransformer) return { model, output: flowing.x };
    throw new PipelineError("STAGE_ORDER", {
      problem: "A pipeline that predicts cannot map data",
      given: `${this.#stages.at(-1)?.name} as the last stage`,
      expected: "transformers only",
      remedy: "Make a pipeline of the stages before it",
    });
  }

  async #learn(input: TableInput<object>, target: Target<unknown> | undefined, options: PredictorFitOptions): Promise<Learned> {
    if (this.#stages.length === 0) throw emptyPipeline();
    const { x, y, name } = target === undefined ? { x: readTable(input), y: undefined, name: undefined } : splitTarget(input, target);
    checkNotEmpty("Pipeline", { rows: rowsOf(x), cols: x instanceof Frame ? x.columns.length : x.cols });
    if (name !== undefined) checkTargetIsNoFeature(name, this.parts);
    const flowing = this.#start(x, y, name, options);
    const lineage = lineageOf(x, flowing.y);
    const progress = new Progress(options);
    const from = this.#from(options.from);
    const fitted: FittedTransformer[] = [];
    for (const [index, { name: stageName, stage }] of this.#stages.entries()) {
      progress.check();
      if (stage instanceof SamplerEstimator) await resample(stageName, stage, flowing, progress);
      else if (isMapping(stage)) fitted.push(await mapThrough(stageName, stage, flowing, progress, from?.get(stageName)));
      await progress.tick(index + 1, this.#stages.length);
    }
    const chain = new Chain(inputFields(x, fitted[0]?.model), fitted);
    const parts = { chain, target: name, lineage: await lineage, recipe: this.toJSON() };
    const last = this.#stages.at(-1);
    if (last === undefined || !isPredicting(last.stage)) return { model: new PipelineTransformer(parts), flowing };
    const predictor = { name: last.name, model: await fitPredictor(last.name, last.stage, flowing, progress, from?.get(last.name)) };
    return { model: predictorModel(parts, predictor), flowing };
  }

  #start(x: Table, y: unknown, target: string | undefined, options: PredictorFitOptions): Flowing {
    // The last stage checks each label or number as it reads it.
    const values = y === undefined ? undefined : (checkTargetLength(y, rowsOf(x)) as Values<Label>);
    if (values === undefined && this.#stages.some(({ stage }) => stage.task !== "transform")) checkTargetLength(y, rowsOf(x));
    const { validation } = options;
    if (options.sampleWeight !== undefined && !isPredicting(this.#stages.at(-1)?.stage)) throw weightsUnused();
    return {
      x,
      y: values,
      weights: options.sampleWeight,
      validation: validation && { x: withoutTarget(validation.x, target), y: validation.y },
    };
  }

  /** The fitted stages to go on from, by name. */
  #from(from: Model | undefined): Map<string, Model> | undefined {
    if (from === undefined) return undefined;
    const known = from instanceof PipelineTransformer || from instanceof PipelineClassifier || from instanceof PipelineRegressor;
    const fitted: readonly { readonly name: string; readonly model: Model }[] = known ? from.stages : [];
    const stages = new Map(fitted.map((stage) => [stage.name, stage.model]));
    const missing = this.#stages.filter(({ name, stage }) => !(stage instanceof SamplerEstimator) && !stages.has(name));
    if (known && missing.length === 0) return stages;
    throw new ParameterError("PARAM_INVALID", {
      problem: "The pipeline cannot go on from this model",
      given: show(from),
      expected: `a fitted pipeline with the stages ${listNames(this.#stages.map(({ name }) => name))}`,
      remedy: "Give a model that this pipeline gave before",
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

interface Learned {
  readonly model: PipelineTransformer | PipelineClassifier | PipelineRegressor;
  readonly flowing: Flowing;
}

function isPredicting(stage: Estimator | undefined): stage is PredictingStage {
  return stage !== undefined && (stage.task === "classify" || stage.task === "regress");
}

function predictorModel(
  parts: ConstructorParameters<typeof PipelineTransformer>[0],
  { name, model }: { name: string; model: Model },
): PipelineClassifier | PipelineRegressor {
  if (model instanceof ClassifierModel) return new PipelineClassifier(parts, { name, model });
  if (model instanceof RegressorModel) return new PipelineRegressor(parts, { name, model });
  throw new PipelineError("STAGE_INVALID", {
    problem: `Stage '${name}' gave a model that does not predict`,
    given: show(model),
    expected: "a ClassifierModel or a RegressorModel",
    remedy: "Let the estimator's fit give one of these",
  });
}

async function resample(name: string, stage: SamplerEstimator<object>, flowing: Flowing, progress: Progress): Promise<void> {
  if (flowing.weights !== undefined) throw inStage(name, weightsAndSampler());
  try {
    const { x, y } = await stage.fitResample(flowing.x, flowing.y ?? [], stageOptions(progress, name));
    flowing.x = x;
    flowing.y = y;
  } catch (error) {
    throw inStage(name, error);
  }
}

async function mapThrough(
  name: string,
  stage: Parameters<typeof fittedStage>[1],
  flowing: Flowing,
  progress: Progress,
  from: Model | undefined,
): Promise<FittedTransformer> {
  const x = readableBy(stage.declaration.traits.sparse === true, flowing.x);
  const { model, output } = isFittedTransformer(from)
    ? { model: from, output: runStage(name, from, x) }
    : await fittedStage(name, stage, x, flowing.y, progress);
  flowing.x = output;
  if (flowing.validation !== undefined) {
    flowing.validation = { x: runStage(name, model, readTable(flowing.validation.x)), y: flowing.validation.y };
  }
  return { name, model };
}

async function fitPredictor(name: string, stage: PredictingStage, flowing: Flowing, progress: Progress, from: Model | undefined): Promise<Model> {
  const { x, y = [], weights, validation } = flowing;
  try {
    return await stage.fit(readableBy(stage.declaration.traits.sparse === true, x), y, {
      ...stageOptions(progress, name),
      ...(weights === undefined ? {} : { sampleWeight: weights }),
      ...(validation === undefined ? {} : { validation }),
      ...(from === undefined ? {} : { from }),
    });
  } catch (error) {
    throw inStage(name, error);
  }
}

function isFittedTransformer(model: Model | undefined): model is TransformerModel {
  return model !== undefined && "transform" in model;
}

/** The columns that a table needs at predict time: those that the first stage reads. */
function inputFields(x: Table, first: TransformerModel | undefined): readonly Field[] {
  if (!(x instanceof Frame)) return x.names.map((name) => ({ name, type: "number", nullable: true }));
  return first?.reads === "columns" ? first.inputNames.map((name) => x.schema.field(name)) : x.schema.fields;
}

function withoutTarget(x: TableInput<object>, target: string | undefined): Table {
  const table = readTable(x);
  return target !== undefined && table instanceof Frame && table.schema.has(target) ? table.drop(target) : table;
}

function checkTargetIsNoFeature(target: string, parts: readonly Part[]): void {
  for (const { name, stage } of parts) {
    if (stage instanceof ColumnTransformer && stage.namedColumns.includes(target)) {
      throw new DataError("TARGET_IS_FEATURE", {
        problem: `Column '${target}' is both the target and a feature of stage '${name}'`,
        remedy: `Take '${target}' out of the columns of '${name}'`,
        data: { target, stage: name },
      });
    }
    if (stage !== undefined && isComposite(stage)) checkTargetIsNoFeature(target, stage.parts);
  }
}

function afterPredictor(name: string, last: string): PipelineError {
  return new PipelineError("STAGE_ORDER", {
    problem: `Stage '${name}' cannot follow '${last}', which predicts`,
    expected: "the stage that predicts as the last",
    remedy: `Add '${name}' before '${last}'`,
    data: { name, last },
  });
}

function emptyPipeline(): PipelineError {
  return new PipelineError("PIPELINE_EMPTY", {
    problem: "The pipeline has no stages",
    expected: "at least one stage",
    remedy: "Add stages with add(name, estimator)",
  });
}

function weightsUnused(): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: "A pipeline of transformers does not use sampleWeight",
    given: "the option sampleWeight of fit",
    remedy: "Leave it out, or end the pipeline in a stage that predicts",
  });
}

function weightsAndSampler(): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: "Weights cannot be kept through resampling",
    given: "the option sampleWeight of fit",
    remedy: "Use either a sampler or weights",
  });
}
