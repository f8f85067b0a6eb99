/**
 * A fitted Clip: two bounds a column.
 */

import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";

/** What a fitted Clip stores. */
export interface ClipState {
  readonly inputNames: readonly string[];
  /** The least value of each column; −∞ for none. */
  readonly lower: Float64Array;
  /** The greatest value of each column; ∞ for none. */
  readonly upper: Float64Array;
}

/** Cuts off what lies beyond each column's bounds. NaN stays NaN. */
export class ClipModel extends MatrixTransformer {
  static readonly kind = "ClipModel";
  static readonly version = 1;
  readonly kind = ClipModel.kind;
  readonly version = ClipModel.version;
  readonly traits: Traits = { missing: true };
  readonly #state: ClipState;

  constructor(state: ClipState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): ClipModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const lower = state.float64("lower", { length });
    const upper = state.float64("upper", { length });
    // NaN fails the comparison too.
    if (!lower.every((value, col) => value <= (upper[col] as number))) state.fail("lower", "bounds ≤ the upper ones");
    return new ClipModel({ inputNames, lower, upper });
  }

  toState(): ClipState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The least value of each column; −∞ for none. */
  get lower(): Float64Array {
    return this.#state.lower;
  }
  /** The greatest value of each column; ∞ for none. */
  get upper(): Float64Array {
    return this.#state.upper;
  }

  protected apply({ values, rows, cols }: Matrix): Matrix {
    const { lower, upper } = this.#state;
    const out = new Float64Array(values.length);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        out[at] = clip(values[at] as number, lower[col] as number, upper[col] as number);
      }
    }
    return new DenseMatrix(out, rows, cols, { names: this.inputNames });
  }

  override rowTransform(): RowTransform {
    const { lower, upper } = this.#state;
    return (cells, out, at) => {
      for (let col = 0; col < lower.length; col++) {
        out[at + col] = clip(cells[col] as number, lower[col] as number, upper[col] as number);
      }
    };
  }
}

/** NaN stays what it is. */
function clip(value: number, lower: number, upper: number): number {
  return Math.min(Math.max(value, lower), upper);
}
