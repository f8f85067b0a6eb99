/**
 * The F statistic of an analysis of variance, one column at a time: how far apart the classes' means are, beside how much values vary within
 * classes.
 *
 * Two passes: the means of the classes, as deviations from a value of each, and the squares about them. A column that is constant, or constant
 * within each class, gives sums that are exactly 0. Time O(stored values), memory O(classes · columns).
 */
import { inSlices } from "../../base/in-slices.js";
import type { Label, Values } from "../../core/contracts.js";
import type { EncodedLabels } from "../../core/labels.js";
import type { Progress } from "../../core/progress.js";
import type { TableInput } from "../../data/input.js";
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { addDenseToClasses, addSparseToClasses, type ClassSums, emptyClassSums } from "../../kernels/class-sums.js";
import {
  checkScores,
  countClasses,
  type FeatureScores,
  pValueOf,
  readClasses,
  readScored,
  type ScoringOptions,
  tooFewRows,
} from "./scores.js";

/**
 * Scores columns by the F statistic of an analysis of variance with classes as groups. p-values assume that a column is normal within each
 * class, with the same variance in all; as an order of columns the scores need no such thing. Sparse rows are read.
 *
 * A column that does not vary scores 0; one that varies between classes alone, `Number.MAX_VALUE`. (scikit-learn gives NaN and ∞.)
 *
 * @param y - one label a row, or the name of a column of `x`
 * @throws DataError `TARGET_ONE_CLASS`; `METRIC_UNDEFINED` unless there are more rows than classes; what `fit` of a classifier throws for bad input.
 * @example
 * ```ts
 * import { fClassif } from "@org/mlkit";
 *
 * const { scores, pValues } = await fClassif([[1, 5], [2, 4], [8, 5], [9, 4]], ["a", "a", "b", "b"]);
 * [...scores]; // => [98, 0]
 * [...pValues]; // => [≈ 0.0100, 1]
 * ```
 */
export async function fClassif(
  x: TableInput<object>,
  y: Values<Label> | string,
  options: ScoringOptions = {},
): Promise<FeatureScores<Float64Array>> {
  const table = await readScored("fClassif", x, y, options);
  return scoreByClasses(table.x, readClasses("fClassif", table.y), table.progress);
}

/** The same for a matrix that was checked. */
export async function scoreByClasses(
  x: Matrix,
  y: EncodedLabels,
  progress: Progress,
): Promise<FeatureScores<Float64Array>> {
  const counts = countClasses(y);
  const between = counts.length - 1;
  const within = x.rows - counts.length;
  if (within < 1) throw tooFewRows("fClassif", x.rows, `more rows than classes, of which there are ${counts.length}`);
  const { means, squares } = await momentsByClass(x, y.codes, counts, progress);
  const scores = new Float64Array(x.cols);
  for (let col = 0; col < x.cols; col++) {
    scores[col] = fStatistic(col, x, counts, means, squares, between / within);
  }
  checkScores("fClassif", x, scores);
  return { scores, pValues: scores.map((score) => pValueOf(score, between, within)) };
}

function fStatistic(
  col: number,
  { cols, rows }: Matrix,
  counts: Float64Array,
  means: Float64Array,
  squares: Float64Array,
  ratio: number,
): number {
  let mean = 0;
  let inside = 0;
  const first = means[col] as number;
  for (let k = 0; k < counts.length; k++) {
    mean += (counts[k] as number) * ((means[k * cols + col] as number) - first);
    inside += squares[k * cols + col] as number;
  }
  mean = first + mean / rows;
  let apart = 0;
  for (let k = 0; k < counts.length; k++) {
    const gap = (means[k * cols + col] as number) - mean;
    apart += (counts[k] as number) * gap * gap;
  }
  if (!Number.isFinite(apart + inside)) return Number.NaN;
  return apart === 0 ? 0 : Math.min(apart / inside / ratio, Number.MAX_VALUE);
}

/** The mean of each class and column, and the sum of squares about it. */
async function momentsByClass(
  x: Matrix,
  codes: Int32Array,
  counts: Float64Array,
  progress: Progress,
): Promise<{ means: Float64Array; squares: Float64Array }> {
  const { rows, cols } = x;
  const size = counts.length * cols;
  const width = Math.ceil(x.values.length / rows);
  const pass = async (centre: Float64Array, before: number): Promise<ClassSums> => {
    const sums = emptyClassSums(size);
    await inSlices({ progress, before, total: 2 * rows }, rows, width, (start, end) => {
      if (x instanceof CsrMatrix) addSparseToClasses(sums, x, cols, codes, centre, start, end);
      else addDenseToClasses(sums, x.values, cols, codes, centre, start, end);
    });
    return sums;
  };
  const centre = x instanceof CsrMatrix ? new Float64Array(size) : firstOfClasses(x, codes, counts.length);
  const first = await pass(centre, 0);
  const countOf = (at: number) => counts[Math.floor(at / cols)] as number;
  const means = centre.map((value, at) => value + (first.value[at] as number) / countOf(at));
  const second = await pass(means, rows);
  const squares = means.map((mean, at) => {
    const n = countOf(at);
    // The zeros that sparse rows leave out deviate by the mean.
    const zeros = x instanceof CsrMatrix ? n - (second.count[at] as number) : 0;
    const drift = (second.value[at] as number) - zeros * mean;
    return Math.max(0, (second.square[at] as number) + zeros * mean * mean - (drift * drift) / n);
  });
  return { means, squares };
}

/** The values of the first row of each class. */
function firstOfClasses({ values, cols }: Matrix, codes: Int32Array, classes: number): Float64Array {
  const out = new Float64Array(classes * cols);
  for (let k = 0; k < classes; k++) {
    const row = codes.indexOf(k);
    out.set(values.subarray(row * cols, (row + 1) * cols), k * cols);
  }
  return out;
}
