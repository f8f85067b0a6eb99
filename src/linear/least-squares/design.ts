/**
 * What solvers ask of the matrix A of a least squares problem (see problem.ts), whatever form the data has.
 */
export interface Design {
  /** AᵀA, cols × cols. Rows and columns of constant columns are 0. */
  gram(): Promise<Float64Array>;
  /** Aᵀ(t − A·b); without `coef`, Aᵀt. */
  gradient(coef?: Float64Array): Promise<Float64Array>;
  /** A·v, one value a row. */
  times(v: Float64Array): Promise<Float64Array>;
  /** Aᵀv, one value a column. */
  transposeTimes(v: Float64Array): Promise<Float64Array>;
  /** Writes the rows from ≤ r < to of A, one after the other. */
  copyRows(from: number, to: number, out: Float64Array): void;
}
