/**
 * Order statistics without sorting: Hoare's selection with the median of three as pivot ("Algorithm 65: FIND", 1961).
 *
 * Each round scans the part that holds the wanted place and halves it on average, O(n) in all. Input that keeps halving badly
 * is sorted after 4 log₂ n rounds, so that the worst case is O(n log n). Deterministic: no pivot is drawn.
 */

/** Parts shorter than this are worked through without a pause. */
const SHORT = 1 << 16;

/**
 * The median of the values, which it reorders; of an even number of them the mean of the two in the middle. The values must
 * not hold NaN, and there must be one. `pause` is called between long rounds.
 */
export async function medianOf(values: Float64Array, pause: () => Promise<void>): Promise<number> {
  return middleOf(values, values.length >> 1, values.length % 2 === 0, pause);
}

/** What would stand in place `k` if the values were sorted; with `even`, the mean of it and what would stand before it. Reorders the values. */
export async function middleOf(
  values: Float64Array,
  k: number,
  even: boolean,
  pause: () => Promise<void>,
): Promise<number> {
  await select(values, k, pause);
  const upper = values[k] as number;
  if (!even) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < k; i++) lower = Math.max(lower, values[i] as number);
  const sum = lower + upper;
  return Number.isFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
}

/** Reorders the values so that place `k` holds what it would hold if they were sorted, and none before it is larger. */
export async function select(values: Float64Array, k: number, pause: () => Promise<void>): Promise<void> {
  let left = 0;
  let right = values.length - 1;
  let rounds = 4 * (32 - Math.clz32(values.length));
  while (left < right) {
    if (rounds-- === 0) {
      values.subarray(left, right + 1).sort();
      return;
    }
    const [below, above] = partition(values, left, right);
    // Between the two parts stand values that equal the pivot.
    if (k > below && k < above) return;
    if (k <= below) right = below;
    else left = above;
    if (right - left > SHORT) await pause();
  }
}

/** Does the same for several places at once, ascending. */
export async function selectAll(
  values: Float64Array,
  places: readonly number[],
  pause: () => Promise<void>,
): Promise<void> {
  let from = 0;
  for (const place of places) {
    if (place < from) continue;
    const rest = values.subarray(from);
    if (place === from) swapLeast(rest);
    else await select(rest, place - from, pause);
    if (rest.length > SHORT) await pause();
    from = place + 1;
  }
}

/** Puts the least value first. */
function swapLeast(values: Float64Array): void {
  let at = 0;
  let least = values[0] as number;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    if (value < least) {
      least = value;
      at = i;
    }
  }
  values[at] = values[0] as number;
  values[0] = least;
}

/** Moves smaller values to the left of larger ones; gives the end of the left part and the start of the right one. */
function partition(values: Float64Array, left: number, right: number): readonly [number, number] {
  const pivot = median3(values[left] as number, values[(left + right) >> 1] as number, values[right] as number);
  let i = left;
  let j = right;
  while (i <= j) {
    while ((values[i] as number) < pivot) i++;
    while ((values[j] as number) > pivot) j--;
    if (i > j) break;
    const swapped = values[i] as number;
    values[i++] = values[j] as number;
    values[j--] = swapped;
  }
  return [j, i];
}

function median3(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
