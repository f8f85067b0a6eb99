/**
 * Where a table is read from: a path, a text, bytes or a stream, each as a sequence of chunks of moderate size.
 */
import { DataError, ReadError, show } from "../../core/errors.js";

/**
 * What {@link readCsv} reads: a path, a `file:` URL, CSV text, bytes, or a stream of either.
 *
 * A string that holds a line break is CSV text; any other string is a path. `{ text }` is always text.
 */
export type CsvSource =
  | string
  | URL
  | { readonly text: string }
  | Uint8Array
  | ArrayBuffer
  | AsyncIterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>;

/** An opened source. */
export interface OpenSource {
  /** What errors call it; empty where it has no name. */
  readonly name: string;
  /** Its size in bytes, or in characters for text; infinite where it is not known. */
  readonly size: number;
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/** Large enough to be fast, small enough that the event loop is not held for long. */
const CHUNK = 1 << 17;

/**
 * Opens a source.
 *
 * @throws ReadError `FILE_READ` for a file that cannot be read, DataError `DATA_SHAPE` for something that is no source.
 */
export async function openSource(source: CsvSource): Promise<OpenSource> {
  if (typeof source === "string") return /[\r\n]/.test(source) ? openText(source) : openFile(source);
  if (source instanceof URL) return openFile(source);
  if (source instanceof ArrayBuffer) return openBytes(new Uint8Array(source));
  if (source instanceof Uint8Array) return openBytes(source);
  if (isStream(source)) return { name: "", size: Number.POSITIVE_INFINITY, chunks: slices(source) };
  if (typeof source === "object" && source !== null && "text" in source && typeof source.text === "string")
    return openText(source.text);
  if (isWebStream(source)) {
    return { name: "", size: Number.POSITIVE_INFINITY, chunks: slices(readAll(source)) };
  }
  throw new DataError("DATA_SHAPE", {
    problem: "There is nothing here that could be read as CSV",
    given: show(source),
    expected: "a path, a file: URL, { text }, bytes, or a stream of bytes or text",
    remedy: "Give the path of a file, or its content; for rows that are objects already use Frame.fromRows",
  });
}

function isStream(source: object): source is AsyncIterable<string | Uint8Array> {
  return typeof source === "object" && source !== null && Symbol.asyncIterator in source;
}

function isWebStream(source: unknown): source is ReadableStream<string | Uint8Array> {
  return typeof ReadableStream !== "undefined" && source instanceof ReadableStream;
}

function openText(text: string): OpenSource {
  return { name: "", size: text.length, chunks: textSlices(text) };
}

function openBytes(bytes: Uint8Array): OpenSource {
  return { name: "", size: bytes.length, chunks: byteSlices(bytes) };
}

async function openFile(path: string | URL): Promise<OpenSource> {
  const name = String(path);
  if (path instanceof URL && path.protocol !== "file:") {
    throw new ReadError("FILE_READ", {
      problem: `Files are not fetched from ${path.protocol} addresses`,
      given: show(name),
      expected: "a path or a file: URL",
      remedy: "Give the body of your own request: readCsv((await fetch(url)).body)",
      data: { path: name },
    });
  }
  try {
    const { createReadStream } = await import("node:fs");
    const { stat } = await import("node:fs/promises");
    const { size } = await stat(path);
    return { name, size, chunks: guarded(createReadStream(path, { highWaterMark: CHUNK }), name) };
  } catch (cause) {
    throw cannotRead(name, cause);
  }
}

async function* guarded(stream: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw cannotRead(name, cause);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Closes the file when the reader stops early.
    await chunks.return?.();
  }
}

function cannotRead(path: string, cause: unknown): ReadError {
  return new ReadError("FILE_READ", {
    problem: "The file cannot be read",
    given: show(path, 200),
    expected: "the path of a file that is there and may be read",
    remedy: `Check the path and the rights (${cause instanceof Error ? cause.message : String(cause)}); for CSV text give { text }`,
    data: { path },
    cause,
  });
}

/** The streams of the web, in engines where they cannot be iterated. */
async function* readAll(stream: ReadableStream<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

async function* slices(stream: AsyncIterable<unknown>): AsyncIterable<string | Uint8Array> {
  for await (const chunk of stream) {
    if (typeof chunk === "string") yield* textSlices(chunk);
    else if (chunk instanceof Uint8Array) yield* byteSlices(chunk);
    else {
      throw new DataError("DATA_SHAPE", {
        problem: "The stream gives something that is neither bytes nor text",
        given: show(chunk),
        expected: "chunks of Uint8Array or string",
        remedy: "Give a stream of bytes; for rows that are objects already use Frame.fromRows",
      });
    }
  }
}

function* byteSlices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
}

function* textSlices(text: string): Iterable<string> {
  for (let start = 0; start < text.length; start += CHUNK) yield text.slice(start, start + CHUNK);
}
