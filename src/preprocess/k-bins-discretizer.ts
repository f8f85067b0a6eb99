/**
 * Puts numbers into bins.
 *
 * Edges come from each column's range, from its quantiles, which are selected without sorting, or from k means on a line (k-bins-edges.ts). Time O(rows) a
 * column for the first two, O(rows · log rows) for the last; memory O(rows).
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { choice, either, integer, list, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { columnReader } from "./column-values.js";
import type { BinEncoding } from "./k-bins-discretizer-model.js";
import { KBinsDiscretizerModel } from "./k-bins-discretizer-model.js";
import { type BinStrategy, binEdges } from "./k-bins-edges.js";

/** The options of {@link KBinsDiscretizer}. */
export interface KBinsDiscretizerOptions {
  /** How many bins a column has, at least 2; or a list with one number for each column. Default: 5. */
  nBins?: number | readonly number[];
  /**
   * What is given for a bin: `"onehot"` one column of zeros and ones for each bin, sparse; `"onehotDense"` the same, dense; `"ordinal"` the number of the bin,
   * from 0. Default: `"onehot"`.
   */
  encode?: BinEncoding;
  /**
   * Where bins end: `"uniform"` bins of the same width; `"quantile"` bins with about as many rows each; `"kmeans"` bins around means, as k-means clustering finds them
   * from the middles of uniform bins. Default: `"quantile"`.
   */
  strategy?: BinStrategy;
}

const bins = integer({ default: 5, min: 2 });

const params = {
  nBins: either(bins, list(bins, { default: [] }), { default: 5 }),
  encode: choice(["onehot", "onehotDense", "ordinal"], { default: "onehot" }),
  strategy: choice(["uniform", "quantile", "kmeans"], { default: "quantile" }),
} satisfies Params<KBinsDiscretizerOptions>;

const declaration: Declaration<KBinsDiscretizerOptions> = {
  kind: "KBinsDiscretizer",
  params,
  traits: {},
  models: [KBinsDiscretizerModel],
};

/**
 * Puts each column's numbers into bins, so that a linear model can give every range a weight of its own.
 *
 * A bin holds its lower edge, and the last one its upper edge too; values outside of the training rows' range go to the first or the last bin. Bins that are no
 * wider than 1e-8, as ties of quantiles give them, are joined with the one before, so a column may have fewer bins than were asked for; a column of one value has one.
 * Quantiles and means are those of all rows: nothing is drawn. Missing values are refused: put a `SimpleImputer` before it.
 *
 * @throws from `fit` ParameterError `PARAM_INVALID` for a list `nBins` that has not one number a column.
 * @example
 * ```ts
 * import { KBinsDiscretizer } from "@org/mlkit";
 *
 * const rows = [[1], [2], [3], [10]];
 * const model = await new KBinsDiscretizer({ nBins: 3, strategy: "uniform", encode: "ordinal" }).fit(rows);
 * [...(model.binEdges[0] ?? [])]; // => [1, 4, 7, 10]
 * [...model.transform([[0], [4], [50]]).values]; // => [0, 1, 2]
 * [...model.inverseTransform([[1]]).values]; // => [5.5]
 *
 * const onehot = await new KBinsDiscretizer({ nBins: 2 }).fit(rows);
 * onehot.outputNames; // => ["x0_0", "x0_1"]
 * [...onehot.transform([[1], [3]]).toDense().values]; // => [1, 0, 0, 1]
 * ```
 */
export class KBinsDiscretizer extends MatrixTransformerEstimator<KBinsDiscretizerOptions, KBinsDiscretizerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: KBinsDiscretizerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<KBinsDiscretizerModel> {
    const { strategy, encode } = this.params;
    const counts = this.#counts(x);
    const edges: Float64Array[] = [];
    const pause = () => progress.tick(edges.length, x.cols);
    const columns = columnReader(x, pause);
    for (const [col, count] of counts.entries()) {
      edges.push(await binEdges(await columns(col), strategy, count, pause));
      await progress.tick(col + 1, x.cols);
    }
    const starts = new Int32Array(x.cols + 1);
    edges.forEach(({ length }, col) => {
      starts[col + 1] = (starts[col] as number) + length;
    });
    const all = new Float64Array(starts[x.cols] as number);
    edges.forEach((own, col) => {
      all.set(own, starts[col]);
    });
    return new KBinsDiscretizerModel({ inputNames: x.names, encode, edges: all, starts });
  }

  /** How many bins each column is to have. */
  #counts({ cols }: Matrix): readonly number[] {
    const { nBins } = this.params;
    if (typeof nBins === "number") return new Array<number>(cols).fill(nBins);
    if (nBins.length === cols) return nBins;
    throw new ParameterError("PARAM_INVALID", {
      problem: `${this.kind} needs a number of bins for each column`,
      given: `${nBins.length} numbers`,
      expected: `${cols}, or one number for all`,
      remedy: "Give nBins as many numbers as there are columns",
      data: { owner: this.kind, name: "nBins", value: nBins, columns: cols },
    });
  }
}
