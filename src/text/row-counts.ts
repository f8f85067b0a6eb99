/**
 * Counting columns row by row, into compressed sparse rows: one array with a place a column, which is zeros between rows, and the list of
 * the columns that the row has. O(1) a count and O(n log n) a row of n columns.
 */
import type { CsrParts } from "../data/matrix.js";
import type { Pause } from "./in-pauses.js";
import { withRoom, withRoomInPauses } from "./room.js";

/** Rows of fewer columns are sorted by insertion. */
const FEW = 40;

/** Builds compressed sparse rows. */
export class RowCounts {
  /** The columns of all rows so far, ascending within a row that `endRow` sorted. */
  indices = new Int32Array(0);
  /** The counts beside them. */
  values = new Float64Array(0);
  /** How many there are. */
  stored = 0;
  #counts: Float64Array;
  #row = new Int32Array(256);
  #length = 0;
  #starts = new Int32Array(256);
  #rows = 0;

  constructor(columns = 0) {
    this.#counts = new Float64Array(columns);
  }

  /** Forgets all rows. */
  clear(): void {
    this.stored = 0;
    this.#rows = 0;
  }

  /** Adds to the count of a column in the present row. */
  add(column: number, by: number): void {
    if (column >= this.#counts.length) this.#counts = withRoom(this.#counts, column + 1);
    const before = this.#counts[column] as number;
    // Counts that fall back to 0 list their column again, which is noticed when the row ends.
    if (before === 0) {
      if (this.#length === this.#row.length) this.#row = withRoom(this.#row, this.#length + 1);
      this.#row[this.#length++] = column;
    }
    this.#counts[column] = before + by;
  }

  /** Ends the row, its columns in ascending order, and gives where it starts. */
  endRow(): number {
    sortFirst(this.#row, this.#length);
    return this.endRowUnsorted();
  }

  /** The same with the columns in the order in which they came; for counts that only grow. */
  endRowUnsorted(): number {
    const from = this.stored;
    this.indices = withRoom(this.indices, from + this.#length);
    this.values = withRoom(this.values, from + this.#length);
    const { indices, values } = this;
    let to = from;
    for (let i = 0; i < this.#length; i++) {
      const column = this.#row[i] as number;
      if (i > 0 && column === this.#row[i - 1]) continue;
      indices[to] = column;
      values[to++] = this.#counts[column] as number;
      this.#counts[column] = 0;
    }
    this.#length = 0;
    this.#endAt(to);
    return from;
  }

  /** Adds a row of another list, its columns translated and put in order; those translated to −1 are left out. No two become one. */
  addTranslated(other: RowCounts, row: number, columns: Int32Array): number {
    const first = other.start(row);
    const end = other.start(row + 1);
    const from = this.stored;
    if (end - first > FEW) {
      for (let k = first; k < end; k++) {
        const column = columns[other.indices[k] as number] as number;
        if (column >= 0) this.add(column, other.values[k] as number);
      }
      return this.endRow();
    }
    this.indices = withRoom(this.indices, from + end - first);
    this.values = withRoom(this.values, from + end - first);
    const { indices, values } = this;
    let to = from;
    for (let k = first; k < end; k++) {
      const column = columns[other.indices[k] as number] as number;
      if (column < 0) continue;
      let at = to++;
      for (; at > from && (indices[at - 1] as number) > column; at--) {
        indices[at] = indices[at - 1] as number;
        values[at] = values[at - 1] as number;
      }
      indices[at] = column;
      values[at] = other.values[k] as number;
    }
    this.#endAt(to);
    return from;
  }

  #endAt(stored: number): void {
    this.stored = stored;
    this.#starts = withRoom(this.#starts, ++this.#rows + 1);
    this.#starts[this.#rows] = stored;
  }

  /** Where a row starts; that of the row behind the last is where the last ends. */
  start(row: number): number {
    return this.#starts[row] as number;
  }

  /** Makes room for so many values and rows, where that is known before. */
  reserve(values: number, rows: number): void {
    this.indices = withRoom(this.indices, values);
    this.values = withRoom(this.values, values);
    this.#starts = withRoom(this.#starts, rows + 1);
  }

  /** Makes room for so many more rows and values, and for so many columns, with pauses, in which nothing may be added. */
  async makeRoom(rows: number, values: number, columns: number, pause: Pause): Promise<void> {
    this.indices = await withRoomInPauses(this.indices, this.stored + values, pause);
    this.values = await withRoomInPauses(this.values, this.stored + values, pause);
    this.#counts = await withRoomInPauses(this.#counts, columns, pause);
    this.#starts = await withRoomInPauses(this.#starts, this.#rows + rows + 1, pause);
  }

  /** All rows, in arrays that this list then does not use again. */
  parts(): CsrParts {
    const { indices, values, stored } = this;
    const parts = {
      values: values.length === stored ? values : values.slice(0, stored),
      indices: indices.length === stored ? indices : indices.slice(0, stored),
      indptr: this.#starts.slice(0, this.#rows + 1),
    };
    if (values.length === stored) this.values = new Float64Array(0);
    if (indices.length === stored) this.indices = new Int32Array(0);
    this.clear();
    return parts;
  }
}

function sortFirst(columns: Int32Array, length: number): void {
  if (length > FEW) {
    columns.subarray(0, length).sort();
    return;
  }
  for (let i = 1; i < length; i++) {
    const column = columns[i] as number;
    let j = i;
    for (; j > 0 && (columns[j - 1] as number) > column; j--) columns[j] = columns[j - 1] as number;
    columns[j] = column;
  }
}
