/**
 * A fitted BayesianRidge: the line, and how certain it is.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { linearValue, linearValues } from "./linear-regressor-model.js";

/** What a fitted BayesianRidge stores. */
export interface BayesianRidgeState {
  readonly inputNames: readonly string[];
  readonly coef: Float64Array;
  readonly intercept: number;
  /** The mean of each column, around which the coefficients were learned; zeros without an intercept. */
  readonly means: Float64Array;
  /** The covariance of the coefficients, row after row. */
  readonly sigma: Float64Array;
  /** The precision of the noise. */
  readonly alpha: number;
  /** The precision of the coefficients. */
  readonly lambda: number;
  readonly nIter: number;
  readonly scores: Float64Array;
}

/** Predictions, each with how far the truth may be. */
export interface PredictionWithStd {
  /** The mean of each prediction's distribution: what `predict` gives. */
  readonly mean: Float64Array;
  /** Its standard deviation. */
  readonly std: Float64Array;
}

/** Predicts Σ coef[i] · x[i] + intercept, and on request the standard deviation of each prediction. */
export class BayesianRidgeModel extends RegressorModel {
  static readonly kind = "BayesianRidgeModel";
  static readonly version = 1;
  readonly kind = BayesianRidgeModel.kind;
  readonly version = BayesianRidgeModel.version;
  readonly traits: Traits = { sparse: true };
  readonly #state: BayesianRidgeState;

  constructor(state: BayesianRidgeState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): BayesianRidgeModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    return new BayesianRidgeModel({
      inputNames,
      coef: state.float64("coef", { length, finite: true }),
      intercept: state.number("intercept"),
      means: state.float64("means", { length, finite: true }),
      sigma: state.float64("sigma", { length: length * length, finite: true }),
      alpha: state.number("alpha", { min: Number.MIN_VALUE }),
      lambda: state.number("lambda", { min: Number.MIN_VALUE }),
      nIter: state.number("nIter", { integer: true, min: 1 }),
      scores: state.float64("scores", { finite: true }),
    });
  }

  toState(): BayesianRidgeState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** One coefficient a column: the mean of its distribution. */
  get coef(): Float64Array {
    return this.#state.coef;
  }
  /** The prediction where all columns are 0. */
  get intercept(): number {
    return this.#state.intercept;
  }
  /** The precision of the noise: 1 / its variance. */
  get alpha(): number {
    return this.#state.alpha;
  }
  /** The precision of the coefficients: 1 / the variance that they were expected to have. */
  get lambda(): number {
    return this.#state.lambda;
  }
  /** The covariance of the coefficients, columns × columns. */
  get sigma(): DenseMatrix {
    const { sigma, inputNames } = this.#state;
    return new DenseMatrix(sigma.slice(), inputNames.length, inputNames.length, { names: inputNames });
  }
  /** How many rounds it took. */
  get nIter(): number {
    return this.#state.nIter;
  }
  /** The log of the marginal likelihood at the start of each round and at the end; empty unless `computeScore` is set. */
  get scores(): Float64Array {
    return this.#state.scores;
  }

  /**
   * The predictions with their standard deviations: of the noise and of the coefficients together. Time O(rows × columns²).
   *
   * The uncertainty of coefficients counts from the columns' means, where the line is most certain; scikit-learn counts from zero, so that there it depends on
   * where a column has its zero. Both agree on centred columns and without an intercept.
   *
   * @throws what `predict` throws.
   */
  predictWithStd(input: TableInput<object>): PredictionWithStd {
    const x = this.read(input);
    const { means, sigma, alpha } = this.#state;
    const { length } = means;
    const std = new Float64Array(x.rows);
    const centred = new Float64Array(length);
    for (let row = 0; row < x.rows; row++) {
      const { values } = x.slice(row, row + 1).toDense();
      for (let c = 0; c < length; c++) centred[c] = values[c]! - means[c]!;
      let variance = 1 / alpha;
      for (let c = 0, at = 0; c < length; c++) {
        let product = 0;
        for (let d = 0; d < length; d++, at++) product += sigma[at]! * centred[d]!;
        variance += centred[c]! * product;
      }
      std[row] = Math.sqrt(variance);
    }
    return { mean: this.values(x), std };
  }

  protected values(x: Matrix): Float64Array {
    return linearValues(x, this.#state);
  }

  override rowValue(): RowNumber {
    return linearValue(this.#state);
  }
}
