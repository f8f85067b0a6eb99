/**
 * The options that gradient boosting for classification and for regression share.
 */
import { choice, integer, nullable, number, type Params } from "../../core/params.js";
import { type TreeOptions, treeParams } from "../options.js";

/** The options of gradient boosting, those of its trees among them. */
export interface GradientBoostingOptions extends TreeOptions {
  /** What each tree is multiplied by: smaller steps need more trees, and predict better. Default: 0.1. */
  learningRate?: number;
  /** How many rounds; of a model that `from` goes on from, those that it has count too. Default: 100. */
  nEstimators?: number;
  /** The share of the rows, drawn anew without replacement, that each round learns from; 1 for all. Default: 1. */
  subsample?: number;
  /**
   * How splits are scored: Friedman's improvement or the squared error, which choose the same splits. What differs is what `minImpurityDecrease` is held
   * against: by `"friedmanMse"` the fall in the sum of squares, by `"squaredError"` that sum divided by the weight of all rows. Default: `"friedmanMse"`.
   */
  criterion?: "friedmanMse" | "squaredError";
  /** At most so many questions from the root of a tree to a leaf; null: no limit. Default: 3. */
  maxDepth?: number | null;
  /** What scores start from: `"zero"`, or null for the best constant. Default: null. */
  init?: "zero" | null;
  /** The share of the rows that `nIterNoChange` holds out, where `fit` is given no `validation`. Default: 0.1. */
  validationFraction?: number;
  /** Ends after so many rounds in a row without a lower loss on rows held out; null: never. Default: null. */
  nIterNoChange?: number | null;
  /** By how much the loss on rows held out must fall to count as lower. Default: 1e-4. */
  tol?: number;
  /** Decides which rows and columns are drawn, and which rows are held out; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

/** Their declarations. */
export const gradientBoostingParams = {
  learningRate: number({ min: 0, default: 0.1 }),
  nEstimators: integer({ min: 1, default: 100 }),
  subsample: number({ above: 0, max: 1, default: 1 }),
  criterion: choice(["friedmanMse", "squaredError"], { default: "friedmanMse" }),
  ...treeParams,
  maxDepth: nullable(integer({ min: 1, default: 1 }), { default: 3 }),
  init: nullable(choice(["zero"], { default: "zero" }), { default: null }),
  validationFraction: number({ above: 0, below: 1, default: 0.1 }),
  nIterNoChange: nullable(integer({ min: 1, default: 1 }), { default: null }),
  tol: number({ min: 0, default: 1e-4 }),
} satisfies Params<GradientBoostingOptions>;
