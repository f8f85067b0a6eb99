/**
 * A fitted forest of ml-random-forest that tells classes apart: each leaf names a class, and the trees vote.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { type MlForest, predictTree, readForest } from "./ml-forest-structure.js";

/** What a fitted forest for classification stores. */
export interface MlForestClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  /** Its leaves hold the positions of classes. */
  readonly forest: MlForest;
}

/**
 * Predicts the class that most trees name; of classes with as many votes, the one that had them first, tree after tree, as the
 * package does. The probability of a class is its share of the votes.
 */
export class MlForestClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "MlForestClassifierModel";
  static readonly version = 1;
  readonly kind = MlForestClassifierModel.kind;
  readonly version = MlForestClassifierModel.version;
  readonly traits: Traits = {};
  readonly #state: MlForestClassifierState<L>;

  constructor(state: MlForestClassifierState<L>) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MlForestClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const trees = state.child("forest");
    const forest = readForest(trees, inputNames.length);
    forest.value.forEach((value, node) => {
      const isClass = Number.isInteger(value) && value >= 0 && value < classes.length;
      if (forest.feature[node] === -1 && !isClass) trees.fail("value", `the position of a class in leaf ${node}`);
    });
    return new MlForestClassifierModel({ inputNames, classes, forest });
  }

  toState(): MlForestClassifierState<L> {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get classes(): readonly L[] {
    return this.#state.classes;
  }
  /** The number of trees. */
  get nEstimators(): number {
    return this.#state.forest.starts.length;
  }

  protected probabilities(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    const width = this.classes.length;
    const out = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) this.#vote(values, row * cols, out, row * width);
    return out.map((votes) => votes / this.nEstimators);
  }

  protected override decide(x: Matrix): Int32Array {
    const { values, rows, cols } = x.toDense();
    const votes = new Float64Array(this.classes.length);
    return Int32Array.from({ length: rows }, (_, row) => this.#vote(values, row * cols, votes.fill(0), 0));
  }

  override rowProba(): RowProba {
    const trees = this.nEstimators;
    return (x, out) => {
      this.#vote(x, 0, out.fill(0), 0);
      for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) / trees;
    };
  }

  override rowClass(): RowNumber {
    const votes = new Float64Array(this.classes.length);
    return (x) => this.#vote(x, 0, votes.fill(0), 0);
  }

  /** Adds each tree's vote to `votes`, which are 0 before, and gives the class that first had most of them. */
  #vote(x: Float64Array, at: number, votes: Float64Array, from: number): number {
    const { forest } = this.#state;
    let winner = 0;
    let most = 0;
    for (const start of forest.starts) {
      const code = predictTree(forest, start, x, at);
      const count = (votes[from + code] as number) + 1;
      votes[from + code] = count;
      if (count > most) {
        most = count;
        winner = code;
      }
    }
    return winner;
  }
}
