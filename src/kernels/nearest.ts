/**
 * The nearest rows of each row, exactly: every distance is worked out. Time O(queries × rows × columns), shared among threads, memory that of the rows and the result.
 */
import { Progress } from "../core/progress.js";
import { nearestRoomBytes, nearestRoutine } from "./nearest-routine.js";
import { arenaBytes, placeOf } from "./threads/arena.js";
import { copyInSlices } from "./threads/copy.js";
import { Crew } from "./threads/crew.js";

/** What to look for. Points and queries are row-major, of `cols` finite numbers a row. */
export interface NearestTask {
  readonly points: Float64Array;
  readonly queries: Float64Array;
  readonly cols: number;
  /** How many neighbours each query gets: at most as many as there are points, or one fewer where queries are the points. */
  readonly k: number;
}

/** The neighbours of each query, nearest first; of points as near as one another, the first comes first. */
export interface Nearest {
  /** The numbers of the points, `k` a query. */
  readonly indices: Int32Array;
  /** Their squared Euclidean distances. */
  readonly squares: Float64Array;
}

/** How the search is done. Progress is told in queries: `before` more are done, of `total`. */
export interface NearestWork {
  readonly threads: number | undefined;
  readonly progress: Progress;
  readonly before: number;
  readonly total: number;
}

/** Distances that take as long as a step of other work. */
const CHEAP = 4;

/**
 * Finds the nearest points of each query. Where both are the same array, a row is no neighbour of its own.
 *
 * @throws AbortError; ComputeError `WORKER_DIED`, `WASM_UNAVAILABLE`; DataError `DATA_TOO_LARGE`.
 */
export async function nearestRows(task: NearestTask, work: NearestWork): Promise<Nearest> {
  const { points, queries, cols, k } = task;
  const { threads, progress, before, total } = work;
  const count = queries.length / cols;
  const found = count * k;
  const placed = arenaBytes(points.byteLength, queries.byteLength, found * 4, found * 8);
  const crew = await Crew.open({
    bytes: (own) => placed + nearestRoomBytes(cols, own),
    cost: (points.length * count) / CHEAP,
    threads,
    progress,
  });
  try {
    const quiet = new Progress({ signal: progress.signal });
    const table = crew.arena.float64(points.length);
    await copyInSlices(points, table, quiet);
    const asked = points === queries ? table : crew.arena.float64(queries.length);
    if (asked !== table) await copyInSlices(queries, asked, quiet);
    const indices = crew.arena.int32(found).fill(-1);
    // Nothing is as large as NaN: a free place is taken by any point, one whose distance is too large for a number too.
    const squares = crew.arena.float64(found).fill(Number.NaN);
    const arrays = {
      points: placeOf(table),
      queries: placeOf(asked),
      indices: placeOf(indices),
      squares: placeOf(squares),
    };
    await crew.run(nearestRoutine, { ...arrays, cols, k }, { before, total });
    return { indices: new Int32Array(indices), squares: new Float64Array(squares) };
  } finally {
    crew.close();
  }
}
