/**
 * A fitted DummyRegressor: one number.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";

/** What a fitted DummyRegressor stores. */
export interface DummyRegressorState {
  readonly inputNames: readonly string[];
  /** What it predicts. */
  readonly constant: number;
}

/** Predicts the same number for every row. */
export class DummyRegressorModel extends RegressorModel {
  static readonly kind = "DummyRegressorModel";
  static readonly version = 1;
  readonly kind = DummyRegressorModel.kind;
  readonly version = DummyRegressorModel.version;
  readonly traits: Traits = { missing: true, sparse: true };
  readonly #state: DummyRegressorState;

  constructor(state: DummyRegressorState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): DummyRegressorModel {
    return new DummyRegressorModel({ inputNames: state.strings("inputNames"), constant: state.number("constant") });
  }

  toState(): DummyRegressorState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** What it predicts. */
  get constant(): number {
    return this.#state.constant;
  }

  protected values(x: Matrix): Float64Array {
    return new Float64Array(x.rows).fill(this.constant);
  }

  override rowValue(): RowNumber {
    const { constant } = this.#state;
    return () => constant;
  }
}
