/**
 * A fitted KBinsDiscretizer: the edges of each column's bins.
 */

import { checkMatrix } from "../base/checks.js";
import { MatrixTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import { DataError, show } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import { middles } from "../kernels/linspace.js";
import { uniqueNames } from "./unique-names.js";

/** What is given for a bin. */
export type BinEncoding = "onehot" | "onehotDense" | "ordinal";

/** What a fitted KBinsDiscretizer stores. */
export interface KBinsDiscretizerState {
  readonly inputNames: readonly string[];
  readonly encode: BinEncoding;
  /** The edges of the bins, column after column, the ends of each column's range included. */
  readonly edges: Float64Array;
  /** Where each column's edges start; one more entry for the end. */
  readonly starts: Int32Array;
}

/** Gives the number of each value's bin, or a 1 in the bin's column. */
export class KBinsDiscretizerModel extends MatrixTransformer {
  static readonly kind = "KBinsDiscretizerModel";
  static readonly version = 1;
  readonly kind = KBinsDiscretizerModel.kind;
  readonly version = KBinsDiscretizerModel.version;
  readonly traits: Traits = {};
  /** The names of the columns; or `age_0`, `age_1`, … for each bin. */
  readonly outputNames: readonly string[];
  readonly #state: KBinsDiscretizerState;
  /** The first output column of each input column, and the end. */
  readonly #offsets: Int32Array;

  constructor(state: KBinsDiscretizerState) {
    super();
    this.#state = state;
    const { inputNames, encode } = state;
    this.#offsets = state.starts.map((start, col) => start - col);
    const names = inputNames.flatMap((name, col) =>
      Array.from({ length: this.#binsOf(col) }, (_, bin) => `${name}_${bin}`),
    );
    this.outputNames = encode === "ordinal" ? inputNames : uniqueNames(names);
  }

  static parse(state: StateReader): KBinsDiscretizerModel {
    const inputNames = state.strings("inputNames");
    const edges = state.float64("edges", { finite: true });
    const starts = state.int32("starts", { length: inputNames.length + 1, min: 0, max: edges.length });
    const whole = starts[0] === 0 && starts.at(-1) === edges.length;
    for (let col = 0; col < inputNames.length; col++) {
      const own = edges.subarray(starts[col], starts[col + 1]);
      const ascending = own.every((edge, at) => at === 0 || edge > (own[at - 1] as number));
      const fits = ascending ? own.length > 1 : own.length === 2 && own[0] === own[1];
      if (!whole || !fits) state.fail("edges", "ascending edges, at least two for each column");
    }
    return new KBinsDiscretizerModel({
      inputNames,
      encode: state.choice("encode", ["onehot", "onehotDense", "ordinal"]),
      edges,
      starts,
    });
  }

  toState(): KBinsDiscretizerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The edges of each column's bins: the least value, the edges between bins, the greatest value. */
  get binEdges(): readonly Float64Array[] {
    const { edges, starts, inputNames } = this.#state;
    return inputNames.map((_, col) => edges.slice(starts[col], starts[col + 1]));
  }
  /** The number of bins of each column. */
  get nBins(): readonly number[] {
    return this.inputNames.map((_, col) => this.#binsOf(col));
  }

  #binsOf(col: number): number {
    return (this.#offsets[col + 1] as number) - (this.#offsets[col] as number);
  }

  /** The bin of a value: as many as there are inner edges that are not above it. */
  #binOf(col: number, value: number): number {
    const { edges, starts } = this.#state;
    let low = (starts[col] as number) + 1;
    let high = (starts[col + 1] as number) - 1;
    const first = low;
    while (high - low > 8) {
      const middle = (low + high) >> 1;
      if ((edges[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    while (low < high && (edges[low] as number) <= value) low++;
    return low - first;
  }

  protected apply(x: Matrix): Matrix {
    const { rows, cols, values } = x;
    const { encode } = this.#state;
    const options = { names: this.outputNames };
    const width = this.outputNames.length;
    if (encode === "onehotDense") {
      const out = new Float64Array(rows * width);
      for (let row = 0, at = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++, at++) {
          out[row * width + (this.#offsets[col] as number) + this.#binOf(col, values[at] as number)] = 1;
        }
      }
      return new DenseMatrix(out, rows, width, options);
    }
    if (encode === "ordinal") {
      const out = new Float64Array(values.length);
      for (let row = 0, at = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++, at++) out[at] = this.#binOf(col, values[at] as number);
      }
      return new DenseMatrix(out, rows, width, options);
    }
    const indices = new Int32Array(values.length);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        indices[at] = (this.#offsets[col] as number) + this.#binOf(col, values[at] as number);
      }
    }
    const indptr = new Int32Array(rows + 1).map((_, row) => row * cols);
    const ones = new Float64Array(values.length).fill(1);
    return new CsrMatrix({ values: ones, indices, indptr }, rows, width, options);
  }

  override rowTransform(): RowTransform {
    const ordinal = this.#state.encode === "ordinal";
    const cols = this.inputNames.length;
    const width = this.outputNames.length;
    return (cells, out, at) => {
      if (!ordinal) for (let i = 0; i < width; i++) out[at + i] = 0;
      for (let col = 0; col < cols; col++) {
        const bin = this.#binOf(col, cells[col] as number);
        if (ordinal) out[at + col] = bin;
        else out[at + (this.#offsets[col] as number) + bin] = 1;
      }
    };
  }

  /**
   * The middle of each value's bin. Of one-hot columns the bin with the largest value counts.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the discretizer gives; DataError `DATA_RANGE` for a number that is no bin, or a row with
   * nothing above 0 in a column's bins.
   */
  inverseTransform(input: TableInput<object>): DenseMatrix {
    const matrix = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, { sparse: true }, matrix);
    const { values, rows } = matrix.toDense();
    const cols = this.inputNames.length;
    const width = this.outputNames.length;
    const ordinal = this.#state.encode === "ordinal";
    const centres = this.binEdges.map(middles);
    const out = new Float64Array(rows * cols);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const first = row * width + (ordinal ? col : (this.#offsets[col] as number));
        const bin = ordinal ? (values[first] as number) : largestAbove0(values, first, this.#binsOf(col));
        const centre = centres[col]?.[bin];
        if (centre === undefined) throw noBin(this.inputNames[col] as string, row, ordinal ? bin : undefined);
        out[row * cols + col] = centre;
      }
    }
    return new DenseMatrix(out, rows, cols, { names: this.inputNames });
  }
}

/** The place of the largest of `count` values above 0; −1 where there is none. */
function largestAbove0(values: Float64Array, first: number, count: number): number {
  let best = -1;
  let most = 0;
  for (let i = 0; i < count; i++) {
    if (!((values[first + i] as number) > most)) continue;
    most = values[first + i] as number;
    best = i;
  }
  return best;
}

function noBin(column: string, row: number, bin: number | undefined): DataError {
  return new DataError("DATA_RANGE", {
    problem: `Row ${row} has no bin in the columns of '${column}'`,
    given: bin === undefined ? "nothing above 0" : show(bin),
    expected: bin === undefined ? "a 1 in one of them" : "the number of a bin",
    remedy: "Give what transform gave, unchanged",
    data: { column, row },
  });
}
