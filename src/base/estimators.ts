/**
 * The bases of recipes: they read what `fit` is given, check it against the declared traits, and call `learn` with
 * clean arrays. A concrete estimator writes its declaration and `learn`, nothing else.
 */
import type {
  Cell,
  FitContext,
  FitOptions,
  Label,
  Model,
  NumericCell,
  NumericValues,
  Values,
} from "../core/contracts.js";
import { ArtifactError, DataError, show } from "../core/errors.js";
import { type Declaration, Estimator } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { type EncodedLabels, encodeLabels } from "../core/labels.js";
import { Progress } from "../core/progress.js";
import type { ArrowTable } from "../data/arrow/arrow-table.js";
import type { Frame } from "../data/frame.js";
import {
  checkTargetLength,
  readFrame,
  readTable,
  readTargetNumbers,
  splitTarget,
  type Table,
  type TableInput,
} from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkNotEmpty } from "./checks.js";
import { checkAll, checkedMatrix, contextOf, type MatrixCheck } from "./fit-input.js";
import { type ClassifierModel, MatrixTransformer, type RegressorModel, type TransformerModel } from "./models.js";

/** A target as `fit` takes it: one value a row, or the name of a column. */
export type Target<T = Label> = Values<T> | string;

/** Rows kept apart to watch how learning goes. */
export interface ValidationSet {
  /** The rows. */
  readonly x: TableInput<object>;
  /** One label or number for each. */
  readonly y: Values<Label>;
}

/** The options of `fit` of estimators that predict. */
export interface PredictorFitOptions extends FitOptions {
  /** Rows kept apart to watch how learning goes, for estimators that do. */
  readonly validation?: ValidationSet;
}

/**
 * Holds a loaded model to the kinds that a recipe gives.
 *
 * @throws ArtifactError `ARTIFACT_TYPE`.
 */
export function expectKind(declaration: Declaration, model: Model): void {
  const expected = declaration.models.map((kind) => kind.kind);
  if (expected.includes(model.kind)) return;
  throw new ArtifactError("ARTIFACT_TYPE", {
    problem: "The artifact holds a model of another kind than the recipe gives",
    given: model.kind,
    expected: `${expected.join(" or ")}, from ${declaration.kind}`,
    remedy: "Load it with the recipe that it was fitted by, or without `as`",
    data: { given: model.kind, expected },
  });
}

/** The key under which an estimator declares the type of its model; erased. */
declare const learned: unique symbol;

/** The key under which a stage declares what cells it reads and gives; erased. */
declare const cells: unique symbol;

// As types alone: there is nothing of them at run time.
export type { cells, learned };

/**
 * A stage that maps data. `In` is the type of the cells that it reads, `Out` of those that it gives (`"same"`: what it read);
 * the compiler holds columns and neighbouring stages to them.
 */
export abstract class TransformerEstimator<
  Options extends object,
  M extends TransformerModel = TransformerModel,
  In = NumericCell,
  Out = number,
> extends Estimator<Options> {
  declare readonly [cells]: (cell: In) => Out;
  declare readonly [learned]: M;
  readonly task = "transform";

  /**
   * Learns from the rows of `x`. A target given by name is taken out of `x`.
   *
   * @throws DataError, SchemaError for input that cannot be learned from; `AbortError` when its signal fires.
   */
  abstract fit(x: TableInput<object>, y?: Target<unknown>, options?: FitOptions): Promise<M>;

  /** Lets the recipe stand as `as` when a model is loaded. */
  [expectation](model: Model): M {
    expectKind(this.declaration, model);
    // The recipe declares which kinds its fit gives, and the model is of one of them.
    return model as M;
  }

  /** Learns, and maps the training rows, which some transformers treat otherwise than new ones. */
  async fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options?: FitOptions,
  ): Promise<{ model: M; output: Table }> {
    const model = await this.fit(x, y, options);
    return { model, output: model.transform(x) };
  }
}

