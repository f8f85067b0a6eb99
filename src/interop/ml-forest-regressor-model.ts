/**
 * A fitted forest of ml-random-forest that predicts numbers: each leaf holds one.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { type MlForest, predictTree, readForest } from "./ml-forest-structure.js";

/** How the numbers of the trees become one. */
export type MlForestSelection = "mean" | "median";

/** What a fitted forest for regression stores. */
export interface MlForestRegressorState {
  readonly inputNames: readonly string[];
  readonly selectionMethod: MlForestSelection;
  readonly forest: MlForest;
}

/** Predicts the mean of what the trees predict, summed in their order, or their median: of an even number the lower one. */
export class MlForestRegressorModel extends RegressorModel {
  static readonly kind = "MlForestRegressorModel";
  static readonly version = 1;
  readonly kind = MlForestRegressorModel.kind;
  readonly version = MlForestRegressorModel.version;
  readonly traits: Traits = {};
  readonly #state: MlForestRegressorState;

  constructor(state: MlForestRegressorState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): MlForestRegressorModel {
    const inputNames = state.strings("inputNames");
    return new MlForestRegressorModel({
      inputNames,
      selectionMethod: state.choice("selectionMethod", ["mean", "median"]),
      forest: readForest(state.child("forest"), inputNames.length),
    });
  }

  toState(): MlForestRegressorState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The number of trees. */
  get nEstimators(): number {
    return this.#state.forest.starts.length;
  }

  protected values(x: Matrix): Float64Array {
    const { values, rows, cols } = x.toDense();
    const each = new Float64Array(this.nEstimators);
    return Float64Array.from({ length: rows }, (_, row) => this.#value(values, row * cols, each));
  }

  override rowValue(): RowNumber {
    const each = new Float64Array(this.nEstimators);
    return (x) => this.#value(x, 0, each);
  }

  #value(x: Float64Array, at: number, each: Float64Array): number {
    const { forest, selectionMethod } = this.#state;
    const { length } = each;
    for (let tree = 0; tree < length; tree++) each[tree] = predictTree(forest, forest.starts[tree] as number, x, at);
    if (selectionMethod === "median") return each.sort()[(length - 1) >> 1] as number;
    let sum = 0;
    for (let tree = 0; tree < length; tree++) sum += each[tree] as number;
    return sum / length;
  }
}
