/**
 * Asking models about many rows in blocks, with pauses in between, so that training goes on leaving the event loop to others.
 */
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";

/** Values in a block: some milliseconds of work for most models. */
const VALUES = 1 << 16;
const FEWEST = 64;

/** Calls `ask` with blocks of the rows in order, each with the number of its first row, and pauses after each. */
export async function inBlocks(
  x: Matrix,
  pause: () => Promise<void>,
  ask: (block: Matrix, start: number) => void,
): Promise<void> {
  const step = Math.max(FEWEST, Math.floor(VALUES / x.cols));
  if (x.rows <= step) ask(x, 0);
  else
    for (let start = 0; start < x.rows; start += step) {
      ask(rowsFrom(x, start, Math.min(x.rows, start + step)), start);
      await pause();
    }
}

/** Rows from `start` up to `end`; dense ones share their values. */
function rowsFrom(x: Matrix, start: number, end: number): Matrix {
  const { cols, kinds } = x;
  const names = x.named ? x.names : undefined;
  if (x instanceof CsrMatrix) return x.take(Array.from({ length: end - start }, (_, i) => start + i));
  return new DenseMatrix(x.values.subarray(start * cols, end * cols), end - start, cols, { names, kinds });
}

/** The numbers of these rows. */
export function takeNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

/** The codes of these rows. */
export function takeCodes(codes: Int32Array, rows: Int32Array): Int32Array {
  const out = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = codes[rows[i]!]!;
  return out;
}

/** The rows whose weight is above 0; nothing where all rows are. */
export function weightedRows(weights: Float64Array | undefined): Int32Array | undefined {
  if (weights === undefined || weights.every((weight) => weight > 0)) return undefined;
  return Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
}
