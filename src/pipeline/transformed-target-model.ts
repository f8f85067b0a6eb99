/**
 * A regressor that was fitted on a transformed target, with the way back.
 */

import { RegressorModel, TransformerModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Model } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";

/** A fitted transformer that can undo what it does. */
export type Invertible = TransformerModel & { inverseTransform(x: DenseMatrix): DenseMatrix };

/** Whether a model can undo what it does. */
export function isInvertible(value: unknown): value is Invertible {
  return value instanceof TransformerModel && "inverseTransform" in value && value.inverseTransform instanceof Function;
}

/** The way back: a function, stored by name, or a fitted transformer. */
export type WayBack = { readonly name: string; readonly inverse: (y: number) => number } | Invertible;

/** What a fitted TransformedTargetRegressor stores. */
export interface TransformedTargetState {
  readonly regressor: Model;
  /** The name of the inverse function. */
  readonly inverse: string | null;
  /** The transformer of the target. */
  readonly transformer: Model | null;
}

/** Predicts with a regressor and turns the result back into the target's own scale. */
export class TransformedTargetModel extends RegressorModel {
  static readonly kind = "TransformedTargetModel";
  static readonly version = 1;
  readonly kind = TransformedTargetModel.kind;
  readonly version = TransformedTargetModel.version;
  /** The model of the transformed target. */
  readonly regressor: RegressorModel;
  readonly #back: WayBack;

  constructor(regressor: RegressorModel, back: WayBack) {
    super();
    this.regressor = regressor;
    this.#back = back;
  }

  static parse(state: StateReader): TransformedTargetModel {
    const isRegressor = (value: unknown): value is RegressorModel => value instanceof RegressorModel;
    const regressor = state.model("regressor", isRegressor, "a regressor");
    if (!state.isNull("transformer")) {
      const transformer = state.model("transformer", isInvertible, "a transformer that can be undone");
      if (transformer.inputNames.length !== 1) state.fail("transformer", "a transformer of one column");
      return new TransformedTargetModel(regressor, transformer);
    }
    const name = state.string("inverse");
    // Whether it takes and gives a number shows when it is called: what it gives is checked.
    return new TransformedTargetModel(regressor, { name, inverse: state.fn(name) as (y: number) => number });
  }

  toState(): TransformedTargetState {
    const back = this.#back;
    const transformer = "inverse" in back ? null : back;
    return { regressor: this.regressor, inverse: "inverse" in back ? back.name : null, transformer };
  }
  /** The fitted parts: the transformer of the target, where there is one, and the regressor. */
  get parts(): readonly { readonly name: string; readonly model: Model }[] {
    const back = this.#back;
    const transformer = "inverse" in back ? [] : [{ name: "transformer", model: back }];
    return [...transformer, { name: "regressor", model: this.regressor }];
  }
  get inputNames(): readonly string[] {
    return this.regressor.inputNames;
  }
  get traits(): Traits {
    return this.regressor.traits;
  }

  protected values(x: Matrix): Float64Array {
    const inverse = this.#inverse();
    return this.regressor.predict(x).map(inverse);
  }

  override rowValue(): RowNumber {
    const value = this.regressor.rowValue();
    const inverse = this.#inverse();
    return (x) => inverse(value(x));
  }

  #inverse(): (y: number) => number {
    const back = this.#back;
    if (!("inverse" in back))
      return (y) => checked(back.kind, back.inverseTransform(new DenseMatrix(Float64Array.of(y), 1, 1)).values[0], y);
    return (y) => checked(back.name, back.inverse(y), y);
  }
}

function checked(name: string, value: unknown, y: number): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `The inverse of the target's transformation, '${name}', gives no finite number`,
    given: `${show(value)} for ${show(y)}`,
    expected: "a finite number",
    remedy: "Choose a transformation whose inverse is defined for all that the regressor may predict",
    data: { name, y },
  });
}
