/**
 * Tf-idf of counts that are there already.
 *
 * Learns in how many rows each column is not 0. Time O(values), memory O(columns).
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { checkCounts } from "./check-counts.js";
import { TfidfTransformerModel } from "./tfidf-transformer-model.js";
import { inverseFrequencies } from "./tfidf-weights.js";
import { type WeighingOptions, weighingParams } from "./weighing-options.js";

/** The options of {@link TfidfTransformer}. */
export interface TfidfTransformerOptions extends WeighingOptions {}

const params = weighingParams satisfies Params<TfidfTransformerOptions>;

const declaration: Declaration<TfidfTransformerOptions> = {
  kind: "TfidfTransformer",
  params,
  traits: { sparse: true },
  models: [TfidfTransformerModel],
};

/**
 * Weighs counts of terms, one column a term: the larger a count the more, the more rows have the term the less. Sparse rows stay sparse, dense ones dense
 * (scikit-learn makes all of them sparse). Counts below 0 are refused.
 *
 * `TfidfVectorizer` does the same for texts in one stage.
 *
 * @example
 * ```ts
 * import { TfidfTransformer } from "@org/mlkit";
 *
 * const model = await new TfidfTransformer({ norm: "l1", smoothIdf: false }).fit([[3, 0], [2, 1]]);
 * [...(model.idf ?? [])]; // => [1, ≈ 1.693147]
 * [...model.transform([[1, 0], [0, 4]]).values]; // => [1, 0, 0, 1]
 * ```
 */
export class TfidfTransformer extends MatrixTransformerEstimator<TfidfTransformerOptions, TfidfTransformerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: TfidfTransformerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<TfidfTransformerModel> {
    const { norm, useIdf, smoothIdf, sublinearTf } = this.params;
    const { values, cols } = x;
    const frequencies = new Float64Array(cols);
    // The weights are a round of their own.
    const total = values.length + 1;
    await inSlices({ progress, before: 0, total }, values.length, 1, (start, end) => {
      checkCounts(this.kind, values.subarray(start, end));
      for (let k = start; k < end; k++) {
        const column = x instanceof CsrMatrix ? (x.indices[k] as number) : k % cols;
        if (values[k] !== 0) frequencies[column] = (frequencies[column] as number) + 1;
      }
    });
    const pause = () => progress.tick(values.length, total);
    const idf = useIdf ? await inverseFrequencies(frequencies, x.rows, smoothIdf, pause) : null;
    await progress.tick(total, total);
    return new TfidfTransformerModel({ inputNames: x.names, idf, norm, sublinearTf });
  }
}
