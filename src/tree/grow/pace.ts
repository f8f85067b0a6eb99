/**
 * When work that others may be waiting for has gone on for long enough: it pauses by the values that were looked at, not by
 * a clock.
 */

/** How many values are looked at between two pauses: a few milliseconds. */
const PAUSE = 1 << 19;

/** Counts work until a pause is due. */
export class Pace {
  #work = 0;

  /** Whether so much more work makes a pause due. */
  isTired(work: number): boolean {
    this.#work += work;
    if (this.#work < PAUSE) return false;
    this.#work = 0;
    return true;
  }
}
