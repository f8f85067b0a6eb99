/**
 * The search for the nearest rows as threads do it: each takes some queries after the other and meets them with all points, tile by tile, so that a tile stays in the cache. A query's
 * neighbours do not depend on who finds them.
 */
import type { Place } from "./threads/arena.js";
import type { Routine } from "./threads/routine.js";

/** Places are those of arrays in the memory. */
export interface NearestArgs {
  readonly points: Place;
  readonly queries: Place;
  readonly cols: number;
  readonly k: number;
  /** `k` a query, −1 where there is none yet. */
  readonly indices: Place;
  /** Their squared distances, NaN where there is none yet. */
  readonly squares: Place;
}

/** Queries that meet a tile of points together. */
const QUERIES = 64;
/** Queries that the kernel takes. */
const TOGETHER = 8;
/** Numbers of points in a tile: 128 KiB. */
const NUMBERS = 1 << 14;
/** The number of a query among the points where it is none of them. */
const NONE = -1_073_741_824;

/** Finds the neighbours of all queries. */
export const nearestRoutine: Routine<NearestArgs, null> = {
  name: "kernels/nearest",
  *run({ arena, kernels, claim, thread, threads }, { points, queries, cols, k, indices, squares }) {
    const [rows, count] = [points.length / cols, queries.length / cols];
    const rooms = Array.from({ length: threads }, () => {
      arena.separate();
      return arena.float64(TOGETHER * cols);
    });
    const room = (rooms[thread] as Float64Array).byteOffset;
    const step = Math.max(1, Math.floor(NUMBERS / cols));
    const same = points.at === queries.at;
    let done = 0;
    for (let first = claim(0) * QUERIES; first < count; first = claim(0) * QUERIES) {
      const end = Math.min(count, first + QUERIES);
      for (let from = 0; from < rows; from += step) {
        const to = Math.min(rows, from + step);
        for (let query = first; query < end; query += TOGETHER) {
          kernels.nearestPoints(
            points.at,
            from,
            to,
            cols,
            queries.at + query * cols * 8,
            Math.min(TOGETHER, end - query),
            same ? query : NONE,
            k,
            indices.at + query * k * 4,
            squares.at + query * k * 8,
            room,
          );
        }
        yield done;
      }
      done += end - first;
      yield done;
    }
    return null;
  },
};

/** The bytes that the routine takes beside what the main thread places. */
export function nearestRoomBytes(cols: number, threads: number): number {
  return threads * (TOGETHER * cols * 8 + 8192);
}
