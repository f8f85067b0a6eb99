/** The part of binning that threads do: each its share of the rows of one chunk. */
import { type Routine, shareOf, type Team } from "../threads/routine.js";
import { type BinEdges, edgesOf, missingBin } from "./edges.js";
import type { BinLayout } from "./layout.js";

/** Places are byte offsets in the shared memory. */
export interface BinArgs {
  /** The chunk, row-major: `count` × `layout.cols` float64. */
  readonly chunk: number;
  /** The rows of the chunk, from `first` on. */
  readonly first: number;
  readonly count: number;
  /** The bins of all rows. */
  readonly bins: number;
  readonly layout: BinLayout;
  /** Each column's edges or codes, padded with infinity to a power of two, at `tables[column]`. */
  readonly tables: Float64Array;
  readonly edges: BinEdges;
}

/** Rows that are binned between two looks for an abort. */
const SLICE_VALUES = 524_288;
/** Starts of shares: the bins of 64 rows of a group are eight cache lines. */
const UNIT = 64;

/** Gives how many rows of this thread's share are missing in each column. */
export const binRoutine: Routine<BinArgs, Int32Array> = { name: "binning/bin", run: binShare };

function* binShare(team: Team, args: BinArgs): Generator<number, Int32Array, void> {
  const { chunk, first, count, bins, layout, tables, edges } = args;
  const { cols, stride, offsets, columns } = layout;
  const missing = new Int32Array(cols);
  const share = shareOf(count, team, UNIT);
  const slice = Math.max(UNIT, Math.ceil(SLICE_VALUES / cols));
  for (let start = share.start; start < share.end; start += slice) {
    const rows = Math.min(slice, share.end - start);
    for (let column = 0; column < cols; column++) {
      const bin = edges.categorical[column] === 1 ? team.kernels.binCategories : team.kernels.binNumbers;
      const from = chunk + (start * cols + column) * 8;
      const to = bins + columns + column * layout.rows + first + start;
      const levels = levelsOf(edgesOf(edges, column).length);
      const lost = bin(from, cols * 8, rows, tables[column] as number, levels, missingBin(edges, column), to);
      team.kernels.spreadBytes(to, rows, bins + (offsets[column] as number) + (first + start) * stride, stride);
      (missing[column] as number) += lost;
    }
    yield 0;
  }
  return missing;
}

/** How often a search halves so many edges. */
export function levelsOf(edges: number): number {
  return 32 - Math.clz32(edges);
}
