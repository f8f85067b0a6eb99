/**
 * A fitted MissingIndicator: which columns it watches.
 */
import { checkMatrix } from "../base/checks.js";
import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Cell } from "../core/contracts.js";
import { SchemaError } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { AnyColumn } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import { checkColumns, readTable, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import { indicatorName, readColumnPlaces } from "./indicators.js";
import { uniqueNames } from "./unique-names.js";
import { checkNoInfinity, infinite } from "./value-counts.js";

/** Whether indicators come as sparse rows; `"auto"`: for sparse rows alone. */
export type SparseIndicators = boolean | "auto";

/** What a fitted MissingIndicator stores. */
export interface MissingIndicatorState {
  readonly inputNames: readonly string[];
  /** The columns, ascending, that have an indicator. */
  readonly indicators: Int32Array;
  /** Whether a missing value in any other column is an error. */
  readonly errorOnNew: boolean;
  readonly sparse: SparseIndicators;
}

/** Gives for each watched column 1 where it has no value, and 0 where it has one. */
export class MissingIndicatorModel extends FrameTransformer<Matrix> {
  static readonly kind = "MissingIndicatorModel";
  static readonly version = 1;
  readonly kind = MissingIndicatorModel.kind;
  readonly version = MissingIndicatorModel.version;
  override readonly traits: Traits = { missing: true, sparse: true };
  /** `missingindicator_age` for each watched column. */
  readonly outputNames: readonly string[];
  readonly #state: MissingIndicatorState;
  /** The columns that are not watched and must have all their values. */
  readonly #complete: Int32Array;

  constructor(state: MissingIndicatorState) {
    super();
    const { inputNames, indicators, errorOnNew } = state;
    this.#state = state;
    this.outputNames = uniqueNames(Array.from(indicators, (col) => indicatorName(inputNames[col] ?? "")));
    const watched = new Set(indicators);
    this.#complete = Int32Array.from(inputNames.keys()).filter((col) => errorOnNew && !watched.has(col));
  }

  static parse(state: StateReader): MissingIndicatorModel {
    const inputNames = state.strings("inputNames");
    return new MissingIndicatorModel({
      inputNames,
      indicators: readColumnPlaces(state, "indicators", inputNames.length),
      errorOnNew: state.boolean("errorOnNew"),
      sparse: state.raw("sparse") === "auto" ? "auto" : state.boolean("sparse"),
    });
  }

  toState(): MissingIndicatorState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The columns that have an indicator. */
  get features(): readonly string[] {
    return Array.from(this.#state.indicators, (col) => this.inputNames[col] ?? "");
  }

  /**
   * The indicators of all rows.
   *
   * @throws SchemaError `CELL_MISSING` for a missing value in a column that had none at fit, unless `errorOnNew` is false; `COLUMN_MISSING`,
   * `COLUMN_MISMATCH`; DataError `DATA_NOT_FINITE` for ±∞.
   */
  override transform(x: TableInput<object>): Matrix {
    const table = readTable(x);
    if (table instanceof Frame) return this.apply(table.select(...this.inputNames));
    checkColumns(table, this.inputNames);
    checkMatrix(this.kind, this.traits, table);
    return table instanceof CsrMatrix ? this.#fromSparse(table) : this.#fromDense(table);
  }

  protected apply(x: Frame): Matrix {
    const columns = this.inputNames.map((name) => x.columnOf(name));
    columns.forEach((column, col) => {
      const numeric = column.type === "number" || column.type === "vector";
      if (numeric) checkNoInfinity(this.kind, this.inputNames[col] ?? "", column.values);
    });
    return this.#flags(
      x.numRows,
      (row, col) => (columns[col] as AnyColumn).isMissing(row),
      this.#state.sparse === true,
    );
  }

  #fromDense({ values, rows, cols }: Matrix): Matrix {
    const isMissing = (row: number, col: number) => Number.isNaN(values[row * cols + col]);
    return this.#flags(rows, isMissing, this.#state.sparse === true);
  }

  #flags(rows: number, isMissing: (row: number, col: number) => boolean, sparse: boolean): Matrix {
    const { indicators } = this.#state;
    for (const col of this.#complete) {
      for (let row = 0; row < rows; row++) if (isMissing(row, col)) throw newlyMissing(this.inputNames[col] ?? "", row);
    }
    const { length } = indicators;
    const names = this.outputNames;
    if (!sparse) {
      const out = new Float64Array(rows * length);
      for (let i = 0; i < length; i++) {
        const col = indicators[i] as number;
        for (let row = 0, at = i; row < rows; row++, at += length) if (isMissing(row, col)) out[at] = 1;
      }
      return new DenseMatrix(out, rows, length, { names });
    }
    const places: number[] = [];
    const indptr = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < length; i++) if (isMissing(row, indicators[i] as number)) places.push(i);
      indptr[row + 1] = places.length;
    }
    return onesAt(Int32Array.from(places), indptr, length, names);
  }

  /** Of sparse rows, only stored values can be missing. */
  #fromSparse({ values, indices, indptr: starts, rows, cols }: CsrMatrix): Matrix {
    const { indicators, sparse } = this.#state;
    const placeOf = new Int32Array(cols).fill(-1);
    indicators.forEach((col, place) => {
      placeOf[col] = place;
    });
    const refused = new Set(this.#complete);
    const places: number[] = [];
    const indptr = new Int32Array(rows + 1);
    for (let row = 0; row < rows; row++) {
      for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
        if (!Number.isNaN(values[k])) continue;
        const col = indices[k] as number;
        if (refused.has(col)) throw newlyMissing(this.inputNames[col] ?? "", row);
        if ((placeOf[col] as number) >= 0) places.push(placeOf[col] as number);
      }
      indptr[row + 1] = places.length;
    }
    const out = onesAt(Int32Array.from(places), indptr, indicators.length, this.outputNames);
    return sparse === false ? out.toDense() : out;
  }

  rowTransform(): RowTransform {
    const { inputNames, indicators } = this.#state;
    const complete = this.#complete;
    return (cells, out, at) => {
      for (let i = 0; i < complete.length; i++) {
        const col = complete[i] as number;
        if (isMissingCell(cells[col])) throw newlyMissing(inputNames[col] ?? "");
      }
      for (let i = 0; i < inputNames.length; i++) {
        const cell = cells[i];
        if (cell === Number.POSITIVE_INFINITY || cell === Number.NEGATIVE_INFINITY) {
          throw infinite(this.kind, inputNames[i] ?? "", Number(cell));
        }
      }
      for (let i = 0; i < indicators.length; i++) out[at + i] = isMissingCell(cells[indicators[i] as number]) ? 1 : 0;
    };
  }
}

function isMissingCell(cell: Cell | undefined): boolean {
  if (cell instanceof Float32Array) return cell.every(Number.isNaN);
  return cell === null || cell === undefined || Number.isNaN(cell);
}

function onesAt(indices: Int32Array, indptr: Int32Array, cols: number, names: readonly string[]): CsrMatrix {
  const values = new Float64Array(indices.length).fill(1);
  return new CsrMatrix({ values, indices, indptr }, indptr.length - 1, cols, { names });
}

function newlyMissing(column: string, row?: number): SchemaError {
  return new SchemaError("CELL_MISSING", {
    problem: `Column '${column}' has a missing value, and had none at the fit, so that it has no indicator`,
    given: row === undefined ? "null" : `no value in row ${row}`,
    expected: "a value",
    remedy: 'Write features: "all" to watch every column, or errorOnNew: false to leave such values unseen',
    data: { column, ...(row === undefined ? {} : { row }) },
  });
}
