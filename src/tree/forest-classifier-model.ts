/**
 * A fitted forest that tells classes apart: the mean of what its trees say, however they were randomised.
 */
import { ClassifierModel, largestOfRows } from "../base/models.js";
import type { BatchWork } from "../base/predict-in-slices.js";
import type { RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { ForestPredictor } from "./forest-predict.js";
import { type ForestState, forestState, readForest } from "./forest-state.js";
import { type Forest, forestImportances } from "./forest-structure.js";
import { TreeClassifierModel } from "./tree-classifier-model.js";

/** What a fitted forest for classification stores. */
export interface ForestClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly oobScore: number | null;
  /** The values of its nodes are the shares of the classes: one number a class, summing to 1. */
  readonly forest: ForestState;
}

/** Predicts the mean of the class shares of the leaves that a row comes to, one leaf a tree. */
export class ForestClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "ForestClassifierModel";
  static readonly version = 1;
  readonly kind = ForestClassifierModel.kind;
  readonly version = ForestClassifierModel.version;
  readonly traits: Traits = {};
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /**
   * The accuracy on the training rows, each predicted by the trees that did not learn from it; rows that every tree learned
   * from are left out. Null unless the forest was fitted with `oobScore`, or where there is no such row.
   */
  readonly oobScore: number | null;
  /**
   * The probabilities of the classes for each training row by the trees that did not learn from it; null for a row that every
   * tree learned from, or that has no weight. Null as a whole unless the forest was fitted with `oobScore`, and for a forest
   * that was loaded: nothing is stored for a training row.
   */
  readonly oobDecisionFunction: readonly (Float64Array | null)[] | null;
  readonly #forest: Forest;
  readonly #predictor: ForestPredictor;

  constructor(
    inputNames: readonly string[],
    classes: readonly L[],
    forest: Forest,
    oobScore: number | null = null,
    oobDecisionFunction: readonly (Float64Array | null)[] | null = null,
  ) {
    super();
    this.inputNames = inputNames;
    this.classes = classes;
    this.oobScore = oobScore;
    this.oobDecisionFunction = oobDecisionFunction;
    this.#forest = forest;
    this.#predictor = new ForestPredictor(forest);
  }

  static parse(state: StateReader): ForestClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const oobScore = state.isNull("oobScore") ? null : state.number("oobScore", { min: 0, max: 1 });
    const rules = { features: inputNames.length, width: classes.length, shares: true };
    const forest = readForest(state.child("forest"), rules);
    return new ForestClassifierModel(inputNames, classes, forest, oobScore);
  }

  toState(): ForestClassifierState<L> {
    const { inputNames, classes, oobScore } = this;
    return { inputNames, classes, oobScore, forest: forestState(this.#forest) };
  }

  /** The number of trees. */
  get nEstimators(): number {
    return this.#forest.trees.length;
  }
  /** The number of nodes of all trees, leaves among them. */
  get nodeCount(): number {
    return this.#forest.nodes.feature.length;
  }
  /** The trees as models of their own, made anew each time; their arrays are those of the forest. */
  get estimators(): readonly TreeClassifierModel<L>[] {
    return this.#forest.trees.map((tree) => new TreeClassifierModel<L>(this.inputNames, this.classes, tree));
  }
  /** How much each column helped to part the classes, as the mean over the trees: at least 0, summing to 1 unless there is no split. */
  get featureImportances(): Float64Array {
    return forestImportances(this.#forest, this.inputNames.length);
  }

  /**
   * The leaf that each row comes to in each tree, as its number among that tree's nodes: rows × trees, row after row.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  apply(x: TableInput<object>): Int32Array {
    const { values, rows, cols } = this.read(x).toDense();
    return this.#predictor.leaves(values, rows, cols);
  }

  protected probabilities(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    return this.#predictor.means(values, rows, cols);
  }

  protected override probabilitiesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    return this.#predictor.meansAsync(x.toDense(), work);
  }

  protected override async decideAsync(x: Matrix, work: BatchWork): Promise<Int32Array> {
    return largestOfRows(await this.probabilitiesAsync(x, work), this.classes.length);
  }

  override rowProba(): RowProba {
    const predictor = this.#predictor;
    return (x, out) => predictor.mean(x, out);
  }
}
