/**
 * Quantiles by weight, without sorting: selection by halves (C. Hoare, "Algorithm 65: FIND", 1961), where weight takes the place of number.
 *
 * Each round scans the part that holds the wanted value and halves it on average, O(n) in all. What keeps halving badly is sorted after 4 log₂ n rounds.
 * No pivot is drawn: the same values give the same answer.
 */
import type { Work } from "./range.js";

/** Parts that are shorter than this are worked through without a pause. */
const SHORT = 1 << 16;

/** Values, and their weights unless all are 1, that selection may reorder. */
export interface Weighed {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** The weight of the values from `start` to before `end`. */
function weightOf({ weights }: Weighed, start: number, end: number): number {
  if (weights === undefined) return end - start;
  let sum = 0;
  for (let i = start; i < end; i++) sum += weights[i] as number;
  return sum;
}

/**
 * The least of the values from `start` to before `end` (at least one) such that it and those below it weigh at least `level` of all: what NumPy calls the
 * inverted distribution function.
 */
export function* lowerQuantile(weighed: Weighed, start: number, end: number, level: number): Work<number> {
  return yield* valueAt(weighed, start, end, level * weightOf(weighed, start, end));
}

/**
 * The quantile that stands for a whole target. Where weights are whole numbers they count rows, and it is linear between neighbours in order, as NumPy's are;
 * with other weights it is the lower quantile.
 */
export function* quantileOf(weighed: Weighed, level: number): Work<number> {
  const { values, weights } = weighed;
  const { length } = values;
  if (weights !== undefined && !weights.every(Number.isInteger)) return yield* lowerQuantile(weighed, 0, length, level);
  const total = weightOf(weighed, 0, length);
  const place = level * (total - 1);
  const before = Math.floor(place);
  const share = place - before;
  const lower = yield* valueAt(weighed, 0, length, before + 1);
  if (share === 0) return lower;
  const upper = yield* valueAt(weighed, 0, length, before + 2);
  const gap = upper - lower;
  return share < 0.5 ? lower + gap * share : upper - gap * (1 - share);
}

/** The least value such that it and those below it weigh at least `wanted`; the greatest where all weigh less. */
function* valueAt(weighed: Weighed, start: number, end: number, wanted: number): Work<number> {
  const { values } = weighed;
  let left = start;
  let right = end - 1;
  let below = 0;
  let rounds = 4 * (32 - Math.clz32(end - start));
  while (left < right) {
    if (rounds-- === 0) return scan(weighed, left, right, wanted - below);
    const [upTo, from] = partition(weighed, left, right);
    const lower = below + weightOf(weighed, left, upTo + 1);
    if (right - left > SHORT) yield;
    if (lower >= wanted) {
      right = upTo;
      continue;
    }
    // Between the two parts stand values that equal the pivot.
    below = lower + weightOf(weighed, upTo + 1, from);
    if (below >= wanted) return values[upTo + 1] as number;
    left = from;
  }
  return values[Math.min(left, end - 1)] as number;
}

/** The same by sorting. */
function scan({ values, weights }: Weighed, left: number, right: number, wanted: number): number {
  const order = Int32Array.from({ length: right - left + 1 }, (_, i) => left + i);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  let sum = 0;
  let value = Number.NaN;
  for (const at of order) {
    value = values[at] as number;
    sum += weights === undefined ? 1 : (weights[at] as number);
    if (sum >= wanted) break;
  }
  return value;
}

/** Moves smaller values to the left of larger ones; gives the end of the left part and the start of the right one. */
function partition({ values, weights }: Weighed, left: number, right: number): readonly [number, number] {
  const pivot = middleOf(values[left] as number, values[(left + right) >> 1] as number, values[right] as number);
  let i = left;
  let j = right;
  while (i <= j) {
    while ((values[i] as number) < pivot) i++;
    while ((values[j] as number) > pivot) j--;
    if (i > j) break;
    swap(values, i, j);
    if (weights !== undefined) swap(weights, i, j);
    i++;
    j--;
  }
  return [j, i];
}

function swap(values: Float64Array, i: number, j: number): void {
  const held = values[i] as number;
  values[i] = values[j] as number;
  values[j] = held;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
