/**
 * Where tables are read from: paths, bytes, streams and objects of stores, each as a sequence of chunks of moderate size.
 */
import { DataError, ReadError, show } from "../../core/errors.js";
import { isStored, type ReadableStore, type StoredSource } from "./store.js";

/** What readers of binary formats read: a path, a `file:` URL, bytes, a stream of them, or an object of a store. */
export type ByteSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | AsyncIterable<Uint8Array>
  | ReadableStream<Uint8Array>
  | StoredSource;

/**
 * What readers of text read: a path, a `file:` URL, text, bytes, a stream of either, or an object of a store.
 *
 * A string that holds a line break is text; any other string is a path. `{ text }` is always text.
 */
export type TextSource =
  | ByteSource
  | { readonly text: string }
  | AsyncIterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>;

/** An opened source. */
export interface OpenSource<Chunk = string | Uint8Array> {
  /** What errors call it; empty where it has no name. */
  readonly name: string;
  /** Its size in bytes, or in characters for text; infinite where it is not known. */
  readonly size: number;
  readonly chunks: AsyncIterable<Chunk> | Iterable<Chunk>;
}

/** Large enough to be fast, small enough that the event loop is not held for long. */
const CHUNK = 1 << 17;

/**
 * Opens a source of text. Chunks of bytes are still to be decoded.
 *
 * @throws ReadError `FILE_READ` for a file that cannot be read, DataError `DATA_SHAPE` for something that is no source.
 */
export async function openText(source: TextSource, reader: string): Promise<OpenSource> {
  if (typeof source === "string" && /[\r\n]/.test(source)) return openString(source);
  if (typeof source === "object" && source !== null && "text" in source && typeof source.text === "string")
    return openString(source.text);
  return openAny(source, reader, "bytes or text");
}

/**
 * Opens a source of bytes.
 *
 * @throws ReadError `FILE_READ` for a file that cannot be read, DataError `DATA_SHAPE` for something that is no source.
 */
export async function openBytes(source: ByteSource, reader: string): Promise<OpenSource<Uint8Array>> {
  const { name, size, chunks } = await openAny(source, reader, "bytes");
  return { name, size, chunks: bytesOf(chunks) };
}

/** All bytes of a source in one array: its own, if it was one already. */
export async function readBytes(source: ByteSource, reader: string): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (isStored<ReadableStore>(source)) return (await source.store.get(source.key)).bytes;
  const { chunks } = await openBytes(source, reader);
  return joinBytes(chunks);
}

/** All chunks in one array. They are copied: a source may use its buffer again. */
export async function joinBytes(chunks: OpenSource<Uint8Array>["chunks"]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk.slice());
    size += chunk.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function openAny(source: unknown, reader: string, chunks: string): Promise<OpenSource> {
  if (typeof source === "string" || source instanceof URL) return openFile(source, reader);
  if (source instanceof ArrayBuffer) return openArray(new Uint8Array(source));
  if (source instanceof Uint8Array) return openArray(source);
  if (isStored<ReadableStore>(source)) {
    const { size, stream } = await source.store.getStream(source.key);
    return { name: source.key, size, chunks: slices(readStream(stream)) };
  }
  if (isIterable(source)) return { name: "", size: Number.POSITIVE_INFINITY, chunks: slices(source) };
  if (isWebStream(source)) return { name: "", size: Number.POSITIVE_INFINITY, chunks: slices(readStream(source)) };
  throw new DataError("DATA_SHAPE", {
    problem: `${reader} can read nothing here`,
    given: show(source),
    expected: `a path, a file: URL, a stream of ${chunks}, { store, key }, bytes${chunks === "bytes" ? "" : ", or { text }"}`,
    remedy: "Give the path of a file, or its content; for rows that are objects already use Frame.fromRows",
  });
}

function isIterable(source: unknown): source is AsyncIterable<unknown> {
  return typeof source === "object" && source !== null && Symbol.asyncIterator in source;
}

function isWebStream(source: unknown): source is ReadableStream<unknown> {
  return typeof ReadableStream !== "undefined" && source instanceof ReadableStream;
}

function openString(text: string): OpenSource {
  return { name: "", size: text.length, chunks: textSlices(text) };
}

function openArray(bytes: Uint8Array): OpenSource {
  return { name: "", size: bytes.length, chunks: byteSlices(bytes) };
}

async function openFile(path: string | URL, reader: string): Promise<OpenSource> {
  const name = String(path);
  checkProtocol(path, reader);
  try {
    const { createReadStream } = await import("node:fs");
    const { stat } = await import("node:fs/promises");
    const { size } = await stat(path);
    return { name, size, chunks: guarded(createReadStream(path, { highWaterMark: CHUNK }), name) };
  } catch (cause) {
    throw cannotRead(name, cause);
  }
}

/** @throws ReadError `FILE_READ` for a URL that is no file's. */
export function checkProtocol(path: string | URL, reader: string): void {
  if (!(path instanceof URL) || path.protocol === "file:") return;
  throw new ReadError("FILE_READ", {
    problem: `Files are not fetched from ${path.protocol} addresses`,
    given: show(String(path)),
    expected: "a path or a file: URL",
    remedy: `Give the body of your own request: ${reader}((await fetch(url)).body)`,
    data: { path: String(path) },
  });
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

/** Error for a file that the system does not give. */
export function cannotRead(path: string, cause: unknown): ReadError {
  return new ReadError("FILE_READ", {
    problem: "The file cannot be read",
    given: show(path, 200),
    expected: "the path of a file that is there and may be read",
    remedy: `Check the path and the rights (${cause instanceof Error ? cause.message : String(cause)}); for text that is no path give { text }`,
    data: { path },
    cause,
  });
}

/** The streams of the web, in engines where they cannot be iterated. */
async function* readStream<Chunk>(stream: ReadableStream<Chunk>): AsyncIterable<Chunk> {
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
    else throw noChunk(chunk, "neither bytes nor text");
  }
}

async function* bytesOf(chunks: OpenSource["chunks"]): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    if (typeof chunk === "string") throw noChunk(chunk, "no bytes");
    yield chunk;
  }
}

function noChunk(chunk: unknown, what: string): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `The stream gives something that is ${what}`,
    given: show(chunk),
    expected: what === "no bytes" ? "chunks of Uint8Array" : "chunks of Uint8Array or string",
    remedy: "Give a stream of bytes; for rows that are objects already use framesFromRows",
  });
}

function* byteSlices(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK) yield bytes.subarray(start, start + CHUNK);
}

function* textSlices(text: string): Iterable<string> {
  for (let start = 0; start < text.length; start += CHUNK) yield text.slice(start, start + CHUNK);
}
