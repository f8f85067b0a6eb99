/** Loops over terms with pauses, so that the event loop goes on turning while a vocabulary of millions of them is made. */

/** Lets others run, if it is time. */
export type Pause = () => Promise<void>;

/** Places between two pauses: some milliseconds where a string is made for each. */
const PLACES = 1 << 13;

/** Calls `work` for one part of the places from 0 to before `length` after the other, with pauses in between. */
export async function inPauses(
  length: number,
  pause: Pause,
  work: (start: number, end: number) => void,
): Promise<void> {
  for (let start = 0; start < length; start += PLACES) {
    work(start, Math.min(length, start + PLACES));
    await pause();
  }
}
