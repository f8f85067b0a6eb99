/**
 * Standardises columns: takes off the mean and divides by the standard deviation.
 *
 * One pass over the data (see moments.ts). A model given as `from` is merged with the new rows by the pairwise formula of
 * Chan, Golub and LeVeque, so that rows may come in parts. Time O(rows × columns), memory O(columns).
 */

import { checkLayout, checkMatrix } from "../base/checks.js";
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { mergedModel, mergedNames } from "./merge.js";
import { type Moments, mergeMoments, moments, scaleOf } from "./moments.js";
import { StandardScalerModel } from "./standard-scaler-model.js";

/** The options of {@link StandardScaler}. */
export interface StandardScalerOptions {
  /** Takes the mean off each column. Sparse rows are read with `false` alone: centring would fill their zeros. Default: true. */
  withMean?: boolean;
  /** Divides each column by its standard deviation. Default: true. */
  withStd?: boolean;
}

const params = {
  withMean: boolean({ default: true }),
  withStd: boolean({ default: true }),
} satisfies Params<StandardScalerOptions>;

const declaration: Declaration<StandardScalerOptions> = {
  kind: "StandardScaler",
  params,
  traits: { missing: true, sparse: false, weights: true, continues: true },
  models: [StandardScalerModel],
};

/** What it says of itself when it does not centre. */
const uncentred: Declaration<StandardScalerOptions> = {
  ...declaration,
  traits: { ...declaration.traits, sparse: true },
};

/**
 * Standardises each column to mean 0 and standard deviation 1 (the population's, as scikit-learn's). Missing values are
 * left out of both and stay missing; a constant column is only centred, one without any value is left as it is.
 *
 * @example
 * ```ts
 * import { StandardScaler } from "@org/mlkit";
 *
 * const scaler = await new StandardScaler().fit([[1, 10], [3, 30]]);
 * [...scaler.mean]; // => [2, 20]
 * [...scaler.transform([[3, 10]]).values]; // => [1, -1]
 * ```
 *
 * Rows that come in parts, each merged with what was learned before:
 *
 * @example
 * ```ts
 * import { StandardScaler } from "@org/mlkit";
 *
 * const first = await new StandardScaler().fit([[1], [3]]);
 * const both = await new StandardScaler().fit([[5], [7]], undefined, { from: first });
 * [...both.mean, ...both.variance]; // => [4, 5]
 * ```
 */
export class StandardScaler extends MatrixTransformerEstimator<StandardScalerOptions, StandardScalerModel> {
  static readonly declaration = declaration;
  readonly declaration = this.params.withMean ? declaration : uncentred;
  // Infinite values show in the sums, which saves a look at all values before.
  protected override readonly check = ({ kind, traits }: Declaration, x: Matrix) => checkLayout(kind, traits, x);

  constructor(options: StandardScalerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { sampleWeight, from, progress }: FitContext): Promise<StandardScalerModel> {
    const before = mergedModel(this.kind, from, StandardScalerModel, x);
    const fresh = await moments(x, sampleWeight, progress);
    const all = before === undefined ? fresh : mergeMoments(before.moments, fresh);
    const inputNames = mergedNames(before, x);
    checkMoments(all, inputNames, () => checkMatrix(this.kind, this.declaration.traits, x));
    return new StandardScalerModel({
      inputNames,
      centre: this.params.withMean,
      scale: all.variance.map((variance, col) =>
        this.params.withStd ? scaleOf(variance, all.mean[col] as number, all.count[col] as number) : 1,
      ),
      mean: all.mean,
      variance: all.variance,
      count: all.count,
    });
  }
}

/** Holds moments to be finite; where they are not, `checkRows` finds out first whether the rows were to begin with. */
function checkMoments({ mean, variance }: Moments, names: readonly string[], checkRows: () => void): void {
  const columns = names.filter((_, col) => !Number.isFinite((mean[col] as number) + (variance[col] as number)));
  if (columns.length === 0) return;
  checkRows();
  throw new DataError("NUMERIC_FAILURE", {
    problem: `The mean or the variance of columns ${listNames(columns)} is too large for a number`,
    given: "values of enormous size",
    expected: "values whose squares can be added up, below about 1e150",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { columns },
  });
}
