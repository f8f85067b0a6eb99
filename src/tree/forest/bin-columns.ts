/**
 * Putting the values of columns into at most 256 bins, once for all trees.
 *
 * A column of up to 256 different values has one bin for each, so that a tree on bins is the tree on values. Otherwise bins hold about the same weight of rows each, and a value
 * that has more has a bin of its own. Each bin knows the least and the greatest of its values, for thresholds to lie between values. O(rows) a column, by radix sort.
 */
import { argsort, SortSpace } from "../../kernels/argsort.js";
import { inChunks, Pace } from "../../kernels/pace.js";
import { SAME_VALUE } from "../grow/sorted-columns.js";
import { BINS, type Bins } from "./memory.js";

/** A table, row after row, and the weights of its rows unless all are 1. */
export interface BinnedFrom {
  readonly x: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly weights: Float64Array | undefined;
}

/** What is known of the values of a column so far, in ascending order. */
interface Survey {
  different: number;
  weight: number;
  before: number;
}

/** How far the bins of a column are filled. */
interface Filling {
  /** Whether each value has a bin of its own. */
  readonly exact: boolean;
  bin: number;
  inBin: number;
  /** The weight that the bin is to have. */
  share: number;
  /** The weight of the rows that have no bin yet. */
  left: number;
  before: number;
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
    const { rows } = this.#from;
    yield* inChunks(rows, 4, this.#pace, (start, end) => this.#gather(col, start, end));
    const order = yield* argsort(this.#space, this.#values, this.#pace);
    const whole = { different: 0, weight: 0, before: Number.NEGATIVE_INFINITY };
    yield* inChunks(rows, 3, this.#pace, (start, end) => this.#survey(order, start, end, whole));
    const filling = {
      exact: whole.different <= BINS,
      bin: -1,
      inBin: 0,
      share: 0,
      left: whole.weight,
      before: Number.NEGATIVE_INFINITY,
    };
    yield* inChunks(rows, 6, this.#pace, (start, end) => this.#fill(col, order, start, end, filling));
    this.#to.counts[col] = filling.bin + 1;
  }

  #gather(col: number, start: number, end: number): void {
    const { x, cols } = this.#from;
    const values = this.#values;
    for (let row = start; row < end; row++) values[row] = (x[row * cols + col] as number) + 0;
  }

  /** Counts different values, and adds up the weight of all. */
  #survey(order: Int32Array, start: number, end: number, whole: Survey): void {
    const values = this.#values;
    const { weights } = this.#from;
    let { different, weight, before } = whole;
    for (let i = start; i < end; i++) {
      const row = order[i] as number;
      const value = values[row] as number;
      if (value > before + SAME_VALUE) different++;
      before = value;
      weight += weights === undefined ? 1 : (weights[row] as number);
    }
    whole.different = different;
    whole.weight = weight;
    whole.before = before;
  }

  #fill(col: number, order: Int32Array, start: number, end: number, filling: Filling): void {
    const { rows, weights } = this.#from;
    const { bins, low, high } = this.#to;
    const values = this.#values;
    const { exact } = filling;
    let { bin, inBin, share, left, before } = filling;
    for (let i = start; i < end; i++) {
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
    }
    filling.bin = bin;
    filling.inBin = inBin;
    filling.share = share;
    filling.left = left;
    filling.before = before;
  }
}
