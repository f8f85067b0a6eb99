/**
 * A fitted power curve of one column: what MlPowerRegression gives.
 */
import type { StateReader } from "../core/state.js";
import { pow } from "../kernels/math.js";
import { CurveModel } from "./curve-model.js";

/** What a fitted power curve stores. */
export interface MlPowerState {
  readonly inputNames: readonly string[];
  /** The value at 1: `A` in ml-regression. */
  readonly scale: number;
  /** The power of the column: `B` in ml-regression. */
  readonly exponent: number;
}

/** Predicts scale · x^exponent. */
export class MlPowerModel extends CurveModel {
  static readonly kind = "MlPowerModel";
  static readonly version = 1;
  readonly kind = MlPowerModel.kind;
  readonly version = MlPowerModel.version;
  readonly #state: MlPowerState;

  constructor(state: MlPowerState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MlPowerModel {
    return new MlPowerModel({
      inputNames: state.strings("inputNames", { length: 1 }),
      scale: state.number("scale"),
      exponent: state.number("exponent"),
    });
  }

  toState(): MlPowerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The value at 1: `A` in ml-regression. */
  get scale(): number {
    return this.#state.scale;
  }
  /** The power of the column: `B` in ml-regression. */
  get exponent(): number {
    return this.#state.exponent;
  }

  protected at(x: number): number {
    return this.#state.scale * pow(x, this.#state.exponent);
  }
}
