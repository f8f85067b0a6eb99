/**
 * The options that forests of randomised trees share, for classification and for regression.
 */
import { boolean, integer, nullable, type Params } from "../../core/params.js";
import { countOrShare, type TreeOptions, treeParams } from "../options.js";

/** The options of forests, beside those of their trees. */
export interface ForestOptions extends TreeOptions {
  /** How many trees. More make predictions steadier, and slower. Default: 100. */
  nEstimators?: number;
  /** Whether each tree learns from rows that are drawn with replacement, rather than from all. Default: true. */
  bootstrap?: boolean;
  /**
   * How many rows are drawn for each tree: a whole number ≥ 1, or below 1 a share of all; null for as many as there are.
   * Default: null.
   */
  maxSamples?: number | null;
  /**
   * Whether to score the forest on the rows that its trees did not learn from; needs `bootstrap`. Default: false.
   */
  oobScore?: boolean;
  /** Decides the rows and columns that are drawn; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

/** Their declarations, those of the trees among them. */
export const forestParams = {
  nEstimators: integer({ min: 1, default: 100 }),
  ...treeParams,
  bootstrap: boolean({ default: true }),
  maxSamples: nullable(countOrShare, { default: null }),
  oobScore: boolean({ default: false }),
} satisfies Params<ForestOptions>;
