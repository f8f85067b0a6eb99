/**
 * The lines of a text that comes in chunks of bytes or text, with their numbers, without those that are blank.
 */
import { ReadError } from "../../core/errors.js";

/** A line of the text. */
export interface Line {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
}

/** Lines that came with one chunk. */
export interface LineBlock {
  readonly lines: readonly Line[];
  /** The size of the chunk. */
  readonly size: number;
}

/**
 * Cuts chunks into lines.
 *
 * @throws ReadError `JSON_SYNTAX` for bytes that are no UTF-8, with the line.
 */
export async function* linesOf(
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  place: (line: number) => string,
): AsyncGenerator<LineBlock> {
  const decoder = new LineDecoder(place);
  let number = 0;
  const cut = (text: string): Line[] => {
    const lines: Line[] = [];
    for (const line of text.split("\n")) {
      number++;
      // A byte order mark begins the first line at most; trim takes it off too, and the \r of Windows.
      const trimmed = line.trim();
      if (trimmed !== "") lines.push({ text: trimmed, number });
    }
    return lines;
  };
  for await (const chunk of chunks) {
    const text = decoder.whole(chunk, number);
    yield { lines: text === undefined ? [] : cut(text), size: chunk.length };
  }
  yield { lines: cut(decoder.rest(number)), size: 0 };
}

/** Gives the lines that are whole, as text. A line break is never part of another character of UTF-8. */
class LineDecoder {
  readonly #place: (line: number) => string;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** What came since the last line break. */
  #parts: (string | Uint8Array)[] = [];

  constructor(place: (line: number) => string) {
    this.#place = place;
  }

  /** The lines that end in this chunk, without the last line break; nothing when none does. */
  whole(chunk: string | Uint8Array, linesBefore: number): string | undefined {
    const end = typeof chunk === "string" ? chunk.lastIndexOf("\n") : chunk.lastIndexOf(10);
    if (end < 0) {
      this.#parts.push(chunk.slice());
      return undefined;
    }
    this.#parts.push(typeof chunk === "string" ? chunk.slice(0, end) : chunk.subarray(0, end));
    const text = this.rest(linesBefore);
    // A copy: the source may use its buffer again.
    this.#parts = [chunk.slice(end + 1)];
    return text;
  }

  /** What is left. */
  rest(linesBefore: number): string {
    const parts = this.#parts;
    this.#parts = [];
    if (parts.every((part) => typeof part === "string")) return parts.join("");
    const encoder = new TextEncoder();
    const bytes = joined(parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part)));
    try {
      return this.#decoder.decode(bytes);
    } catch (cause) {
      throw this.#noText(bytes, linesBefore, cause);
    }
  }

  #noText(bytes: Uint8Array, linesBefore: number, cause: unknown): ReadError {
    let line = linesBefore + 1;
    for (let start = 0; ; line++) {
      const feed = bytes.indexOf(10, start);
      const end = feed < 0 ? bytes.length : feed;
      if (feed < 0 || !isText(bytes.subarray(start, end))) break;
      start = end + 1;
    }
    return new ReadError("JSON_SYNTAX", {
      problem: `${this.#place(line)} is not written in UTF-8`,
      expected: "JSON in UTF-8",
      remedy: "Write the file again in UTF-8, as JSON prescribes",
      data: { line },
      cause,
    });
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
