/**
 * Passes over the rows of a table, in slices, so that the event loop goes on turning and an abort takes effect while they run.
 */
import type { Progress } from "../core/progress.js";

/** Units of work in a slice: about a millisecond. */
const SLICE = 1 << 19;

/** Counts passes and reports how far they are. */
export class Passes {
  readonly #progress: Progress;
  readonly #total: number;
  #done = 0;

  /** `total` is how many rows all passes together will see, about. */
  constructor(progress: Progress, total: number) {
    this.#progress = progress;
    this.#total = total;
  }

  /** Calls `work` for slices of the rows, in order; a row takes about `cost` multiplications. The slices do not depend on the time. */
  async run(rows: number, cost: number, work: (from: number, to: number) => void): Promise<void> {
    const step = sliceRows(cost);
    for (let from = 0; from < rows; from += step) {
      const to = Math.min(rows, from + step);
      work(from, to);
      await this.advance(to - from);
    }
  }

  /** Marks so many rows as seen; lets other work run. */
  async advance(rows: number): Promise<void> {
    this.#done = Math.min(this.#total, this.#done + rows);
    await this.#progress.tick(this.#done, this.#total);
  }
}

/** Kernels work on blocks of 256 rows, so slices are multiples of them unless rows are very long. */
function sliceRows(cost: number): number {
  const rows = Math.floor(SLICE / Math.max(1, cost));
  return rows >= 256 ? rows - (rows % 256) : Math.max(32, rows);
}
