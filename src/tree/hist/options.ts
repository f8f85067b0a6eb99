/**
 * The options that boosting on histograms for classification and for regression share.
 */
import { boolean, choice, either, integer, list, nullable, number, type Params, text } from "../../core/params.js";
import { type MonotonicCst, monotonicCsts } from "./monotonic-param.js";

/** A column, by its name or its number. */
export type ColumnRef = string | number;

/** The options of boosting on histograms. */
export interface HistGradientBoostingOptions {
  /** What each tree is multiplied by: smaller steps need more rounds, and predict better. Default: 0.1. */
  learningRate?: number;
  /** The most rounds, of one tree or one tree a class; of a model that `from` goes on from, those that it has count too. Default: 100. */
  maxIter?: number;
  /** At most so many leaves in each tree; null: no limit. Default: 31. */
  maxLeafNodes?: number | null;
  /** At most so many questions from the root of a tree to a leaf; null: no limit. Default: null. */
  maxDepth?: number | null;
  /** No leaf of fewer rows than this; rows count once, whatever they weigh. Default: 20. */
  minSamplesLeaf?: number;
  /** Pulls the values of leaves towards 0: it is added to the sum of second derivatives that they are divided by. Default: 0. */
  l2Regularization?: number;
  /** The most bins of a column, one more for missing values aside: columns of more different values than this lose the order within bins. Default: 255. */
  maxBins?: number;
  /**
   * Which columns hold categories, by name or number (from 0): codes that are told apart one by one rather than by order, whole numbers below `maxBins`. `"fromKinds"`: those
   * of which the matrix says so, as `OrdinalEncoder` gives them; null: none. Default: `"fromKinds"`.
   */
  categoricalFeatures?: "fromKinds" | readonly ColumnRef[] | null;
  /**
   * Columns that predictions may only rise with (1) or fall with (-1): one number a column, 0 for no constraint, or pairs of a column's name and its number. Not for three or more
   * classes, nor for categories. Default: null.
   */
  monotonicCst?: MonotonicCst | null;
  /**
   * Groups of columns that may meet on the way to a leaf, by name or number; columns in no group are one more group. `"pairwise"`: every two; `"noInteractions"`: each alone;
   * null: all. Default: null.
   */
  interactionCst?: "pairwise" | "noInteractions" | readonly (readonly ColumnRef[])[] | null;
  /** Whether to end when the loss no longer falls; `"auto"`: from 10,001 rows on. Default: `"auto"`. */
  earlyStopping?: "auto" | boolean;
  /**
   * The share of the rows that early stopping holds out, where `fit` is given no `validation`; null: none, it watches the training rows. Default: 0.1.
   */
  validationFraction?: number | null;
  /** Ends after so many rounds without a lower loss. Default: 10. */
  nIterNoChange?: number;
  /** By how much the loss must fall to count as lower. Default: 1e-7. */
  tol?: number;
  /** Decides which rows are held out, and of more than 200,000 rows, which ones bins are made from; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const column = either(text({ default: "" }), integer({ min: 0, default: 0 }), { default: 0 });

/** Their declarations. */
export const histParams = {
  learningRate: number({ above: 0, default: 0.1 }),
  maxIter: integer({ min: 1, default: 100 }),
  maxLeafNodes: nullable(integer({ min: 2, default: 31 }), { default: 31 }),
  maxDepth: nullable(integer({ min: 1, default: 1 }), { default: null }),
  minSamplesLeaf: integer({ min: 1, default: 20 }),
  l2Regularization: number({ min: 0, default: 0 }),
  maxBins: integer({ min: 2, max: 255, default: 255 }),
  categoricalFeatures: nullable(
    either(choice(["fromKinds"], { default: "fromKinds" }), list(column, { default: [] }), { default: "fromKinds" }),
    { default: "fromKinds" },
  ),
  monotonicCst: nullable(monotonicCsts, { default: null }),
  interactionCst: nullable(
    either(
      choice(["pairwise", "noInteractions"], { default: "pairwise" }),
      list(list(column, { default: [] }), { default: [] }),
      { default: "pairwise" },
    ),
    { default: null },
  ),
  earlyStopping: either(choice(["auto"], { default: "auto" }), boolean({ default: false }), { default: "auto" }),
  validationFraction: nullable(number({ above: 0, below: 1, default: 0.1 }), { default: 0.1 }),
  nIterNoChange: integer({ min: 1, default: 10 }),
  tol: number({ min: 0, default: 1e-7 }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<HistGradientBoostingOptions>;
