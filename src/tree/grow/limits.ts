/**
 * The limits of growth, from options that may be shares of the rows to plain counts.
 */

/** When to stop, and how many columns to look at. */
export interface Limits {
  /** Questions from the root to a leaf; ∞ without limit. */
  readonly maxDepth: number;
  /** Rows that a node must have to be split. */
  readonly minSamplesSplit: number;
  /** Rows that either side of a split must have. */
  readonly minSamplesLeaf: number;
  /** Weight that either side of a split must have. */
  readonly minWeightLeaf: number;
  /** Columns that a split is chosen from. */
  readonly maxFeatures: number;
  /** Leaves of the whole tree; ∞ without limit. */
  readonly maxLeafNodes: number;
  /** By how much a split must lower the impurity of the whole tree. */
  readonly minImpurityDecrease: number;
}

/** The options that limits come from. */
export interface LimitOptions {
  readonly maxDepth: number | null;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  readonly minWeightFractionLeaf: number;
  readonly maxFeatures: number | "sqrt" | "log2" | null;
  readonly maxLeafNodes: number | null;
  readonly minImpurityDecrease: number;
}

/** The limits for so many rows with a weight, so many columns, and the weight of all rows. */
export function limitsFor(options: LimitOptions, rows: number, cols: number, weight: number): Limits {
  const minSamplesLeaf = rowsOf(options.minSamplesLeaf, rows);
  return {
    maxDepth: options.maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesSplit: Math.max(2, rowsOf(options.minSamplesSplit, rows), 2 * minSamplesLeaf),
    minSamplesLeaf,
    minWeightLeaf: options.minWeightFractionLeaf * weight,
    maxFeatures: columnsOf(options.maxFeatures, cols),
    maxLeafNodes: options.maxLeafNodes ?? Number.POSITIVE_INFINITY,
    minImpurityDecrease: options.minImpurityDecrease,
  };
}

/** A number below 1 is a share, rounded up. */
function rowsOf(given: number, rows: number): number {
  return given < 1 ? Math.ceil(given * rows) : given;
}

function columnsOf(given: LimitOptions["maxFeatures"], cols: number): number {
  if (given === null) return cols;
  if (given === "sqrt") return Math.floor(Math.sqrt(cols));
  if (given === "log2") return Math.max(1, 31 - Math.clz32(cols));
  return given < 1 ? Math.max(1, Math.floor(given * cols)) : Math.min(cols, given);
}
