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
import { ArtifactError } from "../core/errors.js";
import { type Declaration, Estimator } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { type EncodedLabels, encodeLabels } from "../core/labels.js";
import { Progress } from "../core/progress.js";
import type { ArrowTable } from "../data/arrow/arrow-table.js";
import type { Frame } from "../data/frame.js";
import {
  checkTargetLength,
  isTexts,
  readFrame,
  readTargetNumbers,
  splitTarget,
  type Table,
  type TableInput,
} from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkNotEmpty } from "./checks.js";
import {
  checkAll,
  checkedMatrix,
  contextOf,
  type MatrixCheck,
  oneClass,
  type PredictorFitOptions,
  readTransformerInput,
  rowsOf,
  type Target,
  type TransformerTarget,
  type ValidationSet,
} from "./fit-input.js";
import { type ClassifierModel, MatrixTransformer, type RegressorModel, type TransformerModel } from "./models.js";
import { readTextsInSlices } from "./read-in-slices.js";

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

/** A stage that maps numbers to numbers. */
export abstract class MatrixTransformerEstimator<
  Options extends object,
  M extends TransformerModel,
> extends TransformerEstimator<Options, M> {
  /** How the values of a fit are checked; one that finds infinite values while it learns checks the layout alone before. */
  protected readonly check: MatrixCheck = checkAll;

  async fit(input: TableInput<object>, target?: Target<unknown>, options: FitOptions = {}): Promise<M> {
    const { x, context, y } = await this.#readFit(input, target, options);
    return this.learn(x, context, y);
  }

  /** Learns, and maps the training rows, which are read once for both. */
  override async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: M; output: Table }> {
    const { x, context, y } = await this.#readFit(input, target, options);
    const model = await this.learn(x, context, y);
    const { signal, threads } = options;
    const output =
      model instanceof MatrixTransformer
        ? await model.applyAsync(x, { progress: new Progress({ signal }), threads })
        : await model.transformAsync(x, { signal });
    return { model, output };
  }

  async #readFit(
    input: TableInput<object>,
    target: Target<unknown> | undefined,
    options: FitOptions,
  ): Promise<{ x: Matrix; context: FitContext; y: TransformerTarget }> {
    const { x, y } = readTransformerInput(this.declaration, input, target);
    const matrix = await checkedMatrix(this.declaration, x, options, this.check);
    return { x: matrix, context: contextOf(this.declaration, options, matrix.rows), y };
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
    const { x, context, y } = await this.readFit(input, target, options);
    return this.learn(x, context, y);
  }

  /** Reads and checks what `fit` is given, for those that do more than `learn` in one pass. */
  protected async readFit(
    input: TableInput<object>,
    target: Target<unknown> | undefined,
    options: FitOptions,
  ): Promise<{ x: Frame; context: FitContext; y: TransformerTarget }> {
    const texts = isTexts(input) ? await readTextsInSlices(input, new Progress({ signal: options.signal })) : input;
    const { x: table, y } = readTransformerInput(this.declaration, texts, target);
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
