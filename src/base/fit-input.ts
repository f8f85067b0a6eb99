/**
 * What `fit` is given, read and checked: the same for every base of recipes.
 */
import type { FitContext, FitOptions, Label, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import { checkTargetLength, readTable, readWeights, splitTarget, type Table, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkNotEmpty, checkOptions } from "./checks.js";
import { checkMatrixInSlices, readMatrixInSlices } from "./read-in-slices.js";

/** A target as `fit` takes it: one value a row, or the name of a column. */
export type Target<T = Label> = Values<T> | string;

/** Rows kept apart to watch how learning goes. */
export interface ValidationSet {
  /** The rows. */
  readonly x: TableInput<object>;
  /** One label or number for each. */
  readonly y: Values<Label>;
}

/** The options of `fit` of estimators that predict. */
export interface PredictorFitOptions extends FitOptions {
  /** Rows kept apart to watch how learning goes, for estimators that do. */
  readonly validation?: ValidationSet;
}

/** A target that a transformer learns from, in row order; `undefined` where it needs none. */
export type TransformerTarget = Values<unknown> | undefined;

/** The number of rows of either table. */
export function rowsOf(x: Table): number {
  return "numRows" in x ? x.numRows : x.rows;
}

/** What `learn` is told beside the rows: options, checked against the traits. */
export function contextOf(declaration: Declaration, options: PredictorFitOptions, rows: number): FitContext {
  checkOptions(declaration.kind, declaration.traits, options);
  const { signal, onProgress, from, threads } = options;
  const progress = new Progress({ signal, onProgress, threads });
  progress.check();
  return { progress, sampleWeight: readWeights(options.sampleWeight, rows), from, threads };
}

/** Holds a matrix to what a declaration says that its estimator reads. */
export type MatrixCheck = (declaration: Declaration, x: Matrix, progress: Progress) => Promise<void> | void;

/** All that the traits say. */
export const checkAll: MatrixCheck = ({ kind, traits }, x, progress) => checkMatrixInSlices(kind, traits, x, progress);

/** Reading is quick beside learning: it can be aborted, but is no progress of its own. */
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

/** The rows for a transformer, and the target for one that learns from it. */
export function readTransformerInput(
  declaration: Declaration,
  input: TableInput<object>,
  y: Target<unknown> | undefined,
): { x: Table; y: TransformerTarget } {
  if (y === undefined && declaration.traits.target !== true) return { x: readTable(input), y };
  const { x, y: target } = splitTarget(input, y);
  return { x, y: checkTargetLength(target, rowsOf(x)) };
}

/** The error for labels that are all the same. */
export function oneClass(owner: string, classes: readonly Label[]): DataError {
  return new DataError("TARGET_ONE_CLASS", {
    problem: `${owner} needs rows of at least two classes`,
    given: `only ${show(classes[0])}`,
    expected: "two or more different labels",
    remedy: "Check how the rows were filtered or split; stratify keeps every class in both parts",
    data: { owner, classes },
  });
}
