/**
 * One column of a matrix as a list.
 */
import type { Matrix } from "../data/matrix.js";

/** A copy of the values of one column of a dense matrix. */
export function columnValues({ values, rows, cols }: Matrix, col: number): Float64Array {
  const out = new Float64Array(rows);
  for (let row = 0, at = col; row < rows; row++, at += cols) out[row] = values[at] as number;
  return out;
}
