/**
 * Cells of one column kept aside as bytes, for a column that may turn out to be one of strings.
 */
import { CellBlock } from "./block.js";

/** Parts grow up to this many bytes. */
const LARGE = 1 << 16;

/** Some cells end to end. */
class Part {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  count = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.ends = new Uint32Array(size / 4);
  }

  get end(): number {
    return this.count === 0 ? 0 : (this.ends[this.count - 1] as number);
  }
}

export class CellLog {
  readonly #decoder: TextDecoder;
  readonly #parts: Part[] = [];

  constructor(decoder: TextDecoder) {
    this.#decoder = decoder;
  }

  /** Keeps the cells of a column in the records from `from` to `to`. */
  add({ bytes, bounds, width }: CellBlock, at: number, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const cell = 2 * (row * width + at);
      const start = bounds[cell] as number;
      const end = bounds[cell + 1] as number;
      const part = this.#roomFor(end - start);
      let next = part.end;
      for (let i = start; i < end; i++) part.bytes[next++] = bytes[i] as number;
      part.ends[part.count++] = next;
    }
  }

  #roomFor(length: number): Part {
    const last = this.#parts.at(-1);
    if (last !== undefined && last.count < last.ends.length && last.end + length <= last.bytes.length) return last;
    const part = new Part(Math.max(Math.min(LARGE, 2 * (last?.bytes.length ?? 512)), length));
    this.#parts.push(part);
    return part;
  }

  /** The cells, as blocks of one column. */
  *blocks(): IterableIterator<CellBlock> {
    for (const part of this.#parts) {
      const bounds = new Int32Array(2 * part.count);
      for (let i = 1; i < 2 * part.count; i++) bounds[i] = part.ends[(i - 1) >> 1] as number;
      yield new CellBlock(part.bytes, bounds, { width: 1, rows: part.count }, this.#decoder);
    }
  }
}
