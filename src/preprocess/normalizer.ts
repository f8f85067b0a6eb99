/**
 * Divides each row by its norm.
 *
 * Nothing is learned but the names of the columns. Time O(stored values), memory O(1).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { Declaration } from "../core/estimator.js";
import { choice, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { NORMS, type Norm, NormalizerModel } from "./normalizer-model.js";

/** The options of {@link Normalizer}. */
export interface NormalizerOptions {
  /**
   * What each row is divided by: the sum of its magnitudes (`"l1"`), the root of the sum of its squares (`"l2"`), or its greatest magnitude
   * (`"max"`). Default: `"l2"`.
   */
  norm?: Norm;
}

const params = { norm: choice(NORMS, { default: "l2" }) } satisfies Params<NormalizerOptions>;

const declaration: Declaration<NormalizerOptions> = {
  kind: "Normalizer",
  params,
  traits: { sparse: true },
  models: [NormalizerModel],
};

/**
 * Scales each row, on its own, to norm 1: for rows whose direction counts and not their length, such as counts of words or embeddings. A row of
 * zeros stays as it is. Missing values are refused, as in scikit-learn: a row's norm needs all of its values.
 *
 * Columns should be of one unit. Rows of enormous or tiny values come out with norm 1 like others, where scikit-learn's squares overflow and its dense
 * rows with a norm below 2.2e-15 stay as they are.
 *
 * @example
 * ```ts
 * import { Normalizer } from "@org/mlkit";
 *
 * const model = await new Normalizer().fit([[3, 4], [0, 0]]);
 * [...model.transform([[3, 4], [0, 0]]).values]; // => [0.6, 0.8, 0, 0]
 * const shares = await new Normalizer({ norm: "l1" }).fit([[1, 3]]);
 * [...shares.transform([[1, 3]]).values]; // => [0.25, 0.75]
 * ```
 */
export class Normalizer extends MatrixTransformerEstimator<NormalizerOptions, NormalizerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: NormalizerOptions = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix): NormalizerModel {
    return new NormalizerModel({ inputNames: x.names, norm: this.params.norm });
  }
}
