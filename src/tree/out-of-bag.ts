/**
 * What a forest predicts for its training rows when each row asks only the trees that did not learn from it: an estimate of
 * how good the forest is that needs no rows of its own (L. Breiman, "Out-of-bag estimation", 1996).
 */
import type { TreeStructure } from "../kernels/tree-structure.js";
import type { Bag } from "./bag.js";
import { addPrediction } from "./forest-predict.js";

/** Rows that are asked between two pauses. */
const ROWS = 1 << 13;

/** Collects the predictions for rows that trees did not learn from. */
export class OutOfBag {
  /** Which rows of the table count, in order. */
  readonly #rows: Int32Array;
  readonly #table: Float64Array;
  readonly #cols: number;
  readonly #width: number;
  /** The sums of predictions: `width` numbers for each row that counts. */
  readonly #sums: Float64Array;
  /** How many trees were asked for each row that counts. */
  readonly #asked: Int32Array;

  constructor(rows: Int32Array, table: Float64Array, cols: number, width: number) {
    this.#rows = rows;
    this.#table = table;
    this.#cols = cols;
    this.#width = width;
    this.#sums = new Float64Array(rows.length * width);
    this.#asked = new Int32Array(rows.length);
  }

  /** Asks a tree for the rows that were not in its bag. Pauses now and then. */
  *ask(tree: TreeStructure, { positions }: Bag): Generator<undefined, void, void> {
    const asked = this.#asked;
    let next = 0;
    for (let i = 0; i < asked.length; i++) {
      if (i % ROWS === ROWS - 1) yield;
      if (positions[next] === i) {
        next++;
        continue;
      }
      asked[i] = (asked[i] as number) + 1;
      addPrediction(tree, this.#table, (this.#rows[i] as number) * this.#cols, this.#sums, i * this.#width);
    }
  }

  /**
   * The mean prediction for each row of the table, of `tableRows` rows: `width` numbers, or null where no tree could be
   * asked: all learned from the row, or it has no weight.
   */
  means(tableRows: number): (Float64Array | null)[] {
    const width = this.#width;
    const means = new Array<Float64Array | null>(tableRows).fill(null);
    for (let i = 0; i < this.#rows.length; i++) {
      const trees = this.#asked[i] as number;
      if (trees === 0) continue;
      const sums = this.#sums.subarray(i * width, (i + 1) * width);
      means[this.#rows[i] as number] = sums.map((sum) => sum / trees);
    }
    return means;
  }
}
