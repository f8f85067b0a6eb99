/**
 * All columns of the training rows, each in ascending order, kept so while the rows are divided among nodes.
 *
 * The rows of a node stand side by side in one window of positions, the same in every column. When a node is split, its
 * window is divided in two, and within each part every column stays sorted, so that nothing is sorted twice (the presorting
 * of SLIQ: M. Mehta, R. Agrawal, J. Rissanen, EDBT 1996). `order` names rows by their positions in that window, not by
 * where they were in the table: what a node's rows are looked up in lies close together however deep the node.
 *
 * Memory: 12 bytes a value, and 24 a row. Time: O(rows × columns) once, then O(rows of the node × columns) a split.
 */
import type { Rng } from "../../core/rng.js";
import { argsort, SortSpace } from "../../kernels/argsort.js";
import { inChunks, type Pace } from "../../kernels/pace.js";

/** Values of a column that are no further apart than this count as equal (scikit-learn's FEATURE_THRESHOLD). */
export const SAME_VALUE = 1e-7;

/** Picking a value from far away takes about as long as looking at so many that lie side by side. */
const GATHERING = 4;

/** Which parts of a split go on being divided; the columns of the others are left as they are. */
export interface Kept {
  readonly left: boolean;
  readonly right: boolean;
}

/** Columns sorted within the windows of nodes. */
export class SortedColumns {
  /** The number of training rows: those with a weight. */
  readonly rows: number;
  readonly cols: number;
  /** The positions of rows, column after column, within each window by value. */
  readonly order: Int32Array;
  /** The values themselves in the same places. */
  readonly values: Float64Array;
  /** Where the row at each position goes in the split under way. */
  readonly moves: Int32Array;
  readonly #spareOrder: Int32Array;
  readonly #spareValues: Float64Array;

  /** Sorts nothing yet: each column is put in by {@link sortColumn} or {@link pickColumn}. */
  constructor(rows: number, cols: number) {
    this.rows = rows;
    this.cols = cols;
    this.order = new Int32Array(rows * cols);
    this.values = new Float64Array(rows * cols);
    this.moves = new Int32Array(rows);
    this.#spareOrder = new Int32Array(rows);
    this.#spareValues = new Float64Array(rows);
  }

  /**
   * Sorts one column of a row-major table; `taken` are the rows of the table that count, in order. Pauses when the pace says
   * so.
   */
  *sortColumn(
    col: number,
    table: Float64Array,
    taken: Int32Array,
    space: SortSpace,
    pace: Pace,
  ): Generator<undefined, void, void> {
    const { cols, rows, order, values } = this;
    const column = this.#spareValues;
    yield* inChunks(rows, GATHERING, pace, (start, end) => {
      for (let i = start; i < end; i++) column[i] = table[(taken[i] as number) * cols + col] as number;
    });
    const sorted = yield* argsort(space, column, pace);
    const at = col * rows;
    yield* inChunks(rows, GATHERING, pace, (start, end) => {
      for (let i = start; i < end; i++) {
        const from = sorted[i] as number;
        order[at + i] = from;
        values[at + i] = (column[from] as number) + 0;
      }
    });
  }

  /**
   * Takes one column out of those of more rows, in order as it is: `places` gives each of these rows its position here, or −1.
   */
  pickColumn(col: number, from: SortedColumns, places: Int32Array): void {
    const { order, values } = this;
    const first = col * from.rows;
    let at = col * this.rows;
    for (let i = first; i < first + from.rows; i++) {
      const place = places[from.order[i] as number] as number;
      if (place < 0) continue;
      order[at] = place;
      values[at] = from.values[i] as number;
      at++;
    }
  }

  /** Space for {@link sortColumn}. */
  sortSpace(): SortSpace {
    return new SortSpace(this.rows);
  }

  /** Whether all values of a column are the same in the window from `start` to before `end`. */
  isConstant(col: number, start: number, end: number): boolean {
    const at = col * this.rows;
    return (this.values[at + end - 1] as number) <= (this.values[at + start] as number) + SAME_VALUE;
  }

  /** A threshold drawn evenly between the least and the greatest value of a column in a window; below the greatest. */
  drawThreshold(col: number, start: number, end: number, rng: Rng): number {
    const at = col * this.rows;
    const least = this.values[at + start] as number;
    const greatest = this.values[at + end - 1] as number;
    const share = rng.float();
    // Weighed, since the difference of two large values may overflow.
    const threshold = least * (1 - share) + greatest * share;
    return threshold >= least && threshold < greatest ? threshold : least;
  }

  /** The first position of a window, in the order of a column, whose value is above a threshold. O(log rows). */
  firstAbove(col: number, start: number, end: number, threshold: number): number {
    const at = col * this.rows;
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.values[at + middle] as number) <= threshold) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Plans a split of a window: the rows that stand before position `middle` in the order of `col` go left. Rows keep their
   * order on either side. Fills `moves`.
   */
  planMoves(col: number, start: number, middle: number, end: number): void {
    const { moves, order } = this;
    const at = col * this.rows;
    moves.fill(1, start, end);
    for (let p = start; p < middle; p++) moves[order[at + p] as number] = 0;
    let left = start;
    let right = middle;
    for (let p = start; p < end; p++) moves[p] = moves[p] === 0 ? left++ : right++;
  }

  /** Divides a column's window as planned, keeping it sorted on either side. */
  divide(col: number, start: number, middle: number, end: number, kept: Kept): void {
    const from = col * this.rows + start;
    const size = end - start;
    if (kept.left && kept.right) this.#divideBoth(from, size, middle);
    else if (kept.left) this.#keepLeft(from, size, middle);
    else if (kept.right) this.#keepRight(from, size, middle);
  }

  // Without branches: each entry is written to both sides, and only one of them moves on.
  #divideBoth(from: number, size: number, middle: number): void {
    const { order, values, moves } = this;
    const spareOrder = this.#spareOrder;
    const spareValues = this.#spareValues;
    let left = from;
    let right = 0;
    for (let p = from; p < from + size; p++) {
      const to = moves[order[p] as number] as number;
      const value = values[p] as number;
      const goesLeft = (to - middle) >>> 31;
      order[left] = to;
      values[left] = value;
      spareOrder[right] = to;
      spareValues[right] = value;
      left += goesLeft;
      right += 1 - goesLeft;
    }
    for (let k = 0; k < right; k++) {
      order[left + k] = spareOrder[k] as number;
      values[left + k] = spareValues[k] as number;
    }
  }

  #keepLeft(from: number, size: number, middle: number): void {
    const { order, values, moves } = this;
    let left = from;
    for (let p = from; p < from + size; p++) {
      const to = moves[order[p] as number] as number;
      order[left] = to;
      values[left] = values[p] as number;
      left += (to - middle) >>> 31;
    }
  }

  #keepRight(from: number, size: number, middle: number): void {
    const { order, values, moves } = this;
    let right = from + size - 1;
    for (let p = right; p >= from; p--) {
      const to = moves[order[p] as number] as number;
      order[right] = to;
      values[right] = values[p] as number;
      right -= 1 - ((to - middle) >>> 31);
    }
  }
}
