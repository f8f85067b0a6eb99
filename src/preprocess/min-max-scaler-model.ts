/**
 * A fitted MinMaxScaler: one factor and one summand a column.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { multiplyAdd, subtractDivide } from "../kernels/column-maps.js";
import { InvertibleModel } from "./one-to-one-model.js";

/** What was seen of each column at fit. */
export interface DataRange {
  /** The least value; 0 for a column without any. */
  readonly dataMin: Float64Array;
  /** The greatest value; 0 for a column without any. */
  readonly dataMax: Float64Array;
  /** How many values were not missing. */
  readonly count: Float64Array;
}

/** What a fitted MinMaxScaler stores. */
export interface MinMaxScalerState extends DataRange {
  readonly inputNames: readonly string[];
  /** What the least value of a column becomes. */
  readonly least: number;
  /** What the greatest value of a column becomes. */
  readonly greatest: number;
  /** Whether values beyond are cut off. */
  readonly clip: boolean;
  /** What each column is multiplied by. */
  readonly scale: Float64Array;
  /** What is added to each column then. */
  readonly min: Float64Array;
}

/** Maps the range that each column had at fit to another one. NaN stays NaN. */
export class MinMaxScalerModel extends InvertibleModel {
  static readonly kind = "MinMaxScalerModel";
  static readonly version = 1;
  readonly kind = MinMaxScalerModel.kind;
  readonly version = MinMaxScalerModel.version;
  readonly traits: Traits = { missing: true };
  readonly #state: MinMaxScalerState;

  constructor(state: MinMaxScalerState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MinMaxScalerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const least = state.number("least");
    const greatest = state.number("greatest");
    if (!(least < greatest)) state.fail("greatest", "a number above 'least'");
    const finite = { length, finite: true } as const;
    return new MinMaxScalerModel({
      inputNames,
      least,
      greatest,
      clip: state.boolean("clip"),
      scale: state.float64("scale", { ...finite, min: Number.MIN_VALUE }),
      min: state.float64("min", finite),
      dataMin: state.float64("dataMin", finite),
      dataMax: state.float64("dataMax", finite),
      count: state.float64("count", { ...finite, min: 0 }),
    });
  }

  toState(): MinMaxScalerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The least value of each column. */
  get dataMin(): Float64Array {
    return this.#state.dataMin;
  }
  /** The greatest value of each column. */
  get dataMax(): Float64Array {
    return this.#state.dataMax;
  }
  /** What each column is multiplied by. */
  get scale(): Float64Array {
    return this.#state.scale;
  }
  /** What is added to each column after that. */
  get min(): Float64Array {
    return this.#state.min;
  }
  /** What merging with the range of further rows takes. */
  get range(): DataRange {
    const { dataMin, dataMax, count } = this.#state;
    return { dataMin, dataMax, count };
  }

  protected mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    const { scale, min, clip, least, greatest } = this.#state;
    multiplyAdd(values, scale, min, out, start, end);
    if (!clip) return;
    const last = end * scale.length;
    for (let at = start * scale.length; at < last; at++) {
      out[at] = Math.max(least, Math.min(greatest, out[at] as number));
    }
  }

  /** Values that were cut off are not got back. */
  protected unmapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    subtractDivide(values, this.#state.min, this.#state.scale, out, start, end);
  }
}
