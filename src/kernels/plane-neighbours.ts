/**
 * Nearest neighbours in the plane, by the larger of the two differences of coordinates.
 *
 * A k-d tree without nodes: points are reordered so that the middle of each range parts it at the coordinate that is spread wider, down to
 * ranges of a few points. Partitions choose their pivots by a seeded draw, so that no order of the points makes them slow. O(n log n) time
 * on average for all points, O(n) memory.
 *
 * J. Bentley, "Multidimensional binary search trees used for associative searching", CACM 18, 1975.
 */
import type { Rng } from "../core/rng.js";

/** Ranges of so many points are looked through. */
const LEAF = 8;
/** Ranges of more points than this are followed by a pause, and so are so many questions. */
const LONG = 1 << 15;
const QUESTIONS = 1 << 11;

/** Points, reordered so that neighbours can be found among them. */
export class PlaneTree {
  /** The coordinates, in the order of the tree. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** At the middle of each range, 1 where its halves differ in y, 0 in x. */
  readonly #byY: Uint8Array;

  private constructor(x: Float64Array, y: Float64Array) {
    this.x = x;
    this.y = y;
    this.#byY = new Uint8Array(x.length);
  }

  /** The tree of these points. `pause` is called between long steps. */
  static async of(x: Float64Array, y: Float64Array, rng: Rng, pause: () => Promise<void>): Promise<PlaneTree> {
    const tree = new PlaneTree(x.slice(), y.slice());
    const ranges: [start: number, end: number][] = [[0, x.length]];
    let done = 0;
    for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
      const [start, end] = range;
      if (end - start <= LEAF) continue;
      const middle = (start + end) >> 1;
      tree.#part(start, end, middle, rng);
      ranges.push([start, middle], [middle + 1, end]);
      done += end - start;
      if (done < LONG) continue;
      done = 0;
      await pause();
    }
    return tree;
  }

  /** For each point, in the order of the tree, the distance to its k-th nearest other one, 1 ≤ k < the number of points. */
  async kthDistances(k: number, pause: () => Promise<void>): Promise<Float64Array> {
    const { length } = this.x;
    const out = new Float64Array(length);
    const nearest = new Float64Array(k);
    for (let point = 0; point < length; point++) {
      nearest.fill(Number.POSITIVE_INFINITY);
      this.#search(0, length, point, nearest);
      out[point] = nearest[k - 1] as number;
      if (point % QUESTIONS === QUESTIONS - 1) await pause();
    }
    return out;
  }

  /** Puts the distances to points of a range in their places among the k least found so far. */
  #search(start: number, end: number, point: number, nearest: Float64Array): void {
    if (end - start <= LEAF) {
      for (let other = start; other < end; other++) this.#look(other, point, nearest);
      return;
    }
    const middle = (start + end) >> 1;
    const axis = this.#byY[middle] === 1 ? this.y : this.x;
    const gap = (axis[point] as number) - (axis[middle] as number);
    const nearFirst = gap < 0 || (gap === 0 && point < middle);
    this.#look(middle, point, nearest);
    if (nearFirst) this.#search(start, middle, point, nearest);
    else this.#search(middle + 1, end, point, nearest);
    // Everything on the other side is at least as far as the line between.
    if (Math.abs(gap) >= (nearest[nearest.length - 1] as number)) return;
    if (nearFirst) this.#search(middle + 1, end, point, nearest);
    else this.#search(start, middle, point, nearest);
  }

  #look(other: number, point: number, nearest: Float64Array): void {
    if (other === point) return;
    const across = Math.abs((this.x[other] as number) - (this.x[point] as number));
    const along = Math.abs((this.y[other] as number) - (this.y[point] as number));
    const distance = Math.max(across, along);
    let at = nearest.length - 1;
    if (distance >= (nearest[at] as number)) return;
    for (; at > 0 && (nearest[at - 1] as number) > distance; at--) nearest[at] = nearest[at - 1] as number;
    nearest[at] = distance;
  }

  /** Moves points so that the middle has its sorted place by the coordinate that is spread wider. */
  #part(start: number, end: number, middle: number, rng: Rng): void {
    const byY = spread(this.y, start, end) > spread(this.x, start, end);
    this.#byY[middle] = byY ? 1 : 0;
    const [axis, other] = byY ? [this.y, this.x] : [this.x, this.y];
    let [left, right] = [start, end - 1];
    while (left < right) {
      const pivot = axis[left + rng.int(right - left + 1)] as number;
      let [i, j] = [left, right];
      while (i <= j) {
        while ((axis[i] as number) < pivot) i++;
        while ((axis[j] as number) > pivot) j--;
        if (i > j) break;
        swap(axis, i, j);
        swap(other, i++, j--);
      }
      if (middle <= j) right = j;
      else if (middle >= i) left = i;
      else return;
    }
  }
}

function spread(values: Float64Array, start: number, end: number): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}

function swap(values: Float64Array, i: number, j: number): void {
  const held = values[i] as number;
  values[i] = values[j] as number;
  values[j] = held;
}
