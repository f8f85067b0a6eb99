/**
 * Reads the plain part of a CSV straight from UTF-8 into columns: all of most files. What it cannot read, from the first record
 * that is not of the usual form on, it leaves to csv-parse, which gives the same cells and says what is wrong with them.
 *
 * Chunks are copied into one buffer behind what was left of the last record; the scanner finds the cells of all whole records,
 * their bytes are checked to be text, and the columns read their cells, column after column. Time O(bytes), about 1/6 of
 * csv-parse's; memory a few chunks.
 */
import { isUtf16 } from "../decode.js";
import type { CsvFormat } from "../options.js";
import { CellBlock } from "./block.js";
import { Scanner } from "./scan.js";

/** Where the records go. */
export interface BlockTarget {
  /** How many cells a record has; not known before the first one. */
  readonly width: number | undefined;
  /** Takes records, whose lines are given. */
  block(block: CellBlock, lines: Int32Array): void;
}

/** Records of this many bytes are left to csv-parse: the buffer would have to grow, and they may just lack a quote. */
const LONGEST = 1 << 20;

/** Whether a CSV of this format can be read from bytes. */
export function isPlain({ syntax }: CsvFormat): boolean {
  const { delimiter, quote } = syntax;
  const isByte = (mark: string) => mark.length === 1 && mark.charCodeAt(0) < 128;
  const isUsual = syntax.escape === quote && syntax.comment === null;
  return isUsual && isByte(delimiter) && (quote === null || isByte(quote));
}

export class PlainReader {
  readonly #target: BlockTarget;
  readonly #scanner: Scanner;
  readonly #decoder: TextDecoder;
  /** From `#scanner.position` to `#length` are the bytes of the record that has begun. */
  #buffer = new Uint8Array(0);
  #length = 0;
  #begun: boolean;

  /** @param isFile - whether the bytes are a file's, which may begin with a byte order mark or be UTF-16 */
  constructor({ syntax }: CsvFormat, target: BlockTarget, isFile: boolean) {
    this.#begun = !isFile;
    this.#target = target;
    this.#scanner = new Scanner(syntax.delimiter, syntax.quote);
    this.#decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  }

  /** Takes the next bytes; false when the rest, which `left` gives, is for csv-parse. */
  write(bytes: Uint8Array, last: boolean): boolean {
    this.#append(bytes);
    if (!this.#begun) {
      if (this.#length < 4 && !last) return true;
      if (isUtf16(this.#buffer.subarray(0, this.#length))) return false;
      this.#begun = true;
      const [a, b, c] = this.#buffer;
      const marked = this.#length >= 3 && a === 0xef && b === 0xbb && c === 0xbf;
      if (marked) this.#scanner.position = 3;
    }
    return this.#read(last) && this.#length - this.#scanner.position <= LONGEST;
  }

  /** What was not read: its bytes, and how many lines were before it. */
  get left(): { readonly bytes: Uint8Array; readonly lines: number; readonly atStart: boolean } {
    return {
      bytes: this.#buffer.slice(this.#scanner.position, this.#length),
      lines: this.#scanner.line - 1,
      atStart: !this.#begun,
    };
  }

  #append(bytes: Uint8Array): void {
    const { position } = this.#scanner;
    const left = this.#length - position;
    // One byte more than there is, for the scanner.
    const size = left + bytes.length + 1;
    const buffer = size > this.#buffer.length ? new Uint8Array(2 * size) : this.#buffer;
    buffer.set(this.#buffer.subarray(position, this.#length));
    buffer.set(bytes, left);
    this.#buffer = buffer;
    this.#length = left + bytes.length;
    this.#scanner.position = 0;
  }

  /** Reads all whole records; false when one is odd. */
  #read(last: boolean): boolean {
    const scanner = this.#scanner;
    for (;;) {
      const { width } = this.#target;
      const { position, line } = scanner;
      const stop = scanner.scan(this.#buffer, this.#length, width, last);
      if (scanner.rows > 0) {
        const block = this.#block();
        if (block === undefined) {
          scanner.position = position;
          scanner.line = line;
          return false;
        }
        this.#target.block(block, scanner.lines);
      }
      if (stop === "odd") return false;
      if (width !== undefined || scanner.rows === 0) return true;
    }
  }

  /** The records found, if their bytes are UTF-8. */
  #block(): CellBlock | undefined {
    const { bounds, width, rows, position } = this.#scanner;
    try {
      const text = this.#decoder.decode(this.#buffer.subarray(0, position));
      const size = { width, rows };
      return new CellBlock(this.#buffer, bounds, size, this.#decoder, text.length === position ? text : undefined);
    } catch {
      return undefined;
    }
  }
}
