/**
 * A fitted isolation forest: tells how easily a row is told apart from others.
 */

import { checkMatrix } from "../../base/checks.js";
import { MatrixTransformer } from "../../base/models.js";
import type { RowTransform } from "../../base/row.js";
import type { Traits } from "../../core/estimator.js";
import type { StateReader } from "../../core/state.js";
import { readMatrix, type TableInput } from "../../data/input.js";
import { DenseMatrix, type Matrix } from "../../data/matrix.js";
import { pow } from "../../kernels/math.js";
import { ForestPredictor } from "../forest-predict.js";
import { type ForestState, forestState, readForest } from "../forest-state.js";
import type { Forest } from "../forest-structure.js";
import { averagePathLength } from "./path-length.js";

/** What a fitted isolation forest stores. */
export interface IsolationForestState {
  readonly inputNames: readonly string[];
  /** The rows that each tree was grown on. */
  readonly maxSamples: number;
  /** The score below which a row is an outlier. */
  readonly offset: number;
  /** The value of each leaf is how many questions it takes to isolate one of its rows. */
  readonly forest: ForestState;
}

/** The name of the column that the model gives. */
const OUTPUT = "isolationForest";

/**
 * Scores rows by how few questions isolate them. As a stage of a pipeline it gives one column, `"isolationForest"`, with what `decisionFunction` gives: below 0 for outliers.
 */
export class IsolationForestModel extends MatrixTransformer {
  static readonly kind = "IsolationForestModel";
  static readonly version = 1;
  readonly kind = IsolationForestModel.kind;
  readonly version = IsolationForestModel.version;
  readonly traits: Traits = {};
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[] = [OUTPUT];
  /** The rows that each tree was grown on. */
  readonly maxSamples: number;
  /** The score below which a row is an outlier. */
  readonly offset: number;
  readonly #forest: Forest;
  readonly #predictor: ForestPredictor;
  /** How many questions isolate a row of the sample on average. */
  readonly #usual: number;

  constructor(inputNames: readonly string[], maxSamples: number, offset: number, forest: Forest) {
    super();
    this.inputNames = inputNames;
    this.maxSamples = maxSamples;
    this.offset = offset;
    this.#forest = forest;
    this.#predictor = new ForestPredictor(forest);
    this.#usual = averagePathLength(maxSamples);
  }

  static parse(state: StateReader): IsolationForestModel {
    const inputNames = state.strings("inputNames");
    const maxSamples = state.number("maxSamples", { integer: true, min: 1 });
    const offset = state.number("offset", { min: -1, max: 0 });
    const forest = readForest(state.child("forest"), { features: inputNames.length, width: 1 });
    if (forest.nodes.value.some((value) => value < 0))
      state.child("forest").fail("value", "path lengths of at least 0");
    return new IsolationForestModel(inputNames, maxSamples, offset, forest);
  }

  toState(): IsolationForestState {
    const { inputNames, maxSamples, offset } = this;
    return { inputNames, maxSamples, offset, forest: forestState(this.#forest) };
  }

  /** The number of trees. */
  get nEstimators(): number {
    return this.#forest.trees.length;
  }
  /** The number of nodes of all trees, leaves among them. */
  get nodeCount(): number {
    return this.#forest.nodes.feature.length;
  }

  /**
   * How usual each row is: −2^(−h / c), h being the mean number of questions that isolate it, c that of a row of the sample. Near −1 for outliers, −0.5 or above for usual rows.
   *
   * @throws SchemaError, DataError as `transform`.
   */
  scoreSamples(x: TableInput<object>): Float64Array {
    return this.#scores(this.#read(x));
  }

  /**
   * The scores less `offset`: below 0 for outliers.
   *
   * @throws SchemaError, DataError as `transform`.
   */
  decisionFunction(x: TableInput<object>): Float64Array {
    return this.#decisions(this.#read(x));
  }

  /**
   * −1 for each outlier, 1 for every other row.
   *
   * @throws SchemaError, DataError as `transform`.
   */
  predict(x: TableInput<object>): Float64Array {
    return this.decisionFunction(x).map((decision) => (decision < 0 ? -1 : 1));
  }

  protected apply(x: Matrix): Matrix {
    return new DenseMatrix(this.#decisions(x), x.rows, 1, { names: this.outputNames });
  }

  override rowTransform(): RowTransform {
    const { length } = this.inputNames;
    const row = new Float64Array(length);
    const mean = new Float64Array(1);
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) row[i] = cells[i] as number;
      this.#predictor.mean(row, mean);
      out[at] = this.#scoreOf(mean[0] as number) - this.offset;
    };
  }

  #read(x: TableInput<object>): Matrix {
    const matrix = readMatrix(x, this.inputNames);
    checkMatrix(this.kind, this.traits, matrix);
    return matrix;
  }

  #decisions(x: Matrix): Float64Array {
    return this.#scores(x).map((score) => score - this.offset);
  }

  #scores(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    return this.#predictor.means(values, rows, cols).map((length) => this.#scoreOf(length));
  }

  #scoreOf(length: number): number {
    // Trees of one row tell nothing.
    return -pow(2, this.#usual === 0 ? -1 : -length / this.#usual);
  }
}
