/**
 * A fitted AdaBoost regressor: members that were each fitted on what those before got wrong, with their weights.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { commonReads, type FittedRegressor, readRegressor, rowValueOf } from "./fitted-members.js";
import { weightedImportances } from "./importances.js";
import { weightedMedian } from "./weighted-median.js";

/** What a fitted AdaBoost regressor stores. */
export interface AdaBoostRegressorState {
  readonly inputNames: readonly string[];
  /** In the order in which they were fitted. */
  readonly estimators: readonly { readonly model: FittedRegressor }[];
  /** One a member. */
  readonly weights: Float64Array;
  /** The mean loss of each member on the training rows, by their weights. */
  readonly errors: Float64Array;
}

/** Predicts the weighted median of what its members predict. */
export class AdaBoostRegressorModel extends RegressorModel {
  static readonly kind = "AdaBoostRegressorModel";
  static readonly version = 1;
  readonly kind = AdaBoostRegressorModel.kind;
  readonly version = AdaBoostRegressorModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly #state: AdaBoostRegressorState;

  constructor(state: AdaBoostRegressorState) {
    super();
    this.inputNames = state.inputNames;
    this.#state = state;
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): AdaBoostRegressorModel {
    const inputNames = state.strings("inputNames");
    const estimators = state.children("estimators").map((member) => ({ model: readRegressor(member, inputNames) }));
    if (estimators.length === 0) state.fail("estimators", "at least one member");
    const weights = state.float64("weights", { length: estimators.length, finite: true, min: 0 });
    if (!(weights.reduce((sum, weight) => sum + weight, 0) > 0))
      state.fail("weights", "weights of which one is above 0");
    const errors = state.float64("errors", { length: estimators.length, min: 0, max: 1 });
    return new AdaBoostRegressorModel({ inputNames, estimators, weights, errors });
  }

  toState(): AdaBoostRegressorState {
    return this.#state;
  }

  /** The members, in the order in which they were fitted: as many as `nEstimators`, or fewer where learning ended early. */
  get estimators(): readonly FittedRegressor[] {
    return this.#state.estimators.map(({ model }) => model);
  }
  /** The weight of each member. */
  get estimatorWeights(): Float64Array {
    return this.#state.weights.slice();
  }
  /** The mean loss of each member on the training rows, by their weights: 0 to 1. */
  get estimatorErrors(): Float64Array {
    return this.#state.errors.slice();
  }
  /** How much each column helped, as the weighted mean over the members; null where these do not tell. */
  get featureImportances(): Float64Array | null {
    return weightedImportances(this.estimators, this.#state.weights);
  }
  /** The member that the recipe names, for shared code: the first. */
  get parts(): readonly { readonly name: string; readonly model: FittedRegressor }[] {
    return this.estimators.slice(0, 1).map((model) => ({ name: "estimator", model }));
  }

  /**
   * What `predict` gives after each of the members: to see how many are enough.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredict(x: TableInput<object>): Generator<Float64Array, void, void> {
    const matrix = this.read(x);
    const predictions: Float64Array[] = [];
    for (const model of this.estimators) {
      predictions.push(model.predict(matrix));
      yield this.#medians(predictions, matrix.rows);
    }
  }

  protected values(x: Matrix): Float64Array {
    return this.#medians(
      this.estimators.map((model) => model.predict(x)),
      x.rows,
    );
  }

  override rowValue(): RowNumber {
    const asked = this.estimators.map(rowValueOf);
    const { weights } = this.#state;
    const values = new Float64Array(asked.length);
    const own = new Float64Array(asked.length);
    return (x) => {
      for (let i = 0; i < asked.length; i++) values[i] = asked[i]!(x);
      own.set(weights);
      return weightedMedian(values, own);
    };
  }

  /** The weighted median of the first members' predictions for each row. */
  #medians(predictions: readonly Float64Array[], rows: number): Float64Array {
    const weights = this.#state.weights.subarray(0, predictions.length);
    const values = new Float64Array(predictions.length);
    const own = new Float64Array(predictions.length);
    const out = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < values.length; i++) values[i] = predictions[i]![row]!;
      own.set(weights);
      out[row] = weightedMedian(values, own);
    }
    return out;
  }
}
