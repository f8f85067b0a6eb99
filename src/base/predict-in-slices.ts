/**
 * Predicting and mapping many rows beside other work: the same as at once, in slices of rows, with pauses for the event loop between them.
 */
import type { AsyncOptions } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import type { Table, TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { growing } from "../data/table-parts.js";
import { checkThreads } from "./checks.js";
import { checkMatrixInSlices, readMatrixInSlices } from "./read-in-slices.js";

/** Work on many rows, as models do it. */
export interface BatchWork {
  readonly progress: Progress;
  /** The option `threads`. */
  readonly threads: number | undefined;
}

/** Values of a row times rows between two pauses: some milliseconds of work, for all but the slowest models. */
const VALUES = 1 << 15;

/** Rows that go through together: whole blocks, so that kernels that go by blocks lose nothing. */
function rowsOfSlice(cols: number): number {
  return Math.max(64, Math.floor(VALUES / Math.max(1, cols) / 64) * 64);
}

/** Checks the options of `predictAsync` and `transformAsync`. */
export function batchWork(owner: string, options: AsyncOptions): BatchWork {
  const { signal, onProgress, threads } = options;
  checkThreads(owner, threads);
  const progress = new Progress({ signal, onProgress, threads });
  progress.check();
  return { progress, threads };
}

/** Reads and checks an input of a fitted model. */
export async function readBatch(
  {
    kind,
    traits,
    inputNames,
  }: { readonly kind: string; readonly traits: Traits; readonly inputNames: readonly string[] },
  x: TableInput<object>,
  { progress }: BatchWork,
): Promise<Matrix> {
  const quiet = new Progress({ signal: progress.signal });
  const matrix = await readMatrixInSlices(x, inputNames, quiet);
  await checkMatrixInSlices(kind, traits, matrix, quiet);
  return matrix;
}

/** Numbers for each row, `width` a row, from a function that gives those of a slice. */
export async function numbersInSlices<A extends Float64Array | Int32Array>(
  x: Matrix,
  out: A,
  { progress }: BatchWork,
  some: (x: Matrix) => A,
): Promise<A> {
  const width = x.rows === 0 ? 0 : out.length / x.rows;
  const step = rowsOfSlice(x.cols);
  for (let start = 0; start < x.rows; start += step) {
    const end = Math.min(x.rows, start + step);
    out.set(some(x.slice(start, end)), start * width);
    await progress.tick(end, x.rows);
  }
  return out;
}

/** A table mapped slice by slice. */
export async function mapInSlices<Out extends Table>(
  x: Table,
  { progress }: BatchWork,
  map: (x: Table) => Out,
): Promise<Out> {
  const [rows, cols] = "numRows" in x ? [x.numRows, x.columns.length] : [x.rows, x.cols];
  const step = rowsOfSlice(cols);
  const out = growing(map(x.slice(0, Math.min(step, rows))), rows);
  for (let start = step; start < rows; start += step) {
    await progress.tick(start, rows);
    out.add(map(x.slice(start, Math.min(rows, start + step))));
  }
  await progress.tick(rows, rows);
  return out.whole();
}
