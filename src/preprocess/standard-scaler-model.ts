/**
 * A fitted StandardScaler: one mean and one scale a column.
 */

import { checkMatrix } from "../base/checks.js";
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import type { Moments } from "./moments.js";

/** What a fitted StandardScaler stores. */
export interface StandardScalerState {
  readonly inputNames: readonly string[];
  /** Whether the mean is taken off. */
  readonly centre: boolean;
  readonly mean: Float64Array;
  /** What each column is divided by; all 1 without scaling. */
  readonly scale: Float64Array;
  /** The variance of each column. */
  readonly variance: Float64Array;
  /** The weight of the rows with a value, for each column. */
  readonly count: Float64Array;
}

/** Takes the mean off each column and divides by its standard deviation. NaN stays NaN. */
export class StandardScalerModel extends MatrixTransformer {
  static readonly kind = "StandardScalerModel";
  static readonly version = 1;
  readonly kind = StandardScalerModel.kind;
  readonly version = StandardScalerModel.version;
  /** Sparse rows are read unless the mean is taken off, which would fill their zeros. */
  readonly traits: Traits;
  readonly #state: StandardScalerState;
  /** What is taken off each column. */
  readonly #offset: Float64Array;

  constructor(state: StandardScalerState) {
    super();
    this.traits = { missing: true, sparse: !state.centre };
    this.#state = state;
    this.#offset = state.centre ? state.mean : new Float64Array(state.mean.length);
  }

  static parse(state: StateReader): StandardScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new StandardScalerModel({
      inputNames,
      centre: state.boolean("centre"),
      mean: state.float64("mean", { length, finite: true }),
      scale: state.float64("scale", { length, finite: true, min: Number.MIN_VALUE }),
      variance: state.float64("variance", { length, finite: true, min: 0 }),
      count: state.float64("count", { length, finite: true, min: 0 }),
    });
  }

  toState(): StandardScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The mean of each column. */
  get mean(): Float64Array {
    return this.#state.mean;
  }
  /** The standard deviation of each column; 1 for a constant one. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
  /** The variance of each column. */
  get variance(): Float64Array {
    return this.#state.variance;
  }
  /** What merging with the moments of further rows takes. */
  get moments(): Moments {
    return this.#state;
  }

  protected apply(x: Matrix): Matrix {
    const { scale } = this.#state;
    const offset = this.#offset;
    if (x instanceof CsrMatrix) {
      return this.#sparse(
        x,
        x.values.map((value, k) => value / (scale[x.indices[k] as number] as number)),
      );
    }
    const { values, rows, cols } = x;
    const out = new Float64Array(values.length);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        out[at] = ((values[at] as number) - (offset[col] as number)) / (scale[col] as number);
      }
    }
    return this.#dense(x, out);
  }

  override rowTransform(): RowTransform {
    const { scale } = this.#state;
    const offset = this.#offset;
    const { length } = offset;
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) {
        out[at + i] = ((cells[i] as number) - (offset[i] as number)) / (scale[i] as number);
      }
    };
  }

  /**
   * Undoes `transform`.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the scaler gives; DataError `DATA_SPARSE` for sparse rows of
   * a scaler that centres.
   */
  inverseTransform(input: TableInput<object>): Matrix {
    const { scale } = this.#state;
    const offset = this.#offset;
    const x = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, this.traits, x);
    if (x instanceof CsrMatrix) {
      return this.#sparse(
        x,
        x.values.map((value, k) => value * (scale[x.indices[k] as number] as number)),
      );
    }
    const { values, rows, cols } = x;
    const out = new Float64Array(values.length);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        out[at] = (values[at] as number) * (scale[col] as number) + (offset[col] as number);
      }
    }
    return this.#dense(x, out);
  }

  // The kinds of the columns are not handed on: scaled codes of categories are no codes.
  #dense({ rows, cols }: Matrix, values: Float64Array): DenseMatrix {
    return new DenseMatrix(values, rows, cols, { names: this.inputNames });
  }

  #sparse({ rows, cols, indices, indptr }: CsrMatrix, values: Float64Array): CsrMatrix {
    return new CsrMatrix({ values, indices, indptr }, rows, cols, { names: this.inputNames });
  }
}
