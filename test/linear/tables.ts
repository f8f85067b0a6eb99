/** The example tables as matrices, and what else several tests of the linear models need. */
import { readFileSync } from "node:fs";
import { type CsrMatrix, Matrix } from "../../src/data/matrix.js";

const TARGETS = new Map([
  ["diabetes", "progression"],
  ["wine", "cultivar"],
  ["iris", "species"],
  ["digits", "digit"],
  ["breast_cancer", "diagnosis"],
]);

export interface Example {
  readonly x: Matrix;
  readonly labels: readonly string[];
  readonly names: readonly string[];
}

export function readExample(table: string): Example {
  const url = new URL(`../../examples/data/${table}.csv`, import.meta.url);
  const [header = "", ...lines] = readFileSync(url, "utf8").trimEnd().split("\n");
  const names = header.split(",");
  const target = names.indexOf(TARGETS.get(table) ?? "");
  const rows = lines.map((line) => line.split(","));
  const x = rows.map((row) => row.filter((_, col) => col !== target).map(Number));
  return {
    x: Matrix.fromRows(x),
    labels: rows.map((row) => row[target] ?? ""),
    names: names.filter((_, col) => col !== target),
  };
}

/** Columns with mean 0 and standard deviation 1; constant ones are only centred. */
export function standardised(x: Matrix): Matrix {
  const values = Float64Array.from(x.values);
  for (let col = 0; col < x.cols; col++) {
    const column = Array.from({ length: x.rows }, (_, row) => x.values[row * x.cols + col] as number);
    const mean = column.reduce((sum, value) => sum + value, 0) / x.rows;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.rows;
    column.forEach((value, row) => {
      values[row * x.cols + col] = (value - mean) / (variance > 1e-20 ? Math.sqrt(variance) : 1);
    });
  }
  return Matrix.fromDense(values, x.rows, x.cols);
}

/** The weights of test/golden/linear.py. */
export function weightsOf(rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => 0.5 + 0.75 * (row % 4));
}

/** The same matrix without its zeros. */
export function toCsr(x: Matrix): CsrMatrix {
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let row = 0; row < x.rows; row++) {
    for (let col = 0; col < x.cols; col++) {
      const value = x.values[row * x.cols + col] as number;
      if (value === 0) continue;
      values.push(value);
      indices.push(col);
    }
    indptr.push(values.length);
  }
  const parts = {
    values: Float64Array.from(values),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
  };
  return Matrix.fromCsr(parts, x.rows, x.cols);
}

/** The rows of a matrix, as arrays. */
export function rowsOf(x: Matrix): Float64Array[] {
  return Array.from({ length: x.rows }, (_, row) => x.values.slice(row * x.cols, (row + 1) * x.cols));
}

/** The largest |a − b| beside the largest |b|. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const gaps = Array.from(b, (value, i) => Math.abs((a[i] as number) - value));
  const size = Math.max(...Array.from(b, Math.abs));
  const gap = gaps.reduce((most, value) => Math.max(most, value), 0);
  return size === 0 ? gap : gap / size;
}
