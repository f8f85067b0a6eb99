/**
 * Fitting a pipeline: rows, target, weights and a validation set pass through the stages in order.
 */

import { checkNotEmpty, checkOptions } from "../base/checks.js";
import { type PredictorFitOptions, rowsOf, type Target, type ValidationSet } from "../base/fit-input.js";
import { ClassifierModel, RegressorModel, type TransformerModel } from "../base/models.js";
import type { Label, Model, Values } from "../core/contracts.js";
import { DataError, inStage, listNames, ParameterError, PipelineError, show } from "../core/errors.js";
import type { Estimator } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import type { Field } from "../core/schema.js";
import { Frame } from "../data/frame.js";
import { checkTargetLength, readTable, splitTarget, type Table, type TableInput } from "../data/input.js";
import { Chain, type FittedTransformer, readableBy, runStage } from "./chain.js";
import { ColumnTransformer } from "./column-transformer.js";
import { fittedStage, isMapping, type MappingStage, stageOptions } from "./fit-stage.js";
import { lineageOf } from "./lineage.js";
import { type Composite, isComposite, type Part } from "./parts.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "./pipeline-model.js";
import type { AnySampler } from "./types.js";

/** A fitted pipeline, and the training rows as they left its last mapping stage. */
export interface LearnedPipeline {
  readonly model: PipelineTransformer | PipelineClassifier | PipelineRegressor;
  readonly output: Table;
}

/** A stage that predicts, as pipelines see it. */
type PredictingStage = Estimator & {
  readonly task: "classify" | "regress";
  fit(x: TableInput<object>, y: Values<Label>, options?: PredictorFitOptions): Promise<Model>;
};

/** A named stage of a recipe. */
export type Stage = { readonly name: string; readonly stage: Estimator };

/** What is handed from stage to stage while a pipeline is fitted. */
interface Flowing {
  x: Table;
  y: Values<Label> | undefined;
  weights: Values<number> | undefined;
  validation: ValidationSet | undefined;
}

/** Fits the stages one after the other, each on what the one before gives. */
export async function learnPipeline(
  recipe: Composite & Estimator,
  stages: readonly Stage[],
  input: TableInput<object>,
  target: Target<unknown> | undefined,
  options: PredictorFitOptions,
): Promise<LearnedPipeline> {
  if (stages.length === 0) throw emptyPipeline();
  checkSamplers(stages, options);
  checkOptions(recipe.kind, recipe.declaration.traits, options);
  const { x, y, name } =
    target === undefined ? { x: readTable(input), y: undefined, name: undefined } : splitTarget(input, target);
  checkNotEmpty("Pipeline", { rows: rowsOf(x), cols: x instanceof Frame ? x.columns.length : x.cols });
  if (name !== undefined) checkTargetIsNoFeature(name, recipe.parts);
  const flowing = startWith(stages, x, y, name, options);
  const lineage = lineageOf(x, flowing.y);
  const progress = new Progress(options);
  const from = stagesOf(stages, options.from);
  const fitted: FittedTransformer[] = [];
  for (const [index, { name: stageName, stage }] of stages.entries()) {
    progress.check();
    if (isSampler(stage)) await resample(stageName, stage, flowing, progress);
    else if (isMapping(stage)) fitted.push(await mapThrough(stageName, stage, flowing, progress, from?.get(stageName)));
    await progress.tick(index + 1, stages.length);
  }
  const chain = new Chain(inputFields(x, fitted[0]?.model), fitted);
  const parts = { chain, target: name, lineage: await lineage, recipe: recipe.toJSON() };
  const last = stages.at(-1);
  if (last === undefined || !isPredicting(last.stage))
    return { model: new PipelineTransformer(parts), output: flowing.x };
  const predictor = {
    name: last.name,
    model: await fitPredictor(last.name, last.stage, flowing, progress, from?.get(last.name)),
  };
  return { model: predictorModel(parts, predictor), output: flowing.x };
}

function startWith(
  stages: readonly Stage[],
  x: Table,
  y: unknown,
  target: string | undefined,
  options: PredictorFitOptions,
): Flowing {
  // The last stage checks each label or number as it reads it.
  const values = y === undefined ? undefined : (checkTargetLength(y, rowsOf(x)) as Values<Label>);
  if (values === undefined && stages.some(({ stage }) => stage.task !== "transform")) checkTargetLength(y, rowsOf(x));
  const { validation } = options;
  return {
    x,
    y: values,
    weights: options.sampleWeight,
    validation: validation && { x: withoutTarget(validation.x, target), y: validation.y },
  };
}

/** The fitted stages to go on from, by name. */
function stagesOf(stages: readonly Stage[], from: Model | undefined): Map<string, Model> | undefined {
  if (from === undefined) return undefined;
  const known =
    from instanceof PipelineTransformer || from instanceof PipelineClassifier || from instanceof PipelineRegressor;
  const fitted: readonly { readonly name: string; readonly model: Model }[] = known ? from.stages : [];
  const byName = new Map(fitted.map((stage) => [stage.name, stage.model]));
  const missing = stages.filter(({ name, stage }) => !isSampler(stage) && !byName.has(name));
  if (known && missing.length === 0) return byName;
  throw new ParameterError("PARAM_INVALID", {
    problem: "The pipeline cannot go on from this model",
    given: show(from),
    expected: `a fitted pipeline with the stages ${listNames(stages.map(({ name }) => name))}`,
    remedy: "Give a model that this pipeline gave before",
  });
}

/** Whether a stage resamples. */
function isSampler(stage: Estimator): stage is AnySampler {
  return stage.task === "resample" && "fitResample" in stage;
}

/** Whether a stage predicts. */
export function isPredicting(stage: Estimator | undefined): stage is PredictingStage {
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

async function resample(name: string, stage: AnySampler, flowing: Flowing, progress: Progress): Promise<void> {
  try {
    const readable = readableBy(stage.declaration.traits.sparse === true, flowing.x);
    const { x, y } = await stage.fitResample(readable, flowing.y ?? [], stageOptions(progress, name));
    flowing.x = x;
    flowing.y = y;
  } catch (error) {
    throw inStage(name, error);
  }
}

async function mapThrough(
  name: string,
  stage: MappingStage,
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

async function fitPredictor(
  name: string,
  stage: PredictingStage,
  flowing: Flowing,
  progress: Progress,
  from: Model | undefined,
): Promise<Model> {
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

function emptyPipeline(): PipelineError {
  return new PipelineError("PIPELINE_EMPTY", {
    problem: "The pipeline has no stages",
    expected: "at least one stage",
    remedy: "Add stages with add(name, estimator)",
  });
}

/** Checks that what a sampler gives is learned from, and that nothing is given that it cannot resample. */
function checkSamplers(stages: readonly Stage[], { sampleWeight }: PredictorFitOptions): void {
  const samplers = stages.filter(({ stage }) => isSampler(stage));
  const last = samplers.at(-1);
  if (last === undefined) return;
  if (last === stages.at(-1)) {
    throw new PipelineError("STAGE_ORDER", {
      problem: `Nothing learns from what the sampler '${last.name}' gives`,
      given: `'${last.name}' as the last stage`,
      expected: "a stage that learns behind it",
      remedy: "Add what is to learn from the resampled rows, or call fitResample on the sampler alone",
      data: { name: last.name },
    });
  }
  if (sampleWeight === undefined) return;
  throw inStage(
    last.name,
    new ParameterError("NOT_SUPPORTED", {
      problem: "Weights cannot be kept through resampling",
      given: "the option sampleWeight of fit",
      remedy: "Use either a sampler or weights",
    }),
  );
}
