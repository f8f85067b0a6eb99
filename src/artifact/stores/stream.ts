/** Between whole byte arrays and streams. */
import { StoreError, show } from "../../core/errors.js";
import { sha256 } from "../digest.js";
import type { StoredStream } from "./store.js";

/** The etag of content: the first half of its SHA-256 digest. */
export async function etagOf(bytes: Uint8Array): Promise<string> {
  return (await sha256(bytes)).slice(0, ETAG_LENGTH);
}

/** The number of hexadecimal digits of an etag. */
export const ETAG_LENGTH = 32;

/** A stream of one piece. */
export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** Everything that a source gives, in one array. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    // A copy: the source may reuse its buffer.
    parts.push(new Uint8Array(part));
    size += part.length;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads a stream of a known size into one array. */
export async function readAll(key: string, { stream, size }: StoredStream): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  const reader = stream.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > size) {
      await reader.cancel();
      throw wrongSize(key, "more", size);
    }
    bytes.set(value, at);
    at += value.length;
  }
  if (at < size) throw wrongSize(key, `${at} bytes`, size);
  return bytes;
}

function wrongSize(key: string, given: string, size: number): StoreError {
  return new StoreError("STORE_IO", {
    problem: `The store gave another number of bytes for ${show(key)} than it said`,
    given,
    expected: `${size} bytes`,
    remedy: "Read it again; if it stays so, the store does not keep to its contract (see checkStore)",
    data: { key },
  });
}
