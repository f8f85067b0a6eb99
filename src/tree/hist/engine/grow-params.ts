/** What bounds a tree on histograms. The names and defaults of the options are scikit-learn's. */

/** How trees grow: plain data. */
export interface GrowParams {
  /** The most leaves, at least 2; none where undefined. */
  readonly maxLeafNodes?: number | undefined;
  /** The most questions on the way to a leaf, at least 1; none where undefined. */
  readonly maxDepth?: number | undefined;
  /** The least rows of a leaf, at least 1. */
  readonly minSamplesLeaf: number;
  /** The penalty on squared leaf values, 0 or more. */
  readonly l2Regularization: number;
  /** The least sum of second derivatives of a leaf; default 0.001. */
  readonly minHessianToSplit?: number | undefined;
  /** What a split must lower the loss by, and more; default 0. */
  readonly minGainToSplit?: number | undefined;
  /** Whether all second derivatives are 1: then those of the packed gradients must be 0, and the count of rows takes their place. */
  readonly constantHessian: boolean;
  /** For each column 1 where the predictions may only rise with it, −1 where they may only fall, else 0; categories have none. */
  readonly monotonic?: Int8Array | undefined;
  /** Sets of columns that may stand together on a way from the root to a leaf; undefined where all may. */
  readonly interactions?: readonly (readonly number[])[] | undefined;
}

/** Without them a tree of few rows with tiny second derivatives would have huge values; as in scikit-learn. */
export const MIN_HESSIAN = 1e-3;
