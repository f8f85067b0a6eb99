/**
 * Long loops over rows in slices, so that the event loop goes on turning and an abort takes effect while they run.
 */
import type { Progress } from "../core/progress.js";

/** Values between two looks at the clock: about a millisecond of work. */
const VALUES = 1 << 18;
/** Kernels work on blocks of so many rows: slices are multiples of it unless rows are very long. */
const BLOCK = 256;
/** The fewest rows in a slice, however long they are. */
const FEWEST = 32;

/** Where a loop stands within the whole work, for progress reports. */
export interface Part {
  readonly progress: Progress;
  /** What was done before this loop. */
  readonly before: number;
  /** What there is to do in all. */
  readonly total: number;
}

/** Calls `work` for slices of the rows, in order; `width` is how many values it looks at in a row. The slices do not depend on the time. */
export async function inSlices(
  { progress, before, total }: Part,
  rows: number,
  width: number,
  work: (start: number, end: number) => void,
): Promise<void> {
  const fit = Math.floor(VALUES / Math.max(1, width));
  const step = fit >= BLOCK ? fit - (fit % BLOCK) : Math.max(FEWEST, fit);
  for (let start = 0; start < rows; start += step) {
    const end = Math.min(rows, start + step);
    work(start, end);
    await progress.tick(before + end, total);
  }
}
