/**
 * A SimpleImputer fitted on numbers: one fill value a column.
 */

import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { type ColumnKind, DenseMatrix, type Matrix } from "../data/matrix.js";
import type { ImputerStrategy } from "./fill-values.js";
import { uniqueNames } from "./unique-names.js";

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
    const flags = Array.from(state.indicators, (col) => indicatorName(state.inputNames[col] ?? ""));
    this.outputNames = flags.length === 0 ? state.inputNames : uniqueNames([...state.inputNames, ...flags]);
  }

  static parse(state: StateReader): SimpleImputerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const indicators = state.int32("indicators", { min: 0, max: length - 1 });
    const ascending = indicators.every((col, index) => index === 0 || col > (indicators[index - 1] as number));
    if (!ascending) state.fail("indicators", "ascending columns");
    return new SimpleImputerModel({
      inputNames,
      strategy: state.choice("strategy", ["mean", "median", "mostFrequent", "constant"]),
      statistics: state.float64("statistics", { length, finite: true }),
      indicators,
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
      for (let i = 0; i < indicators.length; i++) {
        out[to + cols + i] = Number.isNaN(values[at + (indicators[i] as number)]) ? 1 : 0;
      }
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
      for (let i = 0; i < indicators.length; i++) {
        out[at + length + i] = Number.isNaN(cells[indicators[i] as number]) ? 1 : 0;
      }
    };
  }
}

/** The name of the column that tells where another one has no value. */
export function indicatorName(name: string): string {
  return `missingindicator_${name}`;
}
