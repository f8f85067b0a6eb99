/**
 * A fitted bagged classifier: the mean of what its members say.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { type BaggedMember, readBagged } from "./bagged-members.js";
import { columnTaker, takeColumns } from "./columns.js";
import { commonReads, type FittedClassifier, probabilitiesOf, readClassifier, rowProbaOf } from "./fitted-members.js";

/** What a fitted bagged classifier stores. */
export interface BaggingClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly oobScore: number | null;
  readonly estimators: readonly BaggedMember<FittedClassifier<L>>[];
}

/** What is known of the rows that members did not learn from. */
export interface OutOfBagProba {
  readonly score: number | null;
  readonly decisionFunction: readonly (Float64Array | null)[];
}

/** Predicts the mean of the probabilities that its members give; a class that a member never met has 0 there. */
export class BaggingClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "BaggingClassifierModel";
  static readonly version = 1;
  readonly kind = BaggingClassifierModel.kind;
  readonly version = BaggingClassifierModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /**
   * The accuracy on the training rows, each predicted by the members that did not learn from it; rows that every member learned from
   * are left out. Null unless the ensemble was fitted with `oobScore`, or where there is no such row.
   */
  readonly oobScore: number | null;
  /**
   * The probabilities of the classes for each training row by the members that did not learn from it; null for a row that every member
   * learned from, or that has no weight. Null as a whole unless fitted with `oobScore`, and for a model that was loaded: nothing is stored for
   * a training row.
   */
  readonly oobDecisionFunction: readonly (Float64Array | null)[] | null;
  readonly #members: readonly BaggedMember<FittedClassifier<L>>[];

  constructor(
    inputNames: readonly string[],
    classes: readonly L[],
    members: readonly BaggedMember<FittedClassifier<L>>[],
    outOfBag?: Partial<OutOfBagProba>,
  ) {
    super();
    this.inputNames = inputNames;
    this.classes = classes;
    this.#members = members;
    this.oobScore = outOfBag?.score ?? null;
    this.oobDecisionFunction = outOfBag?.decisionFunction ?? null;
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): BaggingClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const members = readBagged(state, inputNames, (member, names) => readClassifier(member, names, classes));
    const score = state.isNull("oobScore") ? null : state.number("oobScore", { min: 0, max: 1 });
    return new BaggingClassifierModel(inputNames, classes, members, { score });
  }

  toState(): BaggingClassifierState<L> {
    const { inputNames, classes, oobScore } = this;
    return { inputNames, classes, oobScore, estimators: this.#members };
  }

  /** The members. Those of one class, where a draw had no other, are `ConstantClassifierModel`s. */
  get estimators(): readonly FittedClassifier<L>[] {
    return this.#members.map(({ model }) => model);
  }
  /** The numbers of the columns that each member reads, in the order in which it reads them. */
  get estimatorsFeatures(): readonly Int32Array[] {
    return this.#members.map(({ columns }) => columns.slice());
  }
  /** The members with their columns, to go on from. */
  get members(): readonly BaggedMember<FittedClassifier<L>>[] {
    return this.#members;
  }
  /** The member that the recipe names, for shared code: the first that met several classes. */
  get parts(): readonly { readonly name: string; readonly model: FittedClassifier<L> }[] {
    const first = this.estimators.find(({ classes }) => classes.length > 1) ?? this.estimators[0];
    return first === undefined ? [] : [{ name: "estimator", model: first }];
  }

  protected probabilities(x: Matrix): Float64Array {
    const out = new Float64Array(x.rows * this.classes.length);
    for (const { model, columns } of this.#members) {
      const own = probabilitiesOf(model, takeColumns(x, columns), this.classes);
      for (let at = 0; at < out.length; at++) out[at] = out[at]! + own[at]!;
    }
    for (let at = 0; at < out.length; at++) out[at] = out[at]! / this.#members.length;
    return out;
  }

  override rowProba(): RowProba {
    const { classes } = this;
    const members = this.#members.map(({ model, columns }) => ({
      proba: rowProbaOf(model, classes),
      take: columnTaker(columns),
    }));
    const own = new Float64Array(classes.length);
    return (x, out) => {
      out.fill(0);
      for (const { proba, take } of members) {
        proba(take(x), own);
        for (let k = 0; k < own.length; k++) out[k] = out[k]! + own[k]!;
      }
      for (let k = 0; k < own.length; k++) out[k] = out[k]! / members.length;
    };
  }
}
