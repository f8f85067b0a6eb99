/**
 * A fitted bagged regressor: the mean of what its members predict.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { type BaggedMember, readBagged } from "./bagged-members.js";
import { columnTaker, takeColumns } from "./columns.js";
import { commonReads, type FittedRegressor, readRegressor, rowValueOf } from "./fitted-members.js";

/** What a fitted bagged regressor stores. */
export interface BaggingRegressorState {
  readonly inputNames: readonly string[];
  readonly oobScore: number | null;
  readonly estimators: readonly BaggedMember<FittedRegressor>[];
}

/** What is known of the rows that members did not learn from. */
export interface OutOfBagValues {
  readonly score: number | null;
  readonly prediction: readonly (number | null)[];
}

/** Predicts the mean of what its members predict. */
export class BaggingRegressorModel extends RegressorModel {
  static readonly kind = "BaggingRegressorModel";
  static readonly version = 1;
  readonly kind = BaggingRegressorModel.kind;
  readonly version = BaggingRegressorModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  /**
   * R² on the training rows, each predicted by the members that did not learn from it; rows that every member learned from are left out.
   * Null unless the ensemble was fitted with `oobScore`, or where fewer than two different targets are left.
   */
  readonly oobScore: number | null;
  /**
   * The mean prediction for each training row by the members that did not learn from it; null for a row that every member learned from,
   * or that has no weight. Null as a whole unless fitted with `oobScore`, and for a model that was loaded: nothing is stored for a training row.
   */
  readonly oobPrediction: readonly (number | null)[] | null;
  readonly #members: readonly BaggedMember<FittedRegressor>[];

  constructor(
    inputNames: readonly string[],
    members: readonly BaggedMember<FittedRegressor>[],
    outOfBag?: Partial<OutOfBagValues>,
  ) {
    super();
    this.inputNames = inputNames;
    this.#members = members;
    this.oobScore = outOfBag?.score ?? null;
    this.oobPrediction = outOfBag?.prediction ?? null;
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): BaggingRegressorModel {
    const inputNames = state.strings("inputNames");
    const members = readBagged(state, inputNames, readRegressor);
    const score = state.isNull("oobScore") ? null : state.number("oobScore", { max: 1 });
    return new BaggingRegressorModel(inputNames, members, { score });
  }

  toState(): BaggingRegressorState {
    const { inputNames, oobScore } = this;
    return { inputNames, oobScore, estimators: this.#members };
  }

  /** The members. */
  get estimators(): readonly FittedRegressor[] {
    return this.#members.map(({ model }) => model);
  }
  /** The numbers of the columns that each member reads, in the order in which it reads them. */
  get estimatorsFeatures(): readonly Int32Array[] {
    return this.#members.map(({ columns }) => columns.slice());
  }
  /** The members with their columns, to go on from. */
  get members(): readonly BaggedMember<FittedRegressor>[] {
    return this.#members;
  }
  /** The member that the recipe names, for shared code: the first. */
  get parts(): readonly { readonly name: string; readonly model: FittedRegressor }[] {
    return this.estimators.slice(0, 1).map((model) => ({ name: "estimator", model }));
  }

  protected values(x: Matrix): Float64Array {
    const out = new Float64Array(x.rows);
    for (const { model, columns } of this.#members) {
      const own = model.predict(takeColumns(x, columns));
      for (let row = 0; row < out.length; row++) out[row] = out[row]! + own[row]!;
    }
    for (let row = 0; row < out.length; row++) out[row] = out[row]! / this.#members.length;
    return out;
  }

  override rowValue(): RowNumber {
    const members = this.#members.map(({ model, columns }) => ({
      value: rowValueOf(model),
      take: columnTaker(columns),
    }));
    return (x) => {
      let sum = 0;
      for (const { value, take } of members) sum += value(take(x));
      return sum / members.length;
    };
  }
}
