/**
 * The options that stacking for classification and for regression share.
 */
import { boolean, integer, type Params } from "../core/params.js";

/** The options of stacking, beside its members and its `finalEstimator`. */
export interface StackingOptions {
  /** The number of folds by which the members' predictions for their training rows are made. Default: 5. */
  cv?: number;
  /** Whether rows are shuffled before they are cut into folds: needed where they are sorted by the target. Default: false. */
  shuffle?: boolean;
  /** The seed of the shuffle. Default: 0. */
  seed?: number;
  /** Whether the final estimator sees the columns too, not only what the members say. Default: false. */
  passthrough?: boolean;
}

/** Their declarations. */
export const stackingParams = {
  cv: integer({ min: 2, default: 5 }),
  shuffle: boolean({ default: false }),
  seed: integer({ min: 0, default: 0 }),
  passthrough: boolean({ default: false }),
} satisfies Params<StackingOptions>;
