/**
 * A fitted DummyClassifier: how frequent each class was, and which one it names.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { drawRows, rowDraw } from "./row-draw.js";

/** How a DummyClassifier chooses. */
export type DummyClassifierStrategy = "prior" | "mostFrequent" | "stratified" | "uniform" | "constant";

/** The strategies by name, as an artifact may state them. */
export const classifierStrategies = [
  "prior",
  "mostFrequent",
  "stratified",
  "uniform",
  "constant",
] as const satisfies readonly DummyClassifierStrategy[];

/** What a fitted DummyClassifier stores. */
export interface DummyClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  readonly strategy: DummyClassifierStrategy;
  /** The share of each class among the training rows. */
  readonly classPrior: Float64Array;
  /** The position of the class that strategies without chance predict. */
  readonly winner: number;
  readonly seed: number;
}

/** How far from 1 the stored shares may sum. */
const ROUNDING = 1e-6;

/** Predicts without looking at what the columns mean: by the shares of the classes, or by chance. */
export class DummyClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "DummyClassifierModel";
  static readonly version = 1;
  readonly kind = DummyClassifierModel.kind;
  readonly version = DummyClassifierModel.version;
  readonly traits: Traits = { missing: true, sparse: true };
  readonly #state: DummyClassifierState<L>;

  constructor(state: DummyClassifierState<L>) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): DummyClassifierModel {
    const classes = state.labels("classes", { minLength: 2 });
    const classPrior = state.float64("classPrior", { length: classes.length, min: 0, max: 1 });
    const sum = classPrior.reduce((total, share) => total + share, 0);
    if (!(Math.abs(sum - 1) <= ROUNDING)) state.fail("classPrior", "shares that sum to 1");
    return new DummyClassifierModel({
      inputNames: state.strings("inputNames"),
      classes,
      strategy: state.choice("strategy", classifierStrategies),
      classPrior,
      winner: state.number("winner", { integer: true, min: 0, max: classes.length - 1 }),
      seed: state.number("seed", { integer: true, min: 0 }),
    });
  }

  toState(): DummyClassifierState<L> {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get classes(): readonly L[] {
    return this.#state.classes;
  }
  /** The share of each class among the training rows, by weight. */
  get classPrior(): Float64Array {
    return this.#state.classPrior;
  }

  protected probabilities(x: Matrix): Float64Array {
    const width = this.classes.length;
    const out = new Float64Array(x.rows * width);
    const codes = this.decide(x);
    for (let row = 0; row < x.rows; row++) this.#write(codes[row] as number, out, row * width);
    return out;
  }

  protected override decide(x: Matrix): Int32Array {
    if (!this.#byChance) return new Int32Array(x.rows).fill(this.#state.winner);
    return Int32Array.from(drawRows(this.#state.seed, x), (draw) => this.#chosen(draw));
  }

  override rowProba(): RowProba {
    const choose = this.rowClass();
    return (x, out) => this.#write(choose(x), out, 0);
  }

  override rowClass(): RowNumber {
    const { winner, seed } = this.#state;
    if (!this.#byChance) return () => winner;
    const draw = rowDraw(seed);
    return (x) => this.#chosen(draw(x));
  }

  get #byChance(): boolean {
    return this.#state.strategy === "stratified" || this.#state.strategy === "uniform";
  }

  /** The position of the class that a number from [0, 1) falls to. */
  #chosen(draw: number): number {
    const { strategy, classPrior } = this.#state;
    const last = classPrior.length - 1;
    if (strategy === "uniform") return Math.min(last, Math.floor(draw * classPrior.length));
    let left = draw;
    for (let k = 0; k < last; k++) {
      left -= classPrior[k] as number;
      if (left < 0) return k;
    }
    // The shares may sum to a little less than 1; a class that no row has is never drawn.
    let k = last;
    while (k > 0 && classPrior[k] === 0) k--;
    return k;
  }

  /** Writes the probabilities of a row for which the class at `code` was chosen. */
  #write(code: number, out: Float64Array, at: number): void {
    const { strategy, classPrior } = this.#state;
    if (strategy === "prior") out.set(classPrior, at);
    else if (strategy === "uniform") out.fill(1 / classPrior.length, at, at + classPrior.length);
    else {
      out.fill(0, at, at + classPrior.length);
      out[at + code] = 1;
    }
  }
}
