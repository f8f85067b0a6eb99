/**
 * The nearest rows of a table with missing values, and what they have where a row has nothing.
 *
 * The distance of two rows is that of J. Dixon, "Pattern recognition with partly missing data", IEEE Trans. Systems, Man and Cybernetics 9, 1979: the squares of
 * the differences in the columns that both have, summed and scaled up to all columns. Rows without a column in common have none.
 *
 * The known rows lie column after column in blocks that stay in the cache while several rows are compared with them; of each missing value only the
 * k best donors so far are kept. O(rows asked × rows known × columns) time, and memory for two copies of the known rows alone.
 *
 * Sums: the squares are added column after column, for one row as for many. Of rows that are equally far, the one that comes first is nearer.
 */

/** Known rows that are compared at a time. */
const BLOCK = 256;
/** Rows that are asked about at a time. */
const TILE = 32;

/** The best donors so far of one missing value. */
interface Search {
  /** The row asked about, by its place in `x`, and the column. */
  readonly row: number;
  readonly col: number;
  /** Squared distances, divided by the number of columns; ascending. */
  readonly keys: Float64Array;
  /** What the donors have in the column. */
  readonly values: Float64Array;
  found: number;
}

/** A row that is asked about. */
interface Asked {
  /** Where it starts in `x`. */
  readonly start: number;
  /** The columns that it has, and the same as bits. */
  readonly columns: Int32Array;
  readonly bits: Uint32Array;
  /** What it lacks. */
  readonly searches: readonly Search[];
}

/** How missing values are made from those of neighbours. */
export interface NeighbourRule {
  /** How many neighbours are asked, at most. */
  readonly k: number;
  /** Weighs each by the inverse of its distance; only those at no distance count where there are any. */
  readonly byDistance: boolean;
  /** What a missing value becomes where no row with a value can be compared, for each column. */
  readonly fallback: Float64Array;
}

/** Known rows, made ready to be searched. */
export class NanNeighbours {
  readonly #rows: number;
  readonly #cols: number;
  readonly #rule: NeighbourRule;
  /** The values column after column, 0 where missing. */
  readonly #values: Float64Array;
  /** 1 where there is a value, 0 where there is none. */
  readonly #present: Float64Array;
  /** The same as bits, row after row. */
  readonly #bits: Uint32Array;
  readonly #words: number;
  readonly #sums = new Float64Array(BLOCK);

