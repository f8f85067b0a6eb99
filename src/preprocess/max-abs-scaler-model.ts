/**
 * A fitted MaxAbsScaler: one scale a column.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { ScalingModel } from "./scaling-model.js";

/** What a fitted MaxAbsScaler stores. */
export interface MaxAbsScalerState {
  readonly inputNames: readonly string[];
  /** The greatest magnitude of each column; 0 for a column without any value. */
  readonly maxAbs: Float64Array;
  /** What each column is divided by. */
  readonly scale: Float64Array;
}

/** Divides each column by the greatest magnitude that it had at fit. NaN stays NaN, and zeros stay zeros. */
export class MaxAbsScalerModel extends ScalingModel {
  static readonly kind = "MaxAbsScalerModel";
  static readonly version = 1;
  readonly kind = MaxAbsScalerModel.kind;
  readonly version = MaxAbsScalerModel.version;
  readonly traits: Traits = { missing: true, sparse: true };
  protected readonly offset: Float64Array;
  readonly #state: MaxAbsScalerState;

  constructor(state: MaxAbsScalerState) {
    super();
    this.#state = state;
    this.offset = new Float64Array(state.scale.length);
  }

  static parse(state: StateReader): MaxAbsScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new MaxAbsScalerModel({
      inputNames,
      maxAbs: state.float64("maxAbs", { length, finite: true, min: 0 }),
      scale: state.float64("scale", { length, finite: true, min: Number.MIN_VALUE }),
    });
  }

  toState(): MaxAbsScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The greatest magnitude of each column. */
  get maxAbs(): Float64Array {
    return this.#state.maxAbs;
  }
  /** What each column is divided by: its greatest magnitude, or 1 where that is 0. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
}
