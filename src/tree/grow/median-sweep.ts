/**
 * The least sum of absolute distances of a set of numbers, while one after the other leaves it.
 *
 * The numbers stand in ascending order and are linked to their neighbours, so that one is taken out in O(1); the median then
 * moves along the links until half of the weight lies on either side. For equal weights that is one step at most: O(n) for
 * a whole sweep, where keeping two heaps takes O(n log n). In general a step crosses half of the weight that left, over the
 * weight of what lies there: O(n) on average over orders unrelated to the weights, and never more than n times the ratio of the
 * heaviest to the lightest.
 */

/** A set that numbers leave. Places are numbered by ascending value; a set takes up the places of a window. */
export interface ShrinkingSet {
  /** The values, in ascending order. */
  readonly values: Float64Array;
  /** The same, times their weight. */
  readonly weighed: Float64Array;
  /** Their weights: whole numbers, so that sums are exact. */
  readonly weights: Float64Array;
  /** The least sum of distances of what is left. */
  readonly cost: number;
  /** Fills the set with the places from `start` to before `end`. */
  fill(start: number, end: number): void;
  /**
   * Takes rows out in the order in which they stand in `order`, from `from` on, `count` of them, forwards or backwards; their
   * places are in `places`. What the set costs before each leaves it is written to `costs`, at where it stands less `origin`.
   */
  sweep(
    order: Int32Array,
    places: Int32Array,
    from: number,
    count: number,
    step: 1 | -1,
    costs: Float64Array,
    origin: number,
  ): void;
}

/** A set of numbers whose weights do not differ much. */
export class MedianSweep implements ShrinkingSet {
  readonly values: Float64Array;
  readonly weighed: Float64Array;
  readonly weights: Float64Array;
  /** The neighbours of each place, one to the right of it, so that there is room before the first and after the last. */
  readonly #next: Int32Array;
  readonly #prev: Int32Array;
  /** The place of the median: the first at which half of the weight is reached. */
  #median = 0;
  #weightBelow = 0;
  #weightAbove = 0;
  #sumBelow = 0;
  #sumAbove = 0;

  constructor(length: number) {
    this.values = new Float64Array(length);
    this.weighed = new Float64Array(length);
    this.weights = new Float64Array(length);
    this.#next = new Int32Array(length + 2);
    this.#prev = new Int32Array(length + 2);
  }

  get cost(): number {
    const median = this.values[this.#median] as number;
    return median * (this.#weightBelow - this.#weightAbove) - this.#sumBelow + this.#sumAbove;
  }

  fill(start: number, end: number): void {
    const { weighed, weights } = this;
    const next = this.#next;
    const prev = this.#prev;
    let weight = 0;
    let sum = 0;
    for (let i = start; i < end; i++) {
      next[i + 1] = i + 1;
      prev[i + 1] = i - 1;
      weight += weights[i] as number;
      sum += weighed[i] as number;
    }
    let median = start;
    let below = 0;
    let sumBelow = 0;
    while (2 * (below + (weights[median] as number)) < weight) {
      below += weights[median] as number;
      sumBelow += weighed[median] as number;
      median++;
    }
    this.#median = median;
    this.#weightBelow = below;
    this.#weightAbove = weight - below - (weights[median] as number);
    this.#sumBelow = sumBelow;
    this.#sumAbove = sum - sumBelow - (weighed[median] as number);
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
    const { values, weighed, weights } = this;
    const next = this.#next;
    const prev = this.#prev;
    let median = this.#median;
    let below = this.#weightBelow;
    let above = this.#weightAbove;
    let sumBelow = this.#sumBelow;
    let sumAbove = this.#sumAbove;
    for (let p = from, left = count; left > 0; p += step, left--) {
      costs[p - origin] = (values[median] as number) * (below - above) - sumBelow + sumAbove;
      const gone = places[order[p] as number] as number;
      const before = prev[gone + 1] as number;
      const after = next[gone + 1] as number;
      next[before + 1] = after;
      prev[after + 1] = before;
      if (gone < median) {
        below -= weights[gone] as number;
        sumBelow -= weighed[gone] as number;
      } else if (gone > median) {
        above -= weights[gone] as number;
        sumAbove -= weighed[gone] as number;
      } else if (above > 0) {
        median = after;
        above -= weights[median] as number;
        sumAbove -= weighed[median] as number;
      } else if (below > 0) {
        median = before;
        below -= weights[median] as number;
        sumBelow -= weighed[median] as number;
      } else break;
      let own = weights[median] as number;
      while (below + own < above) {
        below += own;
        sumBelow += weighed[median] as number;
        median = next[median + 1] as number;
        own = weights[median] as number;
        above -= own;
        sumAbove -= weighed[median] as number;
      }
      while (below >= above + own) {
        above += own;
        sumAbove += weighed[median] as number;
        median = prev[median + 1] as number;
        own = weights[median] as number;
        below -= own;
        sumBelow -= weighed[median] as number;
      }
    }
    this.#median = median;
    this.#weightBelow = below;
    this.#weightAbove = above;
    this.#sumBelow = sumBelow;
    this.#sumAbove = sumAbove;
  }
}
