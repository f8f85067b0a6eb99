/**
 * Sorted columns for one tree after another, which each tree divides up: filled anew from those of all rows, in the same memory.
 */
import { Pace } from "../grow/pace.js";
import { SortedColumns } from "../grow/sorted-columns.js";
import type { Work } from "./loss.js";

/** Gives out the sorted columns of all rows, or of as many drawn ones each time. */
export class FreshColumns {
  readonly #sorted: SortedColumns;
  readonly #fresh: SortedColumns;
  readonly #places: Int32Array;
  readonly #pace = new Pace();

  /** The columns of all rows, and how many of the rows each tree learns from. */
  constructor(sorted: SortedColumns, rows: number) {
    this.#sorted = sorted;
    this.#fresh = new SortedColumns(rows, sorted.cols);
    this.#places = new Int32Array(sorted.rows);
  }

  /** The columns of these rows, in ascending order: valid until the next call. */
  *of(rows: Int32Array): Work<SortedColumns> {
    const sorted = this.#sorted;
    const fresh = this.#fresh;
    const places = this.#places;
    const all = fresh.rows === sorted.rows;
    if (!all) {
      places.fill(-1);
      for (let i = 0; i < rows.length; i++) places[rows[i] as number] = i;
    }
    for (let col = 0; col < sorted.cols; col++) {
      const at = col * sorted.rows;
      if (all) {
        fresh.order.set(sorted.order.subarray(at, at + sorted.rows), at);
        fresh.values.set(sorted.values.subarray(at, at + sorted.rows), at);
      } else fresh.pickColumn(col, sorted, places);
      if (this.#pace.isTired(sorted.rows)) yield;
    }
    return fresh;
  }
}
