/**
 * Putting rows where the threads can read them, in slices, so that others can run in between.
 */
import type { DenseRows } from "../../kernels/binning/dense-rows.js";
import { type Arena, arenaBytes, placeOf } from "../../kernels/threads/arena.js";
import type { RowSet } from "../gradient-boosting/scored-rows.js";
import type { PlacedRows } from "./boost-args.js";

/** Values between two pauses: about a millisecond. */
const VALUES = 1 << 18;

type Pause = () => Promise<void>;

/** The rows of a set as a table of their own: the table itself where they are all of it. */
export async function denseRows({ table, cols, rows }: RowSet, pause: Pause): Promise<DenseRows> {
  const { length } = rows;
  // Rows are ascending and differ.
  if (length * cols === table.length) return { values: table, rows: length, cols };
  const values = new Float64Array(length * cols);
  await inPieces(length, cols, pause, (start, end) => gatherRows(table, cols, rows, start, end, values));
  return { values, rows: length, cols };
}

/** The bytes of {@link placeRows}, at most. */
export function placedBytes(rows: number, cols: number, walked: boolean): number {
  return arenaBytes(rows * 8, rows * 8, walked ? rows * cols * 8 : 0);
}

/** Puts targets and weights into an arena, and the values of the columns if trees are to be walked with the rows. */
export async function placeRows(
  arena: Arena,
  set: RowSet,
  encode: (y: number) => number,
  walked: boolean,
  pause: Pause,
): Promise<PlacedRows> {
  const { table, cols, rows, weights } = set;
  const count = rows.length;
  const y = arena.float64(count);
  const own = weights && arena.float64(count);
  const x = walked ? arena.float64(count * cols) : undefined;
  let weight = 0;
  await inPieces(count, walked ? cols : 4, pause, (start, end) => {
    for (let i = start; i < end; i++) {
      y[i] = encode(set.y[i] as number);
      const each = weights === undefined ? 1 : (weights[i] as number);
      if (own !== undefined) own[i] = each;
      weight += each;
    }
    if (x !== undefined) gatherRows(table, cols, rows, start, end, x);
  });
  return { count, y: placeOf(y), weights: own && placeOf(own), weight, x: x && placeOf(x) };
}

/** Copies the rows `start` to before `end` of a set to their places among all of the set. */
function gatherRows(
  table: Float64Array,
  cols: number,
  rows: Int32Array,
  start: number,
  end: number,
  to: Float64Array,
): void {
  for (let i = start; i < end; i++) {
    const from = (rows[i] as number) * cols;
    for (let col = 0; col < cols; col++) to[i * cols + col] = table[from + col] as number;
  }
}

async function inPieces(
  rows: number,
  width: number,
  pause: Pause,
  work: (start: number, end: number) => void,
): Promise<void> {
  const step = Math.max(1, Math.floor(VALUES / Math.max(1, width)));
  for (let start = 0; start < rows; start += step) {
    work(start, Math.min(rows, start + step));
    await pause();
  }
}
