/**
 * The F statistic of a line through one column: how much of the target its correlation with the column explains.
 *
 * Two passes: the means, and the products of deviations. Time O(stored values), memory O(columns).
 */
import { inSlices } from "../../base/in-slices.js";
import type { NumericValues } from "../../core/contracts.js";
import type { Progress } from "../../core/progress.js";
import { readTargetNumbers, type TableInput } from "../../data/input.js";
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { isConstant, moments } from "../moments.js";
import { checkScores, type FeatureScores, pValueOf, readScored, type ScoringOptions, tooFewRows } from "./scores.js";

/**
 * Scores columns by the F statistic of their correlation r with the target, r² / (1 − r²) · (rows − 2). p-values assume that what the line leaves over
 * is normal. It sees linear relations alone; `mutualInfoRegression` sees others. Sparse rows are read.
 *
 * A column or a target that does not vary gives 0; a column that lies on a line with the target, `Number.MAX_VALUE` or nearly that.
 *
 * @param y - one number a row, or the name of a column of `x`
 * @throws DataError `METRIC_UNDEFINED` for fewer than three rows; what `fit` of a regressor throws for bad input.
 * @example
 * ```ts
 * import { fRegression } from "@org/mlkit";
 *
 * const { scores, pValues } = await fRegression([[1, 3], [2, 3], [3, 3], [4, 3]], [1, 3, 2, 4]);
 * [...scores]; // => [≈ 3.5556, 0]
 * [...pValues]; // => [≈ 0.2000, 1]
 * ```
 */
export async function fRegression(
  x: TableInput<object>,
  y: NumericValues | string,
  options: ScoringOptions = {},
): Promise<FeatureScores<Float64Array>> {
  const table = await readScored("fRegression", x, y, options);
  return scoreByCorrelation(table.x, readTargetNumbers(table.y, table.x.rows), table.progress);
}

/** The same for a matrix that was checked. */
export async function scoreByCorrelation(
  x: Matrix,
  y: Float64Array,
  progress: Progress,
): Promise<FeatureScores<Float64Array>> {
  const { rows, cols } = x;
  if (rows < 3) throw tooFewRows("fRegression", rows, "at least three rows");
  const gaps = deviations(y);
  const around = gaps.reduce((sum, gap) => sum + gap * gap, 0);
  const { mean, variance } = await moments(x, undefined, progress);
  const products = await productsWith(x, gaps, mean, progress);
  const scores = new Float64Array(cols);
  for (let col = 0; col < cols; col++) {
    const spread = variance[col] as number;
    if (around === 0 || isConstant(spread, mean[col] as number, rows)) continue;
    const r = (products[col] as number) / Math.sqrt(spread * rows) / Math.sqrt(around);
    const square = Math.min(1, r * r);
    const score = Math.min((square / (1 - square)) * (rows - 2), Number.MAX_VALUE);
    scores[col] = Number.isFinite(spread) ? score : Number.NaN;
  }
  checkScores("fRegression", x, scores);
  return { scores, pValues: scores.map((score) => pValueOf(score, 1, rows - 2)) };
}

/** The target about its mean; exactly 0 where it is constant. */
function deviations(y: Float64Array): Float64Array {
  const first = y[0] as number;
  const mean = first + y.reduce((sum, value) => sum + (value - first), 0) / y.length;
  return y.map((value) => value - mean);
}

/** For each column, Σ (x − mean) · gap. */
async function productsWith(
  x: Matrix,
  gaps: Float64Array,
  mean: Float64Array,
  progress: Progress,
): Promise<Float64Array> {
  const { rows, cols, values } = x;
  const sums = new Float64Array(cols);
  const part = { progress, before: 2 * rows, total: 3 * rows };
  await inSlices(part, rows, Math.ceil(values.length / rows), (start, end) => {
    for (let row = start; row < end; row++) {
      const gap = gaps[row] as number;
      if (x instanceof CsrMatrix) {
        const last = x.indptr[row + 1] as number;
        for (let k = x.indptr[row] as number; k < last; k++) {
          const col = x.indices[k] as number;
          sums[col] = (sums[col] as number) + (values[k] as number) * gap;
        }
      } else {
        for (let col = 0, at = row * cols; col < cols; col++, at++) {
          sums[col] = (sums[col] as number) + ((values[at] as number) - (mean[col] as number)) * gap;
        }
      }
    }
  });
  if (!(x instanceof CsrMatrix)) return sums;
  // The gaps add up to what rounding leaves of 0; the mean of sparse columns is taken off with that.
  const rest = gaps.reduce((sum, gap) => sum + gap, 0);
  return sums.map((sum, col) => sum - (mean[col] as number) * rest);
}
