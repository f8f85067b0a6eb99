/**
 * A fitted linear regressor: one coefficient a column and an intercept. LinearRegression and Ridge give it.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { matVec } from "../kernels/dense.js";
import { csrMatVec } from "../kernels/sparse.js";

/** What a fitted linear regressor stores. */
export interface LinearRegressorState {
  readonly inputNames: readonly string[];
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** Predicts Σ coef[i] · x[i] + intercept; the sum runs over the columns in order, the intercept comes last. */
export class LinearRegressorModel extends RegressorModel {
  static readonly kind = "LinearRegressorModel";
  static readonly version = 1;
  readonly kind = LinearRegressorModel.kind;
  readonly version = LinearRegressorModel.version;
  readonly traits: Traits = { sparse: true };
  readonly #state: LinearRegressorState;

  constructor(state: LinearRegressorState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): LinearRegressorModel {
    const inputNames = state.strings("inputNames");
    return new LinearRegressorModel({
      inputNames,
      coef: state.float64("coef", { length: inputNames.length, finite: true }),
      intercept: state.number("intercept"),
    });
  }

  toState(): LinearRegressorState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** One coefficient a column: by how much the prediction grows when the column grows by 1. */
  get coef(): Float64Array {
    return this.#state.coef;
  }
  /** The prediction where all columns are 0. */
  get intercept(): number {
    return this.#state.intercept;
  }

  protected values(x: Matrix): Float64Array {
    return linearValues(x, this.#state);
  }

  override rowValue(): RowNumber {
    return linearValue(this.#state);
  }
}

/** Coefficients and an intercept. */
interface Line {
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** Σ coef[i] · x[i] + intercept of each row. */
export function linearValues(x: Matrix, { coef, intercept }: Line): Float64Array {
  const values = x instanceof CsrMatrix ? csrMatVec(x, x.rows, coef) : matVec(x.values, x.rows, x.cols, coef);
  for (let row = 0; row < values.length; row++) values[row] = values[row]! + intercept;
  return values;
}

/** The same for one row, with the same bits. */
export function linearValue({ coef, intercept }: Line): RowNumber {
  const { length } = coef;
  return (x) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += x[i]! * coef[i]!;
    return sum + intercept;
  };
}
