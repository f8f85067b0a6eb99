/**
 * Neighbours among numbers on a line, which are sorted.
 */

/** Values that are worked on between two pauses. */
const STEP = 1 << 15;

/** For each value the distance to its k-th nearest other one, 1 ≤ k < length. O(n · k) time, with pauses. */
export async function kthDistances(sorted: Float64Array, k: number, pause: () => Promise<void>): Promise<Float64Array> {
  const { length } = sorted;
  const out = new Float64Array(length);
  for (let at = 0; at < length; at++) {
    out[at] = kthDistance(sorted, at, k);
    if (at % STEP === STEP - 1) await pause();
  }
  return out;
}

function kthDistance(sorted: Float64Array, at: number, k: number): number {
  const value = sorted[at] as number;
  let [left, right] = [at - 1, at + 1];
  let distance = 0;
  for (let taken = 0; taken < k; taken++) {
    const below = left >= 0 ? value - (sorted[left] as number) : Number.POSITIVE_INFINITY;
    const above = right < sorted.length ? (sorted[right] as number) - value : Number.POSITIVE_INFINITY;
    if (below <= above) left--;
    else right++;
    distance = Math.min(below, above);
  }
  return distance;
}

/** How many of the values are nearer to `value` than `distance`, or equal to it. O(log n) time. */
export function countNearer(sorted: Float64Array, value: number, distance: number): number {
  return firstFar(sorted, value, distance) - firstNear(sorted, value, distance);
}

/** The first place whose value is nearer than that, equal, or above. */
function firstNear(sorted: Float64Array, value: number, distance: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const gap = value - (sorted[middle] as number);
    if (gap < distance || gap <= 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first place above whose value is neither nearer than that nor equal. */
function firstFar(sorted: Float64Array, value: number, distance: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const gap = (sorted[middle] as number) - value;
    if (gap < distance || gap <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
