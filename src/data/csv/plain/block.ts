/**
 * Cells as places in bytes: what the scanner finds and the columns read, without a string or an object for a cell.
 */

/** Some whole records. Their bytes are used again for the next ones: whoever keeps a cell copies it. */
export class CellBlock {
  readonly bytes: Uint8Array;
  /** Where cells begin and end: two numbers for each, record after record. */
  readonly bounds: Int32Array;
  /** How many cells a record has. */
  readonly width: number;
  readonly rows: number;
  /** Of UTF-8; does not take a byte order mark off. */
  readonly decoder: TextDecoder;
  /** The bytes as text, where each of them is one character. */
  readonly #text: string | undefined;

  constructor(
    bytes: Uint8Array,
    bounds: Int32Array,
    size: { readonly width: number; readonly rows: number },
    decoder: TextDecoder,
    text?: string,
  ) {
    this.bytes = bytes;
    this.bounds = bounds;
    this.width = size.width;
    this.rows = size.rows;
    this.decoder = decoder;
    this.#text = text;
  }

  /** One cell as text. */
  text(row: number, at: number): string {
    const cell = 2 * (row * this.width + at);
    const from = this.bounds[cell] as number;
    const to = this.bounds[cell + 1] as number;
    // V8 copies short slices; longer ones would keep the text of the whole block alive.
    if (this.#text !== undefined && to - from < 13) return this.#text.slice(from, to);
    return this.decoder.decode(this.bytes.subarray(from, to));
  }

  /** The cells of one record as texts. */
  record(row: number): string[] {
    return Array.from({ length: this.width }, (_, at) => this.text(row, at));
  }
}
