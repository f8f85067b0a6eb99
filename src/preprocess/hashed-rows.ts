/**
 * Building compressed sparse rows of which the columns come in any order and may come again.
 */
import type { CsrParts } from "../data/matrix.js";

/** Rows that are built one after the other, at most `width` values in each. */
export class HashedRows {
  readonly #values: Float64Array;
  readonly #indices: Int32Array;
  readonly #indptr: Int32Array;
  #row = 0;
  #start = 0;
  #end = 0;

  constructor(rows: number, width: number) {
    this.#values = new Float64Array(rows * width);
    this.#indices = new Int32Array(rows * width);
    this.#indptr = new Int32Array(rows + 1);
  }

  /** Adds a number to a column of the row; the place ~column takes the number off it. Zeros are left out. */
  add(place: number, value: number): void {
    if (value === 0) return;
    const col = place < 0 ? ~place : place;
    const signed = place < 0 ? -value : value;
    const indices = this.#indices;
    const values = this.#values;
    // Rows are short: a place among the sorted columns is found from the end.
    let at = this.#end;
    while (at > this.#start && (indices[at - 1] as number) > col) at--;
    if (at > this.#start && indices[at - 1] === col) {
      values[at - 1] = (values[at - 1] as number) + signed;
      return;
    }
    for (let to = this.#end; to > at; to--) {
      indices[to] = indices[to - 1] as number;
      values[to] = values[to - 1] as number;
    }
    indices[at] = col;
    values[at] = signed;
    this.#end++;
  }

  /** Ends a row. */
  next(): void {
    this.#start = this.#end;
    this.#indptr[++this.#row] = this.#end;
  }

  /** The rows. */
  done(): CsrParts {
    const end = this.#end;
    const full = end === this.#values.length;
    return {
      values: full ? this.#values : this.#values.slice(0, end),
      indices: full ? this.#indices : this.#indices.slice(0, end),
      indptr: this.#indptr,
    };
  }
}
