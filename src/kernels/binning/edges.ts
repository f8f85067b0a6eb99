/**
 * What binning learned of the columns: the edges between the bins of numbers, the codes of categories. Plain data, small, the same for the rows that trees learn
 * from and for those that they are tried on.
 *
 * A column of k edges has the bins 0 … k: a number belongs to the bin that counts the edges below it, so that bins 0 … b are the numbers ≤ edge b. A column of k
 * codes has a bin for each. One more bin, the last, holds the rows without a value, which for categories are also those whose code has no bin.
 */

/** The most bins of a column, the one for missing values aside: a bin is a byte. */
export const MOST_BINS = 255;

/** Edges and codes, one column's after the other's. */
export interface BinEdges {
  /** The edges (finite, strictly ascending) or codes (whole numbers ≥ 0, strictly ascending) of all columns. */
  readonly values: Float64Array;
  /** Where the values of each column start; one more entry for the end. */
  readonly starts: Int32Array;
  /** 1 for columns of categories. */
  readonly categorical: Uint8Array;
}

/** The edges or codes of one column. */
export function edgesOf(edges: BinEdges, column: number): Float64Array {
  return edges.values.subarray(edges.starts[column], edges.starts[column + 1]);
}

/** How many bins a column has for rows with a value: also the number of its bin for rows without one. */
export function missingBin({ starts, categorical }: BinEdges, column: number): number {
  const count = (starts[column + 1] as number) - (starts[column] as number);
  return categorical[column] === 1 ? count : count + 1;
}

/** Puts the columns' edges or codes together. */
export function joinEdges(columns: readonly Float64Array[], categorical: Uint8Array): BinEdges {
  const starts = new Int32Array(columns.length + 1);
  for (const [column, { length }] of columns.entries()) starts[column + 1] = (starts[column] as number) + length;
  const values = new Float64Array(starts[columns.length] as number);
  for (const [column, own] of columns.entries()) values.set(own, starts[column]);
  return { values, starts, categorical };
}
