/**
 * Putting the outputs of parts side by side in one matrix.
 */
import { type ColumnKind, CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";

/** The names of outputs side by side: as they are, with the part's name before those that two parts give. */
export function joinNames(parts: readonly { readonly name: string; readonly names: readonly string[] }[]): string[] {
  const count = new Map<string, number>();
  for (const { names } of parts) for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return parts.flatMap(({ name, names }) =>
    names.map((each) => ((count.get(each) ?? 0) > 1 ? `${name}__${each}` : each)),
  );
}

/** The share of values stored, below which outputs side by side stay sparse when some of them are. */
export const SPARSE_THRESHOLD = 0.3;

/** Whether matrices side by side are better kept sparse: some are, and few values of all are stored. */
export function staysSparse(parts: readonly Matrix[]): boolean {
  const stored = parts.reduce((sum, part) => sum + part.values.length, 0);
  const all = parts.reduce((sum, part) => sum + part.rows * part.cols, 0);
  return parts.some((part) => part instanceof CsrMatrix) && stored < SPARSE_THRESHOLD * all;
}

/** Matrices of the same rows side by side. */
export function hstack(parts: readonly Matrix[], rows: number, names: readonly string[], sparse: boolean): Matrix {
  const kinds = parts.some((part) => part.kinds !== undefined)
    ? parts.flatMap((part): readonly ColumnKind[] => part.kinds ?? new Array<ColumnKind>(part.cols).fill("number"))
    : undefined;
  return sparse ? stackSparse(parts, rows, { names, kinds }) : stackDense(parts, rows, { names, kinds });
}

interface Stacked {
  readonly names: readonly string[];
  readonly kinds: readonly ColumnKind[] | undefined;
}

function stackDense(parts: readonly Matrix[], rows: number, options: Stacked): DenseMatrix {
  const cols = options.names.length;
  const out = new Float64Array(rows * cols);
  let start = 0;
  for (const part of parts) {
    if (part instanceof CsrMatrix) {
      for (let row = 0; row < rows; row++) {
        const end = part.indptr[row + 1] as number;
        for (let k = part.indptr[row] as number; k < end; k++)
          out[row * cols + start + (part.indices[k] as number)] = part.values[k] as number;
      }
    } else {
      for (let row = 0; row < rows; row++) {
        const from = row * part.cols;
        for (let col = 0; col < part.cols; col++) out[row * cols + start + col] = part.values[from + col] as number;
      }
    }
    start += part.cols;
  }
  return new DenseMatrix(out, rows, cols, options);
}

function stackSparse(parts: readonly Matrix[], rows: number, options: Stacked): CsrMatrix {
  const room = parts.reduce((sum, part) => sum + part.values.length, 0);
  const values = new Float64Array(room);
  const indices = new Int32Array(room);
  const indptr = new Int32Array(rows + 1);
  let stored = 0;
  for (let row = 0; row < rows; row++) {
    let start = 0;
    for (const part of parts) {
      const sparse = part instanceof CsrMatrix ? part : undefined;
      const from = sparse === undefined ? row * part.cols : (sparse.indptr[row] as number);
      const to = sparse === undefined ? from + part.cols : (sparse.indptr[row + 1] as number);
      for (let k = from; k < to; k++) {
        const value = part.values[k] as number;
        if (value === 0) continue;
        values[stored] = value;
        indices[stored++] = start + (sparse === undefined ? k - from : (sparse.indices[k] as number));
      }
      start += part.cols;
    }
    indptr[row + 1] = stored;
  }
  const fits = stored === room;
  return new CsrMatrix(
    { values: fits ? values : values.slice(0, stored), indices: fits ? indices : indices.slice(0, stored), indptr },
    rows,
    options.names.length,
    options,
  );
}
