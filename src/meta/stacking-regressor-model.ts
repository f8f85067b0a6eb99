/**
 * A fitted stacking regressor: members, and a final regressor that reads what they predict.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { commonReads, type FittedRegressor, readRegressor, rowValueOf } from "./fitted-members.js";
import { findNamed, type NamedModel, readNamed } from "./named-models.js";
import { FINAL, stacked, stackedNames } from "./stacked-features.js";
import type { MemberModel } from "./types.js";

/** What a fitted stacking regressor stores. */
export interface StackingRegressorState {
  readonly inputNames: readonly string[];
  readonly passthrough: boolean;
  readonly estimators: readonly NamedModel<FittedRegressor>[];
  readonly finalEstimator: { readonly model: FittedRegressor };
}

/** Predicts what its final regressor makes of what its members predict. */
export class StackingRegressorModel<Steps = object> extends RegressorModel {
  static readonly kind = "StackingRegressorModel";
  static readonly version = 1;
  readonly kind = StackingRegressorModel.kind;
  readonly version = StackingRegressorModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  /** Whether the final regressor sees the columns too. */
  readonly passthrough: boolean;
  readonly #members: readonly NamedModel<FittedRegressor>[];
  readonly #final: FittedRegressor;

  constructor(state: StackingRegressorState) {
    super();
    this.inputNames = state.inputNames;
    this.passthrough = state.passthrough;
    this.#members = state.estimators;
    this.#final = state.finalEstimator.model;
    const { missing = false, sparse = false } = commonReads(this.estimators);
    const passes = !this.passthrough || commonReads([this.#final]).missing === true;
    this.traits = { missing: missing && passes, sparse };
  }

  static parse(state: StateReader): StackingRegressorModel {
    const inputNames = state.strings("inputNames");
    const passthrough = state.boolean("passthrough");
    const estimators = readNamed(state, (member) => readRegressor(member, inputNames));
    const members = estimators.map(({ name }) => name);
    const model = readRegressor(
      state.child("finalEstimator"),
      stackedNames(members, undefined, inputNames, passthrough),
    );
    return new StackingRegressorModel({ inputNames, passthrough, estimators, finalEstimator: { model } });
  }

  toState(): StackingRegressorState {
    const { inputNames, passthrough } = this;
    return { inputNames, passthrough, estimators: this.#members, finalEstimator: { model: this.#final } };
  }

  /** The members and the final regressor with their names, in order. */
  get parts(): readonly NamedModel<FittedRegressor>[] {
    return [...this.#members, { name: FINAL, model: this.#final }];
  }
  /** The members, in order, fitted on all rows. */
  get estimators(): readonly FittedRegressor[] {
    return this.#members.map(({ model }) => model);
  }
  /** The model of what the members predict. */
  get finalEstimator(): FittedRegressor {
    return this.#final;
  }

  /**
   * The member of this name, or the final regressor under `"finalEstimator"`.
   *
   * @throws PipelineError `STAGE_NAME` where there is none.
   */
  estimator<N extends keyof Steps & string>(name: N): MemberModel<Steps[N]> {
    // The recipe put the member's model under its name; Steps says which that is.
    return findNamed(this.parts, name) as MemberModel<Steps[N]>;
  }

  /**
   * What the final regressor reads: what the members predict for each row, and with `passthrough` the row.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  stackedFeatures(x: TableInput<object>): Matrix {
    return this.#stacked(this.read(x));
  }

  protected values(x: Matrix): Float64Array {
    return this.#final.predict(this.#stacked(x));
  }

  override rowValue(): RowNumber {
    const asked = this.estimators.map(rowValueOf);
    const value = rowValueOf(this.#final);
    const { passthrough } = this;
    const features = new Float64Array(asked.length + (passthrough ? this.inputNames.length : 0));
    return (x) => {
      for (let i = 0; i < asked.length; i++) features[i] = asked[i]!(x);
      if (passthrough) features.set(x, asked.length);
      return value(features);
    };
  }

  #stacked(x: Matrix): Matrix {
    const { passthrough } = this;
    const members = this.#members.map(({ name }) => name);
    const names = stackedNames(members, undefined, this.inputNames, passthrough);
    const features = this.estimators.map((model) => model.predict(x));
    return stacked(features, x, names, { passthrough, sparse: commonReads([this.#final]).sparse === true });
  }
}
