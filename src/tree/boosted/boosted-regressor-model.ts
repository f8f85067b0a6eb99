/**
 * A fitted boosted ensemble of trees that predicts numbers, whoever grew it: gradient boosting, boosting on histograms, or another library.
 */
import { RegressorModel } from "../../base/models.js";
import type { BatchWork } from "../../base/predict-in-slices.js";
import type { RowNumber } from "../../base/row.js";
import type { Traits } from "../../core/estimator.js";
import type { StateReader } from "../../core/state.js";
import type { TableInput } from "../../data/input.js";
import type { Matrix } from "../../data/matrix.js";
import type { ExportTextOptions } from "../export-text.js";
import { boostedText } from "./boosted-text.js";
import { gainShares } from "./gains.js";
import { inverseLink, type RegressorLink } from "./links.js";
import type { BoostedOptions } from "./options.js";
import { BoostedScorer } from "./scorer.js";
import { type BoostedTreesState, boostedState, readBoosted } from "./state.js";
import type { BoostedTrees } from "./structure.js";

/** What a fitted boosted regressor stores. */
export interface BoostedRegressorState extends Required<BoostedOptions<RegressorLink>> {
  readonly inputNames: readonly string[];
  readonly trees: BoostedTreesState;
}

/** Predicts from the sum of the numbers of the leaves that a row comes to, one leaf a tree. */
export class BoostedRegressorModel extends RegressorModel {
  static readonly kind = "BoostedRegressorModel";
  static readonly version = 1;
  readonly kind = BoostedRegressorModel.kind;
  readonly version = BoostedRegressorModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  /** The trees themselves: arrays with one entry a node. Read them, never write them. */
  readonly trees: BoostedTrees;
  /** How raw scores become predictions. */
  readonly link: RegressorLink;
  /** The score on the training rows after each round; empty where there is no record of it. */
  readonly trainScore: Float64Array;
  /** The score on the rows held out, after each round; empty where there is no record of it. */
  readonly validationScore: Float64Array;
  /** By how much each round lowered the loss on the rows that it did not draw; empty where there is no record of it. */
  readonly oobImprovement: Float64Array;
  readonly #scorer: BoostedScorer;

  constructor(
    inputNames: readonly string[],
    trees: BoostedTrees,
    { link, missing, trainScore, validationScore, oobImprovement }: BoostedOptions<RegressorLink>,
  ) {
    super();
    this.inputNames = inputNames;
    this.trees = trees;
    this.#scorer = new BoostedScorer(trees);
    this.link = link;
    this.traits = { missing };
    this.trainScore = trainScore ?? new Float64Array(0);
    this.validationScore = validationScore ?? new Float64Array(0);
    this.oobImprovement = oobImprovement ?? new Float64Array(0);
  }

  static parse(state: StateReader): BoostedRegressorModel {
    const inputNames = state.strings("inputNames");
    const trees = readBoosted(state.child("trees"), { features: inputNames.length, width: 1 });
    return new BoostedRegressorModel(inputNames, trees, {
      link: state.choice("link", ["identity", "log", "logistic"]),
      missing: state.boolean("missing"),
      trainScore: state.float64("trainScore"),
      validationScore: state.float64("validationScore"),
      oobImprovement: state.float64("oobImprovement"),
    });
  }

  toState(): BoostedRegressorState {
    const { inputNames, link, trainScore, validationScore, oobImprovement } = this;
    const missing = this.traits.missing === true;
    return { inputNames, link, missing, trainScore, validationScore, oobImprovement, trees: boostedState(this.trees) };
  }

  /** The number of rounds, one tree each. */
  get nIter(): number {
    return this.trees.nodeCounts.length;
  }
  /** The trees of a round: 1. */
  get nTreesPerIteration(): number {
    return this.trees.width;
  }
  /** The share of each column in the gain of all splits: at least 0, summing to 1 unless no split gained anything. */
  get featureImportances(): Float64Array {
    return gainShares(this.trees, this.inputNames.length);
  }

  /**
   * The raw scores: what is predicted where the link is the identity, else what the link makes predictions of.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  decisionFunction(x: TableInput<object>): Float64Array {
    const { values, rows, cols } = this.read(x).toDense();
    return this.#scorer.scores(values, rows, cols);
  }

  /**
   * What `decisionFunction` gives with the first round alone, with the first two, and so on.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedDecisionFunction(x: TableInput<object>): Generator<Float64Array, void, undefined> {
    const { values, rows, cols } = this.read(x).toDense();
    for (const scores of this.#scorer.staged(values, rows, cols)) yield scores.slice();
  }

  /**
   * What `predict` gives with the first round alone, with the first two, and so on.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredict(x: TableInput<object>): Generator<Float64Array, void, undefined> {
    const { values, rows, cols } = this.read(x).toDense();
    const predicted = inverseLink(this.link);
    for (const scores of this.#scorer.staged(values, rows, cols)) yield scores.map(predicted);
  }

  /**
   * The leaf that each row comes to in each tree, as its number among that tree's nodes: rows × trees, row after row.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  apply(x: TableInput<object>): Int32Array {
    const { values, rows, cols } = this.read(x).toDense();
    return this.#scorer.leaves(values, rows, cols);
  }

  /**
   * One tree as indented lines of text, with the names of the columns.
   *
   * @throws ParameterError `PARAM_INVALID` for a tree that is not there, `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
   */
  exportText(treeIndex: number, options?: ExportTextOptions): string {
    return boostedText(this.trees, treeIndex, this.inputNames, options);
  }

  protected values(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    return this.#predicted(this.#scorer.scores(values, rows, cols));
  }

  protected override async valuesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    return this.#predicted(await this.#scorer.scoresAsync(x.toDense(), work));
  }

  /** Predictions from raw scores, which are overwritten. */
  #predicted(scores: Float64Array): Float64Array {
    if (this.link === "identity") return scores;
    const predicted = inverseLink(this.link);
    for (let row = 0; row < scores.length; row++) scores[row] = predicted(scores[row] as number);
    return scores;
  }

  override rowValue(): RowNumber {
    const write = this.#scorer.row();
    const predicted = inverseLink(this.link);
    const score = new Float64Array(1);
    return (x) => {
      write(x, score);
      return predicted(score[0] as number);
    };
  }
}
