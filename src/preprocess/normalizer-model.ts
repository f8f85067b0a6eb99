/**
 * A fitted Normalizer: the names of its columns and which norm.
 */

import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { CsrMatrix } from "../data/matrix.js";
import { OneToOneModel } from "./one-to-one-model.js";

/** What a row is divided by: the sum of its magnitudes, its length, or its greatest magnitude. */
export type Norm = "l1" | "l2" | "max";

/** The norms there are. */
export const NORMS: readonly ["l1", "l2", "max"] = ["l1", "l2", "max"];

/** What a fitted Normalizer stores. */
export interface NormalizerState {
  readonly inputNames: readonly string[];
  readonly norm: Norm;
}

/** Divides each row by its norm. */
export class NormalizerModel extends OneToOneModel {
  static readonly kind = "NormalizerModel";
  static readonly version = 1;
  readonly kind = NormalizerModel.kind;
  readonly version = NormalizerModel.version;
  readonly traits: Traits = { sparse: true };
  readonly #state: NormalizerState;

  constructor(state: NormalizerState) {
    super();
    this.#state = state;
  }

  static parse(state: StateReader): NormalizerModel {
    return new NormalizerModel({ inputNames: state.strings("inputNames"), norm: state.choice("norm", NORMS) });
  }

  toState(): NormalizerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** Which norm. */
  get norm(): Norm {
    return this.#state.norm;
  }

  protected mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    const cols = this.inputNames.length;
    for (let row = start; row < end; row++) this.#divide(values, out, row * cols, (row + 1) * cols);
  }

  protected override mapSparse(x: CsrMatrix): CsrMatrix {
    const out = new Float64Array(x.values.length);
    for (let row = 0; row < x.rows; row++) {
      this.#divide(x.values, out, x.indptr[row] as number, x.indptr[row + 1] as number);
    }
    return this.sparse(x, out);
  }

  #divide(values: Float64Array, out: Float64Array, start: number, end: number): void {
    const norm = normOf(this.#state.norm, values, start, end, 1);
    if (norm >= LEAST && norm <= GREATEST) {
      for (let at = start; at < end; at++) out[at] = (values[at] as number) / norm;
      return;
    }
    // Sums of tiny or enormous values lose digits or overflow: such a row is divided by its greatest magnitude first.
    const greatest = normOf("max", values, start, end, 1);
    if (greatest === 0) {
      for (let at = start; at < end; at++) out[at] = values[at] as number;
      return;
    }
    const rest = normOf(this.#state.norm, values, start, end, greatest);
    for (let at = start; at < end; at++) out[at] = (values[at] as number) / greatest / rest;
  }
}

/** Norms within these have lost nothing to overflow, or to squares that are subnormal. */
const LEAST = 1e-140;
const GREATEST = 1e300;

/** The norm of some values, each divided by `unit`. */
function normOf(norm: Norm, values: Float64Array, start: number, end: number, unit: number): number {
  let sum = 0;
  if (norm === "l2") {
    for (let at = start; at < end; at++) {
      const value = (values[at] as number) / unit;
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
  for (let at = start; at < end; at++) {
    const value = Math.abs((values[at] as number) / unit);
    sum = norm === "l1" ? sum + value : Math.max(sum, value);
  }
  return sum;
}
