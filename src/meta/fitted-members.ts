/**
 * The fitted estimators inside an ensemble: asking each, many rows at a time or one, whether it is a model of its own or a pipeline.
 *
 * A member may know fewer classes than the ensemble, when it learned from a draw or a fold that lacked some: their probability is 0.
 */
import { ClassifierModel, cellsToNumbers, RegressorModel, TransformerModel } from "../base/models.js";
import type { Cells, RowNumber, RowProba } from "../base/row.js";
import type { Label, Model } from "../core/contracts.js";
import { inStage } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { Chain, rowCheck } from "../pipeline/chain.js";
import { PipelineClassifier, PipelineRegressor } from "../pipeline/pipeline-model.js";

/** A fitted classifier inside an ensemble. */
export type FittedClassifier<L extends Label = Label> = ClassifierModel<L> | PipelineClassifier<object, L>;
/** A fitted regressor inside an ensemble. */
export type FittedRegressor = RegressorModel | PipelineRegressor;
/** A fitted member of either task. */
export type FittedMember = FittedClassifier | FittedRegressor;

/** Whether a value is a fitted classifier; what its labels are, the caller knows from the fit. */
export function isFittedClassifier<L extends Label = Label>(value: unknown): value is FittedClassifier<L> {
  return value instanceof ClassifierModel || value instanceof PipelineClassifier;
}

/** Whether a value is a fitted regressor. */
export function isFittedRegressor(value: unknown): value is FittedRegressor {
  return value instanceof RegressorModel || value instanceof PipelineRegressor;
}

function isPipeline(model: FittedMember): model is PipelineClassifier | PipelineRegressor {
  return model instanceof PipelineClassifier || model instanceof PipelineRegressor;
}

/** The columns that a member reads. */
export function readsOf(model: FittedMember): readonly string[] {
  return isPipeline(model) ? model.inputSchema.fields.map(({ name }) => name) : model.inputNames;
}

/** What all members can read. A pipeline leaves it to its stages. */
export function commonReads(models: readonly FittedMember[]): Traits {
  const every = (trait: "missing" | "sparse") =>
    models.every((model) => isPipeline(model) || model.traits[trait] === true);
  return { missing: every("missing"), sparse: every("sparse") };
}

/** Reads a fitted classifier that stands under `model`, and holds it to the columns and classes of its ensemble. */
export function readClassifier(
  state: StateReader,
  inputNames: readonly string[],
  classes: readonly Label[],
): FittedClassifier {
  const model = state.model("model", isFittedClassifier, "a fitted classifier");
  checkReads(state, model, inputNames);
  if (!model.classes.every((label) => classes.includes(label))) state.fail("model", "a classifier of the same classes");
  return model;
}

/** Reads a fitted regressor that stands under `model`, and holds it to the columns of its ensemble. */
export function readRegressor(state: StateReader, inputNames: readonly string[]): FittedRegressor {
  const model = state.model("model", isFittedRegressor, "a fitted regressor");
  checkReads(state, model, inputNames);
  return model;
}

function checkReads(state: StateReader, model: FittedMember, inputNames: readonly string[]): void {
  const reads = readsOf(model);
  const same = reads.length === inputNames.length && reads.every((name, index) => name === inputNames[index]);
  if (!same) state.fail("model", `a model of the columns ${inputNames.join(", ")}`);
}

/** The places of a member's classes among those of its ensemble; nothing where they are the same. */
function placesOf(own: readonly Label[], classes: readonly Label[]): Int32Array | undefined {
  if (own.length === classes.length) return undefined;
  return Int32Array.from(own, (label) => classes.indexOf(label));
}

/** The probability of each of the ensemble's classes for each row, row after row. */
export function probabilitiesOf(model: FittedClassifier, x: Matrix, classes: readonly Label[]): Float64Array {
  const { values } = model.predictProba(x);
  const places = placesOf(model.classes, classes);
  if (places === undefined) return values;
  const [own, width] = [places.length, classes.length];
  const out = new Float64Array(x.rows * width);
  for (let row = 0; row < x.rows; row++) {
    for (let k = 0; k < own; k++) out[row * width + places[k]!] = values[row * own + k]!;
  }
  return out;
}