/** The cells that a stage reads. */
export type CellsIn<S> = S extends { readonly [cells]: (cell: infer In) => unknown } ? In : unknown;
/** The cells that a stage gives. */
export type CellsOut<S> = S extends { readonly [cells]: (cell: never) => infer Out } ? Out : number;
/** A target that a transformer learns from, in row order; `undefined` where it needs none. */
export type TransformerTarget = Values<unknown> | undefined;

function readTransformerInput(
  declaration: Declaration,
  input: TableInput<object>,
  y: Target<unknown> | undefined,
): { x: Table; y: TransformerTarget } {
  if (y === undefined && declaration.traits.target !== true) return { x: readTable(input), y };
  const { x, y: target } = splitTarget(input, y);
  return { x, y: checkTargetLength(target, rowsOf(x)) };
}

/** The number of rows of either table. */
export function rowsOf(x: Table): number {
  return "numRows" in x ? x.numRows : x.rows;
}

/** A stage that maps numbers to numbers. */
export abstract class MatrixTransformerEstimator<
  Options extends object,
  M extends TransformerModel,
> extends TransformerEstimator<Options, M> {
  /** How the values of a fit are checked; one that finds infinite values while it learns checks the layout alone before. */
  protected readonly check: MatrixCheck = checkAll;

  async fit(input: TableInput<object>, target?: Target<unknown>, options: FitOptions = {}): Promise<M> {
    const { x, y } = readTransformerInput(this.declaration, input, target);
    const matrix = await checkedMatrix(this.declaration, x, options, this.check);
    return this.learn(matrix, contextOf(this.declaration, options, matrix.rows), y);
  }

  /** Learns, and maps the training rows, which are read once for both. */
  override async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: M; output: Table }> {
    const { x, y } = readTransformerInput(this.declaration, input, target);
    const matrix = await checkedMatrix(this.declaration, x, options, this.check);
    const model = await this.learn(matrix, contextOf(this.declaration, options, matrix.rows), y);
    const work = { progress: new Progress({ signal: options.signal }), threads: options.threads };
    const output =
      model instanceof MatrixTransformer ? await model.applyAsync(matrix, work) : await model.transformAsync(matrix);
    return { model, output };
  }

  /** Learns from a matrix that keeps to the declared traits and has rows and columns. */
  protected abstract learn(x: Matrix, context: FitContext, y: TransformerTarget): Promise<M> | M;
}

/** A stage that maps columns of any type. */
export abstract class FrameTransformerEstimator<
  Options extends object,
  M extends TransformerModel,
  In = Cell,
  Out = number,
> extends TransformerEstimator<Options, M, In, Out> {
  async fit(input: TableInput<object>, target?: Target<unknown>, options: FitOptions = {}): Promise<M> {
    const { x, context, y } = this.readFit(input, target, options);
    return this.learn(x, context, y);
  }

  /** Reads and checks what `fit` is given, for those that do more than `learn` in one pass. */
  protected readFit(
    input: TableInput<object>,
    target: Target<unknown> | undefined,
    options: FitOptions,
  ): { x: Frame; context: FitContext; y: TransformerTarget } {
    const { x: table, y } = readTransformerInput(this.declaration, input, target);
    const x = readFrame(table);
    checkNotEmpty(this.kind, { rows: x.numRows, cols: x.columns.length });
    return { x, context: contextOf(this.declaration, options, x.numRows), y };
  }

  /** Learns from a frame that has rows and columns. */
  protected abstract learn(x: Frame, context: FitContext, y: TransformerTarget): Promise<M> | M;
}

/** A stage that learns from a table as it came, numbers or columns, without turning the one into the other first. */
export abstract class TableTransformerEstimator<
  Options extends object,
  M extends TransformerModel,
  In = Cell,
  Out = number,
> extends TransformerEstimator<Options, M, In, Out> {
  async fit(input: TableInput<object>, target?: Target<unknown>, options: FitOptions = {}): Promise<M> {
    const { x, y } = readTransformerInput(this.declaration, input, target);
    const rows = rowsOf(x);
    checkNotEmpty(this.kind, { rows, cols: "cols" in x ? x.cols : x.columns.length });
    return this.learn(x, contextOf(this.declaration, options, rows), y);
  }

  /** Learns from a table that has rows and columns; its values are not checked yet. */
  protected abstract learn(x: Table, context: FitContext, y: TransformerTarget): Promise<M> | M;
}

