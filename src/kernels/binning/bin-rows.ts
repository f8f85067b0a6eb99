/**
 * Rows to bins. The rows go to the threads in chunks of at most 4 MiB, one being copied while the one before is binned, so that what is needed is little more than
 * the bins: a quarter of the rows' numbers. About 5 ns a value and thread.
 */
import type { Progress } from "../../core/progress.js";
import { arenaBytes } from "../threads/arena.js";
import type { Crew } from "../threads/crew.js";
import { binRoutine, levelsOf } from "./bin-routine.js";
import type { DenseRows } from "./dense-rows.js";
import { type BinEdges, edgesOf } from "./edges.js";
import type { BinLayout } from "./layout.js";

/** Binned rows in a crew's memory: plain data, as routines take it. */
export interface BinnedRows {
  /** Where the bins start: a byte offset. */
  readonly bins: number;
  readonly layout: BinLayout;
  readonly edges: BinEdges;
  /** 1 for columns in which a row is missing. */
  readonly missing: Uint8Array;
}

/** The bytes of a chunk. */
const CHUNK = 4_194_304;
/** Numbers that are copied between two looks at the clock: 2 MiB, half a millisecond. */
const SLICE = 262_144;

/** The bytes that {@link binRows} takes from the crew's arena beside the bins, at most; it gives them back. */
export function chunkBytes(rows: number, cols: number): number {
  return 2 * arenaBytes(Math.min(rows, rowsInChunk(cols)) * cols * 8) + cols * arenaBytes(256 * 8);
}

/**
 * Bins all rows by edges, in memory that it takes from the crew's arena: `layout.bytes` bytes, which stay. Progress is told as none of `total` units done.
 *
 * @throws AbortError when the signal fires.
 */
export async function binRows(
  crew: Crew,
  x: DenseRows,
  edges: BinEdges,
  layout: BinLayout,
  { progress, total }: { readonly progress: Progress; readonly total: number },
): Promise<BinnedRows> {
  const { arena } = crew;
  const bins = arena.uint8(layout.bytes).byteOffset;
  const mark = arena.mark;
  const tables = padEdges(crew, edges, x.cols);
  const size = rowsInChunk(x.cols);
  const room = Math.min(x.rows, size) * x.cols;
  const buffers = [arena.float64(room), arena.float64(room)] as const;
  const missing = new Uint8Array(x.cols);
  let running: Promise<unknown> | undefined;
  try {
    for (let first = 0, k = 0; first < x.rows; first += size, k ^= 1) {
      const buffer = buffers[k] as Float64Array;
      const count = Math.min(size, x.rows - first);
      await copyChunk(x, first, count, buffer, () => progress.tick(0, total));
      await running;
      const args = { chunk: buffer.byteOffset, first, count, bins, layout, tables, edges };
      running = crew.run(binRoutine, args, { total }).then((lost) => note(lost, missing));
      // An error of this run is thrown where it is waited for, which may be after another one.
      running.catch(() => {});
    }
  } finally {
    await running;
  }
  arena.reset(mark);
  return { bins, layout, edges, missing };
}

function rowsInChunk(cols: number): number {
  return Math.max(64, Math.floor(CHUNK / (8 * cols)));
}

/** Edges as the kernels search them: 2^levels − 1 of them, the last ones infinite, and one more. Gives where each column's start. */
function padEdges(crew: Crew, edges: BinEdges, cols: number): Float64Array {
  return Float64Array.from({ length: cols }, (_, column) => {
    const own = edgesOf(edges, column);
    const table = crew.arena.float64(1 << levelsOf(own.length)).fill(Number.POSITIVE_INFINITY);
    table.set(own);
    return table.byteOffset;
  });
}

async function copyChunk(
  { values, cols }: DenseRows,
  first: number,
  count: number,
  buffer: Float64Array,
  pause: () => Promise<void>,
): Promise<void> {
  const start = first * cols;
  const length = count * cols;
  for (let done = 0; done < length; done += SLICE) {
    const end = Math.min(length, done + SLICE);
    buffer.set(values.subarray(start + done, start + end), done);
    await pause();
  }
}

function note(lost: readonly Int32Array[], missing: Uint8Array): void {
  for (const counts of lost) for (const [column, count] of counts.entries()) if (count > 0) missing[column] = 1;
}
