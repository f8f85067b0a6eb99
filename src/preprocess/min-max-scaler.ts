/**
 * Maps the range of each column to a given one.
 *
 * One pass for the least and the greatest value of each column. A model given as `from` keeps its own where they go further,
 * so that rows may come in parts. Time O(rows × columns), memory O(columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, type Param, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import { emptyRange, rangeOfDenseRows } from "../kernels/column-range.js";
import { CONSTANT } from "./constant.js";
import { mergedModel, mergedNames } from "./merge.js";
import { type DataRange, MinMaxScalerModel } from "./min-max-scaler-model.js";

/** The options of {@link MinMaxScaler}. */
export interface MinMaxScalerOptions {
  /** What the least and the greatest value of each column become. Default: [0, 1]. */
  featureRange?: readonly [least: number, greatest: number];
  /** Cuts values outside of the range of the training rows off at the ends of `featureRange`. Default: false. */
  clip?: boolean;
}

const range: Param<readonly [number, number]> = {
  default: [0, 1],
  expected: "a pair of finite numbers, the first below the second",
  schema: { type: "array", items: { type: "number" }, minItems: 2, maxItems: 2 },
  refused: [[1, 0], [0, 0], [0], [0, 1, 2], ["0", "1"], [0, Number.POSITIVE_INFINITY], [Number.NaN, 1], 1, null],
  accepts: (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1],
};

const params = { featureRange: range, clip: boolean({ default: false }) } satisfies Params<MinMaxScalerOptions>;

const declaration: Declaration<MinMaxScalerOptions> = {
  kind: "MinMaxScaler",
  params,
  traits: { missing: true, continues: true },
  models: [MinMaxScalerModel],
};

/**
 * Scales each column so that its least value becomes 0 and its greatest 1, or another pair. Missing values are left out and stay
 * missing; a constant column becomes the first of the pair.
 *
 * Values outside of the range of the training rows come out outside of the pair unless `clip` cuts them off. As in scikit-learn,
 * columns whose values lie within 2.2e-15 of one another count as constant. Other than there, a column without any value is left
 * as it is, and does not turn later values into missing ones.
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from "@org/mlkit";
 *
 * const scaler = await new MinMaxScaler().fit([[1, 10], [3, 30], [2, 10]]);
 * [...scaler.transform([[2, 40]]).values]; // => [0.5, 1.5]
 * [...scaler.inverseTransform([[0.5, 1.5]]).values]; // => [2, 40]
 * ```
 *
 * Rows that come in parts, and values that are cut off:
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from "@org/mlkit";
 *
 * const recipe = new MinMaxScaler({ featureRange: [-1, 1], clip: true });
 * const first = await recipe.fit([[0], [2]]);
 * const both = await recipe.fit([[4]], undefined, { from: first });
 * [...both.dataMin, ...both.dataMax]; // => [0, 4]
 * [...both.transform([[1], [9]]).values]; // => [-0.5, 1]
 * ```
 */
export class MinMaxScaler extends MatrixTransformerEstimator<MinMaxScalerOptions, MinMaxScalerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MinMaxScalerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { from, progress }: FitContext): Promise<MinMaxScalerModel> {
    const before = mergedModel(this.kind, from, MinMaxScalerModel, x);
    const fresh = await rangeOf(x, progress);
    const data = before === undefined ? fresh : mergeRanges(before.range, fresh);
    return this.#model(mergedNames(before, x), data);
  }

  #model(inputNames: readonly string[], data: DataRange): MinMaxScalerModel {
    const { featureRange, clip } = this.params;
    const [least, greatest] = featureRange;
    const { dataMin, dataMax, count } = data;
    const scale = dataMin.map((min, col) => {
      const width = (dataMax[col] as number) - min;
      if (count[col] === 0) return 1;
      return (greatest - least) / (width < CONSTANT ? 1 : width);
    });
    const min = scale.map((factor, col) => (count[col] === 0 ? 0 : least - (dataMin[col] as number) * factor));
    const failed = inputNames.filter(
      (_, col) => !((scale[col] as number) > 0 && Number.isFinite(scale[col]) && Number.isFinite(min[col])),
    );
    if (failed.length > 0) throw tooWide(failed, featureRange);
    return new MinMaxScalerModel({ inputNames, least, greatest, clip, scale, min, ...data });
  }
}

/** The range of each column; of a column without any value it is from 0 to 0. */
async function rangeOf(x: Matrix, progress: Progress): Promise<DataRange> {
  const { values, rows, cols } = x;
  const { min, max, missing } = emptyRange(cols);
  await inSlices({ progress, before: 0, total: rows }, rows, cols, (start, end) => {
    rangeOfDenseRows({ min, max, missing }, values, start, end);
  });
  const count = missing.map((without) => rows - without);
  for (let col = 0; col < cols; col++) if (count[col] === 0) min[col] = max[col] = 0;
  return { dataMin: min, dataMax: max, count };
}

function mergeRanges(a: DataRange, b: DataRange): DataRange {
  const merge = (take: (a: number, b: number) => number, left: Float64Array, right: Float64Array) =>
    left.map((value, col) => {
      const other = right[col] as number;
      return a.count[col] === 0 ? other : b.count[col] === 0 ? value : take(value, other);
    });
  return {
    dataMin: merge(Math.min, a.dataMin, b.dataMin),
    dataMax: merge(Math.max, a.dataMax, b.dataMax),
    count: a.count.map((value, col) => value + (b.count[col] as number)),
  };
}

function tooWide(columns: readonly string[], [least, greatest]: readonly [number, number]): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `Columns ${listNames(columns)} cannot be mapped to the range from ${least} to ${greatest}`,
    given: "values or a range of enormous size",
    expected: "ranges whose quotient is a number",
    remedy:
      "Divide these columns by a large constant first, look for wrong values in them, or choose a smaller featureRange",
    data: { columns },
  });
}
