/**
 * Takes the median off each column and divides it by the distance between two of its quantiles: statistics that a few outliers do not
 * move.
 *
 * Medians and quantiles are found by selection, not by sorting (kernels/select.ts). Time O(rows × columns), memory O(rows).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames, ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, type Param, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { normalQuantile } from "../kernels/math.js";
import { between, quantilePlace } from "../kernels/quantile-place.js";
import { selectAll } from "../kernels/select.js";
import { CONSTANT } from "./constant.js";
import { RobustScalerModel } from "./robust-scaler-model.js";
import { visitColumns } from "./visit-columns.js";

/** The options of {@link RobustScaler}. */
export interface RobustScalerOptions {
  /** The two quantiles, in percent, whose distance each column is divided by. Default: [25, 75], the interquartile range. */
  quantileRange?: readonly [low: number, high: number];
  /** Takes the median off each column. Sparse rows are read with `false` alone: centring would fill their zeros. Default: true. */
  withCentering?: boolean;
  /** Divides each column by the distance between its quantiles. Default: true. */
  withScaling?: boolean;
  /** Divides by less, so that a column from a normal distribution comes out with variance 1. Default: false. */
  unitVariance?: boolean;
}

const range: Param<readonly [number, number]> = {
  default: [25, 75],
  expected: "a pair of percentages from 0 to 100, the first not above the second",
  schema: { type: "array", items: { type: "number", minimum: 0, maximum: 100 }, minItems: 2, maxItems: 2 },
  refused: [[75, 25], [-1, 50], [50, 101], [25], [25, 50, 75], ["25", "75"], [Number.NaN, 75], 25, null],
  accepts: (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && isRange(value[0], value[1]),
};

function isRange(low: number, high: number): boolean {
  return 0 <= low && low <= high && high <= 100;
}

const params = {
  quantileRange: range,
  withCentering: boolean({ default: true }),
  withScaling: boolean({ default: true }),
  unitVariance: boolean({ default: false }),
} satisfies Params<RobustScalerOptions>;

const declaration: Declaration<RobustScalerOptions> = {
  kind: "RobustScaler",
  params,
  traits: { missing: true, sparse: false },
  models: [RobustScalerModel],
};

/** What it says of itself when it does not centre. */
const uncentred: Declaration<RobustScalerOptions> = {
  ...declaration,
  traits: { ...declaration.traits, sparse: true },
};

/**
 * Scales each column by its median and the distance between its quartiles, or between other quantiles, so that a few wild values do not
 * decide how all others come out. Missing values are left out and stay missing.
 *
 * A column whose quantiles are within 2.2e-15 of one another is only centred, as in scikit-learn; so is one without any value, which turns
 * later values into missing ones there. Quantiles and medians of sparse rows count the zeros that they leave out.
 *
 * @example
 * ```ts
 * import { RobustScaler } from "@org/mlkit";
 *
 * const scaler = await new RobustScaler().fit([[1], [2], [3], [4], [1e6]]);
 * [...scaler.center, ...scaler.scale]; // => [3, 2]
 * [...scaler.transform([[5]]).values]; // => [1]
 * ```
 */
export class RobustScaler extends MatrixTransformerEstimator<RobustScalerOptions, RobustScalerModel> {
  static readonly declaration = declaration;
  readonly declaration = this.params.withCentering ? declaration : uncentred;

  constructor(options: RobustScalerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<RobustScalerModel> {
    const { quantileRange, withCentering, withScaling, unitVariance } = this.params;
    const spread = withScaling && unitVariance ? normalSpread(this.kind, quantileRange) : 1;
    const center = new Float64Array(x.cols);
    const scale = new Float64Array(x.cols).fill(1);
    const total = x.rows * x.cols;
    await visitColumns(x, { progress, before: 0, total }, async (col, values, zeros) => {
      const all = zeros === 0 ? values : withZeros(values, zeros);
      if (all.length === 0) return;
      const { median, width } = await statistics(all, quantileRange, () => progress.tick(col * x.rows, total));
      if (withCentering) center[col] = median;
      if (withScaling) scale[col] = (width < CONSTANT ? 1 : width) / spread;
    });
    const failed = x.names.filter((_, col) => !((scale[col] as number) > 0 && (scale[col] as number) < Infinity));
    if (failed.length > 0) throw tooWide(failed);
    return new RobustScalerModel({ inputNames: x.names, centering: withCentering, center, scale });
  }
}

function withZeros(values: Float64Array, zeros: number): Float64Array {
  const all = new Float64Array(values.length + zeros);
  all.set(values);
  return all;
}

/** The median of values, at least one, which it reorders, and the distance between their quantiles. */
async function statistics(
  values: Float64Array,
  [low, high]: readonly [number, number],
  pause: () => Promise<void>,
): Promise<{ median: number; width: number }> {
  const places = [low / 100, 0.5, high / 100].map((share) => quantilePlace(values.length, share));
  const needed = places.flatMap(({ below, above }) => [below, above]).sort((a, b) => a - b);
  await selectAll(values, needed, pause);
  const [first = 0, median = 0, last = 0] = places.map(({ below, above, share }) =>
    between(values[below] as number, values[above] as number, share),
  );
  return { median, width: last - first };
}

/** The distance between two quantiles of the standard normal distribution. */
function normalSpread(owner: string, [low, high]: readonly [number, number]): number {
  if (0 < low && low < high && high < 100) return normalQuantile(high / 100) - normalQuantile(low / 100);
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot give unit variance by this quantileRange`,
    given: `[${low}, ${high}]`,
    expected: "two different percentages above 0 and below 100: a normal distribution has no end",
    remedy: "Give such a quantileRange, or leave unitVariance out",
    data: { owner, name: "quantileRange", value: [low, high] },
  });
}

function tooWide(columns: readonly string[]): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The quantiles of columns ${listNames(columns)} are too far apart for a number`,
    given: "values of enormous size",
    expected: "values below about 1e308",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { columns },
  });
}
