/**
 * A fitted linear classifier: the logistic function of one score for two classes, the softmax of one score a class for more.
 */
import { ClassifierModel, largest } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import { matMulT } from "../kernels/dense.js";
import { logistic, softmaxInPlace } from "../kernels/math.js";
import { csrMatMulT } from "../kernels/sparse.js";

/** What a fitted linear classifier stores. */
export interface LinearClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  /** Row after row: one row for two classes, else one a class. */
  readonly coef: Float64Array;
  /** One for two classes, else one a class. */
  readonly intercept: Float64Array;
  /** How many iterations the search for the coefficients took. */
  readonly nIter: number;
  /** Whether it came to its end, rather than to its limit. */
  readonly converged: boolean;
}

/** How many scores tell that many classes apart. */
function scoresFor(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/**
 * Tells classes apart by linear scores, Σ coef[i] · x[i] + intercept; the sums run over the columns in order, the intercept comes
 * last. With two classes there is one score, and the second class is predicted where it is above 0.
 */
export class LinearClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "LinearClassifierModel";
  static readonly version = 1;
  readonly kind = LinearClassifierModel.kind;
  readonly version = LinearClassifierModel.version;
  readonly traits: Traits = { sparse: true };
  readonly #state: LinearClassifierState<L>;

  constructor(state: LinearClassifierState<L>) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): LinearClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const scores = scoresFor(classes.length);
    return new LinearClassifierModel({
      inputNames,
      classes,
      coef: state.float64("coef", { length: scores * inputNames.length, finite: true }),
      intercept: state.float64("intercept", { length: scores, finite: true }),
      nIter: state.number("nIter", { integer: true, min: 0 }),
      converged: state.boolean("converged"),
    });
  }

  toState(): LinearClassifierState<L> {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get classes(): readonly L[] {
    return this.#state.classes;
  }
  /** The coefficients: one row for two classes (of the second's score), else one a class; one column an input column. */
  get coef(): DenseMatrix {
    const { coef, intercept, inputNames } = this.#state;
    return new DenseMatrix(coef, intercept.length, inputNames.length, { names: inputNames });
  }
  /** The score where all columns are 0: one number for two classes, else one a class. */
  get intercept(): Float64Array {
    return this.#state.intercept;
  }
  /** How many iterations the search for the coefficients took. */
  get nIter(): number {
    return this.#state.nIter;
  }
  /** Whether the search came to its end; if not, raise `maxIter` or scale the features. */
  get converged(): boolean {
    return this.#state.converged;
  }

  /**
   * The scores that the classes are told apart by: rows × 1 for two classes (above 0 is the second), else rows × classes.
   * For two classes, they are the logarithms of the odds.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  decisionFunction(x: TableInput<object>): DenseMatrix {
    const matrix = this.read(x);
    return new DenseMatrix(this.#scores(matrix), matrix.rows, this.#state.intercept.length);
  }

  protected probabilities(x: Matrix): Float64Array {
    const scores = this.#scores(x);
    const width = this.classes.length;
    if (width > 2) {
      for (let at = 0; at < scores.length; at += width) softmaxInPlace(scores, at, at + width);
      return scores;
    }
    const out = new Float64Array(2 * scores.length);
    for (let row = 0; row < scores.length; row++) {
      out[2 * row] = logistic(-scores[row]!);
      out[2 * row + 1] = logistic(scores[row]!);
    }
    return out;
  }

  protected override decide(x: Matrix): Int32Array {
    const scores = this.#scores(x);
    const width = this.#state.intercept.length;
    const codes = new Int32Array(x.rows);
    for (let row = 0; row < x.rows; row++) {
      codes[row] = width === 1 ? Number(scores[row]! > 0) : largest(scores, row * width, width);
    }
    return codes;
  }

  override rowProba(): RowProba {
    const { coef, intercept } = this.#state;
    if (intercept.length > 1) {
      const write = scoreWriter(coef, intercept);
      return (x, out) => {
        write(x, out);
        softmaxInPlace(out, 0, intercept.length);
      };
    }
    const score = scoreOf(coef, intercept);
    return (x, out) => {
      const z = score(x);
      out[0] = logistic(-z);
      out[1] = logistic(z);
    };
  }

  override rowClass(): RowNumber {
    const { coef, intercept } = this.#state;
    if (intercept.length === 1) {
      const score = scoreOf(coef, intercept);
      return (x) => (score(x) > 0 ? 1 : 0);
    }
    const write = scoreWriter(coef, intercept);
    const scores = new Float64Array(intercept.length);
    return (x) => {
      write(x, scores);
      return largest(scores, 0, scores.length);
    };
  }

  #scores(x: Matrix): Float64Array {
    const { coef, intercept } = this.#state;
    const width = intercept.length;
    const scores =
      x instanceof CsrMatrix
        ? csrMatMulT(x, x.rows, x.cols, coef, width)
        : matMulT(x.values, x.rows, x.cols, coef, width);
    for (let at = 0; at < scores.length; at += width) {
      for (let k = 0; k < width; k++) scores[at + k] = scores[at + k]! + intercept[k]!;
    }
    return scores;
  }
}

/** The one score of a row, for two classes. */
function scoreOf(coef: Float64Array, [intercept = 0]: Float64Array): RowNumber {
  const { length } = coef;
  return (x) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += x[i]! * coef[i]!;
    return sum + intercept;
  };
}

/** Writes a row's score of each class. */
function scoreWriter(coef: Float64Array, intercept: Float64Array): RowProba {
  const width = intercept.length;
  const cols = coef.length / width;
  return (x, out) => {
    for (let k = 0, at = 0; k < width; k++) {
      let sum = 0;
      for (let i = 0; i < cols; i++, at++) sum += x[i]! * coef[at]!;
      out[k] = sum + intercept[k]!;
    }
  };
}
