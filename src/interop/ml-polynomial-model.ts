/**
 * A fitted polynomial of one column: what MlPolynomialRegression, MlRobustPolynomialRegression and MlTheilSenRegression give.
 */
import type { StateReader } from "../core/state.js";
import { pow } from "../kernels/math.js";
import { CurveModel } from "./curve-model.js";

/** What a fitted polynomial stores. */
export interface MlPolynomialState {
  readonly inputNames: readonly string[];
  /** The powers of the column, whole numbers ≥ 0. */
  readonly powers: Int32Array;
  /** One coefficient a power. */
  readonly coefficients: Float64Array;
}

/** Predicts Σ coefficients[k] · x^powers[k], summed in the order of the powers, as ml-regression does. */
export class MlPolynomialModel extends CurveModel {
  static readonly kind = "MlPolynomialModel";
  static readonly version = 1;
  readonly kind = MlPolynomialModel.kind;
  readonly version = MlPolynomialModel.version;
  readonly #state: MlPolynomialState;

  constructor(state: MlPolynomialState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MlPolynomialModel {
    const powers = state.int32("powers", { min: 0 });
    if (powers.length === 0) state.fail("powers", "at least one power");
    return new MlPolynomialModel({
      inputNames: state.strings("inputNames", { length: 1 }),
      powers,
      coefficients: state.float64("coefficients", { length: powers.length, finite: true }),
    });
  }

  toState(): MlPolynomialState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The powers of the column. */
  get powers(): Int32Array {
    return this.#state.powers;
  }
  /** One coefficient a power. */
  get coefficients(): Float64Array {
    return this.#state.coefficients;
  }

  protected at(x: number): number {
    const { powers, coefficients } = this.#state;
    let sum = 0;
    for (let k = 0; k < powers.length; k++) sum += (coefficients[k] as number) * pow(x, powers[k] as number);
    return sum;
  }
}
