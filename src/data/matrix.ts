/**
 * What numeric stages and models read: rows × columns of numbers, dense or sparse, with a name and a kind for each column.
 */
import type { Label } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { noSuchRow } from "./columns.js";

/** What the numbers of a column mean: numbers, or codes 0 … k−1 of categories. */
export type ColumnKind = "number" | { readonly categories: readonly Label[] };

/** What a matrix may be told besides its values. */
export interface MatrixOptions {
  /** One name a column; `x0`, `x1`, … when none are given. */
  readonly names?: readonly string[] | undefined;
  /** One kind a column; all numbers when none are given. */
  readonly kinds?: readonly ColumnKind[] | undefined;
}

/** The three arrays of compressed sparse rows. */
export interface CsrParts {
  /** The stored values, row after row. */
  readonly values: Float64Array;
  /** The column of each stored value, ascending within a row. */
  readonly indices: Int32Array;
  /** Where each row starts in `values`; one more than there are rows. */
  readonly indptr: Int32Array;
}

/** Rows × columns of numbers. NaN is a missing value. Read it, never write it. */
export abstract class Matrix {
  abstract readonly layout: "dense" | "csr";
  abstract readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** Whether the names were given; if not, `names` are `x0`, `x1`, … */
  readonly named: boolean;
  readonly kinds: readonly ColumnKind[] | undefined;
  readonly #names: readonly string[] | undefined;

  constructor(rows: number, cols: number, options: MatrixOptions) {
    checkSize("rows", rows);
    checkSize("columns", cols);
    checkCount("names", options.names, cols);
    checkCount("kinds", options.kinds, cols);
    this.rows = rows;
    this.cols = cols;
    this.named = options.names !== undefined;
    this.kinds = options.kinds;
    this.#names = options.names;
  }

  /** One name a column. */
  get names(): readonly string[] {
    return this.#names ?? Array.from({ length: this.cols }, (_, index) => `x${index}`);
  }

  /** The names as they were given, for handing on. */
  protected get givenNames(): readonly string[] | undefined {
    return this.#names;
  }

  /** The same matrix with dense rows; itself when it is dense. */
  abstract toDense(): DenseMatrix;
  /** The rows of these numbers, in this order. */
  abstract take(rows: ArrayLike<number>): Matrix;
  /** The rows from `start` up to, not including, `end`; the numbers are shared, not copied. */
  abstract slice(start: number, end: number): Matrix;

  /**
   * A dense matrix over values in row-major order, which are kept, not copied.
   *
   * @throws DataError `DATA_SHAPE` when there are not rows × cols values.
   */
  static fromDense(values: Float64Array, rows: number, cols: number, names?: readonly string[]): DenseMatrix {
    return new DenseMatrix(values, rows, cols, { names });
  }

  /**
   * A dense matrix from rows of numbers.
   *
   * @throws DataError `DATA_SHAPE` when a row is no list of numbers or not as long as the first.
   * @example
   * ```ts
   * import { Matrix } from "@org/mlkit";
   *
   * const x = Matrix.fromRows([[1, 2], [3, 4], [5, 6]]);
   * [x.rows, x.cols]; // => [3, 2]
   * ```
   */
  static fromRows(rows: readonly ArrayLike<number>[], names?: readonly string[]): DenseMatrix {
    const cols = rows[0]?.length ?? names?.length ?? 0;
    const values = new Float64Array(rows.length * cols);
    // Not forEach, which would pass over the holes of an array.
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index];
      if (row?.length !== cols) throw raggedRow(index, row?.length, cols);
      for (let col = 0; col < cols; col++) {
        const value: unknown = row[col];
        if (typeof value !== "number") throw notANumber(index, col, value);
        values[index * cols + col] = value;
      }
    }
    return new DenseMatrix(values, rows.length, cols, { names });
  }

  /**
   * A sparse matrix over compressed sparse rows, which are kept, not copied.
   *
   * @throws DataError `DATA_SHAPE` when the parts do not fit together.
   */
  static fromCsr(parts: CsrParts, rows: number, cols: number, names?: readonly string[]): CsrMatrix {
    checkCsr(parts, rows, cols);
    return new CsrMatrix(parts, rows, cols, { names });
  }
}

/** A matrix with every value stored, row after row. */
export class DenseMatrix extends Matrix {
  readonly layout = "dense";
  readonly values: Float64Array;

  constructor(values: Float64Array, rows: number, cols: number, options: MatrixOptions = {}) {
    super(rows, cols, options);
    if (!(values instanceof Float64Array) || values.length !== rows * cols) {
      throw new DataError("DATA_SHAPE", {
        problem: "The values do not fill the matrix",
        given: values instanceof Float64Array ? `${values.length} values` : show(values),
        expected: `a Float64Array of ${rows} × ${cols} = ${rows * cols} values`,
        remedy: "Give as many values as rows × columns, or rows of numbers to Matrix.fromRows",
        data: { rows, cols },
      });
    }
    this.values = values;
  }

  toDense(): DenseMatrix {
    return this;
  }

  take(rows: ArrayLike<number>): DenseMatrix {
    const { cols } = this;
    const out = new Float64Array(rows.length * cols);
    for (let i = 0; i < rows.length; i++) {
      const start = rowNumber(rows[i], this.rows) * cols;
      out.set(this.values.subarray(start, start + cols), i * cols);
    }
    return new DenseMatrix(out, rows.length, cols, { names: this.givenNames, kinds: this.kinds });
  }

