/**
 * The options that bagging for classification and for regression share.
 */
import { boolean, either, integer, nullable, number, type Params } from "../core/params.js";

/** The options of bagging, beside its `estimator`. */
export interface BaggingOptions {
  /** How many members. More make predictions steadier, and slower. Default: 10. */
  nEstimators?: number;
  /** How many rows are drawn for each member: a whole number ≥ 1, or below 1 a share of all; null for as many as there are. Default: null. */
  maxSamples?: number | null;
  /** How many columns are drawn for each member: a whole number ≥ 1, or below 1 a share of all; null for as many as there are. Default: null. */
  maxFeatures?: number | null;
  /** Whether rows are drawn with replacement. Default: true. */
  bootstrap?: boolean;
  /** Whether columns are drawn with replacement. Default: false. */
  bootstrapFeatures?: boolean;
  /** Whether to score the ensemble on the rows that its members did not learn from; needs `bootstrap`, and excludes `from`. Default: false. */
  oobScore?: boolean;
  /** Decides the rows and columns that are drawn, and seeds the members that draw at random; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const share = number({ above: 0, below: 1, default: 0.5 });
const countOrShare = either(integer({ min: 1, default: 1 }), share, { default: 1 });

/** Their declarations. */
export const baggingParams = {
  nEstimators: integer({ min: 1, default: 10 }),
  maxSamples: nullable(countOrShare, { default: null }),
  maxFeatures: nullable(countOrShare, { default: null }),
  bootstrap: boolean({ default: true }),
  bootstrapFeatures: boolean({ default: false }),
  oobScore: boolean({ default: false }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<BaggingOptions>;
