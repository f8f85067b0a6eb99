/**
 * A fitted SplineTransformer: the knots of each column.
 */
import { MatrixTransformer } from "../base/models.js";
import type { Cells, RowTransform } from "../base/row.js";
import { DataError, show } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { intervalOf, type SplineKnots, splineSlopesAt, splinesAt } from "../kernels/b-splines.js";
import { uniqueNames } from "./unique-names.js";

/** What becomes of values beyond the knots. */
export type Extrapolation = "error" | "constant" | "linear" | "continue" | "periodic";

/** What a fitted SplineTransformer stores. */
export interface SplineTransformerState {
  readonly inputNames: readonly string[];
  readonly degree: number;
  readonly extrapolation: Extrapolation;
  readonly includeBias: boolean;
  /** The number of knots of each column within its range, its ends included. */
  readonly nKnots: number;
  /** The knots, column after column: nKnots, and `degree` more before and behind. */
  readonly knots: Float64Array;
}

/** Gives the values of each column's splines. */
export class SplineTransformerModel extends MatrixTransformer {
  static readonly kind = "SplineTransformerModel";
  static readonly version = 1;
  readonly kind = SplineTransformerModel.kind;
  readonly version = SplineTransformerModel.version;
  readonly traits: Traits = {};
  /** `age_sp_0`, `age_sp_1`, … for each column. */
  readonly outputNames: readonly string[];
  readonly #state: SplineTransformerState;
  readonly #columns: readonly SplineKnots[];
  /** How many splines a column has, and how many of them are given. */
  readonly #splines: number;
  readonly #width: number;

  constructor(state: SplineTransformerState) {
    super();
    this.#state = state;
    const { inputNames, degree, knots, nKnots, includeBias, extrapolation } = state;
    const count = nKnots + 2 * degree;
    this.#columns = inputNames.map((_, col) => ({ knots, start: col * count, count, degree }));
    this.#splines = extrapolation === "periodic" ? nKnots - 1 : nKnots + degree - 1;
    this.#width = includeBias ? this.#splines : this.#splines - 1;
    this.outputNames = uniqueNames(
      inputNames.flatMap((name) => Array.from({ length: this.#width }, (_, spline) => `${name}_sp_${spline}`)),
    );
  }

  static parse(state: StateReader): SplineTransformerModel {
    const inputNames = state.strings("inputNames");
    const degree = state.number("degree", { integer: true, min: 0, max: 32 });
    const nKnots = state.number("nKnots", { integer: true, min: 2 });
    const count = nKnots + 2 * degree;
    const knots = state.float64("knots", { length: inputNames.length * count, finite: true });
    const ascending = knots.every((knot, at) => at % count === 0 || knot >= (knots[at - 1] as number));
    if (!ascending) state.fail("knots", "knots that do not descend");
    const extrapolation = state.choice("extrapolation", ["error", "constant", "linear", "continue", "periodic"]);
    if (extrapolation === "periodic" && nKnots <= degree) state.fail("nKnots", "more knots than the degree");
    return new SplineTransformerModel({
      inputNames,
      degree,
      extrapolation,
      includeBias: state.boolean("includeBias"),
      nKnots,
      knots,
    });
  }

  toState(): SplineTransformerState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The knots of each column within its range, its ends included. */
  get knots(): readonly Float64Array[] {
    const { degree, nKnots, knots } = this.#state;
    return this.#columns.map(({ start }) => knots.slice(start + degree, start + degree + nKnots));
  }

  protected apply(x: Matrix): DenseMatrix {
    const { rows, cols, values } = x;
    const width = cols * this.#width;
    const out = new Float64Array(rows * width);
    const own = new Float64Array(2 * (this.#state.degree + 1));
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        this.#write(col, values[at] as number, out, row * width + col * this.#width, own);
      }
    }
    return new DenseMatrix(out, rows, width, { names: this.outputNames });
  }

  override rowTransform(): RowTransform {
    const own = new Float64Array(2 * (this.#state.degree + 1));
    const width = this.outputNames.length;
    return (cells, out, at) => {
      for (let i = 0; i < width; i++) out[at + i] = 0;
      for (let col = 0; col < this.#columns.length; col++) {
        this.#write(col, cells[col] as number, out, at + col * this.#width, own);
      }
    };
  }

  /** Writes the splines of one value that are not 0 to `out`, which holds zeros from `at` on. `own` is space. */
  #write(col: number, value: number, out: Float64Array | Cells, at: number, own: Float64Array): void {
    const spline = this.#columns[col] as SplineKnots;
    const { degree } = spline;
    const interval = this.#values(spline, value, own);
    for (let n = 0; n <= degree; n++) {
      let place = interval - degree + n;
      // Periodic splines that pass the end are those that begin before it.
      if (place >= this.#splines) place -= this.#splines;
      // Of as many periodic splines as the degree says, the first and the last of these are one.
      if (place < this.#width) out[at + place] = (out[at + place] as number) + (own[n] as number);
    }
  }

  /** Puts the splines that are not 0 at a value into `own`; gives its interval. */
  #values(spline: SplineKnots, value: number, own: Float64Array): number {
    const { knots, start, count, degree } = spline;
    const first = knots[start + degree] as number;
    const last = knots[start + count - 1 - degree] as number;
    const { extrapolation } = this.#state;
    let x = value;
    if (extrapolation === "periodic") x = first + within(value - first, last - first);
    else if (value < first || value > last) {
      if (extrapolation === "error") throw this.#beyond(start / count, value, first, last);
      if (extrapolation !== "continue") x = value < first ? first : last;
    }
    const interval = intervalOf(spline, x);
    splinesAt(spline, interval, x, own);
    if (extrapolation !== "linear" || x === value) return interval;
    const slopes = own.subarray(degree + 1);
    splineSlopesAt(spline, interval, x, slopes);
    for (let n = 0; n <= degree; n++) own[n] = (own[n] as number) + (value - x) * (slopes[n] as number);
    return interval;
  }

  #beyond(col: number, value: number, first: number, last: number): DataError {
    const column = this.inputNames[col] ?? "";
    return new DataError("DATA_RANGE", {
      problem: `Column '${column}' has a value beyond the knots of its splines`,
      given: show(value),
      expected: `numbers from ${first} to ${last}`,
      remedy: 'Choose another extrapolation, such as "constant" or "linear", or drop such rows',
      data: { column, value, first, last },
    });
  }
}

/** The rest of a distance after whole periods, from 0 up to the period; 0 where the period is 0. */
function within(distance: number, period: number): number {
  if (period === 0) return 0;
  const rest = distance % period;
  return rest < 0 ? rest + period : rest;
}
