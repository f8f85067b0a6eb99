/**
 * The F statistic of an analysis of variance, one column at a time: how far apart the classes' means are, beside how much values vary within
 * classes.
 *
 * One pass over deviations from a value of each class, and a second one about the means where such a value was far from them. A column that is constant, or
 * constant within each class, gives sums that are exactly 0. Time O(stored values), memory O(classes · columns).
 */
import { inSlices } from "../../base/in-slices.js";
import type { Label, Values } from "../../core/contracts.js";
import type { EncodedLabels } from "../../core/labels.js";
import type { Progress } from "../../core/progress.js";
import type { TableInput } from "../../data/input.js";
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { addDenseToClasses, addSparseToClasses, emptyClassSums } from "../../kernels/class-sums.js";
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
 * [...pValues]; // => [≈ 0.01005, 1]
 * ```
 */
export async function fClassif(
  x: TableInput<object>,
  y: Values<Label> | string,
  options: ScoringOptions = {},
): Promise<FeatureScores<Float64Array>> {
  const table = await readScored("fClassif", x, y, options);
  return scoreByClasses(table.x, readClasses("fClassif", table.y), table.progress, () => {});
}

/** The same for a matrix whose layout was checked; before it refuses to score, `checkValues` finds out whether the values are finite. */
export async function scoreByClasses(
  x: Matrix,
  y: EncodedLabels,
  progress: Progress,
  checkValues: () => void,
): Promise<FeatureScores<Float64Array>> {
  const counts = countClasses(y);
  const between = counts.length - 1;
  const within = x.rows - counts.length;
  if (within < 1) {
    checkValues();
    throw tooFewRows("fClassif", x.rows, `more rows than classes, of which there are ${counts.length}`);
  }
  const { means, squares } = await momentsByClass(x, y.codes, counts, progress);
  const scores = new Float64Array(x.cols);
  for (let col = 0; col < x.cols; col++) {
    scores[col] = fStatistic(col, x, counts, means, squares, between / within);
  }
  // Values that are not finite give no finite score, which spares those that are a pass of their own.
  if (!scores.every(Number.isFinite)) checkValues();
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
interface ClassMoments {
  readonly means: Float64Array;
  readonly squares: Float64Array;
}

/** By how much the squares about a centre may exceed those about the mean before too many digits are lost. */
const FAR = 1e4;

async function momentsByClass(
  x: Matrix,
  codes: Int32Array,
  counts: Float64Array,
  progress: Progress,
): Promise<ClassMoments> {
  const { rows, cols } = x;
  const size = counts.length * cols;
  const about = async (centre: Float64Array, before: number): Promise<ClassMoments & { readonly far: boolean }> => {
    const sums = emptyClassSums(size);
    const part = { progress, before, total: before + rows };
    await inSlices(part, rows, Math.ceil(x.values.length / rows), (start, end) => {
      if (x instanceof CsrMatrix) addSparseToClasses(sums, x, cols, codes, centre, start, end);
      else addDenseToClasses(sums, x.values, cols, codes, centre, start, end);
    });
    const means = new Float64Array(size);
    const squares = new Float64Array(size);
    let far = false;
    for (let at = 0; at < size; at++) {
      const n = counts[Math.floor(at / cols)] as number;
      const own = centre[at] as number;
      // The zeros that sparse rows leave out deviate by the centre.
      const zeros = x instanceof CsrMatrix ? n - (sums.count[at] as number) : 0;
      const drift = (sums.value[at] as number) - zeros * own;
      const square = (sums.square[at] as number) + zeros * own * own;
      means[at] = own + drift / n;
      squares[at] = Math.max(0, square - (drift * drift) / n);
      far ||= square > FAR * (squares[at] as number);
    }
    return { means, squares, far };
  };
  const first = await about(
    x instanceof CsrMatrix ? new Float64Array(size) : firstOfClasses(x, codes, counts.length),
    0,
  );
  return first.far ? about(first.means, rows) : first;
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