/**
 * Which model a classifier gives for labels of type L, as a function on types: an interface that extends this one and
 * states `model` in terms of `this["label"]`.
 */
export interface ClassifierType {
  /** The labels: the argument. */
  readonly label: Label;
  /** The model for these labels: the result. */
  readonly model: ClassifierModel;
}

/** The model that such a function on types gives for labels `L`. */
export type ModelFor<F extends ClassifierType, L extends Label> = (F & { readonly label: L })["model"];

/** The labels of a target column. */
export type LabelsOf<T> = Extract<Exclude<T, null>, Label>;

/** A recipe that learns to tell classes apart. */
export abstract class ClassifierEstimator<
  Options extends object,
  F extends ClassifierType = ClassifierType,
> extends Estimator<Options> {
  declare readonly [learned]: F;
  readonly task = "classify";

  /**
   * Learns from rows and their labels, or from a table with the name of its target column.
   *
   * @throws DataError `TARGET_ONE_CLASS` when all labels are the same; `TARGET_INVALID`, `TARGET_LENGTH`, `TARGET_MISSING`,
   * `DATA_EMPTY`, `DATA_NOT_FINITE`, `WEIGHT_INVALID`; `SchemaError`; `AbortError` when its signal fires.
   */
  async fit<Row extends object, T extends keyof Row & string>(
    x: Frame<Row> | readonly Row[],
    target: T,
    options?: PredictorFitOptions,
  ): Promise<ModelFor<F, LabelsOf<Row[T]>>>;
  async fit(x: ArrowTable, target: string, options?: PredictorFitOptions): Promise<ModelFor<F, Label>>;
  async fit<L extends Label>(
    x: TableInput<object>,
    y: Values<L>,
    options?: PredictorFitOptions,
  ): Promise<ModelFor<F, L>>;
  async fit(input: TableInput<object>, target: Target, options: PredictorFitOptions = {}): Promise<ModelFor<F, Label>> {
    const { x, y } = splitTarget(input, target);
    const matrix = await checkedMatrix(this.declaration, x, options);
    // Every label is checked one by one as it is coded.
    const labels = encodeLabels(checkTargetLength(y, matrix.rows) as Values<Label>);
    if (labels.classes.length < 2) throw oneClass(this.kind, labels.classes);
    return this.learn(matrix, labels, contextOf(this.declaration, options, matrix.rows), options.validation);
  }

  /** Lets the recipe stand as `as` when a model is loaded. */
  [expectation](model: Model): ModelFor<F, Label> {
    expectKind(this.declaration, model);
    // The recipe declares which kinds its fit gives, and the model is of one of them.
    return model as ModelFor<F, Label>;
  }

  /** Learns from a checked matrix and coded labels of two or more classes. */
  protected abstract learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    context: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<ModelFor<F, L>>;
}

function oneClass(owner: string, classes: readonly Label[]): DataError {
  return new DataError("TARGET_ONE_CLASS", {
    problem: `${owner} needs rows of at least two classes`,
    given: `only ${show(classes[0])}`,
    expected: "two or more different labels",
    remedy: "Check how the rows were filtered or split; stratify keeps every class in both parts",
    data: { owner, classes },
  });
}

/** A recipe that learns to predict numbers. */
export abstract class RegressorEstimator<
  Options extends object,
  M extends RegressorModel = RegressorModel,
