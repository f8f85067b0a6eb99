/**
 * Reading parts of a source in any order, as formats with their index at the end need it. A file is read part by part; any
 * other source is read into memory whole.
 */
import { type ByteSource, cannotRead, checkProtocol, readBytes } from "./source.js";

/** An opened source of bytes at known places. */
export interface RandomAccess {
  /** What errors call it; empty where it has no name. */
  readonly name: string;
  /** Its size in bytes. */
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`, in an array of their own. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/**
 * Opens a source for reading in any order. Whoever opens it closes it.
 *
 * @throws ReadError `FILE_READ` for a file that cannot be read, DataError `DATA_SHAPE` for something that is no source.
 */
export async function openRandomAccess(source: ByteSource, reader: string): Promise<RandomAccess> {
  if (typeof source === "string" || source instanceof URL) {
    checkProtocol(source, reader);
    return openFile(source);
  }
  const bytes = await readBytes(source, reader);
  return {
    name: "",
    size: bytes.length,
    read: async (start, end) => new Uint8Array(bytes.subarray(start, end)),
    close: async () => undefined,
  };
}

async function openFile(path: string | URL): Promise<RandomAccess> {
  const name = String(path);
  const failed = (cause: unknown) => {
    throw cannotRead(name, cause);
  };
  const { open } = await import("node:fs/promises");
  const handle = await open(path).catch(failed);
  const stat = await handle.stat().catch(failed);
  return {
    name,
    size: stat.size,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at).catch(failed);
        if (bytesRead === 0) failed(new Error(`the file ends at ${start + at}, before ${end}`));
        at += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
