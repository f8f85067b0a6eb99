/**
 * A fitted AdaBoost classifier: members that were each fitted on what those before got wrong, with their weights.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import {
  type AdaBoostAlgorithm,
  addMember,
  algorithms,
  type Boosted,
  codeOf,
  probaOf,
  rowAdder,
  scoreOf,
} from "./adaboost-scores.js";
import { commonReads, type FittedClassifier, readClassifier } from "./fitted-members.js";
import { weightedImportances } from "./importances.js";

/** What a fitted AdaBoost classifier stores. */
export interface AdaBoostClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly algorithm: AdaBoostAlgorithm;
  /** In the order in which they were fitted. */
  readonly estimators: readonly { readonly model: FittedClassifier<L> }[];
  /** One above 0 a member. */
  readonly weights: Float64Array;
  /** The share of the weight of the rows that each member got wrong. */
  readonly errors: Float64Array;
}

/** Predicts the class that the members, each by its weight, say most for. */
export class AdaBoostClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "AdaBoostClassifierModel";
  static readonly version = 1;
  readonly kind = AdaBoostClassifierModel.kind;
  readonly version = AdaBoostClassifierModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  readonly #state: AdaBoostClassifierState<L>;
  readonly #members: readonly Boosted[];
  readonly #norm: number;

  constructor(state: AdaBoostClassifierState<L>) {
    super();
    this.inputNames = state.inputNames;
    this.classes = state.classes;
    this.#state = state;
    this.#members = state.estimators.map(({ model }, i) => ({ model, weight: state.weights[i]! }));
    this.#norm = state.weights.reduce((sum, weight) => sum + weight, 0);
    this.traits = commonReads(this.estimators);
  }

  static parse(state: StateReader): AdaBoostClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const estimators = state
      .children("estimators")
      .map((member) => ({ model: readClassifier(member, inputNames, classes) }));
    if (estimators.length === 0) state.fail("estimators", "at least one member");
    const weights = state.float64("weights", { length: estimators.length, finite: true, min: 0 });
    if (!(weights.reduce((sum, weight) => sum + weight, 0) > 0))
      state.fail("weights", "weights of which one is above 0");
    return new AdaBoostClassifierModel({
      inputNames,
      classes,
      algorithm: state.choice("algorithm", algorithms),
      estimators,
      weights,
      errors: state.float64("errors", { length: estimators.length, min: 0, max: 1 }),
    });
  }

  toState(): AdaBoostClassifierState<L> {
    return this.#state;
  }

  /** How members are weighed and asked. */
  get algorithm(): AdaBoostAlgorithm {
    return this.#state.algorithm;
  }
  /** The members, in the order in which they were fitted: as many as `nEstimators`, or fewer where learning ended early. */
  get estimators(): readonly FittedClassifier<L>[] {
    return this.#state.estimators.map(({ model }) => model);
  }
  /** The weight of each member; all 1 by `"SAMME.R"`. */
  get estimatorWeights(): Float64Array {
    return this.#state.weights.slice();
  }
  /** The share of the weight of the training rows that each member got wrong. */
  get estimatorErrors(): Float64Array {
    return this.#state.errors.slice();
  }
  /** How much each column helped, as the weighted mean over the members; null where these do not tell. */
  get featureImportances(): Float64Array | null {
    return weightedImportances(this.estimators, this.#state.weights);
  }
  /** The member that the recipe names, for shared code: the first. */
  get parts(): readonly { readonly name: string; readonly model: FittedClassifier<L> }[] {
    return this.estimators.slice(0, 1).map((model) => ({ name: "estimator", model }));
  }

  /**
   * The scores that the classes are told apart by: rows × 1 for two classes (above 0 is the second), else rows × classes.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  decisionFunction(x: TableInput<object>): DenseMatrix {
    const matrix = this.read(x);
    const width = this.classes.length;
    const scores = this.#scores(matrix);
    if (width > 2) return new DenseMatrix(scores, matrix.rows, width);
    return new DenseMatrix(
      scores.filter((_, at) => at % 2 === 1),
      matrix.rows,
      1,
    );
  }

  /**
   * What `predict` gives after each of the members: to see how many are enough.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredict(x: TableInput<object>): Generator<L[], void, void> {
    const matrix = this.read(x);
    const width = this.classes.length;
    for (const scores of this.#staged(matrix)) {
      yield Array.from({ length: matrix.rows }, (_, row) => this.classes[codeOf(scores, row * width, width)]!);
    }
  }

  /**
   * What `predictProba` gives after each of the members.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredictProba(x: TableInput<object>): Generator<DenseMatrix, void, void> {
    const matrix = this.read(x);
    const width = this.classes.length;
    for (const scores of this.#staged(matrix)) {
      for (let at = 0; at < scores.length; at += width) probaOf(scores, at, width);
      yield new DenseMatrix(scores, matrix.rows, width, { names: this.classes.map(String) });
    }
  }

  protected probabilities(x: Matrix): Float64Array {
    const width = this.classes.length;
    const scores = this.#scores(x);
    for (let at = 0; at < scores.length; at += width) probaOf(scores, at, width);
    return scores;
  }

  protected override decide(x: Matrix): Int32Array {
    const width = this.classes.length;
    const scores = this.#scores(x);
    return Int32Array.from({ length: x.rows }, (_, row) => codeOf(scores, row * width, width));
  }

  override rowProba(): RowProba {
    const write = this.#rowScores();
    const width = this.classes.length;
    return (x, out) => {
      write(x, out);
      probaOf(out, 0, width);
    };
  }

  override rowClass(): RowNumber {
    const write = this.#rowScores();
    const width = this.classes.length;
    const scores = new Float64Array(width);
    return (x) => {
      write(x, scores);
      return codeOf(scores, 0, width);
    };
  }

  /** The scores of all rows; for two classes the one score stands second. */
  #scores(x: Matrix): Float64Array {
    const width = this.classes.length;
    const sums = new Float64Array(x.rows * width);
    for (const member of this.#members) addMember(this.algorithm, member, x, this.classes, sums);
    for (let at = 0; at < sums.length; at += width) scoreOf(sums, at, width, this.#norm);
    return sums;
  }

  /** The scores after each member, each time in an array of its own. */
  *#staged(x: Matrix): Generator<Float64Array, void, void> {
    const width = this.classes.length;
    const sums = new Float64Array(x.rows * width);
    let norm = 0;
    for (const member of this.#members) {
      addMember(this.algorithm, member, x, this.classes, sums);
      norm += member.weight;
      const scores = sums.slice();
      for (let at = 0; at < scores.length; at += width) scoreOf(scores, at, width, norm);
      yield scores;
    }
  }

  #rowScores(): RowProba {
    const { algorithm, classes } = this;
    const adders = this.#members.map((member) => rowAdder(algorithm, member, classes));
    const norm = this.#norm;
    const width = classes.length;
    return (x, out) => {
      out.fill(0);
      for (let i = 0; i < adders.length; i++) adders[i]!(x, out);
      scoreOf(out, 0, width, norm);
    };
  }
}
