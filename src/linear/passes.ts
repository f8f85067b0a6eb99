/**
 * Passes over the rows of a table, in slices, so that the event loop goes on turning and an abort takes effect while they run.
 */
import { inSlices } from "../base/in-slices.js";
import type { Progress } from "../core/progress.js";

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

  /** Calls `work` for slices of the rows, in order; a row takes about `cost` multiplications. */
  async run(rows: number, cost: number, work: (from: number, to: number) => void): Promise<void> {
    await inSlices({ progress: this.#progress, before: this.#done, total: this.#total }, rows, cost / 2, work);
    this.#done = Math.min(this.#total, this.#done + rows);
  }

  /** Marks so many rows as seen; lets other work run. */
  async advance(rows: number): Promise<void> {
    this.#done = Math.min(this.#total, this.#done + rows);
    await this.#progress.tick(this.#done, this.#total);
  }
}
