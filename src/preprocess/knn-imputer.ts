/**
 * Fills missing values with those of the most similar rows.
 *
 * O. Troyanskaya et al., "Missing value estimation methods for DNA microarrays", Bioinformatics 17, 2001; distances as in kernels/nan-neighbours.ts. Learning
 * copies the training rows: O(rows × columns). Filling compares each row that has gaps with each training row, block by block,
 * and keeps the nearest alone: time O(rows asked × training rows × columns), memory O(training rows × columns).
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitContext, FitOptions } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, integer, type Params } from "../core/params.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { fillValues, noValues } from "./fill-values.js";
import { columnsToFlag } from "./indicators.js";
import { KNNImputerModel, type NeighbourWeights } from "./knn-imputer-model.js";

/** The options of {@link KNNImputer}. */
export interface KNNImputerOptions {
  /** How many neighbours are asked, at most. Default: 5. */
  nNeighbors?: number;
  /**
   * How neighbours count: all the same, or each by the inverse of its distance (`"distance"`), where rows at no distance leave the others without a word.
   * Default: `"uniform"`.
   */
  weights?: NeighbourWeights;
  /** Adds a column for each that has missing values at fit, `missingindicator_age`, that is 1 where the value was missing. Default: false. */
  addIndicator?: boolean;
  /** Fills a column without any value at fit with 0; otherwise it is an error. Default: false. */
  keepEmptyFeatures?: boolean;
}

const params = {
  nNeighbors: integer({ min: 1, default: 5 }),
  weights: choice<NeighbourWeights>(["uniform", "distance"], { default: "uniform" }),
  addIndicator: boolean({ default: false }),
  keepEmptyFeatures: boolean({ default: false }),
} satisfies Params<KNNImputerOptions>;

const declaration: Declaration<KNNImputerOptions> = {
  kind: "KNNImputer",
  params,
  traits: { missing: true },
  models: [KNNImputerModel],
};

/**
 * Replaces each missing value by the mean of what the nearest training rows have in that column. Near are rows that differ little in the
 * columns that both have, so scale the columns first (`StandardScaler` leaves missing values missing).
 *
 * **The model keeps all training rows**: they are what it asks. An artifact of it holds your data, and grows with them.
 *
 * Only rows that have the value and share a column with the row that lacks it are asked; of equally far ones, the first of the training rows. Where none can be
 * asked, the column's mean is taken. scikit-learn asks rows that share no column too, in no order, when there are fewer than `nNeighbors` others. A column
 * without any value is an error, as for `SimpleImputer`.
 *
 * @example
 * ```ts
 * import { KNNImputer } from "@org/mlkit";
 *
 * const rows = [[1, 2, NaN], [3, 4, 3], [NaN, 6, 5], [8, 8, 7]];
 * const imputer = await new KNNImputer({ nNeighbors: 2 }).fit(rows);
 * [...imputer.transform(rows).values]; // => [1, 2, 4, 3, 4, 3, 5.5, 6, 5, 8, 8, 7]
 * ```
 */
export class KNNImputer extends MatrixTransformerEstimator<KNNImputerOptions, KNNImputerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: KNNImputerOptions = {}) {
    super(declaration, options);
  }

  /** Learns, and fills the training rows with pauses for other work: that is where the time goes. */
  override async fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: KNNImputerModel; output: Matrix }> {
    const model = await this.fit(x, y, options);
    const { signal } = options;
    return { model, output: await model.transformAsync(x, { signal }) };
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<KNNImputerModel> {
    const { nNeighbors, weights, addIndicator, keepEmptyFeatures } = this.params;
    const { statistics, missing } = await fillValues(this.kind, x, "mean", 0, progress);
    const empty = x.names.filter((_, col) => Number.isNaN(statistics[col]));
    if (empty.length > 0 && !keepEmptyFeatures) throw noValues(empty);
    return new KNNImputerModel({
      inputNames: x.names,
      nNeighbors,
      weights,
      rows: x.values.slice(),
      statistics: statistics.map((value) => (Number.isNaN(value) ? 0 : value)),
      indicators: columnsToFlag(addIndicator ? missing : []),
    });
  }
}
