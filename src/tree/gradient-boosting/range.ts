/**
 * Work on many rows that lets others run in between.
 */

/** Work that pauses now and then. */
export type Work<T> = Generator<undefined, T, void>;

/** Rows that are worked on between two pauses: about a millisecond. */
const ROWS = 1 << 15;

/** Does work on ranges of rows, in order, with a pause after each. */
export function* inRanges(rows: number, work: (start: number, end: number) => void): Work<void> {
  for (let start = 0; start < rows; start += ROWS) {
    work(start, Math.min(rows, start + ROWS));
    yield;
  }
}