/** The position among the ensemble's classes of what a member predicts for each row. */
export function codesOf(model: FittedClassifier, x: Matrix, classes: readonly Label[]): Int32Array {
  const places = new Map(classes.map((label, place) => [label, place]));
  return Int32Array.from(model.predict(x), (label) => places.get(label) ?? 0);
}

/** The same as `probabilitiesOf` for one row. */
export function rowProbaOf(model: FittedClassifier, classes: readonly Label[]): RowProba {
  const { features, last } = rowPath(model);
  const proba = last.rowProba();
  const places = placesOf(model.classes, classes);
  if (places === undefined) return features === undefined ? proba : (x, out) => proba(features(x), out);
  const own = new Float64Array(places.length);
  return (x, out) => {
    proba(features?.(x) ?? x, own);
    out.fill(0);
    for (let k = 0; k < own.length; k++) out[places[k]!] = own[k]!;
  };
}

/** The same as `codesOf` for one row. */
export function rowCodeOf(model: FittedClassifier, classes: readonly Label[]): RowNumber {
  const { features, last } = rowPath(model);
  const choose = last.rowClass();
  const places = placesOf(model.classes, classes);
  return (x) => {
    const code = choose(features?.(x) ?? x);
    return places === undefined ? code : places[code]!;
  };
}

/** The same as `predict` of a regressor for one row. */
export function rowValueOf(model: FittedRegressor): RowNumber {
  const { features, last } = rowPath(model);
  const value = last.rowValue();
  return features === undefined ? value : (x) => value(features(x));
}

/** The model that predicts in the end and, for a pipeline, the way of a row's numbers there. */
interface RowPath<M> {
  readonly features: ((x: Float64Array) => Float64Array) | undefined;
  readonly last: M;
}

function rowPath(model: FittedClassifier): RowPath<ClassifierModel>;
function rowPath(model: FittedRegressor): RowPath<RegressorModel>;
function rowPath(model: FittedMember): RowPath<ClassifierModel | RegressorModel> {
  if (!isPipeline(model)) return { features: undefined, last: model };
  const stages = model.stages.flatMap(({ name, model: stage }) =>
    stage instanceof TransformerModel ? [{ name, model: stage }] : [],
  );
  const last = lastOf(model);
  const chain = new Chain(model.inputSchema.fields, stages);
  const run = chain.rowTransform();
  const reads = stages[0]?.model.reads === "columns" ? nullsForMissing(model.inputSchema.fields.length) : undefined;
  const numbers = new Float64Array(chain.outputNames.length);
  const check = rowCheck(last.model.kind, last.model.traits, last.model.inputNames);
  const features = (x: Float64Array): Float64Array => {
    const result = run(reads?.(x) ?? x);
    const found = result instanceof Float64Array ? result : numbers;
    if (found === numbers) cellsToNumbers(result, numbers);
    try {
      check(found);
    } catch (error) {
      throw inStage(last.name, error);
    }
    return found;
  };
  return { features, last: last.model };
}

function lastOf(model: PipelineClassifier | PipelineRegressor): {
  readonly name: string;
  readonly model: ClassifierModel | RegressorModel;
} {
  const last = model.stages.at(-1);
  // A pipeline that predicts ends in the model that does.
  return last as { readonly name: string; readonly model: Model } as ReturnType<typeof lastOf>;
}

/** Cells for stages that read columns of any type: a missing number is null there. */
function nullsForMissing(length: number): (x: Float64Array) => Cells {
  const cells: Cells = new Array(length).fill(null);
  return (x) => {
    for (let i = 0; i < length; i++) cells[i] = Number.isNaN(x[i]) ? null : x[i]!;
    return cells;
  };
}
