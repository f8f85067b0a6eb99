/**
 * Terms by number: a hash table over UTF-16 units, which finds a term in a buffer without making a string of it.
 *
 * The terms stand one after another in one array. Slots hold a hash and a number side by side, so that most look-ups touch one line of
 * memory there, and one in the terms. Memory: twice the units of all terms, and 24 to 48 bytes a term.
 */
import { inPauses, type Pause } from "./in-pauses.js";
import { withRoom, withRoomInPauses } from "./room.js";
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
    table.#addAll(terms, 0, terms.length);
    return table;
  }

  /** The same with pauses. */
  static async ofInPauses(terms: readonly string[], pause: Pause): Promise<TermTable> {
    const table = new TermTable();
    let units = 0;
    for (let id = 0; id < terms.length; id++) units += (terms[id] as string).length;
    await table.makeRoom(terms.length, units, pause);
    await inPauses(terms.length, pause, (start, end) => table.#addAll(terms, start, end));
    return table;
  }

  /** The number of terms. */
  get size(): number {
    return this.#size;
  }

  /** How many units a term has, as a whole number that is no less than the mean. */
  get meanLength(): number {
    return Math.ceil((this.starts[this.#size] as number) / Math.max(1, this.#size));
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

  /**
   * Makes room for so many more terms and units, with pauses, in which nothing may be added. `intern` makes room where there is none, at
   * once: a table of a million terms takes a tenth of a second for it.
   */
  async makeRoom(terms: number, units: number, pause: Pause): Promise<void> {
    const size = this.#size + terms;
    this.units = await withRoomInPauses(this.units, (this.starts[this.#size] as number) + units, pause);
    this.starts = await withRoomInPauses(this.starts, size + 1, pause);
    let length = this.#slots.length;
    while (size * 4 > length) length *= 2;
    if (length === this.#slots.length) return;
    const slots = new Int32Array(length);
    await inPauses(this.#slots.length / 2, pause, (start, end) => moveSlots(this.#slots, slots, 2 * start, 2 * end));
    this.#slots = slots;
  }

  #addAll(terms: readonly string[], start: number, end: number): void {
    let buffer = new Uint16Array(64);
    for (let index = start; index < end; index++) {
      const term = terms[index] as string;
      buffer = withRoom(buffer, term.length);
      for (let i = 0; i < term.length; i++) buffer[i] = term.charCodeAt(i);
      this.intern(buffer, 0, term.length, hashOf(buffer, 0, term.length));
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
    const slots = new Int32Array(this.#slots.length * 2);
    moveSlots(this.#slots, slots, 0, this.#slots.length);
    this.#slots = slots;
  }
}

/** Puts what stands between two places of a table into a longer one. */
function moveSlots(old: Int32Array, slots: Int32Array, start: number, end: number): void {
  const mask = slots.length - 2;
  for (let from = start; from < end; from += 2) {
    if (old[from + 1] === 0) continue;
    let at = ((old[from] as number) << 1) & mask;
    while (slots[at + 1] !== 0) at = (at + 2) & mask;
    slots[at] = old[from] as number;
    slots[at + 1] = old[from + 1] as number;
  }
}
