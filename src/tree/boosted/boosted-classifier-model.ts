/**
 * A fitted boosted ensemble of trees that tells classes apart, whoever grew it: gradient boosting, boosting on histograms, or another library.
 */
import { ClassifierModel, largest } from "../../base/models.js";
import type { BatchWork } from "../../base/predict-in-slices.js";
import type { RowNumber, RowProba } from "../../base/row.js";
import type { Label } from "../../core/contracts.js";
import type { Traits } from "../../core/estimator.js";
import type { StateReader } from "../../core/state.js";
import type { TableInput } from "../../data/input.js";
import { DenseMatrix, type Matrix } from "../../data/matrix.js";
import { logistic, softmaxInPlace } from "../../kernels/math.js";
import type { ExportTextOptions } from "../export-text.js";
import { boostedText } from "./boosted-text.js";
import { gainShares } from "./gains.js";
import type { BoostedOptions } from "./options.js";
import { BoostedScorer } from "./scorer.js";
import { type BoostedTreesState, boostedState, readBoosted } from "./state.js";
import type { BoostedTrees } from "./structure.js";

/** How raw scores become the probabilities of classes: of two by one score, or of several by one score each. */
export type ClassifierLink = "logistic" | "softmax";

/** What a fitted boosted classifier stores. */
export interface BoostedClassifierState<L extends Label = Label> extends Required<BoostedOptions<ClassifierLink>> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly trees: BoostedTreesState;
}

/**
 * Adds the numbers of the leaves that a row comes to, one leaf a tree, to raw scores. Of two classes with one score, the second is predicted where it is
 * above 0; of several with a score each, the one with the largest.
 */
