/**
 * Lloyd's algorithm for k means of numbers on a line, from given centres.
 *
 * The values are sorted once by the caller; each cluster is then a range of them, and its sum a difference of running sums: a round takes
 * O(k log n) time, and nothing is drawn. The rules (when to stop, what becomes of a centre without values) are those of scikit-learn's `KMeans`.
 *
 * S. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28, 1982.
 */

/** The most rounds. */
const MOST_ROUNDS = 300;
/** Stops when the squares of all moves add up to less than this share of the variance. */
const TOLERANCE = 1e-4;

/** The centres, ascending, that Lloyd's algorithm comes to from `start`, which ascends too. `pause` is called between passes over the values. */
export async function centresOf(
  sorted: Float64Array,
  start: Float64Array,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { length } = sorted;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / length;
  await pause();
  const values = sorted.map((value) => value - mean);
  await pause();
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = (sums[i] as number) + (values[i] as number);
  await pause();
  const tolerance = (TOLERANCE * values.reduce((sum, value) => sum + value * value, 0)) / length;
  let centres: Float64Array = start.map((centre) => centre - mean);
  let bounds: Int32Array | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = boundsOf(values, centres);
    const moved = means(values, sums, centres, next);
    const same = bounds?.every((bound, at) => bound === next[at]) ?? false;
    const path = moved.reduce(
      (sum, centre, k) => sum + (centre - (centres[k] as number)) * (centre - (centres[k] as number)),
      0,
    );
    centres = moved.sort();
    bounds = next;
    if (same || path <= tolerance) break;
  }
  return centres.map((centre) => centre + mean);
}

/** Where the values of each centre start, and the end: a value half way between two centres belongs to the lower. */
function boundsOf(values: Float64Array, centres: Float64Array): Int32Array {
  const bounds = new Int32Array(centres.length + 1);
  bounds[centres.length] = values.length;
  for (let k = 1; k < centres.length; k++) {
    const edge = ((centres[k - 1] as number) + (centres[k] as number)) / 2;
    bounds[k] = countUpTo(values, edge);
  }
  return bounds;
}

/** How many of the sorted values are at most `edge`. */
function countUpTo(values: Float64Array, edge: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mean of each cluster. Centres without values move to the values that are farthest from their own, which leave their clusters; one that loses its only value so moves to the mean of all. */
function means(values: Float64Array, sums: Float64Array, centres: Float64Array, bounds: Int32Array): Float64Array {
  const total = centres.map(
    (_, k) => (sums[bounds[k + 1] as number] as number) - (sums[bounds[k] as number] as number),
  );
  const count = centres.map((_, k) => (bounds[k + 1] as number) - (bounds[k] as number));
  const empty = [...count.keys()].filter((k) => count[k] === 0);
  if (empty.length > 0) {
    const far = farthest(values, centres, bounds, empty.length);
    // There may be fewer values than centres.
    far.forEach(({ at, cluster }, i) => {
      const k = empty[i] as number;
      const value = values[at] as number;
      total[cluster] = (total[cluster] as number) - value;
      count[cluster] = (count[cluster] as number) - 1;
      total[k] = value;
      count[k] = 1;
    });
  }
  return total.map((sum, k) => ((count[k] as number) > 0 ? sum / (count[k] as number) : 0));
}

interface FarValue {
  readonly at: number;
  readonly cluster: number;
  readonly distance: number;
}

/** The values farthest from their centres: those at the ends of clusters come first. */
function farthest(values: Float64Array, centres: Float64Array, bounds: Int32Array, wanted: number): FarValue[] {
  const found: FarValue[] = [];
  for (let cluster = 0; cluster < centres.length; cluster++) {
    const [start, end] = [bounds[cluster] as number, bounds[cluster + 1] as number];
    const look = (at: number): void => {
      found.push({ at, cluster, distance: Math.abs((values[at] as number) - (centres[cluster] as number)) });
    };
    for (let i = 0; i < wanted && start + i < end; i++) look(start + i);
    for (let at = Math.max(start + wanted, end - wanted); at < end; at++) look(at);
  }
  return found.sort((a, b) => b.distance - a.distance || a.at - b.at).slice(0, wanted);
}
