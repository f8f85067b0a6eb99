/**
 * What fitted curves have in common: a function of one column.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import { DataError } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { Matrix } from "../data/matrix.js";

/** A fitted curve over one column. */
export abstract class CurveModel extends RegressorModel {
  readonly traits: Traits = {};

  /** The curve's value. */
  protected abstract at(x: number): number;

  protected values(x: Matrix): Float64Array {
    return x.toDense().values.map((value) => this.#finite(value));
  }

  override rowValue(): RowNumber {
    return (x) => this.#finite(x[0] as number);
  }

  #finite(x: number): number {
    const value = this.at(x);
    if (Number.isFinite(value)) return value;
    throw new DataError("NUMERIC_FAILURE", {
      problem: `The curve of ${this.kind} has no finite value there`,
      given: `${x} in column '${this.inputNames[0]}'`,
      expected: "a number where the curve is defined, such as those of the training rows",
      remedy: "Drop such rows before asking, or learn another form of curve",
      data: { kind: this.kind, value: x },
    });
  }
}
