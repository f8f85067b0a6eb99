/**
 * Medians of several columns of dense rows by two passes over them, without sorting and without copying whole columns.
 *
 * Doubles of one sign have the order of their bits. The first pass counts each column's values by their upper bits: sign, exponent and, in long tables, the
 * start of the fraction. The counts say which bin holds the middle; the second pass takes the values of that bin alone, and
 * selection (select.ts) finds the middle among them. The values are read as they lie in memory, all columns of a row together.
 *
 * O(rows × columns) time; 256 KB a column in long tables and 16 KB in others, and the values of the middle bins: a few of the rows where values are spread
 * over magnitudes, all of them where they share sign and exponent.
 */
import { middleOf } from "./select.js";

/** Columns that are best counted together: their bins stay in the cache. */
export const MEDIAN_COLUMNS = 16;

/** From so many rows on, bins are as fine as 16 bits. */
const LONG = 1 << 16;
/** Where the upper half of a double stands: second on machines of little-endian order. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Where the middle of a column lies. */
interface Middle {
  /** The bins of the two values in the middle; of an odd number of values, the same. */
  readonly low: number;
  readonly high: number;
  /** How many values come before the lower bin. */
  readonly before: number;
  /** The values of both bins, filled by the second pass. */
  readonly values: Float64Array;
  /** How many were filled. */
  taken: number;
}

/** The columns `first` to `first + width` of dense rows: count all rows, then `split`, then gather all rows, then ask. */
export class ColumnMedians {
  /** How many values of each column are missing; known after `split`. */
  readonly missing: Float64Array;
  readonly #values: Float64Array;
  readonly #upper: Uint32Array;
  readonly #rows: number;
  readonly #cols: number;
  readonly #first: number;
  readonly #shift: number;
  /** Counts of each bin, column after column. */
  readonly #bins: Uint32Array;
  #middles: readonly (Middle | undefined)[] = [];

  /** The values must hold no ±∞; NaN is a missing one. */
  constructor(values: Float64Array, rows: number, cols: number, first: number, width: number) {
    this.missing = new Float64Array(width);
    this.#values = values;
    this.#upper = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
    this.#rows = rows;
    this.#cols = cols;
    this.#first = first;
    this.#shift = rows >= LONG ? 16 : 20;
    this.#bins = new Uint32Array(width << (32 - this.#shift));
  }

  /** Counts the values of rows `from` up to `to`. */
  count(from: number, to: number): void {
    const upper = this.#upper;
    const bins = this.#bins;
    const shift = this.#shift;
    const { length: width } = this.missing;
    const bits = 32 - shift;
    for (let row = from; row < to; row++) {
      let at = 2 * (row * this.#cols + this.#first) + UPPER;
      for (let col = 0; col < width; col++, at += 2) {
        const bin = (col << bits) + ((upper[at] as number) >>> shift);
        bins[bin] = (bins[bin] as number) + 1;
      }
    }
  }

  /** Finds the bins of the middles, once all rows are counted. */
  split(): void {
    const size = 1 << (32 - this.#shift);
    this.#middles = Array.from(this.missing, (_, col) => {
      const bins = this.#bins.subarray(col * size, (col + 1) * size);
      const present = presentIn(bins);
      this.missing[col] = this.#rows - present;
      return present === 0 ? undefined : middleBins(bins, present);
    });
  }

  /** Takes the values of the middle bins from rows `from` up to `to`. */
  gather(from: number, to: number): void {
    const shift = this.#shift;
    const upper = this.#upper;
    this.#middles.forEach((middle, col) => {
      if (middle === undefined) return;
      const { low, high, values } = middle;
      let { taken } = middle;
      let at = from * this.#cols + this.#first + col;
      for (let row = from; row < to; row++, at += this.#cols) {
        const bin = (upper[2 * at + UPPER] as number) >>> shift;
        if (bin === low || bin === high) values[taken++] = this.#values[at] as number;
      }
      middle.taken = taken;
    });
  }

  /** The medians, once all rows are gathered; NaN for a column without a value. `pause` is called between long rounds. */
  async medians(pause: () => Promise<void>): Promise<Float64Array> {
    const out = new Float64Array(this.missing.length).fill(Number.NaN);
    for (const [col, middle] of this.#middles.entries()) {
      if (middle === undefined) continue;
      const present = this.#rows - (this.missing[col] as number);
      out[col] = await middleOf(middle.values, (present >> 1) - middle.before, present % 2 === 0, pause);
    }
    return out;
  }
}

/** How many values are in the bins; those of exponents that only NaN has do not count. */
function presentIn(bins: Uint32Array): number {
  let present = 0;
  for (let bin = 0; bin < bins.length; bin++) if (!isMissing(bin, bins.length)) present += bins[bin] as number;
  return present;
}

function isMissing(bin: number, size: number): boolean {
  const half = size >> 1;
  return (bin & (half - 1)) >= 0x7ff * (half >> 11);
}

function middleBins(bins: Uint32Array, present: number): Middle {
  const low = binOf(bins, (present - 1) >> 1);
  const high = binOf(bins, present >> 1);
  const count = (bins[low.bin] as number) + (high.bin === low.bin ? 0 : (bins[high.bin] as number));
  return { low: low.bin, high: high.bin, before: low.before, values: new Float64Array(count), taken: 0 };
}

/** The bin that holds place `k` of the sorted values: bins of negative numbers come first, the largest sizes before the others. */
function binOf(bins: Uint32Array, k: number): { readonly bin: number; readonly before: number } {
  const half = bins.length >> 1;
  let before = 0;
  for (let place = 0; ; place++) {
    const bin = place < half ? bins.length - 1 - place : place - half;
    if (isMissing(bin, bins.length)) continue;
    const after = before + (bins[bin] as number);
    if (k < after) return { bin, before };
    before = after;
  }
}
