/**
 * A fitted forest that predicts numbers: the mean of what its trees say, however they were randomised.
 */
import { RegressorModel } from "../base/models.js";
import type { BatchWork } from "../base/predict-in-slices.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { ForestPredictor } from "./forest-predict.js";
import { type ForestState, forestState, readForest } from "./forest-state.js";
import { type Forest, forestImportances } from "./forest-structure.js";
import { TreeRegressorModel } from "./tree-regressor-model.js";

/** What a fitted forest for regression stores. */
export interface ForestRegressorState {
  readonly inputNames: readonly string[];
  readonly oobScore: number | null;
  /** The value of each node is its prediction. */
  readonly forest: ForestState;
}

/** Predicts the mean of the numbers of the leaves that a row comes to, one leaf a tree. */
export class ForestRegressorModel extends RegressorModel {
  static readonly kind = "ForestRegressorModel";
  static readonly version = 1;
  readonly kind = ForestRegressorModel.kind;
  readonly version = ForestRegressorModel.version;
  readonly traits: Traits = {};
  readonly inputNames: readonly string[];
  /**
   * R² on the training rows, each predicted by the trees that did not learn from it; rows that every tree learned from are
   * left out. Null unless the forest was fitted with `oobScore`, or where there are fewer than two such rows.
   */
  readonly oobScore: number | null;
  /**
   * The prediction for each training row by the trees that did not learn from it; null for a row that every tree learned
   * from, or that has no weight. Null as a whole unless the forest was fitted with `oobScore`, and for a forest that was
   * loaded: nothing is stored for a training row.
   */
  readonly oobPrediction: readonly (number | null)[] | null;
  readonly #forest: Forest;
  readonly #predictor: ForestPredictor;

  constructor(
    inputNames: readonly string[],
    forest: Forest,
    oobScore: number | null = null,
    oobPrediction: readonly (number | null)[] | null = null,
  ) {
    super();
    this.inputNames = inputNames;
    this.oobScore = oobScore;
    this.oobPrediction = oobPrediction;
    this.#forest = forest;
    this.#predictor = new ForestPredictor(forest);
  }

  static parse(state: StateReader): ForestRegressorModel {
    const inputNames = state.strings("inputNames");
    const oobScore = state.isNull("oobScore") ? null : state.number("oobScore", { max: 1 });
    const forest = readForest(state.child("forest"), { features: inputNames.length, width: 1 });
    return new ForestRegressorModel(inputNames, forest, oobScore);
  }

  toState(): ForestRegressorState {
    const { inputNames, oobScore } = this;
    return { inputNames, oobScore, forest: forestState(this.#forest) };
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
  get estimators(): readonly TreeRegressorModel[] {
    return this.#forest.trees.map((tree) => new TreeRegressorModel(this.inputNames, tree));
  }
  /** How much of the fall in impurity each column brought, as the mean over the trees: at least 0, summing to 1 unless there is no split. */
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

  protected values(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    return this.#predictor.means(values, rows, cols);
  }

  protected override valuesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    return this.#predictor.meansAsync(x.toDense(), work);
  }

  override rowValue(): RowNumber {
    const predictor = this.#predictor;
    const out = new Float64Array(1);
    return (x) => {
      predictor.mean(x, out);
      return out[0] as number;
    };
  }
}
