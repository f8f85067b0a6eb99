/**
 * How the bins of rows lie in memory: a byte a row and column, twice.
 *
 * In blocks, for histograms, which take all columns of some rows: up to eight neighbouring columns are a group, eight bytes a row; up to four groups that one thread makes
 * the histograms of are a block, in which a row's groups stand side by side; the blocks stand one behind the other. A node's rows lie far apart, and to fetch one costs as
 * much for 8 bytes as for 32.
 *
 * There are as many groups as threads, or a multiple, so that each thread makes the histograms of its own blocks; what comes out does not depend on it.
 *
 * By columns, for dividing rows, which takes one column of many: 64 rows to a cache line.
 */

/** The places of bins. The bin of a row and column is the byte at `bins + offsets[column] + row * stride`, and that at `bins + columns + column * rows + row`. */
export interface BinLayout {
  readonly rows: number;
  readonly cols: number;
  /** In blocks, the bytes from one row's bin to the next one's: 8, 16, 24 or 32. */
  readonly stride: number;
  /** Where each column's bins start, counted from the first byte. */
  readonly offsets: Float64Array;
  /** The first column of each group, and the number of columns at the end. */
  readonly groups: Int32Array;
  /** The first group of each block, and the number of groups at the end. */
  readonly blocks: Int32Array;
  /** Where the bins by columns start, counted from the first byte. */
  readonly columns: number;
  /** The bytes of all bins. */
  readonly bytes: number;
}

/** Columns in a group. */
const WIDTH = 8;
/** Groups in a block: half a cache line. */
const LANES = 4;

/** The layout for so many threads. */
export function binLayout(rows: number, cols: number, threads: number): BinLayout {
  const fewest = Math.ceil(cols / WIDTH);
  const own = Math.ceil(fewest / threads);
  // Groups that are half empty cost memory: no more than twice as many as needed.
  const count = Math.min(own * threads, cols, 2 * fewest);
  const groups = Int32Array.from({ length: count + 1 }, (_, group) => Math.round((cols * group) / count));
  const blocksOfThread = Math.ceil(own / LANES);
  const lanes = Math.ceil(own / blocksOfThread);
  const blockCount = Math.ceil(count / own) * blocksOfThread;
  const firstGroup = (block: number) =>
    Math.min(count, Math.floor(block / blocksOfThread) * own + Math.min(own, (block % blocksOfThread) * lanes));
  const blocks = Int32Array.from({ length: blockCount + 1 }, (_, block) => firstGroup(block));
  const stride = lanes * WIDTH;
  const offsets = new Float64Array(cols);
  for (let block = 0; block < blockCount; block++) {
    const first = blocks[block] as number;
    for (let group = first; group < (blocks[block + 1] as number); group++) {
      const start = groups[group] as number;
      for (let column = start; column < (groups[group + 1] as number); column++) {
        offsets[column] = block * rows * stride + (group - first) * WIDTH + column - start;
      }
    }
  }
  const columns = blockCount * rows * stride;
  return { rows, cols, stride, offsets, groups, blocks, columns, bytes: columns + cols * rows };
}
