/**
 * Finds records and cells in bytes, by RFC 4180: cells in quotes may hold delimiters and line breaks, a quote in them is doubled.
 *
 * Delimiter, quote and line breaks are ASCII, and in UTF-8 a byte below 128 is never part of another character: are
 * cut before anything is decoded. Each byte is looked up once in a table of its kinds; bytes move only where quotes
 * are doubled. Time O(bytes); memory 15 bytes for each byte of a chunk, used again for the next.
 */
const PLAIN = 0;
const DELIMITER = 1;
const FEED = 2;
const RETURN = 3;
const QUOTE = 4;

const LF = 10;
const CR = 13;

const NEED_MORE = -1;
const IS_ODD = -2;

/** Why the scanner stopped: the bytes are at their end, within a record perhaps, or a record is not of this form. */
export type Stop = "end" | "odd";

/** Scans one chunk after the other; what it found in the latest is in its fields. */
export class Scanner {
  /** Where cells begin and end, two numbers for each. */
  bounds = new Int32Array(0);
  /** The lines on which the records begin. */
  lines = new Int32Array(0);
  /** How many records were found. */
  rows = 0;
  /** How many cells each of them has. */
  width = 0;
  /** Where the first record begins that was not taken. */
  position = 0;
  /** The line on which that one begins. */
  line = 1;
  readonly #kinds = new Uint8Array(256);
  readonly #quote: number;
  /** How much of `bounds` is used. */
  #filled = 0;
  /** How many lines ended within the record, and whether there are doubled quotes in it. */
  #breaks = 0;
  #doubled = false;

  constructor(delimiter: string, quote: string | null) {
    this.#quote = quote?.charCodeAt(0) ?? -1;
    if (quote !== null) this.#kinds[this.#quote] = QUOTE;
    this.#kinds[delimiter.charCodeAt(0)] = DELIMITER;
    this.#kinds[LF] = FEED;
    this.#kinds[CR] = RETURN;
  }

  /**
   * Finds the records from `position` to `end`; the byte at `end` is overwritten.
   *
   * @param width - how many cells a record must have; undefined for one record alone, whatever its width
   * @param last - whether nothing comes after `end`
   */
  scan(bytes: Uint8Array, end: number, width: number | undefined, last: boolean): Stop {
    this.#reserve(end - this.position + 1);
    // Ends the last cell, so that the loop over bytes need not ask where it is.
    bytes[end] = LF;
    this.rows = 0;
    this.#filled = 0;
    while (this.position < end && (width !== undefined || this.rows === 0)) {
      const first = this.#filled;
      const next = this.#record(bytes, end, last);
      const cells = (this.#filled - first) / 2;
      if (next >= 0 && this.#isRecord(bytes, first, width)) {
        if (this.#doubled) this.#undouble(bytes, first);
        this.lines[this.rows++] = this.line;
        this.width = cells;
      } else {
        this.#filled = first;
        if (next === NEED_MORE) return "end";
        if (next === IS_ODD || !this.#isBlank(bytes, first, cells)) return "odd";
      }
      this.position = next;
      this.line += 1 + this.#breaks;
    }
    return "end";
  }

  /** There are no more cells than bytes, and one at the end. */
  #reserve(cells: number): void {
    if (this.lines.length >= cells) return;
    const most = cells + (cells >> 2);
    this.bounds = new Int32Array(2 * most);
    this.lines = new Int32Array(most);
  }

  /** Finds the cells of one record; gives where the next one begins. */
  #record(bytes: Uint8Array, end: number, last: boolean): number {
    const kinds = this.#kinds;
    const bounds = this.bounds;
    let filled = this.#filled;
    let at = this.position;
    this.#breaks = 0;
    this.#doubled = false;
    for (;;) {
      let from = at;
      if (kinds[bytes[at] as number] === QUOTE) {
        from++;
        at = this.#closing(bytes, from, end);
        if (at === end) return last ? IS_ODD : NEED_MORE;
        bounds[filled + 1] = at++;
      } else {
        while (kinds[bytes[at] as number] === PLAIN) at++;
        bounds[filled + 1] = at;
      }
      bounds[filled] = from;
      filled += 2;
      const kind = kinds[bytes[at] as number];
      if (kind === DELIMITER) at++;
      else {
        // What follows a carriage return at the end is not known yet.
        if (!last && (at === end || (kind === RETURN && at + 1 === end))) return NEED_MORE;
        if (kind === PLAIN || kind === QUOTE) return IS_ODD;
        this.#filled = filled;
        return Math.min(end, kind === RETURN && bytes[at + 1] === LF ? at + 2 : at + 1);
      }
    }
  }

  /** Where the quote is that closes a cell; `end` when there is none yet. */
  #closing(bytes: Uint8Array, from: number, end: number): number {
    const quote = this.#quote;
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        if (bytes[at + 1] !== quote) return at;
        this.#doubled = true;
        at++;
      } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) this.#breaks++;
    }
    return end;
  }

  /** Whether the cells from `first` on are a record of this width; an empty line is none. */
  #isRecord(bytes: Uint8Array, first: number, width: number | undefined): boolean {
    const cells = (this.#filled - first) / 2;
    if (cells > 1 || this.bounds[first] !== this.bounds[first + 1]) return cells === (width ?? cells);
    return (width ?? 1) === 1 && bytes[this.position] === this.#quote;
  }

  /** Whether a line holds nothing but blanks, in or out of quotes. Rarer blanks are left to csv-parse. */
  #isBlank(bytes: Uint8Array, first: number, cells: number): boolean {
    if (cells !== 1) return false;
    const to = this.bounds[first + 1] as number;
    for (let at = this.bounds[first] as number; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte !== 32 && byte !== 9 && byte !== LF && byte !== CR) return false;
    }
    return true;
  }

  /** Moves the bytes of cells together over the second of each two quotes. What is left over stays valid text. */
  #undouble(bytes: Uint8Array, first: number): void {
    for (let cell = first; cell < this.#filled; cell += 2) {
      const end = this.bounds[cell + 1] as number;
      let to = this.bounds[cell] as number;
      for (let at = to; at < end; at++) {
        const byte = bytes[at] as number;
        bytes[to++] = byte;
        if (byte === this.#quote) at++;
      }
      bytes.fill(this.#quote, to, end);
      this.bounds[cell + 1] = to;
    }
  }
}
