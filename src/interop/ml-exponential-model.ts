/**
 * A fitted exponential curve of one column: what MlExponentialRegression gives.
 */
import type { StateReader } from "../core/state.js";
import { exp } from "../kernels/math.js";
import { CurveModel } from "./curve-model.js";

/** What a fitted exponential curve stores. */
export interface MlExponentialState {
  readonly inputNames: readonly string[];
  /** The value at 0: `B` in ml-regression. */
  readonly scale: number;
  /** By how much the logarithm grows when the column grows by 1: `A` in ml-regression. */
  readonly rate: number;
}

/** Predicts scale · e^(rate · x). */
export class MlExponentialModel extends CurveModel {
  static readonly kind = "MlExponentialModel";
  static readonly version = 1;
  readonly kind = MlExponentialModel.kind;
  readonly version = MlExponentialModel.version;
  readonly #state: MlExponentialState;

  constructor(state: MlExponentialState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MlExponentialModel {
    return new MlExponentialModel({
      inputNames: state.strings("inputNames", { length: 1 }),
      scale: state.number("scale"),
      rate: state.number("rate"),
    });
  }

  toState(): MlExponentialState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The value at 0: `B` in ml-regression. */
  get scale(): number {
    return this.#state.scale;
  }
  /** By how much the logarithm grows when the column grows by 1: `A` in ml-regression. */
  get rate(): number {
    return this.#state.rate;
  }

  protected at(x: number): number {
    return this.#state.scale * exp(x * this.#state.rate);
  }
}
