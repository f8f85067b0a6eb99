/** Reading open files: a part into memory, or the whole as a stream. */
import type { FileSystem } from "./file-system.js";
import type { StoredStream } from "./store.js";

type Handle = Awaited<ReturnType<FileSystem["open"]>>;

const PIECE = 1024 * 1024;

/** The bytes from `start` up to, not including, `end`, or to the file's end. */
export async function readRange(handle: Handle, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await handle.stat();
  const from = Math.min(Math.max(0, start), size);
  const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from));
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(bytes.length - at, 64 * PIECE), from + at);
    if (bytesRead === 0) return bytes.slice(0, at);
    at += bytesRead;
  }
  return bytes;
}

/** The whole file, read as it is asked for. The file is closed at its end, on an error, and when the stream is cancelled. */
export async function streamFile(handle: Handle): Promise<StoredStream> {
  const size = await sizeOrClose(handle);
  let at = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = new Uint8Array(Math.min(PIECE, size - at));
        const { bytesRead } = piece.length === 0 ? { bytesRead: 0 } : await readOrClose(handle, piece, at);
        at += bytesRead;
        if (bytesRead > 0) return controller.enqueue(piece.subarray(0, bytesRead));
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
  return { size, stream };
}

async function sizeOrClose(handle: Handle): Promise<number> {
  try {
    return (await handle.stat()).size;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readOrClose(handle: Handle, into: Uint8Array, at: number): Promise<{ readonly bytesRead: number }> {
  try {
    return await handle.read(into, 0, into.length, at);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
