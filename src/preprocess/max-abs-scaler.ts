/**
 * Divides each column by its greatest magnitude.
 *
 * One pass. A model given as `from` keeps its own where it is greater, so that rows may come in parts. Time O(stored values), memory
 * O(columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { emptyRange, rangeOfDenseRows, rangeOfSparseRows } from "../kernels/column-range.js";
import { CONSTANT } from "./constant.js";
import { MaxAbsScalerModel } from "./max-abs-scaler-model.js";
import { mergedModel, mergedNames } from "./merge.js";

/** The options of {@link MaxAbsScaler}: it has none. */
export type MaxAbsScalerOptions = Record<never, never>;

const params = {} satisfies Params<MaxAbsScalerOptions>;

const declaration: Declaration<MaxAbsScalerOptions> = {
  kind: "MaxAbsScaler",
  params,
  traits: { missing: true, sparse: true, continues: true },
  models: [MaxAbsScalerModel],
};

/**
 * Scales each column into [−1, 1] by its greatest magnitude, without moving it: zeros stay zeros, and sparse rows sparse. Missing values are
 * left out and stay missing.
 *
 * A column whose magnitudes are all below 2.2e-15 is left as it is, as in scikit-learn; so is one without any value, which turns later values
 * into missing ones there.
 *
 * @example
 * ```ts
 * import { MaxAbsScaler } from "@org/mlkit";
 *
 * const scaler = await new MaxAbsScaler().fit([[1, -10], [4, 5]]);
 * [...scaler.maxAbs]; // => [4, 10]
 * [...scaler.transform([[2, 5]]).values]; // => [0.5, 0.5]
 * ```
 *
 * Rows that come in parts:
 *
 * @example
 * ```ts
 * import { MaxAbsScaler } from "@org/mlkit";
 *
 * const first = await new MaxAbsScaler().fit([[1], [-4]]);
 * const both = await new MaxAbsScaler().fit([[8]], undefined, { from: first });
 * [...both.maxAbs]; // => [8]
 * ```
 */
export class MaxAbsScaler extends MatrixTransformerEstimator<MaxAbsScalerOptions, MaxAbsScalerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MaxAbsScalerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { from, progress }: FitContext): Promise<MaxAbsScalerModel> {
    const before = mergedModel(this.kind, from, MaxAbsScalerModel, x);
    const fresh = await maxAbsOf(x, progress);
    const maxAbs =
      before === undefined ? fresh : fresh.map((value, col) => Math.max(value, before.maxAbs[col] as number));
    return new MaxAbsScalerModel({
      inputNames: mergedNames(before, x),
      maxAbs,
      scale: maxAbs.map((value) => (value < CONSTANT ? 1 : value)),
    });
  }
}

async function maxAbsOf(x: Matrix, progress: Progress): Promise<Float64Array> {
  const range = emptyRange(x.cols);
  const width = Math.ceil(x.values.length / x.rows);
  await inSlices({ progress, before: 0, total: x.rows }, x.rows, width, (start, end) => {
    if (x instanceof CsrMatrix) rangeOfSparseRows(range, x, start, end);
    else rangeOfDenseRows(range, x.values, start, end);
  });
  // Nothing seen leaves the range upside down.
  return range.min.map((least, col) => Math.max(0, -least, range.max[col] as number));
}
