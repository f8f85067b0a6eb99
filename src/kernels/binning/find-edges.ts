/**
 * The edges between the bins of each column, from all rows or, beyond 200,000, from a sample of them, as scikit-learn's histogram gradient boosting has them: for the
 * same rows, the same edges.
 *
 * The rows are copied to the threads in blocks of columns of at most 64 MiB, and each column is sorted by its digits: about 13 ns a value and thread, so that there is
 * little to be had from a smaller sample.
 */
import type { Progress } from "../../core/progress.js";
import type { Rng } from "../../core/rng.js";
import { arenaBytes } from "../threads/arena.js";
import type { Crew } from "../threads/crew.js";
import { categoriesOf } from "./count-categories.js";
import type { DenseRows } from "./dense-rows.js";
import { EDGE_ROOM, edgeRoutine, SORT_COUNTERS } from "./edge-routine.js";
import { type BinEdges, joinEdges, MOST_BINS } from "./edges.js";
import { sampleRows } from "./sample-rows.js";

/** How many rows edges are found from. */
export const SAMPLE_ROWS = 200_000;
/** The bytes of a block of sampled columns. */
const BLOCK = 67_108_864;
/** Numbers that are copied between two looks at the clock. */
const SLICE = 1 << 16;

/** How edges are found. */
export interface EdgeOptions {
  /** 1 for columns of categories (whole numbers from 0 on); none where undefined. */
  readonly categorical?: Uint8Array | undefined;
  /** The most bins of a column, missing values aside: 2 to 255; default 255. */
  readonly maxBins?: number | undefined;
  /** Draws the sample. */
  readonly rng: Rng;
  readonly progress: Progress;
  /** How many units of work follow: what progress is told as the total, none of which is done. */
  readonly total: number;
}

/** The bytes that {@link findEdges} takes from the crew's arena while it works, at most. */
export function edgeBytes(rows: number, cols: number, threads: number): number {
  const sampled = Math.min(rows, SAMPLE_ROWS);
  const block = Math.min(cols, columnsInBlock(sampled));
  const each = arenaBytes(2 * sampled * 8, SORT_COUNTERS * 4);
  return arenaBytes(sampled * block * 8, block * EDGE_ROOM * 8, block * 4) + 4096 + threads * each;
}

/**
 * Finds the edges of all columns. Values are finite or NaN. What it takes from the crew's arena it gives back.
 *
 * @throws AbortError when the signal fires.
 */
export async function findEdges(crew: Crew, x: DenseRows, options: EdgeOptions): Promise<BinEdges> {
  const { maxBins = MOST_BINS } = options;
  const categorical = options.categorical ?? new Uint8Array(x.cols);
  const columns: Float64Array[] = new Array(x.cols);
  const numeric = [...categorical.keys()].filter((column) => categorical[column] !== 1);
  const rows = sampleRows(x.rows, SAMPLE_ROWS, options.rng);
  const mark = crew.arena.mark;
  for (const block of blocksOf(numeric, columnsInBlock(rows.length))) {
    const edges = await blockEdges(crew, x, rows, block, { ...options, maxBins });
    for (const [k, column] of block.entries()) columns[column] = edges[k] as Float64Array;
    crew.arena.reset(mark);
  }
  for (const column of categorical.keys()) {
    if (categorical[column] === 1) columns[column] = await categoriesOf(x, column, { ...options, maxBins });
  }
  return joinEdges(columns, categorical);
}

function columnsInBlock(rows: number): number {
  return Math.max(1, Math.floor(BLOCK / (8 * Math.max(1, rows))));
}

function blocksOf(columns: readonly number[], size: number): number[][] {
  const count = Math.ceil(columns.length / size);
  return Array.from({ length: count }, (_, k) => columns.slice(k * size, (k + 1) * size));
}

/** The edges of some columns; leaves what it took from the arena. */
async function blockEdges(
  crew: Crew,
  x: DenseRows,
  rows: Uint32Array,
  columns: readonly number[],
  { maxBins, progress, total }: EdgeOptions & { readonly maxBins: number },
): Promise<Float64Array[]> {
  const cols = columns.length;
  const sample = crew.arena.float64(rows.length * cols);
  const edges = crew.arena.float64(cols * EDGE_ROOM);
  const counts = crew.arena.int32(cols);
  const slice = Math.ceil(SLICE / cols);
  for (let start = 0; start < rows.length; start += slice) {
    copySample(x, rows, start, Math.min(rows.length, start + slice), columns, sample);
    await progress.tick(0, total);
  }
  const places = { sample: sample.byteOffset, edges: edges.byteOffset, counts: counts.byteOffset };
  await crew.run(edgeRoutine, { rows: rows.length, cols, maxBins, ...places }, { total });
  return columns.map((_, k) => edges.slice(k * EDGE_ROOM, k * EDGE_ROOM + (counts[k] as number)));
}

function copySample(
  x: DenseRows,
  rows: Uint32Array,
  start: number,
  end: number,
  columns: readonly number[],
  sample: Float64Array,
): void {
  const cols = columns.length;
  const first = columns[0] as number;
  // Neighbouring columns, the usual case, need no list.
  const neighbours = (columns[cols - 1] as number) - first + 1 === cols;
  for (let k = start; k < end; k++) {
    const from = (rows[k] as number) * x.cols;
    const to = k * cols;
    if (neighbours) for (let c = 0; c < cols; c++) sample[to + c] = x.values[from + first + c] as number;
    else for (let c = 0; c < cols; c++) sample[to + c] = x.values[from + (columns[c] as number)] as number;
  }
}
