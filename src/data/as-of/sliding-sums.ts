/**
 * Sums over a window that only moves forward: count, sum, squares about the mean, least and greatest value.
 *
 * Nothing is ever subtracted, so that no rounding is left behind when large values leave the window: the window is a queue of two parts. The back
 * grows by one value after the other; the front holds the sums of each of its ends, so that leaving takes the next of them. When the front is used
 * up, the back becomes the front. Each value is looked at twice at most: O(1) a value. Two parts are joined by the formula of Chan, Golub and LeVeque (1979).
 */

/** The sums of some values; of none, `least` is ∞ and `greatest` −∞. */
export interface Sums {
  count: number;
  sum: number;
  /** The sum of the squares of the distances from the mean. */
  squares: number;
  least: number;
  greatest: number;
}

/** The sums of the ends of the front, at the position where each begins. */
interface Ends {
  readonly count: Int32Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/** Moves over `values`, of which NaN is none. */
export class SlidingSums {
  readonly #values: Float64Array;
  readonly #back: Sums = empty();
  readonly #result: Sums = empty();
  #ends: Ends | undefined;
  #lo = 0;
  /** The front is from `lo` up to `mid`, the back from `mid` up to `hi`. */
  #mid = 0;
  #hi = 0;

  constructor(values: Float64Array) {
    this.#values = values;
  }

  /** The sums from `lo` up to `hi`, neither of which may go back. Valid until the next call. */
  move(lo: number, hi: number): Sums {
    if (lo >= this.#hi) {
      this.#mid = lo;
      this.#hi = lo;
      clear(this.#back);
    }
    for (; this.#hi < hi; this.#hi++) addValue(this.#back, this.#values[this.#hi] as number);
    if (lo > this.#mid) this.#turn(lo);
    this.#lo = lo;
    if (this.#lo >= this.#mid || this.#ends === undefined) return this.#back;
    return this.#joined(this.#ends);
  }

  /** Makes the back the front. */
  #turn(lo: number): void {
    const ends = this.#ends ?? endsOf(this.#values.length);
    this.#ends = ends;
    const sums = this.#back;
    clear(sums);
    for (let i = this.#hi - 1; i >= lo; i--) {
      addValue(sums, this.#values[i] as number);
      ends.count[i] = sums.count;
      ends.sum[i] = sums.sum;
      ends.squares[i] = sums.squares;
      ends.least[i] = sums.least;
      ends.greatest[i] = sums.greatest;
    }
    clear(sums);
    this.#mid = this.#hi;
  }

  #joined(ends: Ends): Sums {
    const at = this.#lo;
    const back = this.#back;
    const result = this.#result;
    const [n, m] = [ends.count[at] as number, back.count];
    const sum = ends.sum[at] as number;
    const apart = n === 0 || m === 0 ? 0 : back.sum / m - sum / n;
    result.count = n + m;
    result.sum = sum + back.sum;
    result.squares =
      (ends.squares[at] as number) + back.squares + (apart === 0 ? 0 : (apart * apart * n * m) / (n + m));
    result.least = Math.min(ends.least[at] as number, back.least);
    result.greatest = Math.max(ends.greatest[at] as number, back.greatest);
    return result;
  }
}

function empty(): Sums {
  return { count: 0, sum: 0, squares: 0, least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };
}

function clear(sums: Sums): void {
  sums.count = 0;
  sums.sum = 0;
  sums.squares = 0;
  sums.least = Number.POSITIVE_INFINITY;
  sums.greatest = Number.NEGATIVE_INFINITY;
}

function addValue(sums: Sums, value: number): void {
  if (Number.isNaN(value)) return;
  const { count, sum } = sums;
  if (count > 0) {
    const apart = value - sum / count;
    sums.squares += (apart * apart * count) / (count + 1);
  }
  sums.count = count + 1;
  sums.sum = sum + value;
  if (value < sums.least) sums.least = value;
  if (value > sums.greatest) sums.greatest = value;
}

function endsOf(length: number): Ends {
  return {
    count: new Int32Array(length),
    sum: new Float64Array(length),
    squares: new Float64Array(length),
    least: new Float64Array(length),
    greatest: new Float64Array(length),
  };
}
