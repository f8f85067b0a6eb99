/**
 * Sorting numbers without holding the event loop: runs of 65,536 are sorted at once, and then merged two by two, with pauses. O(n log n).
 */

/** Values that are worked on between two pauses: some milliseconds. */
const RUN = 1 << 16;

/** Sorts ascending, in place. The values must not hold NaN. `pause` is called between long steps. */
export async function sortWithPauses(values: Float64Array, pause: () => Promise<void>): Promise<Float64Array> {
  const { length } = values;
  for (let start = 0; start < length; start += RUN) {
    values.subarray(start, Math.min(length, start + RUN)).sort();
    if (length > RUN) await pause();
  }
  if (length <= RUN) return values;
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(length);
  for (let run = RUN; run < length; run *= 2) {
    for (let start = 0; start < length; start += 2 * run) {
      const middle = Math.min(length, start + run);
      await merge(from, to, start, middle, Math.min(length, middle + run), pause);
    }
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return values;
}

/** Merges two sorted runs that stand behind one another. */
async function merge(
  from: Float64Array,
  to: Float64Array,
  start: number,
  middle: number,
  end: number,
  pause: () => Promise<void>,
): Promise<void> {
  let [left, right] = [start, middle];
  for (let at = start; at < end; ) {
    const stop = Math.min(end, at + RUN);
    for (; at < stop; at++) {
      const takeLeft = right >= end || (left < middle && (from[left] as number) <= (from[right] as number));
      to[at] = from[takeLeft ? left++ : right++] as number;
    }
    await pause();
  }
}
