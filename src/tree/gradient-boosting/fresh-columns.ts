/**
 * Sorted columns for one tree after another, which each tree divides up: filled anew from those of all rows, in the same memory.
 */
import { Pace } from "../../kernels/pace.js";
import { SortedColumns } from "../grow/sorted-columns.js";
import type { Work } from "./range.js";

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
      if (all) copyColumn(sorted, fresh, col);
      else pickColumn(sorted, fresh, col, places);
      if (this.#pace.isTired(sorted.rows)) yield;
    }
    return fresh;
  }
}

function copyColumn(from: SortedColumns, to: SortedColumns, col: number): void {
  const at = col * from.rows;
  to.order.set(from.order.subarray(at, at + from.rows), at);
  to.values.set(from.values.subarray(at, at + from.rows), at);
}

// Without branches, which would be guessed wrong as often as not: each entry is written, and stays where its row was drawn.
function pickColumn(from: SortedColumns, to: SortedColumns, col: number, places: Int32Array): void {
  const { order, values } = to;
  const { order: fromOrder, values: fromValues } = from;
  const end = (col + 1) * to.rows;
  let at = col * to.rows;
  for (let i = col * from.rows; at < end; i++) {
    const place = places[fromOrder[i] as number] as number;
    order[at] = place;
    values[at] = fromValues[i] as number;
    at += 1 + (place >> 31);
  }
}
