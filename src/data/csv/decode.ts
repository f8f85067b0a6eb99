/**
 * From bytes to text, strictly: bytes that are no text in the encoding are an error, not replacement characters. One byte order mark
 * is taken off.
 */
import { ReadError } from "../../core/errors.js";

/** A decoder of one source. */
export class StrictDecoder {
  #decoder: TextDecoder;
  readonly #name: string;
  /** Lines that ended in the chunks before. */
  #lines = 0;
  #begun = false;
  /** Whether the next chunk begins where a line does. */
  #atLine = true;
  /** The first half of a surrogate pair that two chunks of text share. */
  #half = "";

  constructor(encoding: string, name: string) {
    this.#decoder = new TextDecoder(encoding, { fatal: true });
    this.#name = name;
  }

  /** Goes on after bytes that others have decoded, with this many lines in them. */
  resume(lines: number): void {
    // A byte order mark is one at the very start alone.
    this.#decoder = new TextDecoder(this.#decoder.encoding, { fatal: true, ignoreBOM: true });
    this.#lines = lines;
    this.#begun = true;
    this.#atLine = true;
  }

  /** @throws ReadError `CSV_ENCODING`. */
  decode(chunk: string | Uint8Array): string {
    if (typeof chunk === "string") return this.#whole(chunk);
    if (!this.#begun && isUtf16(chunk) && !this.#decoder.encoding.startsWith("utf-16")) throw this.#error(undefined, 1);
    this.#begun = true;
    try {
      const text = this.#decoder.decode(chunk, { stream: true });
      this.#lines += countLines(chunk);
      this.#atLine = false;
      return text;
    } catch (cause) {
      throw this.#error(cause, this.#lines + this.#badLine(chunk));
    }
  }

  /** What is left when the source ends. */
  end(): string {
    const half = this.#half;
    this.#half = "";
    try {
      return half + this.#decoder.decode();
    } catch (cause) {
      throw this.#error(cause, this.#lines + 1);
    }
  }

  #whole(text: string): string {
    const joined = this.#half + text;
    const last = joined.charCodeAt(joined.length - 1);
    const split = last >= 0xd800 && last < 0xdc00;
    this.#half = split ? joined.slice(-1) : "";
    const whole = split ? joined.slice(0, -1) : joined;
    const marked = !this.#begun && whole.charCodeAt(0) === 0xfeff;
    if (whole !== "") this.#begun = true;
    return marked ? whole.slice(1) : whole;
  }

  /** Which line of a chunk is at fault, counted from 1. */
  #badLine(chunk: Uint8Array): number {
    const strict = new TextDecoder(this.#decoder.encoding, { fatal: true });
    // The chunk may begin within a character.
    let start = 0;
    while (!this.#atLine && start < 3 && ((chunk[start] ?? 0) & 0xc0) === 0x80) start++;
    for (let line = 1; start < chunk.length; line++) {
      const feed = chunk.indexOf(10, start);
      const end = feed < 0 ? chunk.length : feed;
      try {
        strict.decode(chunk.subarray(start, end));
      } catch {
        return line;
      }
      start = end + 1;
    }
    return 1;
  }

  #error(cause: unknown, line: number): ReadError {
    const { encoding } = this.#decoder;
    // In UTF-16 a byte 10 is no line break, so lines are not known.
    const where = encoding.startsWith("utf-16") ? "" : `, line ${line},`;
    return new ReadError("CSV_ENCODING", {
      problem: `${this.#name === "" ? "The CSV" : this.#name}${where} is not written in ${encoding}`,
      expected: `bytes that are text in ${encoding}`,
      remedy:
        encoding === "utf-8"
          ? 'State the encoding: { encoding: "windows-1252" } for files of older Windows programs, { encoding: "utf-16le" } for Unicode text of Excel'
          : 'State the encoding that the file was written in, as { encoding: "utf-8" }',
      data: where === "" ? { encoding } : { encoding, line },
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

/** Whether bytes look like ASCII characters in UTF-16: every other byte is 0, which also is valid UTF-8. */
export function isUtf16(bytes: Uint8Array): boolean {
  const zero = (at: number) => bytes[at] === 0;
  return (zero(0) && zero(2) && !zero(1) && !zero(3)) || (zero(1) && zero(3) && !zero(0) && !zero(2));
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
