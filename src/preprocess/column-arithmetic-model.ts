/**
 * A fitted ColumnArithmetic: the columns that it reads and the steps that compute others from them.
 */

import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { type ArithmeticPolicy, type ArithmeticStep, BINARY, isBinary, RowArithmetic, UNARY } from "./arithmetic.js";

/** What a fitted ColumnArithmetic stores. */
export interface ColumnArithmeticState extends ArithmeticPolicy {
  readonly inputNames: readonly string[];
  readonly steps: readonly ArithmeticStep[];
}

/** Gives the columns that it reads, and after them the computed ones. */
export class ColumnArithmeticModel extends MatrixTransformer {
  static readonly kind = "ColumnArithmeticModel";
  static readonly version = 1;
  readonly kind = ColumnArithmeticModel.kind;
  readonly version = ColumnArithmeticModel.version;
  readonly traits: Traits = { missing: true };
  /** The columns that it reads, then the computed ones in their order. */
  readonly outputNames: readonly string[];
  readonly #state: ColumnArithmeticState;
  readonly #arithmetic: RowArithmetic;

  constructor(state: ColumnArithmeticState) {
    super();
    this.#state = state;
    this.outputNames = [...state.inputNames, ...state.steps.map(({ name }) => name)];
    this.#arithmetic = new RowArithmetic(state.inputNames, state.steps, state);
  }

  static parse(state: StateReader): ColumnArithmeticModel {
    const inputNames = state.strings("inputNames");
    const steps = state.children("steps").map((step, index): ArithmeticStep => {
      const op = step.choice("op", [...BINARY, ...UNARY]);
      const operand = { integer: true, min: 0, max: inputNames.length + index - 1 };
      const left = step.number("left", operand);
      const right = step.number("right", operand);
      if (!isBinary(op) && right !== left) step.fail("right", "the same operand as left, for one column");
      return { name: step.string("name"), op, left, right };
    });
    const names = [...inputNames, ...steps.map(({ name }) => name)];
    if (new Set(names).size !== names.length) state.fail("steps", "names that no other column has");
    const handleMissing = state.choice("handleMissing", ["missing", "error"]);
    const handleUndefined = state.choice("handleUndefined", ["missing", "error"]);
    return new ColumnArithmeticModel({ inputNames, steps, handleMissing, handleUndefined });
  }

  toState(): ColumnArithmeticState {
    const { inputNames, steps, handleMissing, handleUndefined } = this.#state;
    return { inputNames, steps, handleMissing, handleUndefined };
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }

  protected apply({ values, rows, cols }: Matrix): Matrix {
    const width = this.outputNames.length;
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) out[row * width + col] = values[row * cols + col] as number;
      this.#arithmetic.append(out, row * width, row);
    }
    return new DenseMatrix(out, rows, width, { names: this.outputNames });
  }

  override rowTransform(): RowTransform {
    const { length } = this.inputNames;
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) out[at + i] = cells[i] as number;
      this.#arithmetic.append(out, at);
    };
  }
}
