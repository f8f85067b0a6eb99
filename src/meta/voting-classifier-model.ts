/**
 * A fitted voting classifier: members of different kinds that are asked for classes, or for probabilities.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import {
  codesOf,
  commonReads,
  type FittedClassifier,
  probabilitiesOf,
  readClassifier,
  rowCodeOf,
  rowProbaOf,
} from "./fitted-members.js";
import { findNamed, type NamedModel, readNamed } from "./named-models.js";
import type { MemberModel } from "./types.js";
import { readMemberWeights } from "./voting-weights.js";

/** What members are asked for. */
export type Voting = "hard" | "soft";

/** The ways by name. */
export const votings = ["hard", "soft"] as const satisfies readonly Voting[];

/** What a fitted voting classifier stores. */
export interface VotingClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly voting: Voting;
  /** One a member. */
  readonly weights: Float64Array;
  readonly estimators: readonly NamedModel<FittedClassifier<L>>[];
}

/** Predicts the class that most of its members' weight is for: by their votes, or by their probabilities. */
export class VotingClassifierModel<L extends Label = Label, Steps = object> extends ClassifierModel<L> {
  static readonly kind = "VotingClassifierModel";
  static readonly version = 1;
  readonly kind = VotingClassifierModel.kind;
  readonly version = VotingClassifierModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  readonly #state: VotingClassifierState<L>;
  readonly #total: number;

  constructor(state: VotingClassifierState<L>) {
    super();
    this.inputNames = state.inputNames;
    this.classes = state.classes;
    this.#state = state;
    this.#total = state.weights.reduce((sum, weight) => sum + weight, 0);
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): VotingClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const estimators = readNamed(state, (member) => readClassifier(member, inputNames, classes));
    const weights = readMemberWeights(state, estimators.length);
    return new VotingClassifierModel({
      inputNames,
      classes,
      voting: state.choice("voting", votings),
      weights,
      estimators,
    });
  }

  toState(): VotingClassifierState<L> {
    return this.#state;
  }

  /** What members are asked for. */
  get voting(): Voting {
    return this.#state.voting;
  }
  /** The members with their names, in order. */
  get parts(): readonly NamedModel<FittedClassifier<L>>[] {
    return this.#state.estimators;
  }
  /** The members, in order. */
  get estimators(): readonly FittedClassifier<L>[] {
    return this.parts.map(({ model }) => model);
  }

  /**
   * The member of this name.
   *
   * @throws PipelineError `STAGE_NAME` where there is none.
   */
  estimator<N extends keyof Steps & string>(name: N): MemberModel<Steps[N], L> {
    // The recipe put the member's model under its name; Steps says which that is.
    return findNamed(this.parts, name) as MemberModel<Steps[N], L>;
  }

  /** Their mean, or by `"hard"` the share of the weight of the votes. */
  protected probabilities(x: Matrix): Float64Array {
    const { classes, voting } = this;
    const width = classes.length;
    const out = new Float64Array(x.rows * width);
    this.estimators.forEach((model, i) => {
      const weight = this.#state.weights[i]!;
      if (voting === "soft") {
        const own = probabilitiesOf(model, x, classes);
        for (let at = 0; at < out.length; at++) out[at] = out[at]! + weight * own[at]!;
      } else {
        codesOf(model, x, classes).forEach((code, row) => {
          out[row * width + code] = out[row * width + code]! + weight;
        });
      }
    });
    for (let at = 0; at < out.length; at++) out[at] = out[at]! / this.#total;
    return out;
  }

  override rowProba(): RowProba {
    const add = this.estimators.map((model, i) => this.#adder(model, this.#state.weights[i]!));
    const total = this.#total;
    return (x, out) => {
      out.fill(0);
      for (let i = 0; i < add.length; i++) add[i]!(x, out);
      for (let k = 0; k < out.length; k++) out[k] = out[k]! / total;
    };
  }

  /** Adds what a member says of a row. */
  #adder(model: FittedClassifier<L>, weight: number): RowProba {
    const { classes } = this;
    if (this.voting === "hard") {
      const codeOf = rowCodeOf(model, classes);
      return (x, out) => {
        const code = codeOf(x);
        out[code] = out[code]! + weight;
      };
    }
    const proba = rowProbaOf(model, classes);
    const own = new Float64Array(classes.length);
    return (x, out) => {
      proba(x, own);
      for (let k = 0; k < own.length; k++) out[k] = out[k]! + weight * own[k]!;
    };
  }
}
