/**
 * A fitted TfidfTransformer: the weight of each column.
 */
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { checkCounts } from "./check-counts.js";
import { type Weighing, weighRow } from "./tfidf-weights.js";
import { parseWeighing } from "./weighing-state.js";

/** What a fitted TfidfTransformer stores. */
export interface TfidfTransformerState extends Weighing {
  readonly inputNames: readonly string[];
}

/** Weighs counts of terms; sparse rows stay sparse. */
export class TfidfTransformerModel extends MatrixTransformer {
  static readonly kind = "TfidfTransformerModel";
  static readonly version = 1;
  readonly kind = TfidfTransformerModel.kind;
  readonly version = TfidfTransformerModel.version;
  readonly traits: Traits = { sparse: true };
  readonly #state: TfidfTransformerState;

  constructor(state: TfidfTransformerState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): TfidfTransformerModel {
    const inputNames = state.strings("inputNames");
    return new TfidfTransformerModel({ inputNames, ...parseWeighing(state, inputNames.length) });
  }

  toState(): TfidfTransformerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The weight of each column; null for none. */
  get idf(): Float64Array | null {
    return this.#state.idf?.slice() ?? null;
  }

  protected apply(x: Matrix): Matrix {
    checkCounts(this.kind, x.values);
    const { rows, cols } = x;
    if (!(x instanceof CsrMatrix)) {
      const values = x.values.slice();
      for (let row = 0; row < rows; row++) weighRow(this.#state, values, undefined, row * cols, (row + 1) * cols);
      return x.toDense().withValues(values);
    }
    const { indices, indptr } = x;
    const values = x.values.slice();
    for (let row = 0; row < rows; row++)
      weighRow(this.#state, values, indices, indptr[row] as number, indptr[row + 1] as number);
    return new CsrMatrix({ values, indices, indptr }, rows, cols, { names: this.inputNames });
  }

  override rowTransform(): RowTransform {
    const { length } = this.inputNames;
    const values = new Float64Array(length);
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) values[i] = cells[i] as number;
      checkCounts(this.kind, values);
      weighRow(this.#state, values, undefined, 0, length);
      for (let i = 0; i < length; i++) out[at + i] = values[i] as number;
    };
  }
}
