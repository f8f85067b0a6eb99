/**
 * The one-row path: fitted stages turned into functions that read one row and write its numbers, without frames or
 * matrices in between. A pipeline joins them for `predictOne`.
 *
 * Every function here gives the same bits as the batch path of its model; the contract suite holds them to it.
 */
import type { Cell } from "../core/contracts.js";

/** The values of one row: an array of cells, or a `Float64Array` where all are numbers (NaN is missing). */
export interface Cells {
  /** The number of cells. */
  readonly length: number;
  [index: number]: Cell;
}

/** Reads a row's input cells and writes the output cells from position `at` on. Never keeps either. */
export type RowTransform = (cells: Cells, out: Cells, at: number) => void;

/** Reads a row of numbers and gives a number: a prediction, or the position of a class. */
export type RowNumber = (x: Float64Array) => number;

/** Reads a row of numbers and writes one probability a class. */
export type RowProba = (x: Float64Array, out: Float64Array) => void;
