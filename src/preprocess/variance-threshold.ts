/**
 * Drops columns that hardly vary.
 *
 * Two passes for the variances (moments.ts), and one for the ranges where the threshold is 0: by rounding, the variance of a constant
 * column need not be exactly 0, but its range is. Time O(stored values), memory O(columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { number, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { FeatureSelectorModel } from "./feature-selector-model.js";
import { moments } from "./moments.js";
import { selectionEmpty } from "./selection-empty.js";

/** The options of {@link VarianceThreshold}. */
export interface VarianceThresholdOptions {
  /** Columns whose variance (the population's, in squared units of the column) is above it are kept. Default: 0, which drops constant columns. */
  threshold?: number;
}

const params = { threshold: number({ default: 0, min: 0 }) } satisfies Params<VarianceThresholdOptions>;

const declaration: Declaration<VarianceThresholdOptions> = {
  kind: "VarianceThreshold",
  params,
  traits: { missing: true, sparse: true },
  models: [FeatureSelectorModel],
};

/**
 * Keeps the columns whose variance is above a threshold. Missing values are left out of the variance and are handed on; a column without
 * any value has variance 0. The target is not looked at.
 *
 * Other than scikit-learn's, with threshold 0 a column of one value and missing ones counts as constant.
 *
 * @throws from `fit` DataError `SELECTION_EMPTY` when no column is above the threshold.
 * @example
 * ```ts
 * import { VarianceThreshold } from "@org/mlkit";
 *
 * const model = await new VarianceThreshold().fit([[0, 2, 1], [0, 1, 4], [0, 1, 1]]);
 * [...model.support]; // => [1, 2]
 * model.outputNames; // => ["x1", "x2"]
 * [...model.scores]; // => [0, ≈ 0.2222, 2]
 * [...model.transform([[7, 8, 9]]).values]; // => [8, 9]
 * [...model.inverseTransform([[8, 9]]).values]; // => [0, 8, 9]
 * ```
 */
export class VarianceThreshold extends MatrixTransformerEstimator<VarianceThresholdOptions, FeatureSelectorModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: VarianceThresholdOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<FeatureSelectorModel> {
    const { threshold } = this.params;
    const { variance } = await moments(x, undefined, progress);
    const failed = x.names.filter((_, col) => !Number.isFinite(variance[col]));
    if (failed.length > 0) throw tooLarge(failed);
    const scores = threshold === 0 ? await withoutRounding(variance, x, progress) : variance;
    const support = Int32Array.from(scores.keys()).filter((col) => (scores[col] as number) > threshold);
    if (support.length === 0) {
      throw selectionEmpty(this.kind, threshold, scores, "Lower the threshold, or look at why the columns do not vary");
    }
    return new FeatureSelectorModel({ inputNames: x.names, support, scores, pValues: null, threshold, missing: true });
  }
}

/** The variances, but no more than each column's range. */
async function withoutRounding(variance: Float64Array, x: Matrix, progress: Progress): Promise<Float64Array> {
  const { rows, cols } = x;
  const min = new Float64Array(cols).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(cols).fill(Number.NEGATIVE_INFINITY);
  const stored = new Int32Array(cols);
  const look = (col: number, value: number): void => {
    if (value < (min[col] as number)) min[col] = value;
    if (value > (max[col] as number)) max[col] = value;
  };
  const { values } = x;
  const part = { progress, before: 2 * rows, total: 3 * rows };
  await inSlices(part, rows, Math.ceil(values.length / rows), (start, end) => {
    if (!(x instanceof CsrMatrix)) {
      for (let row = start, at = start * cols; row < end; row++) {
        for (let col = 0; col < cols; col++) look(col, values[at++] as number);
      }
      return;
    }
    for (let k = x.indptr[start] as number; k < (x.indptr[end] as number); k++) {
      const col = x.indices[k] as number;
      stored[col] = (stored[col] as number) + 1;
      look(col, values[k] as number);
    }
  });
  return variance.map((value, col) => {
    // The zeros that sparse rows leave out count too.
    if (x instanceof CsrMatrix && (stored[col] as number) < rows) look(col, 0);
    return Math.min(value, Math.max(0, (max[col] as number) - (min[col] as number)));
  });
}

function tooLarge(columns: readonly string[]): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The variance of columns ${listNames(columns)} is too large for a number`,
    given: "values of enormous size",
    expected: "values whose squares can be added up, below about 1e150",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { columns },
  });
}
