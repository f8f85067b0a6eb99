/**
 * Where tables are written to: files, streams and objects of stores. A file or an object appears as a whole or not at all.
 */
import { DataError, ReadError, show } from "../../core/errors.js";
import { isStored, type StoredTarget, type WritableStore } from "./store.js";

/**
 * What writers write to: a path, a `file:` URL, a `WritableStream`, or an object of a store.
 *
 * For a stream of Node, such as the response of a server, give `Writable.toWeb(stream)`.
 */
export type ByteTarget = string | URL | WritableStream<Uint8Array> | StoredTarget;

/** Whether a value is a target, for functions whose target may be left out. */
export function isTarget(value: unknown): value is ByteTarget {
  return typeof value === "string" || value instanceof URL || isStored<WritableStore>(value) || isWritable(value);
}

function isWritable(value: unknown): value is WritableStream<Uint8Array> {
  return typeof WritableStream !== "undefined" && value instanceof WritableStream;
}

/**
 * Writes all chunks, or nothing: when the chunks fail, a file or an object stays as it was, and a stream is aborted.
 *
 * @throws ReadError `FILE_WRITE`, StoreError; whatever the chunks throw passes as it is.
 */
export async function writeTo(target: ByteTarget, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  if (typeof target === "string" || target instanceof URL) return writeFile(target, chunks);
  if (isStored<WritableStore>(target)) return void (await target.store.putStream(target.key, chunks));
  if (isWritable(target)) return writeStream(target, chunks);
  throw new DataError("DATA_SHAPE", {
    problem: "There is nothing here that could be written to",
    given: show(target),
    expected: "a path, a file: URL, a WritableStream or { store, key }",
    remedy: "Give one of these; for a stream of Node give Writable.toWeb(stream)",
  });
}

async function writeStream(target: WritableStream<Uint8Array>, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const writer = target.getWriter();
  let last: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of chunks) {
      // Waits for room, not for each chunk to arrive. A write that failed shows in the next `ready`, the last one below.
      await writer.ready;
      last = writer.write(chunk);
      last.catch(() => undefined);
    }
    await last;
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  } finally {
    writer.releaseLock();
  }
}

/** Written beside its place under another name, flushed, and then moved. */
async function writeFile(path: string | URL, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const fs = await import("node:fs/promises");
  const failed = (cause: unknown) => {
    throw cannotWrite(String(path), cause);
  };
  const { handle, temporary } = await openBeside(path, fs.open).catch(failed);
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk).catch(failed);
    await handle.sync().catch(failed);
    await handle.close();
    await fs.rename(temporary, path).catch(failed);
  } catch (error) {
    await handle.close();
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** Makes a new file in the same folder, under the first such name that is free. */
async function openBeside(path: string | URL, open: typeof import("node:fs/promises").open) {
  for (let attempt = 0; ; attempt++) {
    const name = `${String(path)}.${attempt}.tmp`;
    const temporary = typeof path === "string" ? name : new URL(name);
    try {
      return { handle: await open(temporary, "wx"), temporary };
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EEXIST";
      if (!taken || attempt >= 100) throw error;
    }
  }
}

function cannotWrite(path: string, cause: unknown): ReadError {
  return new ReadError("FILE_WRITE", {
    problem: "The file cannot be written",
    given: show(path, 200),
    expected: "a path in a folder that is there and may be written to",
    remedy: `Check the folder and the rights (${cause instanceof Error ? cause.message : String(cause)})`,
    data: { path },
    cause,
  });
}