  slice(start: number, end: number): DenseMatrix {
    const { values, cols } = this;
    const { from, to } = rowRange(start, end, this.rows);
    const options = { names: this.givenNames, kinds: this.kinds };
    return new DenseMatrix(values.subarray(from * cols, to * cols), to - from, cols, options);
  }

  /** The same columns with other values; shares names and kinds. */
  withValues(values: Float64Array): DenseMatrix {
    return new DenseMatrix(values, this.rows, this.cols, { names: this.givenNames, kinds: this.kinds });
  }
}

/** A matrix that stores only some values of each row; the others are 0. */
export class CsrMatrix extends Matrix {
  readonly layout = "csr";
  readonly values: Float64Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;

  /** Trusts its parts; `Matrix.fromCsr` checks them. */
  constructor(parts: CsrParts, rows: number, cols: number, options: MatrixOptions = {}) {
    super(rows, cols, options);
    this.values = parts.values;
    this.indices = parts.indices;
    this.indptr = parts.indptr;
  }

  toDense(): DenseMatrix {
    const out = new Float64Array(this.rows * this.cols);
    for (let row = 0; row < this.rows; row++) {
      const end = this.indptr[row + 1] as number;
      for (let k = this.indptr[row] as number; k < end; k++) {
        out[row * this.cols + (this.indices[k] as number)] = this.values[k] as number;
      }
    }
    return new DenseMatrix(out, this.rows, this.cols, { names: this.givenNames, kinds: this.kinds });
  }

  take(rows: ArrayLike<number>): CsrMatrix {
    const indptr = new Int32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = rowNumber(rows[i], this.rows);
      indptr[i + 1] = (indptr[i] as number) + (this.indptr[row + 1] as number) - (this.indptr[row] as number);
    }
    const stored = indptr[rows.length] as number;
    const values = new Float64Array(stored);
    const indices = new Int32Array(stored);
    for (let i = 0; i < rows.length; i++) {
      const start = this.indptr[rows[i] as number] as number;
      const end = this.indptr[(rows[i] as number) + 1] as number;
      values.set(this.values.subarray(start, end), indptr[i]);
      indices.set(this.indices.subarray(start, end), indptr[i]);
    }
    return new CsrMatrix({ values, indices, indptr }, rows.length, this.cols, {
      names: this.givenNames,
      kinds: this.kinds,
    });
  }

  slice(start: number, end: number): CsrMatrix {
    const { from, to } = rowRange(start, end, this.rows);
    const first = this.indptr[from] as number;
    const last = this.indptr[to] as number;
    const indptr = this.indptr.slice(from, to + 1).map((at) => at - first);
    const parts = { values: this.values.subarray(first, last), indices: this.indices.subarray(first, last), indptr };
    return new CsrMatrix(parts, to - from, this.cols, { names: this.givenNames, kinds: this.kinds });
  }
}

function rowRange(start: number, end: number, rows: number): { from: number; to: number } {
  const from = Math.min(Math.max(0, Math.trunc(start)), rows);
  return { from, to: Math.min(Math.max(from, Math.trunc(end)), rows) };
}

function rowNumber(row: number | undefined, rows: number): number {
  if (row !== undefined && Number.isInteger(row) && row >= 0 && row < rows) return row;
  throw noSuchRow(row ?? Number.NaN, rows);
}

function checkSize(what: string, size: number): void {
  if (Number.isSafeInteger(size) && size >= 0) return;
  throw new DataError("DATA_SHAPE", {
    problem: `The number of ${what} is not valid`,
    given: show(size),
    expected: "a whole number ≥ 0",
    remedy: `Give the number of ${what} of the matrix`,
  });
}

function checkCount(what: string, items: readonly unknown[] | undefined, cols: number): void {
  if (items === undefined || items.length === cols) return;
  throw new DataError("DATA_SHAPE", {
    problem: `There are not as many ${what} as columns`,
    given: `${items.length} ${what}`,
    expected: `${cols}`,
    remedy: `Give one of the ${what} for each column, or none`,
  });
}

function raggedRow(row: number, given: number | undefined, expected: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `Row ${row} has not as many values as the first`,
    given: given === undefined ? "no list of numbers" : `${given} values`,
    expected: `${expected} values`,
    remedy: "Give all rows the same length, with NaN for what is missing",
    data: { row, given, expected },
  });
}

function notANumber(row: number, col: number, value: unknown): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `Row ${row}, column ${col} is no number`,
    given: show(value),
    expected: "a number, or NaN where it is missing",
    remedy: "Convert the value, or give row objects and encode their strings with OneHotEncoder",
    data: { row, col },
  });
}

function checkCsr({ values, indices, indptr }: CsrParts, rows: number, cols: number): void {
  const fits = indptr.length === rows + 1 && indptr[0] === 0 && indptr[rows] === values.length;
  if (!fits || indices.length !== values.length) {
    throw csrError(`${values.length} values, ${indices.length} indices, ${indptr.length} row starts`);
  }
  for (let row = 0; row < rows; row++) {
    const start = indptr[row] as number;
    const end = indptr[row + 1] as number;
    if (end < start) throw csrError(`row ${row} ends before it starts`);
    for (let k = start; k < end; k++) {
      const col = indices[k] as number;
      const ascending = k === start || col > (indices[k - 1] as number);
      if (col < 0 || col >= cols || !ascending) throw csrError(`column ${col} in row ${row}`);
    }
  }
}

function csrError(given: string): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "The parts are no valid compressed sparse rows",
    given,
    expected: "indptr of rows + 1 ascending starts from 0, and for each value its column, ascending within a row",
    remedy: "Sort the columns of each row, without repeats, and count the rows again",
  });
}
