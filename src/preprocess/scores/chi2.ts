/**
 * The χ² statistic of counts: how far each class's share of a column's sum is from the class's share of the rows.
 *
 * One pass. Time O(stored values), memory O(classes · columns).
 */
import { inSlices } from "../../base/in-slices.js";
import type { Label, Values } from "../../core/contracts.js";
import { DataError, listNames } from "../../core/errors.js";
import type { EncodedLabels } from "../../core/labels.js";
import type { Progress } from "../../core/progress.js";
import type { TableInput } from "../../data/input.js";
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { addDenseToClasses, addSparseToClasses, emptyClassSums } from "../../kernels/class-sums.js";
import { chiSquareTail } from "../../kernels/distributions.js";
import {
  checkScores,
  countClasses,
  type FeatureScores,
  readClasses,
  readScored,
  type ScoringOptions,
} from "./scores.js";

/**
 * Scores columns of counts, or of zeros and ones, by the χ² statistic of their sums by class: for words of texts, and for one-hot columns. Sparse rows
 * are read, and cost only what they store.
 *
 * A column of zeros scores 0. (scikit-learn gives NaN.)
 *
 * @param y - one label a row, or the name of a column of `x`
 * @throws DataError `DATA_RANGE` for a value below 0; `TARGET_ONE_CLASS`; what `fit` of a classifier throws for bad input.
 * @example
 * ```ts
 * import { chi2 } from "@org/mlkit";
 *
 * const { scores, pValues } = await chi2([[1, 1], [3, 1], [0, 1], [0, 1]], ["a", "a", "b", "b"]);
 * [...scores]; // => [4, 0]
 * [...pValues]; // => [≈ 0.0455, 1]
 * ```
 */
export async function chi2(
  x: TableInput<object>,
  y: Values<Label> | string,
  options: ScoringOptions = {},
): Promise<FeatureScores<Float64Array>> {
  const table = await readScored("chi2", x, y, options);
  return scoreByCounts(table.x, readClasses("chi2", table.y), table.progress);
}

/** The same for a matrix that was checked. */
export async function scoreByCounts(
  x: Matrix,
  y: EncodedLabels,
  progress: Progress,
): Promise<FeatureScores<Float64Array>> {
  const { rows, cols } = x;
  const counts = countClasses(y);
  const sums = emptyClassSums(counts.length * cols);
  const centre = new Float64Array(counts.length * cols);
  let least = 0;
  await inSlices({ progress, before: 0, total: rows }, rows, Math.ceil(x.values.length / rows), (start, end) => {
    const sparse = x instanceof CsrMatrix;
    const from = sparse ? (x.indptr[start] as number) : start * cols;
    const to = sparse ? (x.indptr[end] as number) : end * cols;
    for (let k = from; k < to; k++) least = Math.min(least, x.values[k] as number);
    if (sparse) addSparseToClasses(sums, x, cols, y.codes, centre, start, end);
    else addDenseToClasses(sums, x.values, cols, y.codes, centre, start, end);
  });
  if (least < 0) throw negative(x, least);
  const scores = new Float64Array(cols);
  for (let col = 0; col < cols; col++) {
    let total = 0;
    for (let k = 0; k < counts.length; k++) total += sums.value[k * cols + col] as number;
    if (total === 0) continue;
    let score = 0;
    for (let k = 0; k < counts.length; k++) {
      const expected = ((counts[k] as number) / rows) * total;
      const gap = (sums.value[k * cols + col] as number) - expected;
      score += (gap * gap) / expected;
    }
    scores[col] = score;
  }
  checkScores("chi2", x, scores);
  return { scores, pValues: scores.map((score) => chiSquareTail(score, counts.length - 1)) };
}

function negative(x: Matrix, least: number): DataError {
  const dense = x.toDense();
  const below = new Set<number>();
  dense.values.forEach((value, at) => {
    if (value < 0) below.add(at % dense.cols);
  });
  const columns = Array.from(below, (col) => dense.names[col] ?? "");
  return new DataError("DATA_RANGE", {
    problem: `chi2 reads counts, and columns ${listNames(columns)} have values below 0`,
    given: `values down to ${least}`,
    expected: "numbers ≥ 0",
    remedy: "Leave such columns out, or score them with fClassif or mutualInfoClassif",
    data: { columns, least },
  });
}
