/**
 * The options that decision trees for classification and for regression share, and those that forests share with them.
 */
import { choice, either, integer, nullable, number, type Param, type Params } from "../core/params.js";

/** The options of growth of a tree, on its own or in a forest. */
export interface TreeOptions {
  /** At most so many questions from the root to a leaf; null: until nothing is left to part. Default: null. */
  maxDepth?: number | null;
  /** Rows that a node must have to be split: a whole number ≥ 2, or below 1 a share of all rows. Default: 2. */
  minSamplesSplit?: number;
  /** Rows that either side of a split must have: a whole number ≥ 1, or below 1 a share of all rows. Default: 1. */
  minSamplesLeaf?: number;
  /** The share of the weight of all rows that either side of a split must have, from 0 to 0.5. Default: 0. */
  minWeightFractionLeaf?: number;
  /**
   * How many columns, drawn anew for each split, it is chosen from: a whole number ≥ 1, below 1 a share, `"sqrt"` or `"log2"` of
   * the number of columns, null for all. Default: null.
   */
  maxFeatures?: number | "sqrt" | "log2" | null;
  /** At most so many leaves; the splits that gain most are made first. Null: no limit. Default: null. */
  maxLeafNodes?: number | null;
  /** By how much a split must lower the impurity, by the share of the weight that its node has. Default: 0. */
  minImpurityDecrease?: number;
  /** The price of a leaf in minimal cost-complexity pruning, in units of the impurity; 0 prunes nothing. Default: 0. */
  ccpAlpha?: number;
  /** Decides what is drawn; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

/** The options that decision trees for classification and for regression share. */
export interface DecisionTreeOptions extends TreeOptions {
  /**
   * How a column is split: `"best"` looks at every place between two of its values, `"random"` at one place alone, drawn evenly between
   * its least and greatest value in the node; of the columns the best is taken either way. Default: `"best"`.
   */
  splitter?: "best" | "random";
}

const share = number({ above: 0, below: 1, default: 0.5 });

/** A number of rows or columns: a whole number ≥ 1, or below 1 a share of all. */
export const countOrShare = either(integer({ min: 1, default: 1 }), share, { default: 1 });

/** The declaration of `maxFeatures`, whose default differs from family to family. */
export function maxFeaturesParam(byDefault: "sqrt" | null): Param<number | "sqrt" | "log2" | null> {
  const words = choice(["sqrt", "log2"], { default: "sqrt" });
  return nullable(either(countOrShare, words, { default: 1 }), { default: byDefault });
}

/** Their declarations. */
export const treeParams = {
  maxDepth: nullable(integer({ min: 1, default: 1 }), { default: null }),
  minSamplesSplit: either(integer({ min: 2, default: 2 }), share, { default: 2 }),
  minSamplesLeaf: countOrShare,
  minWeightFractionLeaf: number({ min: 0, max: 0.5, default: 0 }),
  maxFeatures: maxFeaturesParam(null),
  maxLeafNodes: nullable(integer({ min: 2, default: 2 }), { default: null }),
  minImpurityDecrease: number({ min: 0, default: 0 }),
  ccpAlpha: number({ min: 0, default: 0 }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<TreeOptions>;

/** Those of trees on their own. */
export const decisionTreeParams = {
  splitter: choice(["best", "random"], { default: "best" }),
  ...treeParams,
} satisfies Params<DecisionTreeOptions>;
