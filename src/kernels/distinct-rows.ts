/**
 * The distinct rows of a table of numbers, as far as they are few: what trees say in their leaves. Of a million leaves of a forest of classes nearly all are one of two, and a table of two stays in
 * the processor's nearest memory.
 */

/** Places for rows, a power of two, and how many rows there may be. */
const PLACES = 8192;
const MOST = PLACES / 2;
const FIRST_CAPACITY = 64;

/** Which distinct row each row of a table is. */
export interface Distinct {
  /** For each row of the table; 0 for those that were not asked for. */
  readonly numbers: Int32Array;
  /** The distinct rows, one after the other. */
  readonly rows: Float64Array;
}

/** The distinct rows, bit for bit, of those rows of a table that are `wanted`; undefined where they are more than a few thousand. Rows have `width` numbers. */
export function distinctRows(
  table: Float64Array,
  width: number,
  wanted: (row: number) => boolean,
): Distinct | undefined {
  const collected = new Collected(table, width);
  const numbers = new Int32Array(table.length / width);
  for (let row = 0; row < numbers.length; row++) {
    if (!wanted(row)) continue;
    const number = collected.numberOf(row);
    if (number < 0) return undefined;
    numbers[row] = number;
  }
  return { numbers, rows: collected.rows() };
}

class Collected {
  readonly #width: number;
  readonly #from: Float64Array;
  readonly #bits: Uint32Array;
  /** The number of a row plus 1, in the place that its hash says or one behind it; 0 where there is none. */
  readonly #places = new Int32Array(PLACES);
  #length = 0;
  #rows: Float64Array;
  #rowBits: Uint32Array;

  constructor(from: Float64Array, width: number) {
    this.#from = from;
    this.#width = width;
    this.#bits = bitsOf(from);
    this.#rows = new Float64Array(FIRST_CAPACITY * width);
    this.#rowBits = bitsOf(this.#rows);
  }

  /** The number, among those collected, of the row at place `at` of the table; −1 where there is no more room. */
  numberOf(at: number): number {
    let place = this.#hash(at) & (PLACES - 1);
    for (; this.#places[place] !== 0; place = (place + 1) & (PLACES - 1)) {
      const known = (this.#places[place] as number) - 1;
      if (this.#isSame(known, at)) return known;
    }
    if (this.#length === MOST) return -1;
    const number = this.#append(at);
    this.#places[place] = number + 1;
    return number;
  }

  rows(): Float64Array {
    return this.#rows.slice(0, this.#length * this.#width);
  }

  #hash(at: number): number {
    const words = 2 * this.#width;
    let hash = 0;
    for (let word = at * words; word < (at + 1) * words; word++) {
      hash = Math.imul(hash ^ (this.#bits[word] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  #isSame(known: number, at: number): boolean {
    const words = 2 * this.#width;
    for (let word = 0; word < words; word++) {
      if (this.#rowBits[known * words + word] !== this.#bits[at * words + word]) return false;
    }
    return true;
  }

  #append(at: number): number {
    const width = this.#width;
    const number = this.#length++;
    if (this.#length * width > this.#rows.length) {
      const more = new Float64Array(2 * this.#rows.length);
      more.set(this.#rows);
      this.#rows = more;
      this.#rowBits = bitsOf(more);
    }
    for (let k = 0; k < width; k++) this.#rows[number * width + k] = this.#from[at * width + k] as number;
    return number;
  }
}

function bitsOf({ buffer, byteOffset, length }: Float64Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, 2 * length);
}
