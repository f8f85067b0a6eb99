/**
 * A fitted IterativeImputer: regressors of columns on others, in the order in which they are asked.
 */
import { MatrixTransformer } from "../base/models.js";
import { batchWork, readBatch } from "../base/predict-in-slices.js";
import type { RowTransform } from "../base/row.js";
import type { AsyncOptions } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { namesWithIndicators, readColumnPlaces, writeFlags } from "../preprocess/indicators.js";
import { type FittedRegressor, readRegressor, rowValueOf } from "./fitted-members.js";

/** One step: a column, and the model that predicts it from others. */
export interface ImputationStep {
  readonly column: number;
  /** The columns, ascending, that the model reads. */
  readonly neighbors: Int32Array;
  readonly model: FittedRegressor;
}

/** What a fitted IterativeImputer stores. */
export interface IterativeImputerState {
  readonly inputNames: readonly string[];
  /** What missing values are at first, for each column. */
  readonly statistics: Float64Array;
  /** The least value that each column may be filled with; −∞ for any. */
  readonly minValue: Float64Array;
  /** The greatest; ∞ for any. */
  readonly maxValue: Float64Array;
  /** The columns, ascending, for which a column is added that is 1 where the value was missing. */
  readonly indicators: Int32Array;
  /** The steps, round after round. */
  readonly steps: readonly ImputationStep[];
  /** How many rounds the steps are. */
  readonly nIter: number;
}

/** Rows that a model is asked about at a time. */
const ROWS = 1024;

/** Replaces missing values by what regressors predict from the other columns, in several rounds. */
export class IterativeImputerModel extends MatrixTransformer {
  static readonly kind = "IterativeImputerModel";
  static readonly version = 1;
  readonly kind = IterativeImputerModel.kind;
  readonly version = IterativeImputerModel.version;
  readonly traits: Traits = { missing: true };
  /** The columns that were read, then `missingindicator_age` for each that has an indicator. */
  readonly outputNames: readonly string[];
  readonly #state: IterativeImputerState;

  constructor(state: IterativeImputerState) {
    super();
    this.#state = state;
    this.outputNames = namesWithIndicators(state.inputNames, state.indicators);
  }

