/**
 * A fitted PowerTransformer: one power a column, and what standardises the result.
 */

import { DataError } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { type ColumnMap, ColumnwiseModel } from "./columnwise-model.js";
import { type PowerMethod, powerInverse, powerTransform } from "./power-map.js";

/** What a fitted PowerTransformer stores. */
export interface PowerTransformerState {
  readonly inputNames: readonly string[];
  readonly method: PowerMethod;
  /** The power of each column. */
  readonly lambdas: Float64Array;
  /** What is taken off each column after that; all 0 where it is not standardised. */
  readonly mean: Float64Array;
  /** What each column is divided by then; all 1 where it is not standardised. */
  readonly scale: Float64Array;
}

/** Raises each column to a power that makes it about normal, and standardises it. NaN stays NaN. */
export class PowerTransformerModel extends ColumnwiseModel {
  static readonly kind = "PowerTransformerModel";
  static readonly version = 1;
  readonly kind = PowerTransformerModel.kind;
  readonly version = PowerTransformerModel.version;
  readonly traits: Traits = { missing: true };
  protected readonly maps: readonly ColumnMap[];
  protected readonly inverses: readonly ColumnMap[];
  readonly #state: PowerTransformerState;

  constructor(state: PowerTransformerState) {
    super();
    this.#state = state;
    this.maps = state.inputNames.map((name, col) => mapOf(state, name, col));
    this.inverses = state.inputNames.map((name, col) => inverseOf(state, name, col));
  }

  static parse(state: StateReader): PowerTransformerModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new PowerTransformerModel({
      inputNames,
      method: state.choice("method", ["yeoJohnson", "boxCox"]),
      lambdas: state.float64("lambdas", { length, finite: true }),
      mean: state.float64("mean", { length, finite: true }),
      scale: state.float64("scale", { length, finite: true, min: Number.MIN_VALUE }),
    });
  }

  toState(): PowerTransformerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The power of each column. */
  get lambdas(): Float64Array {
    return this.#state.lambdas;
  }
}

function mapOf({ method, lambdas, mean, scale }: PowerTransformerState, name: string, col: number): ColumnMap {
  const lambda = lambdas[col] as number;
  const offset = mean[col] as number;
  const divisor = scale[col] as number;
  return (values) => {
    if (method === "boxCox") checkPositive(name, values);
    powerTransform(method, lambda, values);
    for (let i = 0; i < values.length; i++) values[i] = ((values[i] as number) - offset) / divisor;
  };
}

/**
 * Holds a column to what Box and Cox's transform takes.
 *
 * @throws DataError `DATA_DOMAIN`.
 */
export function checkPositive(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if ((values[i] as number) <= 0) throw notPositive(name, values[i] as number);
}

function inverseOf({ method, lambdas, mean, scale }: PowerTransformerState, name: string, col: number): ColumnMap {
  const lambda = lambdas[col] as number;
  const offset = mean[col] as number;
  const factor = scale[col] as number;
  return (values) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) continue;
      const x = powerInverse(method, value * factor + offset, lambda);
      if (!Number.isFinite(x)) throw noInverse(name, value);
      values[i] = x;
    }
  };
}

function notPositive(column: string, value: number): DataError {
  return new DataError("DATA_DOMAIN", {
    problem: `The Box-Cox transform takes numbers above 0 alone; not so column '${column}'`,
    given: String(value),
    expected: "numbers above 0, or NaN where a value is missing",
    remedy: 'Choose method "yeoJohnson", which takes any numbers, or add a constant to the column first',
    data: { columns: [column], value },
  });
}

function noInverse(column: string, value: number): DataError {
  return new DataError("DATA_DOMAIN", {
    problem: `No number of column '${column}' is transformed to this value`,
    given: String(value),
    expected: "values that transform gives: a power transform may have an upper or a lower end",
    remedy: "Keep predictions within the range of the transformed training values before undoing the transform",
    data: { columns: [column], value },
  });
}
