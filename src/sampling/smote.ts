/**
 * Adds rows to small classes, each between a row of the class and one of its nearest neighbours in the class.
 *
 * Neighbours are exact, by brute force: time O(rows² × columns) over the rows of each class that grows, shared among threads; memory that of the result, of the class and of kNeighbors numbers a row.
 *
 * N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer, "SMOTE: synthetic minority over-sampling technique", JAIR 16, 2002.
 */

import { inSlices } from "../base/in-slices.js";
import { type ResampledCodes, SamplerEstimator } from "../base/samplers.js";
import type { FitContext, Label } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { integer, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Table } from "../data/input.js";
import { DenseMatrix } from "../data/matrix.js";
import { nearestRows } from "../kernels/nearest.js";
import { classRows, rowsToAdd, type SamplingStrategy, samplingStrategyParam } from "./strategy.js";
import { readNumbers, withRows } from "./tables.js";

/** The options of {@link SMOTE}. */
export interface SMOTEOptions {
  /**
   * How many rows each class is to have: `"auto"`, as many as the largest; for two classes, the smaller one's rows as a share of the larger one's, in (0, 1];
   * or numbers of rows by class, `[["late", 500]]`, for those that are to grow. Default: `"auto"`.
   */
  samplingStrategy?: SamplingStrategy;
  /** Among how many nearest rows of its class the other end of a new row's segment is drawn, ≥ 1. A class needs one row more than that. Default: 5. */
  kNeighbors?: number;
  /** Seeds the draws. Default: 0. */
  seed?: number;
}

const params = {
  samplingStrategy: samplingStrategyParam,
  kNeighbors: integer({ default: 5, min: 1 }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<SMOTEOptions>;

const declaration: Declaration<SMOTEOptions> = { kind: "SMOTE", params, traits: {}, models: [] };

/** What the new rows are made between: numbers, missing ones refused at run time. */
type Between = number | Float32Array | null;

/**
 * Adds rows to the small classes: for each, a row of the class and one of its `kNeighbors` nearest in the class are drawn, and a point on the segment between
 * them. The rows that were given stay first, in their order; the new ones follow, class by class.
 *
 * Neighbours are nearest by Euclidean distance, so columns belong on one scale: put a `StandardScaler` before it. It reads numbers and vectors without missing values; in
 * one-hot columns it makes values between 0 and 1. Columns of categories are refused by name, in a frame and, where a matrix says that it holds their codes, there too.
 *
 * Probabilities that are learned from resampled rows are those of the resampled shares: consider class weights or a threshold first.
 *
 * @example
 * ```ts
 * import { Matrix, SMOTE } from "@org/mlkit";
 *
 * const x = Matrix.fromRows([[0], [1], [2], [3], [10], [11]]);
 * const { x: more, y } = await new SMOTE({ kNeighbors: 1 }).fitResample(x, ["a", "a", "a", "a", "b", "b"]);
 * more.rows; // => 8
 * y.slice(6); // => ["b", "b"]
 * [...more.values.slice(6)].every((value) => value >= 10 && value <= 11); // => true
 * await new SMOTE().fitResample(x, ["a", "a", "a", "a", "b", "b"]); // throws CLASS_TOO_SMALL
 * ```
 */
export class SMOTE extends SamplerEstimator<SMOTEOptions, Between> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: SMOTEOptions = {}) {
    super(declaration, options);
  }

  protected async resample(x: Table, y: EncodedLabels, { progress, threads }: FitContext): Promise<ResampledCodes> {
    const { samplingStrategy, kNeighbors, seed } = this.params;
    const members = classRows(y);
    const counts = members.map(({ length }) => length);
    const added = rowsToAdd(this.kind, samplingStrategy, y.classes, counts);
    // Beside the search for neighbours all else is quick: it can be aborted, but is no progress of its own.
    const quiet = new Progress({ signal: progress.signal });
    const matrix = await readNumbers(this.kind, declaration.traits, x, quiet);
    const growing = members.flatMap((rows, code) => ((added[code] as number) > 0 ? [{ rows, code }] : []));
    for (const { rows, code } of growing)
      if (rows.length <= kNeighbors) throw tooSmall(this.kind, y.classes[code] as Label, rows.length, kNeighbors);
    const total = added.reduce((sum, count) => sum + count, 0);
    const made = new DenseMatrix(new Float64Array(total * matrix.cols), total, matrix.cols);
    const codes = new Int32Array(y.codes.length + total);
    codes.set(y.codes);
    const work = { threads, progress, before: 0, total: growing.reduce((sum, { rows }) => sum + rows.length, 0) };
    let start = 0;
    for (const { rows, code } of growing) {
      const end = start + (added[code] as number);
      const points = matrix.take(rows).values;
      const task = { points, queries: points, cols: matrix.cols, k: kNeighbors };
      const { indices: neighbours } = await nearestRows(task, work);
      work.before += rows.length;
      const rng = new Rng(seed).derive(code);
      await synthesise({ points, neighbours, kNeighbors, rng }, made.slice(start, end), quiet);
      codes.fill(code, y.codes.length + start, y.codes.length + end);
      start = end;
    }
    return { x: await withRows(x, made, quiet), codes };
  }
}

/** Fills rows of numbers with points on segments between rows of a class and their neighbours. */
async function synthesise(
  {
    points,
    neighbours,
    kNeighbors,
    rng,
  }: { readonly points: Float64Array; readonly neighbours: Int32Array; readonly kNeighbors: number; readonly rng: Rng },
  { values, rows, cols }: DenseMatrix,
  progress: Progress,
): Promise<void> {
  const members = points.length / cols;
  await inSlices({ progress, before: 0, total: rows }, rows, cols, (from, to) => {
    for (let row = from; row < to; row++) {
      const member = rng.int(members);
      const base = member * cols;
      const other = (neighbours[member * kNeighbors + rng.int(kNeighbors)] as number) * cols;
      const step = rng.float();
      for (let col = 0; col < cols; col++)
        values[row * cols + col] = between(points[base + col] as number, points[other + col] as number, step);
    }
  });
}

function between(a: number, b: number, step: number): number {
  const difference = b - a;
  // Where the difference is too large for a number, its parts are not.
  return Number.isFinite(difference) ? a + step * difference : (1 - step) * a + step * b;
}

function tooSmall(owner: string, label: Label, count: number, kNeighbors: number): DataError {
  return new DataError("CLASS_TOO_SMALL", {
    problem: `${owner} finds too few neighbours in class ${show(label)}`,
    given: `${count} rows of class ${show(label)}, and kNeighbors ${kNeighbors}`,
    expected: `at least ${kNeighbors + 1} rows`,
    remedy:
      count > 1
        ? `Give a kNeighbors of ${count - 1} or less, or repeat rows with RandomOverSampler`
        : "Repeat the row with RandomOverSampler, or leave the class as it is with a samplingStrategy of pairs",
    data: { owner, label, count, kNeighbors },
  });
}