  static parse(state: StateReader): IterativeImputerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const minValue = state.float64("minValue", { length, max: Number.MAX_VALUE });
    const maxValue = state.float64("maxValue", { length, min: -Number.MAX_VALUE });
    if (minValue.some((least, col) => !(least < maxValue[col]!))) state.fail("minValue", "values below maxValue");
    const steps = state.children("steps").map((step) => readStep(step, inputNames));
    const nIter = state.number("nIter", { integer: true, min: 0 });
    if (nIter === 0 ? steps.length > 0 : steps.length % nIter !== 0) state.fail("nIter", "the number of rounds");
    return new IterativeImputerModel({
      inputNames,
      statistics: state.float64("statistics", { length, finite: true }),
      minValue,
      maxValue,
      indicators: readColumnPlaces(state, "indicators", length),
      steps,
      nIter,
    });
  }

  toState(): IterativeImputerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The steps, round after round. */
  get steps(): readonly ImputationStep[] {
    return this.#state.steps;
  }
  /** How many rounds were learned; as many as `maxIter` where the values had not settled. */
  get nIter(): number {
    return this.#state.nIter;
  }
  /** What missing values are at first, for each column. */
  get statistics(): Float64Array {
    return this.#state.statistics;
  }

  protected apply(x: Matrix): DenseMatrix {
    const filled = this.#begin(x);
    for (const _ of this.#fill(x, filled));
    return this.#end(x, filled);
  }

  /** The same as `transform`, with pauses while models are asked. */
  override async transformAsync(input: TableInput<object>, options: AsyncOptions = {}): Promise<Matrix> {
    const work = batchWork(this.kind, options);
    const x = await readBatch(this, input, work);
    const filled = this.#begin(x);
    const total = this.steps.length + 1;
    for (const done of this.#fill(x, filled)) await work.progress.tick(done, total);
    const out = this.#end(x, filled);
    await work.progress.tick(total, total);
    return out;
  }

  /** The values with what is missing as it is at first. */
  #begin({ values, cols }: Matrix): Float64Array {
    const { statistics } = this.#state;
    const filled = values.slice();
    for (let at = 0; at < filled.length; at++) if (Number.isNaN(filled[at])) filled[at] = statistics[at % cols]!;
    return filled;
  }

  /** Goes through the steps; yields how many are done, after each block of rows. */
  *#fill({ values, rows, cols }: Matrix, filled: Float64Array): Generator<number, void, void> {
    const { steps, inputNames } = this.#state;
    const missing = missingRows(values, rows, cols);
    for (const [done, { column, neighbors, model }] of steps.entries()) {
      const asked = missing[column]!;
      const names = Array.from(neighbors, (each) => inputNames[each] ?? "");
      for (let start = 0; start < asked.length; start += ROWS) {
        const block = asked.subarray(start, start + ROWS);
        const given = new Float64Array(block.length * neighbors.length);
        takeCells(filled, cols, block, neighbors, given);
        const found = model.predict(new DenseMatrix(given, block.length, neighbors.length, { names }));
        for (let i = 0; i < block.length; i++) filled[block[i]! * cols + column] = this.#clipped(column, found[i]!);
        yield done;
      }
    }
  }

  #end({ values, rows, cols }: Matrix, filled: Float64Array): DenseMatrix {
    const { indicators } = this.#state;
    const names = this.outputNames;
    if (indicators.length === 0) return new DenseMatrix(filled, rows, cols, { names });
    const width = cols + indicators.length;
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      out.set(filled.subarray(row * cols, (row + 1) * cols), row * width);
      writeFlags(values, row * cols, indicators, out, row * width + cols);
    }
    return new DenseMatrix(out, rows, width, { names });
  }

  #clipped(column: number, value: number): number {
    const { minValue, maxValue } = this.#state;
    return Math.max(minValue[column]!, Math.min(maxValue[column]!, value));
  }

  override rowTransform(): RowTransform {
    const { steps, statistics, indicators } = this.#state;
    const { length } = statistics;
    const asks = steps.map(({ column, neighbors, model }) => {
      return { column, neighbors, value: rowValueOf(model), given: new Float64Array(neighbors.length) };
    });
    const row = new Float64Array(length);
    const filled = new Float64Array(length);
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) {
        row[i] = cells[i] as number;
        filled[i] = Number.isNaN(row[i]) ? statistics[i]! : row[i]!;
      }
      for (const { column, neighbors, value, given } of asks) {
        if (!Number.isNaN(row[column])) continue;
        for (let i = 0; i < given.length; i++) given[i] = filled[neighbors[i]!]!;
        filled[column] = this.#clipped(column, value(given));
      }
      for (let i = 0; i < length; i++) out[at + i] = filled[i]!;
      writeFlags(row, 0, indicators, out, at + length);
    };
  }
}

function readStep(state: StateReader, inputNames: readonly string[]): ImputationStep {
  const { length } = inputNames;
  const column = state.number("column", { integer: true, min: 0, max: length - 1 });
  const neighbors = readColumnPlaces(state, "neighbors", length);
  if (neighbors.length === 0 || neighbors.includes(column)) state.fail("neighbors", "other columns");
  const names = Array.from(neighbors, (each) => inputNames[each] ?? "");
  return { column, neighbors, model: readRegressor(state, names) };
}

/** The rows in which each column is missing. */
export function missingRows(values: Float64Array, rows: number, cols: number): Int32Array[] {
  const counts = new Int32Array(cols);
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) counts[at % cols] = counts[at % cols]! + 1;
  const lists = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, at++) {
      if (!Number.isNaN(values[at])) continue;
      lists[col]![counts[col]!] = row;
      counts[col] = counts[col]! + 1;
    }
  }
  return lists;
}

/** Copies some columns of some rows, row after row. */
export function takeCells(
  values: Float64Array,
  cols: number,
  rows: Int32Array,
  columns: Int32Array,
  out: Float64Array,
): void {
  for (let i = 0, to = 0; i < rows.length; i++) {
    const from = rows[i]! * cols;
    for (let j = 0; j < columns.length; j++, to++) out[to] = values[from + columns[j]!]!;
  }
}
