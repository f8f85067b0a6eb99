/**
 * Maps each column to an even or a normal distribution by its quantiles.
 *
 * Sorts a sample of each column. Time O(subsample · log subsample) a column to learn, O(log nQuantiles) a value to map; memory
 * O(subsample × columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames, ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, integer, type Params } from "../core/params.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import { sampleRows } from "../kernels/binning/sample-rows.js";
import { between, quantilePlace } from "../kernels/quantile-place.js";
import { sortWithPauses } from "../kernels/sort.js";
import { type OutputDistribution, shareOf } from "./quantile-map.js";
import { QuantileTransformerModel } from "./quantile-transformer-model.js";
import { visitColumns } from "./visit-columns.js";

/** The options of {@link QuantileTransformer}. */
export interface QuantileTransformerOptions {
  /** How many quantiles are learned of each column; no more than there are rows. At most `subsample`. Default: 1000. */
  nQuantiles?: number;
  /** What the values come out distributed as: `"uniform"`, evenly from 0 to 1, or `"normal"`. Default: `"uniform"`. */
  outputDistribution?: OutputDistribution;
  /** Reads sparse rows, of which the zeros that are left out are not learned from and stay zeros. Nothing changes for dense rows. Default: false. */
  ignoreImplicitZeros?: boolean;
  /** From how many rows at most the quantiles are learned. Default: 10000. */
  subsample?: number;
  /** Which rows those are, where there are more. Default: 0. */
  seed?: number;
}

const params = {
  nQuantiles: integer({ min: 1, default: 1000 }),
  outputDistribution: choice<OutputDistribution>(["uniform", "normal"], { default: "uniform" }),
  ignoreImplicitZeros: boolean({ default: false }),
  subsample: integer({ min: 1, default: 10_000 }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<QuantileTransformerOptions>;

const declaration: Declaration<QuantileTransformerOptions> = {
  kind: "QuantileTransformer",
  params,
  traits: { missing: true, sparse: false },
  models: [QuantileTransformerModel],
};

/** What it says of itself when it leaves out the zeros that sparse rows leave out. */
const overSparse: Declaration<QuantileTransformerOptions> = {
  ...declaration,
  traits: { ...declaration.traits, sparse: true },
};

/**
 * Maps each column so that its values come out evenly distributed from 0 to 1, or normally, whatever they were before: ranks, in effect,
 * which outliers cannot stretch. Missing values are left out and stay missing; a column without any value is left as it is.
 *
 * Values between two learned quantiles are mapped by a straight line, those beyond the ends to the ends; where several quantiles are equal, to the
 * middle of their shares. The normal distribution ends at ±5.2, the shares 1e-7 and 1 − 1e-7.
 *
 * On many rows, quantiles are learned from one row drawn from each of `subsample` stretches of the table, the same rows for all columns; scikit-learn draws rows
 * for each column. It also takes values within 1e-7 of the ends of a column for the ends where `outputDistribution` is normal, whatever the column's unit;
 * here only shares count. Sparse rows are read with `ignoreImplicitZeros` alone: the zeros that are left out stay zeros, and could not where they are learned from.
 *
 * @example
 * ```ts
 * import { QuantileTransformer } from "@org/mlkit";
 *
 * const rows = [[1], [2], [3], [1000], [1e6]];
 * const model = await new QuantileTransformer().fit(rows);
 * [...model.transform(rows).values]; // => [0, 0.25, 0.5, 0.75, 1]
 * [...model.inverseTransform([[0.5], [0.125]]).values]; // => [3, 1.5]
 * const normal = await new QuantileTransformer({ outputDistribution: "normal" }).fit(rows);
 * normal.transform([[1000]]).values[0]; // => ≈ 0.6745
 * ```
 */
export class QuantileTransformer extends MatrixTransformerEstimator<
  QuantileTransformerOptions,
  QuantileTransformerModel
> {
  static readonly declaration = declaration;
  readonly declaration = this.params.ignoreImplicitZeros ? overSparse : declaration;

  constructor(options: QuantileTransformerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<QuantileTransformerModel> {
    const { subsample, seed, outputDistribution, ignoreImplicitZeros } = this.params;
    if (this.params.nQuantiles > subsample) throw tooMany(this.kind, this.params.nQuantiles, subsample);
    const nQuantiles = Math.min(this.params.nQuantiles, x.rows);
    const sample = x.rows > subsample ? x.take(sampleRows(x.rows, subsample, new Rng(seed))) : x;
    const quantiles = new Float64Array(x.cols * nQuantiles);
    const count = new Float64Array(x.cols);
    const total = sample.rows * x.cols;
    await visitColumns(sample, { progress, before: 0, total }, async (col, values) => {
      count[col] = values.length;
      if (values.length === 0) return;
      await sortWithPauses(values, () => progress.tick(col * sample.rows, total));
      writeQuantiles(values, quantiles.subarray(col * nQuantiles, (col + 1) * nQuantiles));
    });
    checkWidths(x.names, quantiles, nQuantiles);
    return new QuantileTransformerModel({
      inputNames: x.names,
      outputDistribution,
      sparse: ignoreImplicitZeros,
      nQuantiles,
      quantiles,
      count,
    });
  }
}

/** The quantiles of sorted values; where rounding makes one fall below the one before, that one again. */
function writeQuantiles(sorted: Float64Array, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) {
    // By percent, as NumPy rounds them.
    const share = out.length === 1 ? 0 : (shareOf(k, out.length) * 100) / 100;
    const { below, above, share: part } = quantilePlace(sorted.length, share);
    const value = between(sorted[below] as number, sorted[above] as number, part);
    out[k] = k === 0 ? value : Math.max(value, out[k - 1] as number);
  }
}

function checkWidths(names: readonly string[], quantiles: Float64Array, count: number): void {
  const columns = names.filter((_, col) => {
    const width = (quantiles[(col + 1) * count - 1] as number) - (quantiles[col * count] as number);
    return !Number.isFinite(width);
  });
  if (columns.length === 0) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `The range of columns ${listNames(columns)} is too wide for a number`,
    given: "values of enormous size",
    expected: "values whose differences are below about 1e308",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { columns },
  });
}

function tooMany(owner: string, nQuantiles: number, subsample: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot learn more quantiles than it looks at rows`,
    given: `nQuantiles ${nQuantiles} with subsample ${subsample}`,
    expected: "nQuantiles of at most subsample",
    remedy: "Raise subsample, or lower nQuantiles",
    data: { owner, name: "nQuantiles", value: nQuantiles },
  });
}
