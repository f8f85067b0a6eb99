/**
 * Turns numbers into 0 and 1 by a threshold.
 *
 * Nothing is learned but the names of the columns. Time O(stored values), memory O(1).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { Declaration } from "../core/estimator.js";
import { number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { BinarizerModel } from "./binarizer-model.js";

/** The options of {@link Binarizer}. */
export interface BinarizerOptions {
  /** Values above it become 1, all others 0. Sparse rows are read from 0 on alone: below, their zeros would become 1. Default: 0. */
  threshold?: number;
}

const params = { threshold: number({ default: 0 }) } satisfies Params<BinarizerOptions>;

const declaration: Declaration<BinarizerOptions> = {
  kind: "Binarizer",
  params,
  traits: { sparse: true },
  models: [BinarizerModel],
};

/** What it says of itself when zeros become 1. */
const filling: Declaration<BinarizerOptions> = { ...declaration, traits: { sparse: false } };

/**
 * Turns values above a threshold into 1 and all others into 0. Missing values are refused, as in scikit-learn: they are neither. What becomes 0
 * in sparse rows is no longer stored.
 *
 * @example
 * ```ts
 * import { Binarizer } from "@org/mlkit";
 *
 * const model = await new Binarizer({ threshold: 2 }).fit([[1, 2, 3]]);
 * [...model.transform([[1, 2, 3]]).values]; // => [0, 0, 1]
 * ```
 */
export class Binarizer extends MatrixTransformerEstimator<BinarizerOptions, BinarizerModel> {
  static readonly declaration = declaration;
  readonly declaration = this.params.threshold < 0 ? filling : declaration;

  constructor(options: BinarizerOptions = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix): BinarizerModel {
    return new BinarizerModel({ inputNames: x.names, threshold: this.params.threshold });
  }
}
