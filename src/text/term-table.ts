/**
 * Terms by number: a hash table over UTF-16 units, which finds a term in a buffer without making a string of it.
 *
 * The terms stand one after another in one array. Slots hold a hash and a number side by side, so that most look-ups touch one line of
 * memory there, and one in the terms. Memory: twice the units of all terms, and 24 to 48 bytes a term.
 */
import { withRoom } from "./room.js";
import { hashOf } from "./term-hash.js";

/** No such term. */
export const NONE = -1;

/** A set of terms, numbered 0, 1, … in the order in which they came. */
export class TermTable {
  /** The units of all terms. */
  units = new Uint16Array(1024);
  /** Where each term starts in `units`; one more than there are terms. */
  starts = new Int32Array(256);
  #size = 0;
  /** By twos: a hash, and the number of a term plus 1. */
  #slots = new Int32Array(1024);

  /** The terms of a list, which has no repeats. */
  static of(terms: readonly string[]): TermTable {
    const table = new TermTable();
    let buffer = new Uint16Array(64);
    for (const term of terms) {
      buffer = withRoom(buffer, term.length);
      for (let i = 0; i < term.length; i++) buffer[i] = term.charCodeAt(i);
      table.intern(buffer, 0, term.length, hashOf(buffer, 0, term.length));
    }
    return table;
  }

  /** The number of terms. */
  get size(): number {
    return this.#size;
  }

  /** The number of the term between two places of a buffer, whose hash is known, or {@link NONE}. */
  find(units: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const id = (slots[at + 1] as number) - 1;
      if (id < 0) return NONE;
      if (slots[at] === hash && this.#is(id, units, start, end)) return id;
    }
  }

  /** The same; a term that is new gets the next number. */
  intern(units: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let at = (hash << 1) & mask; ; at = (at + 2) & mask) {
      const id = (slots[at + 1] as number) - 1;
      if (id < 0) return this.#add(hash, at, units, start, end);
      if (slots[at] === hash && this.#is(id, units, start, end)) return id;
    }
  }

  #is(id: number, units: Uint16Array, start: number, end: number): boolean {
    const own = this.units;
    let at = this.starts[id] as number;
    if ((this.starts[id + 1] as number) - at !== end - start) return false;
    for (let i = start; i < end; i++) if (units[i] !== own[at++]) return false;
    return true;
  }

  #add(hash: number, at: number, units: Uint16Array, start: number, end: number): number {
    const id = this.#size++;
    const from = this.starts[id] as number;
    const to = from + end - start;
    this.units = withRoom(this.units, to);
    for (let i = start, out = from; i < end; i++) this.units[out++] = units[i] as number;
    this.starts = withRoom(this.starts, id + 2);
    this.starts[id + 1] = to;
    this.#slots[at] = hash;
    this.#slots[at + 1] = id + 1;
    if (this.#size * 4 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let at = ((old[from] as number) << 1) & mask;
      while (slots[at + 1] !== 0) at = (at + 2) & mask;
      slots[at] = old[from] as number;
      slots[at + 1] = old[from + 1] as number;
    }
    this.#slots = slots;
  }
}
