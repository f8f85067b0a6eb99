/**
 * How the bins of rows lie in memory: a byte a row and column.
 *
 * - "columns": one column after the other, a row's byte behind that of the row before: what reads few columns wants.
 * - "groups": up to eight neighbouring columns interleaved, eight bytes a row, one group after the other: what makes histograms of all columns wants. There are
 *   as many groups as threads, or a multiple, so that each thread makes the histograms of its own groups; what comes out does not depend on it.
 */

/** The places of bins. The bin of a row and column is the byte at `bins + offsets[column] + row * stride`. */
export interface BinLayout {
  readonly rows: number;
  readonly cols: number;
  /** The bytes from one row's bin to the next one's: 1 or 8. */
  readonly stride: number;
  /** Where each column's bins start, counted from the first byte. */
  readonly offsets: Float64Array;
  /** The first column of each group, and the number of columns at the end; for "columns" each column is a group. */
  readonly groups: Int32Array;
  /** The bytes of all bins. */
  readonly bytes: number;
}

const WIDTH = 8;

/** The layout of bins one column after the other. */
export function columnLayout(rows: number, cols: number): BinLayout {
  const offsets = Float64Array.from({ length: cols }, (_, column) => column * rows);
  const groups = Int32Array.from({ length: cols + 1 }, (_, column) => column);
  return { rows, cols, stride: 1, offsets, groups, bytes: rows * cols };
}

/** The layout of bins in groups, for so many threads. */
export function groupLayout(rows: number, cols: number, threads: number): BinLayout {
  const count = groupCount(cols, threads);
  const groups = Int32Array.from({ length: count + 1 }, (_, group) => Math.round((cols * group) / count));
  const offsets = new Float64Array(cols);
  for (let group = 0; group < count; group++) {
    const first = groups[group] as number;
    for (let column = first; column < (groups[group + 1] as number); column++) {
      offsets[column] = group * rows * WIDTH + column - first;
    }
  }
  return { rows, cols, stride: WIDTH, offsets, groups, bytes: count * rows * WIDTH };
}

/** At most this many bytes, whatever the number of threads: what to reserve before it is known. */
export function groupBytesAtMost(rows: number, cols: number): number {
  return rows * WIDTH * mostGroups(cols);
}

function groupCount(cols: number, threads: number): number {
  const fewest = Math.ceil(cols / WIDTH);
  return Math.min(Math.ceil(fewest / threads) * threads, mostGroups(cols));
}

/** Groups that are half empty cost memory: no more than twice as many as needed. */
function mostGroups(cols: number): number {
  return Math.min(cols, 2 * Math.ceil(cols / WIDTH));
}
