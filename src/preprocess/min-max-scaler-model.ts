/**
 * A fitted MinMaxScaler: one factor and one summand a column.
 */

import { checkMatrix } from "../base/checks.js";
import { MatrixTransformer } from "../base/models.js";
import type { Cells, RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";

/** What was seen of each column at fit. */
export interface DataRange {
  /** The least value; 0 for a column without any. */
  readonly dataMin: Float64Array;
  /** The greatest value; 0 for a column without any. */
  readonly dataMax: Float64Array;
  /** How many values were not missing. */
  readonly count: Float64Array;
}

/** What a fitted MinMaxScaler stores. */
export interface MinMaxScalerState extends DataRange {
  readonly inputNames: readonly string[];
  /** What the least value of a column becomes. */
  readonly least: number;
  /** What the greatest value of a column becomes. */
  readonly greatest: number;
  /** Whether values beyond are cut off. */
  readonly clip: boolean;
  /** What each column is multiplied by. */
  readonly scale: Float64Array;
  /** What is added to each column then. */
  readonly min: Float64Array;
}

/** Maps the range that each column had at fit to another one. NaN stays NaN. */
export class MinMaxScalerModel extends MatrixTransformer {
  static readonly kind = "MinMaxScalerModel";
  static readonly version = 1;
  readonly kind = MinMaxScalerModel.kind;
  readonly version = MinMaxScalerModel.version;
  readonly traits: Traits = { missing: true };
  readonly #state: MinMaxScalerState;

  constructor(state: MinMaxScalerState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MinMaxScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const least = state.number("least");
    const greatest = state.number("greatest");
    if (!(least < greatest)) state.fail("greatest", "a number above 'least'");
    const finite = { length, finite: true } as const;
    return new MinMaxScalerModel({
      inputNames,
      least,
      greatest,
      clip: state.boolean("clip"),
      scale: state.float64("scale", { ...finite, min: Number.MIN_VALUE }),
      min: state.float64("min", finite),
      dataMin: state.float64("dataMin", finite),
      dataMax: state.float64("dataMax", finite),
      count: state.float64("count", { ...finite, min: 0 }),
    });
  }

  toState(): MinMaxScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The least value of each column. */
  get dataMin(): Float64Array {
    return this.#state.dataMin;
  }
  /** The greatest value of each column. */
  get dataMax(): Float64Array {
    return this.#state.dataMax;
  }
  /** What each column is multiplied by. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
  /** What is added to each column after that. */
  get min(): Float64Array {
    return this.#state.min;
  }
  /** What merging with the range of further rows takes. */
  get range(): DataRange {
    const { dataMin, dataMax, count } = this.#state;
    return { dataMin, dataMax, count };
  }

  protected apply(x: Matrix): Matrix {
    const { values, rows, cols } = x;
    const out = new Float64Array(values.length);
    for (let at = 0; at < rows * cols; at += cols) this.#map(values, at, out, at);
    return new DenseMatrix(out, rows, cols, { names: this.inputNames });
  }

  override rowTransform(): RowTransform {
    return (cells, out, at) => this.#map(cells, 0, out, at);
  }

  /** Maps one row, read from `from` on and written from `at` on. */
  #map(cells: Cells, from: number, out: Cells, at: number): void {
    const { scale, min, clip, least, greatest } = this.#state;
    const { length } = scale;
    for (let i = 0; i < length; i++) {
      const value = (cells[from + i] as number) * (scale[i] as number) + (min[i] as number);
      out[at + i] = clip ? Math.max(least, Math.min(greatest, value)) : value;
    }
  }

  /**
   * Undoes `transform`; values that were cut off are not got back.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the scaler gives; DataError `DATA_SPARSE` for sparse rows.
   */
  inverseTransform(input: TableInput<object>): Matrix {
    const { scale, min } = this.#state;
    const x = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, this.traits, x);
    const { values, rows, cols } = x;
    const out = new Float64Array(values.length);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        out[at] = ((values[at] as number) - (min[col] as number)) / (scale[col] as number);
      }
    }
    return new DenseMatrix(out, rows, cols, { names: this.inputNames });
  }
}
