/**
 * When work that others may be waiting for has gone on for long enough: it pauses by the values that were looked at, not by
 * a clock.
 */

/** How many values are looked at between two pauses: a millisecond or two. */
const PAUSE = 1 << 18;

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

/** Places that are worked on between two looks at the pace. */
const CHUNK = 1 << 15;

/**
 * Calls `work` for one part of the places from 0 to before `length` after the other. `cost` is how many values could be looked
 * at in the time that one place takes. Pauses when the pace says so.
 */
export function* inChunks(
  length: number,
  cost: number,
  pace: Pace,
  work: (start: number, end: number) => void,
): Generator<undefined, void, void> {
  for (let start = 0; start < length; start += CHUNK) {
    const end = Math.min(length, start + CHUNK);
    work(start, end);
    if (pace.isTired(cost * (end - start))) yield;
  }
}