export class BoostedClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "BoostedClassifierModel";
  static readonly version = 1;
  readonly kind = BoostedClassifierModel.kind;
  readonly version = BoostedClassifierModel.version;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /** The trees themselves: arrays with one entry a node. Read them, never write them. */
  readonly trees: BoostedTrees;
  /** How raw scores become probabilities. */
  readonly link: ClassifierLink;
  /** The score on the training rows after each round; empty where there is no record of it. */
  readonly trainScore: Float64Array;
  /** The score on the rows held out, after each round; empty where there is no record of it. */
  readonly validationScore: Float64Array;
  /** By how much each round lowered the loss on the rows that it did not draw; empty where there is no record of it. */
  readonly oobImprovement: Float64Array;
  readonly #scorer: BoostedScorer;

  constructor(
    inputNames: readonly string[],
    classes: readonly L[],
    trees: BoostedTrees,
    { link, missing, trainScore, validationScore, oobImprovement }: BoostedOptions<ClassifierLink>,
  ) {
    super();
    this.inputNames = inputNames;
    this.classes = classes;
    this.trees = trees;
    this.#scorer = new BoostedScorer(trees);
    this.link = link;
    this.traits = { missing };
    this.trainScore = trainScore ?? new Float64Array(0);
    this.validationScore = validationScore ?? new Float64Array(0);
    this.oobImprovement = oobImprovement ?? new Float64Array(0);
  }

  static parse(state: StateReader): BoostedClassifierModel {
    const inputNames = state.strings("inputNames");
    const link = state.choice("link", ["logistic", "softmax"]);
    const classes = state.labels("classes", { minLength: 2 });
    if (link === "logistic" && classes.length > 2) state.fail("link", "softmax for more than two classes");
    const width = link === "logistic" ? 1 : classes.length;
    return new BoostedClassifierModel(
      inputNames,
      classes,
      readBoosted(state.child("trees"), { features: inputNames.length, width }),
      {
        link,
        missing: state.boolean("missing"),
        trainScore: state.float64("trainScore"),
        validationScore: state.float64("validationScore"),
        oobImprovement: state.float64("oobImprovement"),
      },
    );
  }

  toState(): BoostedClassifierState<L> {
    const { inputNames, classes, link, trainScore, validationScore, oobImprovement } = this;
    const missing = this.traits.missing === true;
    return {
      inputNames,
      classes,
      link,
      missing,
      trainScore,
      validationScore,
      oobImprovement,
      trees: boostedState(this.trees),
    };
  }

  /** The number of rounds. */
  get nIter(): number {
    return this.trees.nodeCounts.length / this.trees.width;
  }
  /** The trees of a round: 1 for one raw score, else one a class. */
  get nTreesPerIteration(): number {
    return this.trees.width;
  }
  /** The share of each column in the gain of all splits: at least 0, summing to 1 unless no split gained anything. */
  get featureImportances(): Float64Array {
    return gainShares(this.trees, this.inputNames.length);
  }

  /**
   * The raw scores: rows × 1 where one score tells two classes apart (the logarithm of the odds of the second), else rows × classes.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  decisionFunction(x: TableInput<object>): DenseMatrix {
    const { values, rows, cols } = this.read(x).toDense();
    return new DenseMatrix(this.#scorer.scores(values, rows, cols), rows, this.trees.width);
  }

  /**
   * What `decisionFunction` gives with the first round alone, with the first two, and so on.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedDecisionFunction(x: TableInput<object>): Generator<DenseMatrix, void, undefined> {
    const { values, rows, cols } = this.read(x).toDense();
    for (const scores of this.#scorer.staged(values, rows, cols)) {
      yield new DenseMatrix(scores.slice(), rows, this.trees.width);
    }
  }

  /**
   * What `predictProba` gives with the first round alone, with the first two, and so on.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredictProba(x: TableInput<object>): Generator<DenseMatrix, void, undefined> {
    const { values, rows, cols } = this.read(x).toDense();
    const names = this.classes.map(String);
    for (const scores of this.#scorer.staged(values, rows, cols)) {
      yield new DenseMatrix(this.#shares(scores.slice()), rows, names.length, { names });
    }
  }

  /**
   * What `predict` gives with the first round alone, with the first two, and so on.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  *stagedPredict(x: TableInput<object>): Generator<L[], void, undefined> {
    const { values, rows, cols } = this.read(x).toDense();
    for (const scores of this.#scorer.staged(values, rows, cols)) {
      yield Array.from(this.#codes(scores), (code) => this.classes[code] as L);
    }
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
   * One tree as indented lines of text, with the names of the columns; tree `round * nTreesPerIteration + k` adds to raw score k.
   *
   * @throws ParameterError `PARAM_INVALID` for a tree that is not there, `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
   */
  exportText(treeIndex: number, options?: ExportTextOptions): string {
    return boostedText(this.trees, treeIndex, this.inputNames, options);
  }

  protected probabilities(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    return this.#shares(this.#scorer.scores(values, rows, cols));
  }

  protected override decide(x: Matrix): Int32Array {
    const { values, rows, cols } = x.toDense();
    return this.#codes(this.#scorer.scores(values, rows, cols));
  }

  protected override async probabilitiesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    return this.#shares(await this.#scorer.scoresAsync(x.toDense(), work));
  }

  protected override async decideAsync(x: Matrix, work: BatchWork): Promise<Int32Array> {
    return this.#codes(await this.#scorer.scoresAsync(x.toDense(), work));
  }

  override rowProba(): RowProba {
    const write = this.#scorer.row();
    const { width } = this.trees;
    if (width > 1) {
      return (x, out) => {
        write(x, out);
        softmaxInPlace(out, 0, width);
      };
    }
    return (x, out) => {
      write(x, out);
      const score = out[0] as number;
      out[0] = logistic(-score);
      out[1] = logistic(score);
    };
  }

  override rowClass(): RowNumber {
    const write = this.#scorer.row();
    const { width } = this.trees;
    const scores = new Float64Array(width);
    return (x) => {
      write(x, scores);
      return width === 1 ? Number((scores[0] as number) > 0) : largest(scores, 0, width);
    };
  }

  /** Probabilities from raw scores, which are overwritten where there is one a class. */
  #shares(scores: Float64Array): Float64Array {
    const { width } = this.trees;
    if (width > 1) {
      for (let at = 0; at < scores.length; at += width) softmaxInPlace(scores, at, at + width);
      return scores;
    }
    const shares = new Float64Array(2 * scores.length);
    for (let row = 0; row < scores.length; row++) {
      shares[2 * row] = logistic(-(scores[row] as number));
      shares[2 * row + 1] = logistic(scores[row] as number);
    }
    return shares;
  }

  #codes(scores: Float64Array): Int32Array {
    const { width } = this.trees;
    const codes = new Int32Array(scores.length / width);
    for (let row = 0; row < codes.length; row++) {
      codes[row] = width === 1 ? Number((scores[row] as number) > 0) : largest(scores, row * width, width);
    }
    return codes;
  }
}
