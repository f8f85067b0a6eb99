/**
 * What functions that score columns have in common: their result, and reading what they are given.
 */

import { checkNotEmpty } from "../../base/checks.js";
import { checkMatrixInSlices, readMatrixInSlices } from "../../base/read-in-slices.js";
import type { Label, Values } from "../../core/contracts.js";
import { DataError, listNames } from "../../core/errors.js";
import type { Traits } from "../../core/estimator.js";
import { type EncodedLabels, encodeLabels } from "../../core/labels.js";
import { Progress, type ProgressOptions } from "../../core/progress.js";
import { checkTargetLength, splitTarget, type TableInput } from "../../data/input.js";
import type { Matrix } from "../../data/matrix.js";
import { fTail } from "../../kernels/distributions.js";

/** How much each column tells of the target, by itself. */
export interface FeatureScores<P extends Float64Array | null = Float64Array | null> {
  /** One score ≥ 0 a column: the more, the better. */
  readonly scores: Float64Array;
  /** How probable such a score or a larger one is where column and target have nothing to do with one another; null where that is not known. */
  readonly pValues: P;
}

/** The options of functions that score columns. */
export type ScoringOptions = Pick<ProgressOptions, "signal" | "onProgress">;

/** A table and its target, read and checked. */
export interface Scored {
  readonly x: Matrix;
  readonly y: Iterable<unknown> & { readonly length: number };
  readonly progress: Progress;
}

const traits: Traits = { sparse: true };

/** Reads and checks what a function that scores columns is given. */
export async function readScored(
  owner: string,
  input: TableInput<object>,
  target: Values<Label> | string,
  options: ScoringOptions,
): Promise<Scored> {
  const split = splitTarget(input, target);
  const quiet = new Progress({ signal: options.signal });
  quiet.check();
  const x = await readMatrixInSlices(split.x, undefined, quiet);
  checkNotEmpty(owner, x);
  await checkMatrixInSlices(owner, traits, x, quiet);
  return { x, y: checkTargetLength(split.y, x.rows), progress: new Progress(options) };
}

/**
 * The classes of a target, two or more.
 *
 * @throws DataError `TARGET_INVALID`, `TARGET_ONE_CLASS`.
 */
export function readClasses(owner: string, y: Iterable<unknown> & { readonly length: number }): EncodedLabels {
  // Every label is checked one by one as it is coded.
  const labels = encodeLabels(y as Values<Label>);
  if (labels.classes.length > 1) return labels;
  throw new DataError("TARGET_ONE_CLASS", {
    problem: `${owner} needs rows of at least two classes`,
    given: `only ${String(labels.classes[0])}`,
    expected: "two or more different labels",
    remedy: "Check how the rows were filtered or split",
    data: { owner },
  });
}

/** How many rows each class has. */
export function countClasses({ codes, classes }: EncodedLabels): Float64Array {
  const counts = new Float64Array(classes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

/** The p-value of an F statistic; a score of `Number.MAX_VALUE` stands for ∞. */
export function pValueOf(score: number, above: number, below: number): number {
  return fTail(score === Number.MAX_VALUE ? Number.POSITIVE_INFINITY : score, above, below);
}

/** Error for too few rows to test anything. */
export function tooFewRows(owner: string, given: number, expected: string): DataError {
  return new DataError("METRIC_UNDEFINED", {
    problem: `${owner} has no value on so few rows`,
    given: `${given} rows`,
    expected,
    remedy: "Score columns on more rows",
    data: { owner, rows: given },
  });
}

/**
 * Holds scores to be numbers.
 *
 * @throws DataError `NUMERIC_FAILURE` where sums overflowed.
 */
export function checkScores(owner: string, x: Matrix, scores: Float64Array): void {
  const columns = x.names.filter((_, col) => !Number.isFinite(scores[col]));
  if (columns.length === 0) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `${owner} of columns ${listNames(columns)} overflows`,
    given: "values of enormous size",
    expected: "values whose squares can be added up, below about 1e150",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { owner, columns },
  });
}
