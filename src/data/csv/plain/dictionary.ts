/**
 * A table from texts, as bytes, to codes, so that a cell whose text was seen before is coded without making a string.
 *
 * Open addressing with linear probing over FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), at most half full. A text that finds no place within a
 * few probes is not kept, so that texts made to collide cost no more than others that are new. Time O(bytes) a look-up,
 * memory the distinct texts and 20 bytes for each.
 */

/** What {@link ByteDictionary.find} gives for a text that it does not hold. Codes are −1 and up. */
export const UNKNOWN = -2;

const PROBES = 64;

export class ByteDictionary {
  /** The number of an entry plus one, or 0. */
  #slots = new Int32Array(128);
  #hashes = new Int32Array(64);
  #codes = new Int32Array(64);
  /** Where the text of an entry ends in `#bytes`; it begins where that of the one before ends. */
  #ends = new Uint32Array(64);
  #bytes = new Uint8Array(1024);
  #count = 0;

  /** The code of a text, or {@link UNKNOWN}. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const mask = this.#slots.length - 1;
    for (let probe = 0; probe < PROBES; probe++) {
      const entry = (this.#slots[(hash + probe) & mask] as number) - 1;
      if (entry < 0) return UNKNOWN;
      if (this.#hashes[entry] === hash && this.#holds(entry, bytes, from, to)) return this.#codes[entry] as number;
    }
    return UNKNOWN;
  }

  #holds(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = entry === 0 ? 0 : (this.#ends[entry - 1] as number);
    if ((this.#ends[entry] as number) - start !== to - from) return false;
    const own = this.#bytes;
    for (let at = from, i = start; at < to; at++, i++) if (bytes[at] !== own[i]) return false;
    return true;
  }

  /** Adds a text that it does not hold. False when this text, or one that had to move for it, found no place and will not be found. */
  add(bytes: Uint8Array, from: number, to: number, code: number): boolean {
    const whole = 2 * this.#count < this.#slots.length || this.#grow();
    const hash = hashOf(bytes, from, to);
    if (!this.#place(hash, this.#count)) return false;
    const start = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] as number);
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    for (let at = from, i = start; at < to; at++, i++) this.#bytes[i] = bytes[at] as number;
    this.#hashes[this.#count] = hash;
    this.#codes[this.#count] = code;
    this.#ends[this.#count++] = end;
    return whole;
  }

  #place(hash: number, entry: number): boolean {
    const mask = this.#slots.length - 1;
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = (hash + probe) & mask;
      if (this.#slots[slot] !== 0) continue;
      this.#slots[slot] = entry + 1;
      return true;
    }
    return false;
  }

  #grow(): boolean {
    const size = 2 * this.#slots.length;
    this.#hashes = resized(this.#hashes, new Int32Array(size / 2));
    this.#codes = resized(this.#codes, new Int32Array(size / 2));
    this.#ends = resized(this.#ends, new Uint32Array(size / 2));
    this.#slots = new Int32Array(size);
    let whole = true;
    for (let entry = 0; entry < this.#count; entry++) {
      if (!this.#place(this.#hashes[entry] as number, entry)) whole = false;
    }
    return whole;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  // FNV's lowest bits depend on the lowest bits of the text alone.
  return hash ^ (hash >>> 15);
}

function resized<A extends Int32Array | Uint32Array>(items: A, grown: A): A {
  grown.set(items);
  return grown;
}
