/**
 * Standardises columns: takes off the mean and divides by the standard deviation.
 *
 * Two passes over the data, the second on deviations from the mean with a correction for its rounding (Chan, Golub and
 * LeVeque, "Algorithms for computing the sample variance", 1983). A model given as `from` is merged with the new rows
 * by their pairwise formula. Time O(rows × columns), memory O(columns).
 */
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { DataError } from "../core/errors.js";
import { type Params, boolean } from "../core/params.js";
import { wrongFrom } from "../base/checks.js";
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { Matrix } from "../data/matrix.js";
import { StandardScalerModel } from "./standard-scaler-model.js";
import { type Moments, mergeMoments, moments } from "./moments.js";

/** The options of {@link StandardScaler}. */
export interface StandardScalerOptions {
  /** Takes the mean off each column. Sparse rows need `false`, since centring would fill their zeros. Default: true. */
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
  traits: { missing: true, sparse: true, weights: true, continues: true },
  models: [StandardScalerModel],
};

/**
 * Standardises each column to mean 0 and standard deviation 1 (the population's, as scikit-learn's). Missing values are
 * left out of both and stay missing; a constant column is only centred.
 *
 * @example
 * ```ts
 * import { StandardScaler } from "@org/mlkit";
 *
 * const scaler = await new StandardScaler().fit([[1, 10], [3, 30]]);
 * [...scaler.mean]; // => [2, 20]
 * [...scaler.transform([[3, 10]]).values]; // => [1, -1]
 * ```
 */
export class StandardScaler extends MatrixTransformerEstimator<StandardScalerOptions, StandardScalerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: StandardScalerOptions = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix, { sampleWeight, from }: FitContext): StandardScalerModel {
    if (x.layout === "csr" && this.params.withMean) throw cannotCentre();
    if (from !== undefined && !(from instanceof StandardScalerModel && from.inputNames.length === x.cols)) {
      throw wrongFrom(this.kind, from, `a StandardScalerModel of ${x.cols} columns`);
    }
    const fresh = moments(x, sampleWeight);
    return this.#model(from === undefined ? fresh : mergeMoments(from.moments, fresh), x.names);
  }

  #model({ count, mean, variance }: Moments, inputNames: readonly string[]): StandardScalerModel {
    const scale = variance.map((value, col) => (this.params.withStd ? scaleOf(value, mean[col] as number, count[col] as number) : 1));
    return new StandardScalerModel({
      inputNames,
      centre: this.params.withMean,
      mean,
      scale,
      variance,
      count,
    });
  }
}

// A variance within the rounding of the mean's square is that of a constant column (the bound of scikit-learn's scaler).
function scaleOf(variance: number, mean: number, count: number): number {
  const rounding = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) * (count * mean * Number.EPSILON);
  return variance <= rounding ? 1 : Math.sqrt(variance);
}

function cannotCentre(): DataError {
  return new DataError("DATA_SPARSE", {
    problem: "StandardScaler cannot centre sparse rows without filling their zeros",
    given: "a CSR matrix and withMean: true",
    expected: "withMean: false, or dense rows",
    remedy: "Write new StandardScaler({ withMean: false })",
  });
}
