/**
 * A fitted RobustScaler: one centre and one scale a column.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { ScalingModel } from "./scaling-model.js";

/** What a fitted RobustScaler stores. */
export interface RobustScalerState {
  readonly inputNames: readonly string[];
  /** Whether the median is taken off. */
  readonly centering: boolean;
  /** What is taken off each column; all 0 without centring. */
  readonly center: Float64Array;
  /** What each column is divided by; all 1 without scaling. */
  readonly scale: Float64Array;
}

/** Takes the median off each column and divides by the distance between two of its quantiles. NaN stays NaN. */
export class RobustScalerModel extends ScalingModel {
  static readonly kind = "RobustScalerModel";
  static readonly version = 1;
  readonly kind = RobustScalerModel.kind;
  readonly version = RobustScalerModel.version;
  /** Sparse rows are read unless the median is taken off, which would fill their zeros. */
  readonly traits: Traits;
  readonly #state: RobustScalerState;

  constructor(state: RobustScalerState) {
    super();
    this.traits = { missing: true, sparse: !state.centering };
    this.#state = state;
  }

  static parse(state: StateReader): RobustScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const centering = state.boolean("centering");
    const center = state.float64("center", { length, finite: true });
    if (!centering && center.some((value) => value !== 0)) state.fail("center", "zeros, as nothing is taken off");
    const scale = state.float64("scale", { length, finite: true, min: Number.MIN_VALUE });
    return new RobustScalerModel({ inputNames, centering, center, scale });
  }

  toState(): RobustScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** What is taken off each column: its median, or 0. */
  get center(): Float64Array {
    return this.#state.center;
  }
  /** What each column is divided by. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
  protected get offset(): Float64Array {
    return this.#state.center;
  }
}
