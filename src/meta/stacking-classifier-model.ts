/**
 * A fitted stacking classifier: members, and a final classifier that reads what they say.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
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
import {
  classifierFeatures,
  FINAL,
  featureWidth,
  partNames,
  rowFeatures,
  type StackMethod,
  stacked,
  stackedNames,
  stackMethods,
} from "./stacked-features.js";
import type { MemberModel } from "./types.js";

/** What a fitted stacking classifier stores. */
export interface StackingClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly stackMethod: StackMethod;
  readonly passthrough: boolean;
  readonly estimators: readonly NamedModel<FittedClassifier<L>>[];
  readonly finalEstimator: { readonly model: FittedClassifier<L> };
}

/** Predicts what its final classifier says of what its members say. */
export class StackingClassifierModel<L extends Label = Label, Steps = object> extends ClassifierModel<L> {
  static readonly kind = "StackingClassifierModel";
  static readonly version = 1;
  readonly kind = StackingClassifierModel.kind;
  readonly version = StackingClassifierModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /** What members are asked for. */
  readonly stackMethod: StackMethod;
  /** Whether the final classifier sees the columns too. */
  readonly passthrough: boolean;
  readonly #members: readonly NamedModel<FittedClassifier<L>>[];
  readonly #final: FittedClassifier<L>;

  constructor(state: StackingClassifierState<L>) {
    super();
    this.inputNames = state.inputNames;
    this.classes = state.classes;
    this.stackMethod = state.stackMethod;
    this.passthrough = state.passthrough;
    this.#members = state.estimators;
    this.#final = state.finalEstimator.model;
    const { missing = false, sparse = false } = commonReads(this.estimators);
    const passes = !this.passthrough || commonReads([this.#final]).missing === true;
    this.traits = { missing: missing && passes, sparse };
  }

  static parse(state: StateReader): StackingClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const stackMethod = state.choice("stackMethod", stackMethods);
    const passthrough = state.boolean("passthrough");
    const estimators = readNamed(state, (member) => readClassifier(member, inputNames, classes));
    const members = estimators.map(({ name }) => name);
    const names = stackedNames(members, partNames(stackMethod, classes), inputNames, passthrough);
    const model = readClassifier(state.child("finalEstimator"), names, classes);
    // Each member is asked once for nothing, so that one that cannot be asked so is found here.
    for (const each of estimators) rowFeatures(stackMethod, each.model, classes);
    const finalEstimator = { model };
    return new StackingClassifierModel({ inputNames, classes, stackMethod, passthrough, estimators, finalEstimator });
  }

  toState(): StackingClassifierState<L> {
    const { inputNames, classes, stackMethod, passthrough } = this;
    const finalEstimator = { model: this.#final };
    return { inputNames, classes, stackMethod, passthrough, estimators: this.#members, finalEstimator };
  }

  /** The members and the final classifier with their names, in order. */
  get parts(): readonly NamedModel<FittedClassifier<L>>[] {
    return [...this.#members, { name: FINAL, model: this.#final }];
  }
  /** The members, in order, fitted on all rows. */
  get estimators(): readonly FittedClassifier<L>[] {
    return this.#members.map(({ model }) => model);
  }
  /** The model of what the members say. */
  get finalEstimator(): FittedClassifier<L> {
    return this.#final;
  }

  /**
   * The member of this name, or the final classifier under `"finalEstimator"`.
   *
   * @throws PipelineError `STAGE_NAME` where there is none.
   */
  estimator<N extends keyof Steps & string>(name: N): MemberModel<Steps[N], L> {
    // The recipe put the member's model under its name; Steps says which that is.
    return findNamed(this.parts, name) as MemberModel<Steps[N], L>;
  }

  /**
   * What the final classifier reads: what the members say of each row, and with `passthrough` the row.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  stackedFeatures(x: TableInput<object>): Matrix {
    return this.#stacked(this.read(x));
  }

  protected probabilities(x: Matrix): Float64Array {
    return probabilitiesOf(this.#final, this.#stacked(x), this.classes);
  }

  protected override decide(x: Matrix): Int32Array {
    return codesOf(this.#final, this.#stacked(x), this.classes);
  }

  override rowProba(): RowProba {
    const features = this.#rowFeatures();
    const proba = rowProbaOf(this.#final, this.classes);
    return (x, out) => proba(features(x), out);
  }

  override rowClass(): RowNumber {
    const features = this.#rowFeatures();
    const codeOf = rowCodeOf(this.#final, this.classes);
    return (x) => codeOf(features(x));
  }

  #stacked(x: Matrix): Matrix {
    const { classes, stackMethod, passthrough } = this;
    const members = this.#members.map(({ name }) => name);
    const names = stackedNames(members, partNames(stackMethod, classes), this.inputNames, passthrough);
    const features = this.estimators.map((model) => classifierFeatures(stackMethod, model, x, classes));
    return stacked(features, x, names, { passthrough, sparse: commonReads([this.#final]).sparse === true });
  }

  #rowFeatures(): (x: Float64Array) => Float64Array {
    const { classes, stackMethod, passthrough } = this;
    const width = featureWidth(stackMethod, classes.length);
    const asked = this.estimators.map((model) => rowFeatures(stackMethod, model, classes));
    const out = new Float64Array(asked.length * width + (passthrough ? this.inputNames.length : 0));
    const places = asked.map((_, i) => out.subarray(i * width, (i + 1) * width));
    return (x) => {
      for (let i = 0; i < asked.length; i++) asked[i]!(x, places[i]!);
      if (passthrough) out.set(x, asked.length * width);
      return out;
    };
  }
}
