/** Rows of numbers as users give them, one row behind the other; NaN is missing. */
export interface DenseRows {
  readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
}
