/**
 * A fitted Binarizer: the names of its columns and the threshold.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { CsrMatrix } from "../data/matrix.js";
import { OneToOneModel } from "./one-to-one-model.js";

/** What a fitted Binarizer stores. */
export interface BinarizerState {
  readonly inputNames: readonly string[];
  readonly threshold: number;
}

/** Turns values above the threshold into 1 and all others into 0. */
export class BinarizerModel extends OneToOneModel {
  static readonly kind = "BinarizerModel";
  static readonly version = 1;
  readonly kind = BinarizerModel.kind;
  readonly version = BinarizerModel.version;
  /** Sparse rows are read unless their zeros are above the threshold. */
  readonly traits: Traits;
  readonly #state: BinarizerState;

  constructor(state: BinarizerState) {
    super();
    this.traits = { sparse: state.threshold >= 0 };
    this.#state = state;
  }

  static parse(state: StateReader): BinarizerModel {
    return new BinarizerModel({ inputNames: state.strings("inputNames"), threshold: state.number("threshold") });
  }

  toState(): BinarizerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** What a value has to be above to become 1. */
  get threshold(): number {
    return this.#state.threshold;
  }

  protected mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    const { threshold } = this.#state;
    const cols = this.inputNames.length;
    for (let at = start * cols; at < end * cols; at++) out[at] = (values[at] as number) > threshold ? 1 : 0;
  }

  // What becomes 0 is no longer stored.
  protected override mapSparse({ values, indices, indptr, rows, cols }: CsrMatrix): CsrMatrix {
    const { threshold } = this.#state;
    const starts = new Int32Array(rows + 1);
    const columns = new Int32Array(values.length);
    let kept = 0;
    for (let row = 0; row < rows; row++) {
      for (let k = indptr[row] as number; k < (indptr[row + 1] as number); k++) {
        if ((values[k] as number) > threshold) columns[kept++] = indices[k] as number;
      }
      starts[row + 1] = kept;
    }
    const parts = { values: new Float64Array(kept).fill(1), indices: columns.slice(0, kept), indptr: starts };
    return new CsrMatrix(parts, rows, cols, { names: this.inputNames });
  }
}
