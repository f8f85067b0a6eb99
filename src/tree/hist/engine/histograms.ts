/**
 * The histograms of nodes: a pool of places in shared memory, each with room for those of all columns, one column's bins behind the other's. A thread writes and
 * reads the columns of its own blocks alone, so that building, subtracting and searching need no waiting in between.
 */
import type { BinnedRows } from "../../../kernels/binning/bin-rows.js";
import { missingBin } from "../../../kernels/binning/edges.js";
import { shareOf, type Team } from "../../../kernels/threads/routine.js";

/** Bytes of a bin. */
const BIN = 16;
/** Rows that are added between two looks for an abort: some milliseconds. */
const SLICE = 262_144;
/** Integers that describe a group to the kernels: its number of columns, and where the histograms of up to eight start. */
const GROUP = 9;
/** Bytes of bins that the kernels gather at a time. */
const GATHERED = 8192;
/** Columns that nearly have so many bins are given room for all of them: the kernels are faster where columns start as far apart. */
const FULL = 256;

/** Where each column's bins start in a histogram, counted in bins; one more entry for the end. */
export function binStarts({ edges, layout }: Pick<BinnedRows, "edges" | "layout">): Int32Array {
  const starts = new Int32Array(layout.cols + 1);
  for (let column = 0; column < layout.cols; column++) {
    const bins = missingBin(edges, column) + 1;
    starts[column + 1] = (starts[column] as number) + (bins > FULL / 2 ? FULL : bins);
  }
  return starts;
}

/** One thread's view of the pool. */
export class Histograms {
  readonly starts: Int32Array;
  /** This thread's columns: from `first` up to `end`. */
  readonly first: number;
  readonly end: number;
  readonly #team: Team;
  readonly #binned: BinnedRows;
  readonly #pool: number;
  readonly #bytes: number;
  readonly #groups: Uint32Array;
  readonly #blocks: { readonly start: number; readonly end: number };
  readonly #spare: number;
  readonly #free: number[];

  /** Takes the pool and what describes the groups from the arena, the same in each thread. */
  constructor(team: Team, binned: BinnedRows, places: number) {
    const { groups, blocks } = binned.layout;
    this.#team = team;
    this.#binned = binned;
    this.starts = binStarts(binned);
    this.#bytes = (this.starts.at(-1) as number) * BIN;
    this.#pool = team.arena.uint8(this.#bytes * places).byteOffset;
    this.#blocks = shareOf(blocks.length - 1, team);
    this.first = groups[blocks[this.#blocks.start] as number] as number;
    this.end = groups[blocks[this.#blocks.end] as number] as number;
    this.#free = Array.from({ length: places }, (_, k) => places - 1 - k);
    // The same numbers from every thread: nobody waits.
    this.#groups = team.arena.uint32((groups.length - 1) * GROUP);
    for (let group = 0; group + 1 < groups.length; group++) {
      const columns = this.starts.subarray(groups[group], groups[group + 1]);
      this.#groups[group * GROUP] = columns.length;
      for (const [k, start] of columns.entries()) this.#groups[group * GROUP + 1 + k] = start * BIN;
    }
    team.arena.separate();
    const spare = Array.from({ length: team.threads }, () => team.arena.uint8(GATHERED));
    this.#spare = (spare[team.thread] as Uint8Array).byteOffset;
  }

  /** A free place; −1 where there is none. */
  take(): number {
    return this.#free.pop() ?? -1;
  }

  /** Gives a place back. */
  free(place: number): void {
    if (place >= 0) this.#free.push(place);
  }

  /** All places are free again. */
  freeAll(places: number): void {
    this.#free.length = 0;
    for (let place = places - 1; place >= 0; place--) this.#free.push(place);
  }

  /** The address of a column's bins. */
  address(place: number, column: number): number {
    return this.#pool + place * this.#bytes + (this.starts[column] as number) * BIN;
  }

  /**
   * Makes the histogram of some rows, in this thread's columns. `rows` is where their numbers stand, or 0 for all rows; `gradients` are in the order of the rows.
   * Yields `done` now and then.
   */
  *build(
    place: number,
    rows: number,
    gradients: number,
    count: number,
    shift: number,
    done: number,
  ): Generator<number, void, void> {
    const { kernels } = this.#team;
    const { bins, layout } = this.#binned;
    const histogram = this.#pool + place * this.#bytes;
    const from = this.address(place, this.first);
    kernels.clearBytes(from, this.address(place, this.end) - from);
    for (let block = this.#blocks.start; block < this.#blocks.end; block++) {
      const group = layout.blocks[block] as number;
      const lanes = (layout.blocks[block + 1] as number) - group;
      const groups = this.#groups.byteOffset + group * GROUP * 4;
      const base = bins + (layout.offsets[layout.groups[group] as number] as number);
      const slice = Math.floor(SLICE / lanes);
      for (let start = 0; start < count; start += slice) {
        const size = Math.min(slice, count - start);
        const own = gradients + start * 8;
        const list = rows === 0 ? 0 : rows + start * 4;
        const from = rows === 0 ? base + start * layout.stride : base;
        kernels.addRows(groups, lanes, list, from, layout.stride, own, size, histogram, shift, this.#spare);
        if (size === slice) yield done;
      }
    }
  }

  /** Takes the histogram at `taken` from that at `place`, in one column. */
  subtract(place: number, taken: number, column: number): void {
    const count = missingBin(this.#binned.edges, column) + 1;
    this.#team.kernels.subtractBins(this.address(place, column), this.address(taken, column), count);
  }
}

/** How many histograms a tree of so many leaves may need at once, as far as they fit into `most` bytes; never less than 3. */
export function poolPlaces(bins: number, leaves: number, most: number): number {
  return Math.max(3, Math.min(leaves + 1, Math.floor(most / (bins * BIN))));
}

/** The bytes that histograms take from an arena, but for what separates threads. */
export function histogramBytes(bins: number, places: number, cols: number, threads: number): number {
  return bins * BIN * places + cols * GROUP * 4 + threads * GATHERED + 8192;
}
