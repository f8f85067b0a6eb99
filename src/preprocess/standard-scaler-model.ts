/**
 * A fitted StandardScaler: one mean and one scale a column.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Moments } from "./moments.js";
import { ScalingModel } from "./scaling-model.js";

/** What a fitted StandardScaler stores. */
export interface StandardScalerState {
  readonly inputNames: readonly string[];
  /** Whether the mean is taken off. */
  readonly centre: boolean;
  readonly mean: Float64Array;
  /** What each column is divided by; all 1 without scaling. */
  readonly scale: Float64Array;
  /** The variance of each column. */
  readonly variance: Float64Array;
  /** The weight of the rows with a value, for each column. */
  readonly count: Float64Array;
}

/** Takes the mean off each column and divides by its standard deviation. NaN stays NaN. */
export class StandardScalerModel extends ScalingModel {
  static readonly kind = "StandardScalerModel";
  static readonly version = 1;
  readonly kind = StandardScalerModel.kind;
  readonly version = StandardScalerModel.version;
  /** Sparse rows are read unless the mean is taken off, which would fill their zeros. */
  readonly traits: Traits;
  protected readonly offset: Float64Array;
  readonly #state: StandardScalerState;

  constructor(state: StandardScalerState) {
    super();
    this.traits = { missing: true, sparse: !state.centre };
    this.#state = state;
    this.offset = state.centre ? state.mean : new Float64Array(state.mean.length);
  }

  static parse(state: StateReader): StandardScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new StandardScalerModel({
      inputNames,
      centre: state.boolean("centre"),
      mean: state.float64("mean", { length, finite: true }),
      scale: state.float64("scale", { length, finite: true, min: Number.MIN_VALUE }),
      variance: state.float64("variance", { length, finite: true, min: 0 }),
      count: state.float64("count", { length, finite: true, min: 0 }),
    });
  }

  toState(): StandardScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The mean of each column. */
  get mean(): Float64Array {
    return this.#state.mean;
  }
  /** The standard deviation of each column; 1 for a constant one. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
  /** The variance of each column. */
  get variance(): Float64Array {
    return this.#state.variance;
  }
  /** What merging with the moments of further rows takes. */
  get moments(): Moments {
    return this.#state;
  }
}
