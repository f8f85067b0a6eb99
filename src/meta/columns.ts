/**
 * Some of the columns of a table, perhaps in another order, perhaps some of them twice.
 */
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";

/** Names that all differ: what comes again is numbered. */
export function distinctNames(names: Iterable<string>): string[] {
  const taken = new Set<string>();
  return Array.from(names, (name) => {
    let own = name;
    for (let time = 2; taken.has(own); time++) own = `${name} (${time})`;
    taken.add(own);
    return own;
  });
}

/** The names of these columns; what comes again is numbered. */
export function columnNames(names: readonly string[], columns: Int32Array): string[] {
  return distinctNames(Array.from(columns, (column) => names[column] ?? ""));
}

/** These columns of all rows. */
export function takeColumns(x: Matrix, columns: Int32Array): Matrix {
  const names = columnNames(x.names, columns);
  const kinds = x.kinds && Array.from(columns, (column) => x.kinds?.[column] ?? "number");
  if (x instanceof CsrMatrix) return takeSparse(x, columns, { names, kinds });
  const { rows, cols } = x;
  const out = new Float64Array(rows * columns.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < columns.length; i++) out[at++] = x.values[row * cols + columns[i]!]!;
  }
  return new DenseMatrix(out, rows, columns.length, { names, kinds });
}

function takeSparse(x: CsrMatrix, columns: Int32Array, options: ConstructorParameters<typeof CsrMatrix>[3]): CsrMatrix {
  const places: number[][] = Array.from({ length: x.cols }, () => []);
  columns.forEach((column, place) => {
    places[column]?.push(place);
  });
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(x.rows + 1);
  for (let row = 0; row < x.rows; row++) {
    const stored: [place: number, value: number][] = [];
    for (let k = x.indptr[row]!; k < x.indptr[row + 1]!; k++) {
      for (const place of places[x.indices[k]!]!) stored.push([place, x.values[k]!]);
    }
    for (const [place, value] of stored.sort(([a], [b]) => a - b)) {
      indices.push(place);
      values.push(value);
    }
    indptr[row + 1] = values.length;
  }
  const parts = { values: Float64Array.from(values), indices: Int32Array.from(indices), indptr };
  return new CsrMatrix(parts, x.rows, columns.length, options);
}

/** The same table under names of its own. */
export function withNames(x: Matrix, names: readonly string[]): Matrix {
  const { rows, cols, kinds } = x;
  return x instanceof CsrMatrix
    ? new CsrMatrix(x, rows, cols, { names, kinds })
    : new DenseMatrix(x.values, rows, cols, { names, kinds });
}

/** A function that gives these columns of a row, in a buffer of its own. */
export function columnTaker(columns: Int32Array): (x: Float64Array) => Float64Array {
  const out = new Float64Array(columns.length);
  return (x) => {
    for (let i = 0; i < columns.length; i++) out[i] = x[columns[i]!]!;
    return out;
  };
}
