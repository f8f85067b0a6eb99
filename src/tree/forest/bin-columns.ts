/**
 * Putting the values of columns into at most 256 bins, once for all trees.
 *
 * A column of up to 256 different values has one bin for each, so that a tree on bins is the tree on values. Otherwise bins hold about the same weight of rows each, and a value
 * that has more has a bin of its own. Each bin knows the least and the greatest of its values, for thresholds to lie between values. O(rows) a column, by radix sort.
 */
import { argsort, SortSpace } from "../grow/argsort.js";
import { Pace } from "../grow/pace.js";
import { SAME_VALUE } from "../grow/sorted-columns.js";
import { BINS, type Bins } from "./memory.js";

/** A table, row after row, and the weights of its rows unless all are 1. */
export interface BinnedFrom {
  readonly x: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly weights: Float64Array | undefined;
}

/** Sorts columns into bins, one after the other, with one working space. */
export class ColumnBinner {
  readonly #from: BinnedFrom;
  readonly #to: Bins;
  readonly #values: Float64Array;
  readonly #space: SortSpace;
  readonly #pace = new Pace();

  constructor(from: BinnedFrom, to: Bins) {
    this.#from = from;
    this.#to = to;
    this.#values = new Float64Array(from.rows);
    this.#space = new SortSpace(from.rows);
  }

  /** Bins one column. Pauses now and then. */
  *bin(col: number): Generator<undefined, void, void> {
    const { x, rows, cols } = this.#from;
    const values = this.#values;
    for (let row = 0; row < rows; row++) {
      values[row] = (x[row * cols + col] as number) + 0;
      if (this.#pace.isTired(4)) yield;
    }
    const order = yield* argsort(this.#space, values, this.#pace);
    const { different, weight } = yield* this.#survey(order);
    yield* this.#fill(col, order, different, weight);
  }

  /** How many different values there are, and the weight of all. */
  *#survey(order: Int32Array): Generator<undefined, { different: number; weight: number }, void> {
    const values = this.#values;
    const { weights } = this.#from;
    let different = 0;
    let weight = 0;
    let before = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < order.length; i++) {
      const row = order[i] as number;
      const value = values[row] as number;
      if (value > before + SAME_VALUE) different++;
      before = value;
      weight += weights === undefined ? 1 : (weights[row] as number);
      if (this.#pace.isTired(2)) yield;
    }
    return { different, weight };
  }

  *#fill(col: number, order: Int32Array, different: number, weight: number): Generator<undefined, void, void> {
    const { rows, weights } = this.#from;
    const { bins, counts, low, high } = this.#to;
    const values = this.#values;
    const exact = different <= BINS;
    let bin = -1;
    let inBin = 0;
    let left = weight;
    let share = 0;
    let before = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows; i++) {
      const row = order[i] as number;
      const value = values[row] as number;
      // Values that count as equal stay together.
      if (value > before + SAME_VALUE && (exact || bin < 0 || (inBin >= share && bin < BINS - 1))) {
        bin++;
        inBin = 0;
        share = left / (BINS - bin);
        low[col * BINS + bin] = value;
      }
      before = value;
      const own = weights === undefined ? 1 : (weights[row] as number);
      inBin += own;
      left -= own;
      bins[col * rows + row] = bin;
      high[col * BINS + bin] = value;
      if (this.#pace.isTired(4)) yield;
    }
    counts[col] = bin + 1;
  }
}
