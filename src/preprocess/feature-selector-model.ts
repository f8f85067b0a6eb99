/**
 * A fitted selection of columns: which are kept, and the scores by which they were chosen. VarianceThreshold, SelectKBest and SelectFromModel
 * give it.
 */

import { checkMatrix } from "../base/checks.js";
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";

/** What a fitted selection stores. */
export interface FeatureSelectorState {
  readonly inputNames: readonly string[];
  /** The positions of the columns that are kept, ascending. */
  readonly support: Int32Array;
  /** One score a column. */
  readonly scores: Float64Array;
  /** One p-value a column, where the scores have them. */
  readonly pValues: Float64Array | null;
  /** The score from which on, or above which, columns are kept; null where their number was given. */
  readonly threshold: number | null;
  /** Whether missing values are read, and handed on. */
  readonly missing: boolean;
}

/** Keeps some of the columns, as they are. */
export class FeatureSelectorModel extends MatrixTransformer {
  static readonly kind = "FeatureSelectorModel";
  static readonly version = 1;
  readonly kind = FeatureSelectorModel.kind;
  readonly version = FeatureSelectorModel.version;
  readonly traits: Traits;
  readonly outputNames: readonly string[];
  readonly #state: FeatureSelectorState;
  /** Where each column goes; −1 for those that are left out. */
  readonly #places: Int32Array;

  constructor(state: FeatureSelectorState) {
    super();
    this.#state = state;
    this.traits = { missing: state.missing, sparse: true };
    this.outputNames = Array.from(state.support, (col) => state.inputNames[col] as string);
    this.#places = new Int32Array(state.inputNames.length).fill(-1);
    state.support.forEach((col, place) => {
      this.#places[col] = place;
    });
  }

  static parse(state: StateReader): FeatureSelectorModel {
    const inputNames = state.strings("inputNames");
    const { length } = inputNames;
    const support = state.int32("support", { min: 0, max: length - 1 });
    const ascending = support.every((col, at) => at === 0 || col > (support[at - 1] as number));
    if (!ascending || support.length === 0) state.fail("support", "ascending columns, at least one");
    return new FeatureSelectorModel({
      inputNames,
      support,
      scores: state.float64("scores", { length, finite: true }),
      pValues: state.isNull("pValues") ? null : state.float64("pValues", { length, min: 0, max: 1 }),
      threshold: state.isNull("threshold") ? null : state.number("threshold"),
      missing: state.boolean("missing"),
    });
  }

  toState(): FeatureSelectorState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The positions of the columns that are kept, ascending. */
  get support(): Int32Array {
    return this.#state.support.slice();
  }
  /** The score of each column that was read: its variance, its test statistic, or its importance to a model. */
  get scores(): Float64Array {
    return this.#state.scores.slice();
  }
  /** The p-value of each column; null where the scores have none. */
  get pValues(): Float64Array | null {
    return this.#state.pValues?.slice() ?? null;
  }
  /** The score that decides; null where the number of columns does. */
  get threshold(): number | null {
    return this.#state.threshold;
  }

  protected apply(x: Matrix): Matrix {
    const { support } = this.#state;
    const kinds = x.kinds && Array.from(support, (col) => x.kinds?.[col] ?? "number");
    const options = { names: this.outputNames, kinds };
    if (x instanceof CsrMatrix) {
      return new CsrMatrix(moveColumns(x, this.#places), x.rows, support.length, options);
    }
    const { values, rows, cols } = x;
    const width = support.length;
    const out = new Float64Array(rows * width);
    for (let row = 0, from = 0, to = 0; row < rows; row++, from += cols) {
      for (let i = 0; i < width; i++) out[to++] = values[from + (support[i] as number)] as number;
    }
    return new DenseMatrix(out, rows, width, options);
  }

  override rowTransform(): RowTransform {
    const { support } = this.#state;
    return (cells, out, at) => {
      for (let i = 0; i < support.length; i++) out[at + i] = cells[support[i] as number] as number;
    };
  }

  /**
   * Puts the columns back where they were, and zeros where the others stood.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the selection gives.
   */
  inverseTransform(input: TableInput<object>): Matrix {
    const { support, inputNames } = this.#state;
    const x = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, this.traits, x);
    const options = { names: inputNames };
    const { rows, cols } = x;
    const width = inputNames.length;
    if (x instanceof CsrMatrix) {
      const { values, indptr } = x;
      const indices = x.indices.map((col) => support[col] as number);
      return new CsrMatrix({ values, indices, indptr }, rows, width, options);
    }
    const out = new Float64Array(rows * width);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let i = 0; i < cols; i++) out[row * width + (support[i] as number)] = x.values[at++] as number;
    }
    return new DenseMatrix(out, rows, width, options);
  }
}

/** The stored values of the columns that have a place, at it; places ascend with the columns. */
function moveColumns(x: CsrMatrix, places: Int32Array): Pick<CsrMatrix, "values" | "indices" | "indptr"> {
  const indptr = new Int32Array(x.rows + 1);
  const values = new Float64Array(x.values.length);
  const indices = new Int32Array(x.values.length);
  let kept = 0;
  for (let row = 0; row < x.rows; row++) {
    const end = x.indptr[row + 1] as number;
    for (let k = x.indptr[row] as number; k < end; k++) {
      const place = places[x.indices[k] as number] as number;
      if (place < 0) continue;
      values[kept] = x.values[k] as number;
      indices[kept++] = place;
    }
    indptr[row + 1] = kept;
  }
  return { values: values.slice(0, kept), indices: indices.slice(0, kept), indptr };
}
