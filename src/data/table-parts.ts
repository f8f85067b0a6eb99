/** Putting the parts of a table together again, for work that pauses between some rows and the next. */
import { Schema } from "../core/schema.js";
import { concatColumns } from "./concat.js";
import { Frame } from "./frame.js";
import type { Table } from "./input.js";
import { CsrMatrix, DenseMatrix, Matrix } from "./matrix.js";

/** The parts of one table, at least one, end to end; names and kinds are those of the first. */
export function joinTables<T extends Table>(parts: readonly [T, ...T[]]): T;
export function joinTables(parts: readonly [Table, ...Table[]]): Table {
  const [first] = parts;
  if (parts.length === 1) return first;
  if (first instanceof Frame) return joinFrames(parts.filter((part) => part instanceof Frame));
  const matrices = parts.filter((part) => part instanceof Matrix);
  const sparse = matrices.filter((part) => part instanceof CsrMatrix);
  return sparse.length === parts.length ? joinCsr(first, sparse) : joinDense(first, matrices);
}

function joinFrames(frames: readonly Frame[]): Frame {
  const [first, ...rest] = frames as [Frame, ...Frame[]];
  const built = first.schema.fields.map(({ name }) => {
    const part = (frame: Frame) => ({ field: frame.schema.field(name), column: frame.columnOf(name) });
    return concatColumns([part(first), ...rest.map(part)]);
  });
  const rows = frames.reduce((sum, frame) => sum + frame.numRows, 0);
  return new Frame(
    new Schema(built.map(({ field }) => field)),
    built.map(({ column }) => column),
    rows,
  );
}

function joinDense(first: Matrix, parts: readonly Matrix[]): DenseMatrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const values = new Float64Array(rows * first.cols);
  let at = 0;
  for (const part of parts) {
    values.set(part.toDense().values, at);
    at += part.rows * part.cols;
  }
  return new DenseMatrix(values, rows, first.cols, optionsOf(first));
}

function joinCsr(first: Matrix, parts: readonly CsrMatrix[]): CsrMatrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const stored = parts.reduce((sum, part) => sum + part.values.length, 0);
  const values = new Float64Array(stored);
  const indices = new Int32Array(stored);
  const indptr = new Int32Array(rows + 1);
  let at = 0;
  let row = 0;
  for (const part of parts) {
    values.set(part.values, at);
    indices.set(part.indices, at);
    for (let i = 0; i < part.rows; i++) indptr[++row] = at + (part.indptr[i + 1] as number);
    at += part.values.length;
  }
  return new CsrMatrix({ values, indices, indptr }, rows, first.cols, optionsOf(first));
}

function optionsOf({ named, names, kinds }: Matrix) {
  return { names: named ? names : undefined, kinds };
}
