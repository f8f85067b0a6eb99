/**
 * Fitted pipelines: immutable, re-entrant, storable, with a one-row path that is compiled on first use.
 */

import { ClassifierModel, RegressorModel, TransformerModel } from "../base/models.js";
import type { RowNumber, RowTransform } from "../base/row.js";
import type { AsyncOptions, Label } from "../core/contracts.js";
import { type Field, Schema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import type { Table, TableInput } from "../data/input.js";
import type { DenseMatrix } from "../data/matrix.js";
import type { FittedTransformer } from "./chain.js";
import type { Lineage } from "./lineage.js";
import { chainState, findStage, type PipelineParts, PipelinePredictor, readParts } from "./pipeline-predictor.js";
import type { PipelineState } from "./pipeline-state.js";
import type { FittedStage } from "./types.js";

/**
 * A fitted pipeline that maps data.
 *
 * @example
 * ```ts
 * import { Matrix, Pipeline, SimpleImputer, StandardScaler } from "@org/mlkit";
 *
 * const recipe = new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler());
 * const model = await recipe.fit([{ age: 20 }, { age: 40 }, { age: null }]);
 * const output = model.transform([{ age: null }]);
 * output instanceof Matrix && [...output.values]; // => [0]
 * model.inputSchema.names; // => ["age"]
 * ```
 */
export class PipelineTransformer<Row extends object = object, Steps = object> extends TransformerModel {
  static readonly kind = "PipelineTransformer";
  static readonly version = 1;
  readonly kind = PipelineTransformer.kind;
  readonly version = PipelineTransformer.version;
  readonly reads = "columns";
  readonly traits = { missing: true };
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    super();
    this.#parts = parts;
  }

  static parse(state: StateReader): PipelineTransformer {
    return new PipelineTransformer(readParts(state));
  }
  toState(): PipelineState {
    return chainState(this.#parts);
  }

  /** The columns that a table needs, with their types. */
  get inputSchema(): Schema<Row> {
    return new Schema<Row>(this.#parts.chain.narrowed);
  }
  get inputNames(): readonly string[] {
    return this.#parts.chain.fields.map((field) => field.name);
  }
  get outputNames(): readonly string[] {
    return this.#parts.chain.outputNames;
  }
  /** What the model was learned from. */
  get lineage(): Lineage {
    return this.#parts.lineage;
  }
  /** The recipe that the model was fitted by, as JSON. */
  get recipe(): unknown {
    return this.#parts.recipe;
  }
  /** The names and models of the fitted stages, in order. */
  get stages(): readonly FittedTransformer[] {
    return this.#parts.chain.stages;
  }
  override get outputFields(): readonly Field[] | undefined {
    return this.#parts.chain.stages.at(-1)?.model.outputFields;
  }

  /** The fitted stage of this name. */
  stage<N extends keyof Steps & string>(name: N): FittedStage<Steps[N], Label> {
    // The recipe put the stage's model under its name; Steps says which that is.
    return findStage(this.#parts.chain.stages, name) as FittedStage<Steps[N], Label>;
  }

  transform(x: TableInput<Row>): Table {
    return this.#parts.chain.transform(x);
  }

  override transformAsync(x: TableInput<Row>, options: AsyncOptions = {}): Promise<Table> {
    return this.#parts.chain.transformAsync(x, options);
  }

  rowTransform(): RowTransform {
    const { chain } = this.#parts;
    const run = chain.rowTransform();
    const { length } = chain.outputNames;
    return (cells, out, at) => {
      const result = run(cells);
      for (let i = 0; i < length; i++) out[at + i] = result[i] ?? null;
    };
  }

  override narrowInput(field: Field): Field {
    return this.#parts.chain.stages[0]?.model.narrowInput(field) ?? field;
  }
}

/**
 * A fitted pipeline that ends in a classifier; `L` is the very type of its labels.
 *
 * @example
 * ```ts
 * import { LogisticRegression, Pipeline, StandardScaler } from "@org/mlkit";
 *
 * const rows = [{ size: 1, kind: "a" }, { size: 2, kind: "a" }, { size: 8, kind: "b" }, { size: 9, kind: "b" }];
 * const recipe = new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression());
 * const model = await recipe.fit(rows, "kind");
 * model.classes; // => ["a", "b"]
 * model.predict([{ size: 0 }, { size: 10 }]); // => ["a", "b"]
 * model.predictProbaOne({ size: 5 }); // => [≈ 0.500000, ≈ 0.500000]
 * [...model.stage("scale").mean]; // => [5]
 * ```
 */
export class PipelineClassifier<
  Row extends object = object,
  L extends Label = Label,
  Steps = object,
> extends PipelinePredictor<Row, ClassifierModel<L>> {
  static readonly kind = "PipelineClassifier";
  static readonly version = 1;
  readonly kind = PipelineClassifier.kind;
  readonly version = PipelineClassifier.version;
  #rowClass: RowNumber | undefined;
  #rowProba: ((x: Float64Array, out: Float64Array) => void) | undefined;

  static parse(state: StateReader): PipelineClassifier {
    const predictor = state.child("predictor");
    const isClassifier = (value: unknown): value is ClassifierModel => value instanceof ClassifierModel;
    const model = predictor.model("model", isClassifier, "a classifier");
    return new PipelineClassifier(readParts(state, model), { name: predictor.string("name"), model });
  }

  /** The labels, sorted; probabilities come in this order. */
  get classes(): readonly L[] {
    return this.predictor.model.classes;
  }
  /** What `predict` gives, as a column. */
  get outputSchema(): Schema {
    const [first] = this.classes;
    const type = typeof first === "number" ? "number" : typeof first === "boolean" ? "boolean" : "string";
    return new Schema([{ name: this.target ?? "prediction", type, nullable: false, values: this.classes }]);
  }

  /** The fitted stage of this name. */
  stage<N extends keyof Steps & string>(name: N): FittedStage<Steps[N], L> {
    // The recipe put the stage's model under its name; Steps says which that is.
    return findStage(this.stages, name) as FittedStage<Steps[N], L>;
  }

  /**
   * The label of each row.
   *
   * @throws SchemaError, DataError for input that does not fit what was learned.
   */
  predict(x: TableInput<Row>): L[] {
    const features = this.features(x);
    return this.last(() => this.predictor.model.predict(features));
  }

  /** The probability of each class for each row, in the order of `classes`. */
  predictProba(x: TableInput<Row>): DenseMatrix {
    const features = this.features(x);
    return this.last(() => this.predictor.model.predictProba(features));
  }

  /**
   * The same labels as `predict`, computed with pauses for other work of the process, and on threads where the last stage has much to do: for many rows on a
   * server.
   *
   * @throws what `predict` throws; AbortError; ParameterError `PARAM_INVALID` for `threads`.
   */
  predictAsync(x: TableInput<Row>, options: AsyncOptions = {}): Promise<L[]> {
    return this.lastAsync(x, options, (model, features) => model.predictAsync(features, options));
  }

  /** The same probabilities as `predictProba`, computed as `predictAsync` does. */
  predictProbaAsync(x: TableInput<Row>, options: AsyncOptions = {}): Promise<DenseMatrix> {
    return this.lastAsync(x, options, (model, features) => model.predictProbaAsync(features, options));
  }

  /** The label of one row: the compiled path for servers, a few microseconds. */
  predictOne(row: Row): L {
    const x = this.rowFeatures()(row);
    this.#rowClass ??= this.predictor.model.rowClass();
    return this.classes[this.#rowClass(x)] as L;
  }

  /** The probability of each class for one row, in the order of `classes`. */
  predictProbaOne(row: Row): Float64Array {
    const x = this.rowFeatures()(row);
    this.#rowProba ??= this.predictor.model.rowProba();
    const out = new Float64Array(this.classes.length);
    this.#rowProba(x, out);
    return out;
  }

  protected exampleOutput(row: object): unknown {
    const x = this.rowFeatures()(row);
    const probabilities = new Float64Array(this.classes.length);
    this.predictor.model.rowProba()(x, probabilities);
    return { label: this.classes[this.predictor.model.rowClass()(x)], probabilities: [...probabilities] };
  }
}

/**
 * A fitted pipeline that ends in a regressor.
 *
 * @example
 * ```ts
 * import { LinearRegression, Pipeline } from "@org/mlkit";
 *
 * const rows = [{ width: 1, price: 3 }, { width: 2, price: 5 }, { width: 4, price: 9 }];
 * const model = await new Pipeline().add("model", new LinearRegression()).fit(rows, "price");
 * model.predictOne({ width: 10 }); // => ≈ 21.000000
 * model.target; // => "price"
 * ```
 */
export class PipelineRegressor<Row extends object = object, Steps = object> extends PipelinePredictor<
  Row,
  RegressorModel
> {
  static readonly kind = "PipelineRegressor";
  static readonly version = 1;
  readonly kind = PipelineRegressor.kind;
  readonly version = PipelineRegressor.version;
  #rowValue: RowNumber | undefined;

  static parse(state: StateReader): PipelineRegressor {
    const predictor = state.child("predictor");
    const isRegressor = (value: unknown): value is RegressorModel => value instanceof RegressorModel;
    const model = predictor.model("model", isRegressor, "a regressor");
    return new PipelineRegressor(readParts(state, model), { name: predictor.string("name"), model });
  }

  /** The fitted stage of this name. */
  stage<N extends keyof Steps & string>(name: N): FittedStage<Steps[N], Label> {
    // The recipe put the stage's model under its name; Steps says which that is.
    return findStage(this.stages, name) as FittedStage<Steps[N], Label>;
  }

  /** What `predict` gives, as a column. */
  get outputSchema(): Schema {
    return new Schema([{ name: this.target ?? "prediction", type: "number", nullable: false }]);
  }

  /**
   * One number a row.
   *
   * @throws SchemaError, DataError for input that does not fit what was learned.
   */
  predict(x: TableInput<Row>): Float64Array {
    const features = this.features(x);
    return this.last(() => this.predictor.model.predict(features));
  }

  /**
   * The same numbers as `predict`, computed with pauses for other work of the process, and on threads where the last stage has much to do: for many rows on a
   * server.
   *
   * @throws what `predict` throws; AbortError; ParameterError `PARAM_INVALID` for `threads`.
   */
  predictAsync(x: TableInput<Row>, options: AsyncOptions = {}): Promise<Float64Array> {
    return this.lastAsync(x, options, (model, features) => model.predictAsync(features, options));
  }

  /** The prediction for one row: the compiled path for servers, a few microseconds. */
  predictOne(row: Row): number {
    const x = this.rowFeatures()(row);
    this.#rowValue ??= this.predictor.model.rowValue();
    return this.#rowValue(x);
  }

  protected exampleOutput(row: object): unknown {
    return this.predictOne(row as Row);
  }
}

/** Any fitted pipeline. */
export type PipelineModel = PipelineTransformer | PipelineClassifier | PipelineRegressor;