  /** `known` are rows of `cols` values, NaN where missing; it is copied. */
  constructor(known: Float64Array, cols: number, rule: NeighbourRule) {
    const rows = known.length / cols;
    this.#rows = rows;
    this.#cols = cols;
    this.#rule = rule;
    this.#values = new Float64Array(known.length);
    this.#present = new Float64Array(known.length);
    this.#words = Math.ceil(cols / 32);
    this.#bits = new Uint32Array(rows * this.#words);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const value = known[row * cols + col]!;
        if (Number.isNaN(value)) continue;
        this.#values[col * rows + row] = value;
        this.#present[col * rows + row] = 1;
        setBit(this.#bits, row * this.#words, col);
      }
    }
  }

  /** Fills the missing values of rows `from` up to `to` of `x` in; the same row of `out`, of `width` values, has the others already. */
  fill(x: Float64Array, from: number, to: number, out: Float64Array, width: number): void {
    for (let start = from; start < to; start += TILE) {
      const asked = this.#asked(x, start, Math.min(to, start + TILE));
      for (let first = 0; asked.length > 0 && first < this.#rows; first += BLOCK) {
        const last = Math.min(this.#rows, first + BLOCK);
        for (const row of asked) this.#look(x, row, first, last);
      }
      for (const { searches } of asked) {
        for (const search of searches) out[search.row * width + search.col] = this.#result(search);
      }
    }
  }

  /** The rows from `from` up to `to` that lack something. */
  #asked(x: Float64Array, from: number, to: number): Asked[] {
    const asked: Asked[] = [];
    const k = Math.min(this.#rule.k, this.#rows);
    for (let row = from; row < to; row++) {
      const start = row * this.#cols;
      const columns: number[] = [];
      const bits = new Uint32Array(this.#words);
      const searches: Search[] = [];
      for (let col = 0; col < this.#cols; col++) {
        if (Number.isNaN(x[start + col])) {
          searches.push({ row, col, keys: new Float64Array(k), values: new Float64Array(k), found: 0 });
        } else {
          columns.push(col);
          setBit(bits, 0, col);
        }
      }
      if (searches.length > 0) asked.push({ start, columns: Int32Array.from(columns), bits, searches });
    }
    return asked;
  }

  /** Compares a row with the known rows `first` up to `last`. */
  #look(x: Float64Array, { start, columns, bits, searches }: Asked, first: number, last: number): void {
    const sums = this.#sums;
    sums.fill(0);
    const { length } = columns;
    const table = { values: this.#values, present: this.#present };
    // Four at a time, which halves the loads and stores; the squares are added in the same order.
    let i = 0;
    for (; i + 4 <= length; i += 4) {
      addFour(sums, x, start, table, columns.subarray(i, i + 4), this.#rows, first, last - first);
    }
    for (; i < length; i++) {
      const col = columns[i]!;
      addOne(sums, x[start + col]!, table, col * this.#rows + first, last - first);
    }
    this.#divide(bits, first, last);
    for (const search of searches) this.#offer(search, first, last);
  }

  /** Divides the sums by the number of columns that both rows have; NaN where that is none. */
  #divide(own: Uint32Array, first: number, last: number): void {
    const words = this.#words;
    for (let row = first, at = first * words; row < last; row++) {
      let shared = 0;
      for (let word = 0; word < words; word++, at++) shared += ones(own[word]! & this.#bits[at]!);
      this.#sums[row - first] = this.#sums[row - first]! / shared;
    }
  }

  #offer(search: Search, first: number, last: number): void {
    const { col, keys, values } = search;
    const { length: k } = keys;
    const column = col * this.#rows;
    let worst = search.found < k ? Number.POSITIVE_INFINITY : keys[k - 1]!;
    for (let row = first; row < last; row++) {
      const key = this.#sums[row - first]!;
      if (!(key < worst) || this.#present[column + row] === 0) continue;
      let place = Math.min(search.found, k - 1);
      for (; place > 0 && keys[place - 1]! > key; place--) {
        keys[place] = keys[place - 1]!;
        values[place] = values[place - 1]!;
      }
      keys[place] = key;
      values[place] = this.#values[column + row]!;
      if (search.found < k) search.found++;
      if (search.found === k) worst = keys[k - 1]!;
    }
  }

  #result({ col, keys, values, found }: Search): number {
    if (found === 0) return this.#rule.fallback[col]!;
    const least = keys[0]!;
    let total = 0;
    let sum = 0;
    for (let i = 0; i < found; i++) {
      const weight = this.#rule.byDistance ? inverse(least, keys[i]!) : 1;
      total += weight;
      sum += weight * values[i]!;
    }
    return sum / total;
  }
}

/** The inverse of a distance, as a share of that of the least one. */
function inverse(least: number, key: number): number {
  if (least === 0) return key === 0 ? 1 : 0;
  return Math.sqrt(least / key);
}

/** Known rows column after column, and 1 where there is a value. */
interface Columns {
  readonly values: Float64Array;
  readonly present: Float64Array;
}

/** Adds the squares of the differences in one column, whose rows start at `at`. */
function addOne(sums: Float64Array, value: number, { values, present }: Columns, at: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const difference = present[at + i]! * (value - values[at + i]!);
    sums[i] = sums[i]! + difference * difference;
  }
}

/** The same for four columns. */
function addFour(
  sums: Float64Array,
  x: Float64Array,
  start: number,
  { values, present }: Columns,
  columns: Int32Array,
  rows: number,
  first: number,
  count: number,
): void {
  const [a, b, c, d] = [columns[0]!, columns[1]!, columns[2]!, columns[3]!];
  const [xa, xb, xc, xd] = [x[start + a]!, x[start + b]!, x[start + c]!, x[start + d]!];
  const [atA, atB, atC, atD] = [a * rows + first, b * rows + first, c * rows + first, d * rows + first];
  for (let i = 0; i < count; i++) {
    const da = present[atA + i]! * (xa - values[atA + i]!);
    const db = present[atB + i]! * (xb - values[atB + i]!);
    const dc = present[atC + i]! * (xc - values[atC + i]!);
    const dd = present[atD + i]! * (xd - values[atD + i]!);
    sums[i] = sums[i]! + da * da + db * db + dc * dc + dd * dd;
  }
}

function setBit(bits: Uint32Array, at: number, col: number): void {
  const word = at + (col >>> 5);
  bits[word] = bits[word]! | (1 << (col & 31));
}

/** How many bits are 1. */
function ones(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  count = (count + (count >>> 4)) & 0x0f0f0f0f;
  return Math.imul(count, 0x01010101) >>> 24;
}
