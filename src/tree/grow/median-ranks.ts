/**
 * The least sum of absolute distances of a set of numbers, while one after the other leaves it, whatever their weights.
 *
 * Sums of weights and of weighted values up to each place are kept in binary indexed trees (P. Fenwick, "A new data structure for
 * cumulative frequency tables", Software: Practice and Experience 24, 1994): leaving and finding the median take O(log n) each,
 * O(n log n) for a sweep. Links (median-sweep.ts) are faster as long as no weight outweighs many others.
 */
import type { ShrinkingSet } from "./median-sweep.js";

/** A set of numbers of any weights. */
export class MedianRanks implements ShrinkingSet {
  readonly values: Float64Array;
  readonly weighed: Float64Array;
  readonly weights: Float64Array;
  /** The tree over the places of a window has its first entry at 1. */
  readonly #weightTree: Float64Array;
  readonly #sumTree: Float64Array;
  #start = 0;
  #size = 0;
  #weight = 0;
  #sum = 0;

  constructor(length: number) {
    this.values = new Float64Array(length);
    this.weighed = new Float64Array(length);
    this.weights = new Float64Array(length);
    this.#weightTree = new Float64Array(length + 1);
    this.#sumTree = new Float64Array(length + 1);
  }

  fill(start: number, end: number): void {
    const weightTree = this.#weightTree;
    const sumTree = this.#sumTree;
    const size = end - start;
    this.#start = start;
    this.#size = size;
    this.#weight = 0;
    this.#sum = 0;
    for (let i = 1; i <= size; i++) {
      weightTree[i] = this.weights[start + i - 1] as number;
      sumTree[i] = this.weighed[start + i - 1] as number;
      this.#weight += weightTree[i] as number;
      this.#sum += sumTree[i] as number;
    }
    for (let i = 1; i <= size; i++) {
      const above = i + (i & -i);
      if (above > size) continue;
      weightTree[above] = (weightTree[above] as number) + (weightTree[i] as number);
      sumTree[above] = (sumTree[above] as number) + (sumTree[i] as number);
    }
  }

  get cost(): number {
    const weightTree = this.#weightTree;
    const sumTree = this.#sumTree;
    const size = this.#size;
    const weight = this.#weight;
    let before = 0;
    let below = 0;
    let sumBelow = 0;
    for (let step = 1 << (31 - Math.clz32(size)); step > 0; step >>= 1) {
      const next = before + step;
      if (next > size || 2 * (below + (weightTree[next] as number)) >= weight) continue;
      before = next;
      below += weightTree[next] as number;
      sumBelow += sumTree[next] as number;
    }
    const median = this.#start + before;
    const above = weight - below - (this.weights[median] as number);
    const sumAbove = this.#sum - sumBelow - (this.weighed[median] as number);
    return (this.values[median] as number) * (below - above) - sumBelow + sumAbove;
  }

  sweep(
    order: Int32Array,
    places: Int32Array,
    from: number,
    count: number,
    step: 1 | -1,
    costs: Float64Array,
    origin: number,
  ): void {
    for (let p = from, left = count; left > 0; p += step, left--) {
      costs[p - origin] = this.cost;
      this.#remove(places[order[p] as number] as number);
    }
  }

  #remove(place: number): void {
    const weightTree = this.#weightTree;
    const sumTree = this.#sumTree;
    const size = this.#size;
    const weight = this.weights[place] as number;
    const sum = this.weighed[place] as number;
    for (let i = place - this.#start + 1; i <= size; i += i & -i) {
      weightTree[i] = (weightTree[i] as number) - weight;
      sumTree[i] = (sumTree[i] as number) - sum;
    }
    this.#weight -= weight;
    this.#sum -= sum;
  }
}
