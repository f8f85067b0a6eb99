/**
 * On which line of the file a record starts.
 *
 * csv-parse tells the line on which a record ends, and counts a `\r\n` inside quotes as two lines. Both are mended here,
 * and cells are only looked at where a record took more than one line.
 */
export class LineCounter {
  /** The line that csv-parse counted last. */
  #last = 0;
  /** Lines that it counted twice, less those that it was not shown. */
  #twice = 0;
  /** The line on which the latest record starts. */
  start = 1;

  /** Goes on after lines that csv-parse does not see. */
  skip(lines: number): void {
    this.#twice -= lines;
  }

  /** Takes in a record that csv-parse says to end on `line`. */
  record(line: number, cells: readonly string[]): void {
    let breaks = 0;
    let pairs = 0;
    if (line > this.#last + 1) {
      for (const cell of cells) {
        breaks += cell.match(/[\r\n]/g)?.length ?? 0;
        pairs += cell.match(/\r\n/g)?.length ?? 0;
      }
    }
    this.start = line - breaks - this.#twice;
    this.#twice += pairs;
    this.#last = line;
  }

  /** The line in the file of a line that csv-parse counted. */
  inFile(line: number): number {
    return line - this.#twice;
  }

  /** The first line after the latest record. */
  get next(): number {
    return this.#last + 1 - this.#twice;
  }
}
