/**
 * Reading and checking what `fit` is given, and the context of learning.
 */
import type { FitContext, FitOptions } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import { readWeights, type Table } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkNotEmpty, checkOptions } from "./checks.js";
import { checkMatrixInSlices, readMatrixInSlices } from "./read-in-slices.js";

/** What `learn` is handed beside its data, from the options of `fit`. */
export function contextOf(
  declaration: Declaration,
  options: FitOptions & { readonly validation?: unknown },
  rows: number,
): FitContext {
  checkOptions(declaration.kind, declaration.traits, options);
  const { signal, onProgress, from, threads } = options;
  const progress = new Progress({ signal, onProgress, threads });
  progress.check();
  return { progress, sampleWeight: readWeights(options.sampleWeight, rows), from, threads };
}

/** Holds a matrix to what a declaration says that its estimator reads. */
export type MatrixCheck = (declaration: Declaration, x: Matrix, progress: Progress) => Promise<void> | void;

/** Looks at all values. */
export const checkAll: MatrixCheck = ({ kind, traits }, x, progress) => checkMatrixInSlices(kind, traits, x, progress);

/** A table as a matrix that has rows and columns and was checked. Reading is quick beside learning: it can be aborted, but is no progress of its own. */
export async function checkedMatrix(
  declaration: Declaration,
  x: Table,
  { signal }: FitOptions,
  check: MatrixCheck = checkAll,
): Promise<Matrix> {
  const progress = new Progress({ signal });
  const matrix = await readMatrixInSlices(x, undefined, progress);
  checkNotEmpty(declaration.kind, matrix);
  await check(declaration, matrix, progress);
  return matrix;
}
