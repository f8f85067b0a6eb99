/** The part of finding edges that threads do: they take column after column of a sample, sort it and place the edges. */
import type { Routine, Team } from "../threads/routine.js";
import { columnEdges } from "./column-edges.js";

/** Places are byte offsets in the shared memory. */
export interface EdgeArgs {
  /** The sample, row-major: `rows` × `cols` float64. */
  readonly sample: number;
  readonly rows: number;
  readonly cols: number;
  readonly maxBins: number;
  /** Takes the edges: `cols` × 256 float64. */
  readonly edges: number;
  /** Takes how many edges each column has: `cols` int32. */
  readonly counts: number;
}

/** Edges of a column have room for so many numbers. */
export const EDGE_ROOM = 256;
/** 32-bit counters that sorting takes. */
export const SORT_COUNTERS = 2048;

/** Gives nothing: edges and counts stand in the memory. */
export const edgeRoutine: Routine<EdgeArgs, undefined> = { name: "binning/edges", run: findColumnEdges };

function* findColumnEdges(team: Team, args: EdgeArgs): Generator<number, undefined, void> {
  const { arena, kernels } = team;
  const { rows, cols, maxBins } = args;
  const { buffer } = arena.memory;
  const sample = new Float64Array(buffer, args.sample, rows * cols);
  const counts = new Int32Array(buffer, args.counts, cols);
  arena.separate();
  const own = Array.from(
    { length: team.threads },
    () => [arena.float64(2 * rows), arena.int32(SORT_COUNTERS)] as const,
  );
  const [scratch, counters] = own[team.thread] as (typeof own)[number];
  for (let column = team.claim(0); column < cols; column = team.claim(0)) {
    let count = 0;
    for (let at = column; at < sample.length; at += cols) {
      const value = sample[at] as number;
      if (!Number.isNaN(value)) scratch[count++] = value;
    }
    kernels.sortFloat64(scratch.byteOffset, scratch.byteOffset + rows * 8, count, counters.byteOffset);
    const out = new Float64Array(buffer, args.edges + column * EDGE_ROOM * 8, EDGE_ROOM);
    counts[column] = columnEdges(scratch, count, maxBins, out);
    yield 0;
  }
  return undefined;
}
