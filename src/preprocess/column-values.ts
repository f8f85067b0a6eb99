/**
 * The columns of a matrix, one after the other, as lists.
 */
import type { Matrix } from "../data/matrix.js";

/** Columns that are read in one pass: as many as the numbers of a row that come into the processor's cache together. */
const TOGETHER = 8;
/** Rows that are read between two pauses. */
const STEP = 1 << 14;

/**
 * A function that gives a copy of each column of a dense matrix, which the caller may write to. Ask for them in order, each once: they are read eight at a
 * time. `pause` is called in between.
 */
export function columnReader(
  { values, rows, cols }: Matrix,
  pause: () => Promise<void>,
): (col: number) => Promise<Float64Array> {
  let first = 0;
  let columns: readonly Float64Array[] = [];
  const read = async (): Promise<void> => {
    columns = Array.from({ length: Math.min(TOGETHER, cols - first) }, () => new Float64Array(rows));
    for (let row = 0, at = first; row < rows; row++, at += cols) {
      for (let i = 0; i < columns.length; i++) (columns[i] as Float64Array)[row] = values[at + i] as number;
      if (row % STEP === STEP - 1) await pause();
    }
  };
  return async (col) => {
    if (columns.length === 0 || col >= first + columns.length) {
      first = col;
      await read();
    }
    return columns[col - first] as Float64Array;
  };
}
