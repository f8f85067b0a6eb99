/**
 * A fitted QuantileTransformer: the quantiles of each column.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { type ColumnMap, ColumnwiseModel } from "./columnwise-model.js";
import { type OutputDistribution, quantileInverse, quantileMap } from "./quantile-map.js";

/** What a fitted QuantileTransformer stores. */
export interface QuantileTransformerState {
  readonly inputNames: readonly string[];
  readonly outputDistribution: OutputDistribution;
  /** Whether sparse rows are read, of which the zeros that are left out stay zeros. */
  readonly sparse: boolean;
  /** How many quantiles were learned of each column, at shares evenly from 0 to 1. */
  readonly nQuantiles: number;
  /** The quantiles, ascending, one column after the other. */
  readonly quantiles: Float64Array;
  /** How many values of each column they were learned from; a column without any is left as it is. */
  readonly count: Float64Array;
}

/** Maps each column to an even or a normal distribution by its quantiles at fit. NaN stays NaN. */
export class QuantileTransformerModel extends ColumnwiseModel {
  static readonly kind = "QuantileTransformerModel";
  static readonly version = 1;
  readonly kind = QuantileTransformerModel.kind;
  readonly version = QuantileTransformerModel.version;
  readonly traits: Traits;
  protected readonly maps: readonly ColumnMap[];
  protected readonly inverses: readonly ColumnMap[];
  readonly #state: QuantileTransformerState;

  constructor(state: QuantileTransformerState) {
    super();
    this.traits = { missing: true, sparse: state.sparse };
    this.#state = state;
    const { quantiles, nQuantiles, count, outputDistribution } = state;
    const each = (make: typeof quantileMap): ColumnMap[] =>
      state.inputNames.map((_, col) => {
        if (count[col] === 0) return same;
        return make(quantiles, col * nQuantiles, nQuantiles, outputDistribution);
      });
    this.maps = each(quantileMap);
    this.inverses = each(quantileInverse);
  }

  static parse(state: StateReader): QuantileTransformerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const nQuantiles = state.number("nQuantiles", { integer: true, min: 1 });
    const quantiles = state.float64("quantiles", { length: length * nQuantiles, finite: true });
    for (let k = 0; k < quantiles.length; k++) {
      const falls = k % nQuantiles > 0 && (quantiles[k] as number) < (quantiles[k - 1] as number);
      if (falls) state.fail("quantiles", "quantiles that ascend within each column");
    }
    return new QuantileTransformerModel({
      inputNames,
      outputDistribution: state.choice("outputDistribution", ["uniform", "normal"]),
      sparse: state.boolean("sparse"),
      nQuantiles,
      quantiles,
      count: state.float64("count", { length, finite: true, min: 0 }),
    });
  }

  toState(): QuantileTransformerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** How many quantiles were learned of each column. */
  get nQuantiles(): number {
    return this.#state.nQuantiles;
  }
  /** The quantiles of each column, ascending, one column after the other. */
  get quantiles(): Float64Array {
    return this.#state.quantiles;
  }
}

/** What becomes of a column without any value at fit: nothing. */
function same(): void {}
