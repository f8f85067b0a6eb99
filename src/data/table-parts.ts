/** Putting the parts of a table together again, for work that pauses between some rows and the next. */
import { Schema } from "../core/schema.js";
import { concatColumns } from "./concat.js";
import { Frame } from "./frame.js";
import type { Table } from "./input.js";
import { CsrMatrix, DenseMatrix, Matrix } from "./matrix.js";

/** A table whose parts, each with some of its rows, come one after the other. */
export interface Growing<T extends Table> {
  add(part: T): void;
  /** The whole, with the names and kinds of the first part. */
  whole(): T;
}

/** A table that begins with this part and will have so many rows. */
export function growing<T extends Table>(first: T, rows: number): Growing<T>;
export function growing(first: Table, rows: number): Growing<Table> {
  return first instanceof DenseMatrix ? new DenseRows(first, rows) : new Parts(first);
}

/** Dense rows go to their place as they come: copying them all at the end would hold the event loop, and take their memory twice. */
class DenseRows implements Growing<Table> {
  readonly #first: DenseMatrix;
  readonly #rows: number;
  readonly #values: Float64Array;
  #at = 0;

  constructor(first: DenseMatrix, rows: number) {
    this.#first = first;
    this.#rows = rows;
    this.#values = first.rows === rows ? first.values : new Float64Array(rows * first.cols);
    if (first.rows < rows) this.add(first);
  }

  add(part: Table): void {
    if (!(part instanceof Matrix)) return;
    this.#values.set(part.toDense().values, this.#at);
    this.#at += part.rows * part.cols;
  }

  whole(): Table {
    const first = this.#first;
    return first.rows === this.#rows ? first : new DenseMatrix(this.#values, this.#rows, first.cols, optionsOf(first));
  }
}

/** Tables whose size is not known before all are there: they are joined at the end. */
class Parts implements Growing<Table> {
  readonly #parts: [Table, ...Table[]];

  constructor(first: Table) {
    this.#parts = [first];
  }

  add(part: Table): void {
    this.#parts.push(part);
  }

  whole(): Table {
    const [first] = this.#parts;
    if (this.#parts.length === 1) return first;
    if (first instanceof Frame) return joinFrames(this.#parts.filter((part) => part instanceof Frame));
    const matrices = this.#parts.filter((part) => part instanceof Matrix);
    const sparse = matrices.filter((part) => part instanceof CsrMatrix);
    return sparse.length === matrices.length ? joinCsr(first, sparse) : joinDense(first, matrices);
  }
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
