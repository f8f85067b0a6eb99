/**
 * A fitted voting regressor: members of different kinds, whose predictions are averaged.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { commonReads, type FittedRegressor, readRegressor, rowValueOf } from "./fitted-members.js";
import { findNamed, type NamedModel, readNamed } from "./named-models.js";
import type { MemberModel } from "./types.js";
import { readMemberWeights } from "./voting-weights.js";

/** What a fitted voting regressor stores. */
export interface VotingRegressorState {
  readonly inputNames: readonly string[];
  /** One a member. */
  readonly weights: Float64Array;
  readonly estimators: readonly NamedModel<FittedRegressor>[];
}

/** Predicts the weighted mean of what its members predict. */
export class VotingRegressorModel<Steps = object> extends RegressorModel {
  static readonly kind = "VotingRegressorModel";
  static readonly version = 1;
  readonly kind = VotingRegressorModel.kind;
  readonly version = VotingRegressorModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly #state: VotingRegressorState;
  readonly #total: number;

  constructor(state: VotingRegressorState) {
    super();
    this.inputNames = state.inputNames;
    this.#state = state;
    this.#total = state.weights.reduce((sum, weight) => sum + weight, 0);
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): VotingRegressorModel {
    const inputNames = state.strings("inputNames");
    const estimators = readNamed(state, (member) => readRegressor(member, inputNames));
    return new VotingRegressorModel({ inputNames, weights: readMemberWeights(state, estimators.length), estimators });
  }

  toState(): VotingRegressorState {
    return this.#state;
  }

  /** The members with their names, in order. */
  get parts(): readonly NamedModel<FittedRegressor>[] {
    return this.#state.estimators;
  }
  /** The members, in order. */
  get estimators(): readonly FittedRegressor[] {
    return this.parts.map(({ model }) => model);
  }

  /**
   * The member of this name.
   *
   * @throws PipelineError `STAGE_NAME` where there is none.
   */
  estimator<N extends keyof Steps & string>(name: N): MemberModel<Steps[N]> {
    // The recipe put the member's model under its name; Steps says which that is.
    return findNamed(this.parts, name) as MemberModel<Steps[N]>;
  }

  protected values(x: Matrix): Float64Array {
    const out = new Float64Array(x.rows);
    this.estimators.forEach((model, i) => {
      const weight = this.#state.weights[i]!;
      const own = model.predict(x);
      for (let row = 0; row < out.length; row++) out[row] = out[row]! + weight * own[row]!;
    });
    for (let row = 0; row < out.length; row++) out[row] = out[row]! / this.#total;
    return out;
  }

  override rowValue(): RowNumber {
    const asked = this.estimators.map(rowValueOf);
    const { weights } = this.#state;
    const total = this.#total;
    return (x) => {
      let sum = 0;
      for (let i = 0; i < asked.length; i++) sum += weights[i]! * asked[i]!(x);
      return sum / total;
    };
  }
}
