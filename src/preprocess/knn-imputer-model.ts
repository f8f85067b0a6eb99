/**
 * A fitted KNNImputer: the rows that neighbours are looked for in.
 */
import { MatrixTransformer } from "../base/models.js";
import { batchWork, readBatch } from "../base/predict-in-slices.js";
import type { RowTransform } from "../base/row.js";
import type { AsyncOptions } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { NanNeighbours } from "../kernels/nan-neighbours.js";
import { namesWithIndicators, readColumnPlaces, writeFlags } from "./indicators.js";

/** How neighbours count. */
export type NeighbourWeights = "uniform" | "distance";

/** What a fitted KNNImputer stores. */
export interface KNNImputerState {
  readonly inputNames: readonly string[];
  readonly nNeighbors: number;
  readonly weights: NeighbourWeights;
  /** The training rows, one after the other; NaN where a value is missing. */
  readonly rows: Float64Array;
  /** What a missing value becomes where no row can be compared: the mean of each column. */
  readonly statistics: Float64Array;
  /** The columns, ascending, for which a column is added that is 1 where the value was missing. */
  readonly indicators: Int32Array;
}

/** Products between two pauses of `transformAsync`: some milliseconds of work. */
const PRODUCTS = 1 << 22;

/** Replaces missing values by those of the nearest training rows, which it keeps. */
export class KNNImputerModel extends MatrixTransformer {
  static readonly kind = "KNNImputerModel";
  static readonly version = 1;
  readonly kind = KNNImputerModel.kind;
  readonly version = KNNImputerModel.version;
  readonly traits: Traits = { missing: true };
  /** The columns that were read, then `missingindicator_age` for each that has an indicator. */
  readonly outputNames: readonly string[];
  readonly #state: KNNImputerState;
  #ready: NanNeighbours | undefined;

  constructor(state: KNNImputerState) {
    super();
    this.#state = state;
    this.outputNames = namesWithIndicators(state.inputNames, state.indicators);
  }

  static parse(state: StateReader): KNNImputerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const rows = state.float64("rows");
    if (rows.length === 0 || rows.length % length !== 0) state.fail("rows", `whole rows of ${length} values`);
    for (let at = 0; at < rows.length; at++) {
      if (Math.abs(rows[at] as number) === Number.POSITIVE_INFINITY) state.fail("rows", "finite values, or NaN");
    }
    return new KNNImputerModel({
      inputNames,
      nNeighbors: state.number("nNeighbors", { integer: true, min: 1 }),
      weights: state.choice("weights", ["uniform", "distance"]),
      rows,
      statistics: state.float64("statistics", { length, finite: true }),
      indicators: readColumnPlaces(state, "indicators", length),
    });
  }

  toState(): KNNImputerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }

  /** The rows made ready to be searched: when they are first needed, since that takes as much memory again twice. */
  get #neighbours(): NanNeighbours {
    const { rows, inputNames, nNeighbors, weights, statistics } = this.#state;
    const rule = { k: nNeighbors, byDistance: weights === "distance", fallback: statistics };
    this.#ready ??= new NanNeighbours(rows, inputNames.length, rule);
    return this.#ready;
  }

  protected apply(x: Matrix): DenseMatrix {
    const out = this.#begin(x);
    this.#neighbours.fill(x.values, 0, x.rows, out.values, out.cols);
    return out;
  }

  /** The same as `transform`, with pauses that depend on how many rows are searched. */
  override async transformAsync(input: TableInput<object>, options: AsyncOptions = {}): Promise<Matrix> {
    const work = batchWork(this.kind, options);
    const x = await readBatch(this, input, work);
    const out = this.#begin(x);
    const step = Math.max(1, Math.floor(PRODUCTS / this.#state.rows.length));
    for (let start = 0; start < x.rows; start += step) {
      const end = Math.min(x.rows, start + step);
      this.#neighbours.fill(x.values, start, end, out.values, out.cols);
      await work.progress.tick(end, x.rows);
    }
    return out;
  }

  /** The output with the values that are there, and with indicators. */
  #begin({ values, rows, cols }: Matrix): DenseMatrix {
    const { indicators } = this.#state;
    const width = cols + indicators.length;
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) out[row * width + col] = values[row * cols + col] as number;
      writeFlags(values, row * cols, indicators, out, row * width + cols);
    }
    return new DenseMatrix(out, rows, width, { names: this.outputNames });
  }

  override rowTransform(): RowTransform {
    const { inputNames, indicators } = this.#state;
    const { length } = inputNames;
    const neighbours = this.#neighbours;
    const row = new Float64Array(length);
    const filled = new Float64Array(length);
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) row[i] = cells[i] as number;
      filled.set(row);
      neighbours.fill(row, 0, 1, filled, length);
      for (let i = 0; i < length; i++) out[at + i] = filled[i] as number;
      writeFlags(row, 0, indicators, out, at + length);
    };
  }
}
