/**
 * A SimpleImputer fitted on numbers: one fill value a column.
 */

import { checkMatrix } from "../base/checks.js";
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import { ParameterError } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { type ColumnKind, DenseMatrix, type Matrix } from "../data/matrix.js";
import type { ImputerStrategy } from "./fill-values.js";
import { namesWithIndicators, readColumnPlaces, writeFlags } from "./indicators.js";

/** What a SimpleImputer fitted on numbers stores. */
export interface SimpleImputerState {
  readonly inputNames: readonly string[];
  readonly strategy: ImputerStrategy;
  /** What missing values become, for each column. */
  readonly statistics: Float64Array;
  /** The columns, ascending, for which a column is added that is 1 where the value was missing. */
  readonly indicators: Int32Array;
}

/** Replaces the missing values of each column by one number. */
export class SimpleImputerModel extends MatrixTransformer {
  static readonly kind = "SimpleImputerModel";
  static readonly version = 1;
  readonly kind = SimpleImputerModel.kind;
  readonly version = SimpleImputerModel.version;
  readonly traits: Traits = { missing: true };
  /** The columns that were read, then `missingindicator_age` for each that has an indicator. */
  readonly outputNames: readonly string[];
  readonly #state: SimpleImputerState;

  constructor(state: SimpleImputerState) {
    super();
    this.#state = state;
    this.outputNames = namesWithIndicators(state.inputNames, state.indicators);
  }

  static parse(state: StateReader): SimpleImputerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new SimpleImputerModel({
      inputNames,
      strategy: state.choice("strategy", ["mean", "median", "mostFrequent", "constant"]),
      statistics: state.float64("statistics", { length, finite: true }),
      indicators: readColumnPlaces(state, "indicators", length),
    });
  }

  toState(): SimpleImputerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** What missing values become, for each column. */
  get statistics(): Float64Array {
    return this.#state.statistics;
  }

  protected apply(x: Matrix): DenseMatrix {
    const { statistics, indicators } = this.#state;
    const { values, rows, cols } = x;
    const width = cols + indicators.length;
    const out = new Float64Array(rows * width);
    for (let row = 0, at = 0, to = 0; row < rows; row++, at += cols, to += width) {
      for (let col = 0; col < cols; col++) {
        const value = values[at + col] as number;
        out[to + col] = Number.isNaN(value) ? (statistics[col] as number) : value;
      }
      writeFlags(values, at, indicators, out, to + cols);
    }
    return new DenseMatrix(out, rows, width, { names: this.outputNames, kinds: this.#kinds(x) });
  }

  // A mean of category codes is no code; the most frequent one is.
  #kinds({ kinds }: Matrix): readonly ColumnKind[] | undefined {
    const { strategy, indicators } = this.#state;
    if (strategy !== "mostFrequent" || kinds === undefined) return undefined;
    return [...kinds, ...Array.from(indicators, (): ColumnKind => "number")];
  }

  override rowTransform(): RowTransform {
    const { statistics, indicators } = this.#state;
    const { length } = statistics;
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) {
        const value = cells[i] as number;
        out[at + i] = Number.isNaN(value) ? (statistics[i] as number) : value;
      }
      writeFlags(cells, 0, indicators, out, at + length);
    };
  }

  /**
   * Undoes `transform`: values of columns that have an indicator are missing again where that says so, and the indicators are gone.
   *
   * @throws ParameterError `NOT_SUPPORTED` for an imputer without indicators; SchemaError `COLUMN_MISMATCH` for other columns than the imputer
   * gives; DataError `DATA_NOT_FINITE`, `DATA_SPARSE`.
   */
  inverseTransform(input: TableInput<object>): DenseMatrix {
    const { inputNames, indicators } = this.#state;
    if (indicators.length === 0) throw noIndicators(this.kind);
    const x = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, this.traits, x);
    const [cols, width] = [inputNames.length, x.cols];
    const out = new Float64Array(x.rows * cols);
    for (let row = 0, at = 0, to = 0; row < x.rows; row++, at += width, to += cols) {
      for (let col = 0; col < cols; col++) out[to + col] = x.values[at + col] as number;
      for (let i = 0; i < indicators.length; i++) {
        if (x.values[at + cols + i] !== 0) out[to + (indicators[i] as number)] = Number.NaN;
      }
    }
    return new DenseMatrix(out, x.rows, cols, { names: inputNames });
  }
}

/** Error for undoing what an imputer did without a record of it. */
export function noIndicators(owner: string): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: `${owner} cannot tell which values it filled in`,
    given: "an imputer without indicators",
    expected: "one fitted with addIndicator: true on a table with missing values",
    remedy: "Fit it with addIndicator: true, which keeps a column of what was missing",
    data: { owner },
  });
}