> extends Estimator<Options> {
  declare readonly [learned]: M;
  readonly task = "regress";

  /**
   * Learns from rows and their numbers, or from a table with the name of its target column.
   *
   * @throws DataError `TARGET_INVALID`, `TARGET_LENGTH`, `TARGET_MISSING`, `DATA_EMPTY`, `DATA_NOT_FINITE`, `WEIGHT_INVALID`;
   * `SchemaError`; `AbortError` when its signal fires.
   */
  async fit<Row extends object>(
    x: Frame<Row> | readonly Row[],
    target: keyof Row & string,
    options?: PredictorFitOptions,
  ): Promise<M>;
  async fit(x: ArrowTable, target: string, options?: PredictorFitOptions): Promise<M>;
  async fit(x: TableInput<object>, y: NumericValues, options?: PredictorFitOptions): Promise<M>;
  async fit(input: TableInput<object>, target: Target<number>, options: PredictorFitOptions = {}): Promise<M> {
    const { x, y } = splitTarget(input, target);
    const matrix = await checkedMatrix(this.declaration, x, options);
    const numbers = readTargetNumbers(y, matrix.rows);
    return this.learn(matrix, numbers, contextOf(this.declaration, options, matrix.rows), options.validation);
  }

  /** Lets the recipe stand as `as` when a model is loaded. */
  [expectation](model: Model): M {
    expectKind(this.declaration, model);
    // The recipe declares which kinds its fit gives, and the model is of one of them.
    return model as M;
  }

  /** Learns from a checked matrix and finite numbers. */
  protected abstract learn(
    x: Matrix,
    y: Float64Array,
    context: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<M>;
}

/** Rows after resampling. */
export interface Resampled<L extends Label = Label, X extends Table = Table> {
  /** The rows: a frame where one was given, otherwise a matrix. */
  readonly x: X;
  /** The label of each. */
  readonly y: readonly L[];
}

/** What a sampler gives back: rows, and for each the place of its label among the classes. */
export interface ResampledCodes {
  readonly x: Table;
  readonly codes: Int32Array;
}

/**
 * A recipe that adds or drops training rows by their labels. It acts at fit time alone and leaves nothing in the model. `In` is the type of the
 * cells that it reads; it gives cells of the same types.
 */
export abstract class SamplerEstimator<Options extends object, In = NumericCell> extends Estimator<Options> {
  declare readonly [cells]: (cell: In) => "same";
  readonly task = "resample";

  /**
   * Resamples rows and their labels. Pipelines call it; a target given by name is taken out of `x`.
   *
   * @throws DataError `TARGET_ONE_CLASS` when all labels are the same; `TARGET_INVALID`, `TARGET_LENGTH`, `TARGET_MISSING`, `DATA_EMPTY`, and for
   * rows that cannot be resampled; ParameterError `NOT_SUPPORTED` for weights; `AbortError` when its signal fires.
   */
  async fitResample<Row extends object, T extends keyof Row & string>(
    x: Frame<Row> | readonly Row[],
    target: T,
    options?: FitOptions,
  ): Promise<Resampled<LabelsOf<Row[T]>, Frame<Omit<Row, T>>>>;
  async fitResample<L extends Label>(
    x: Matrix | readonly (readonly number[])[],
    y: Values<L>,
    options?: FitOptions,
  ): Promise<Resampled<L, Matrix>>;
  async fitResample<Row extends object, L extends Label>(
    x: Frame<Row> | readonly Row[],
    y: Values<L>,
    options?: FitOptions,
  ): Promise<Resampled<L, Frame<Row>>>;
  async fitResample<L extends Label>(x: TableInput<object>, y: Target<L>, options?: FitOptions): Promise<Resampled<L>>;
  async fitResample(input: TableInput<object>, target: Target, options: FitOptions = {}): Promise<Resampled> {
    const { x, y } = splitTarget(input, target);
    const rows = rowsOf(x);
    checkNotEmpty(this.kind, { rows, cols: "cols" in x ? x.cols : x.columns.length });
    // Every label is checked one by one as it is coded.
    const labels = encodeLabels(checkTargetLength(y, rows) as Values<Label>);
    const { classes } = labels;
    if (classes.length < 2) throw oneClass(this.kind, classes);
    const { x: resampled, codes } = await this.resample(x, labels, contextOf(this.declaration, options, rows));
    const decoded: Label[] = [];
    for (let row = 0; row < codes.length; row++) decoded.push(classes[codes[row] as number] as Label);
    return { x: resampled, y: decoded };
  }

  /** Resamples a table that has rows and columns, whose values are not checked yet, of two or more classes. */
  protected abstract resample(x: Table, y: EncodedLabels, context: FitContext): Promise<ResampledCodes>;
}
