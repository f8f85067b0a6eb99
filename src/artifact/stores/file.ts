/**
 * A store in a folder: the object of a key is the file of that path below the root.
 *
 * A write goes to a temporary file in the same folder, is flushed, and takes its place in one step, so that a crash leaves
 * the old object or the new one. Creating (`ifNoneMatch`) links the file to its name, which the system lets one of many
 * writers do, in whatever process. Replacing and deleting hold a lock for the moment between the check and the step.
 */
import { StoreError, show } from "../../core/errors.js";
import { toHex } from "../digest.js";
import { listFiles } from "./file-list.js";
import { takeLock } from "./file-lock.js";
import { type FilePlace, placeToRead, placeToWrite, syncFolder } from "./file-paths.js";
import { readRange, streamFile } from "./file-read.js";
import { codeOf, type FileSystem, fileError, fileSystem, readFlags } from "./file-system.js";
import { checkKey, checkPrefix } from "./keys.js";
import {
  type ArtifactStore,
  checkCondition,
  checkPutOptions,
  conflict,
  type DeleteOptions,
  type ListedObject,
  type PutOptions,
  type StoredBytes,
  type StoredHead,
  type StoredStream,
} from "./store.js";
import { ETAG_LENGTH, etagOf } from "./stream.js";

/** How names that are the store's own start: they are no keys, and never listed. */
const TEMPORARY = ".mlkit-tmp-";
const LOCK = ".mlkit-lock-";

/** Systems that cannot link files say one of these. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/**
 * Keeps artifacts in a folder, safely for any number of processes. Node only. The folder is made when something is first
 * stored. Etags are digests of the content, so `head` reads the whole file.
 *
 * @example
 * ```ts
 * import { tmpdir } from "node:os";
 * import { FileStore, StandardScaler, load, save } from "@org/mlkit";
 *
 * const store = new FileStore(`${tmpdir()}/mlkit-example`);
 * await save(await new StandardScaler().fit([[1], [3]]), store, "scalers/first");
 * const scaler = await load(store, "scalers/first", { as: new StandardScaler() });
 * [...scaler.mean]; // => [2]
 * ```
 */
export class FileStore implements ArtifactStore {
  /** The folder, as given. */
  readonly root: string;
  #realRoot: string | undefined;
  /** Writers of this store wait here for one another, and only their first for other processes. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(root: string) {
    if (typeof root !== "string" || root === "" || root.includes("\0")) {
      throw new StoreError("STORE_KEY", {
        problem: "The root of a FileStore is no path",
        given: show(root),
        expected: "the path of a folder",
        remedy: 'Write new FileStore("artifacts")',
      });
    }
    this.root = root;
  }

  async get(key: string): Promise<StoredBytes> {
    const bytes = await this.getRange(key, 0, Number.POSITIVE_INFINITY);
    return { bytes, etag: await etagOf(bytes) };
  }

  async head(key: string): Promise<StoredHead> {
    const { stream, size } = await this.getStream(key);
    try {
      return { size, etag: await digestOf(stream) };
    } catch (error) {
      throw fileError(key, error);
    }
  }

  async getRange(key: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#open(key, async (handle) => {
      try {
        return await readRange(handle, start, end);
      } finally {
        await handle.close();
      }
    });
  }

  async getStream(key: string): Promise<StoredStream> {
    return this.#open(key, streamFile);
  }

  async *list(prefix = ""): AsyncIterable<ListedObject> {
    checkPrefix(prefix);
    const fs = await fileSystem();
    try {
      yield* listFiles(fs, this.#realRoot ?? this.root, prefix);
    } catch (error) {
      throw fileError(prefix, error);
    }
  }

  async put(key: string, bytes: Uint8Array, options: PutOptions = {}): Promise<{ readonly etag: string }> {
    return this.#write(key, options, async (handle) => {
      let at = 0;
      while (at < bytes.length) at += (await handle.write(bytes, at)).bytesWritten;
      return etagOf(bytes);
    });
  }

  async putStream(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: PutOptions = {},
  ): Promise<{ readonly etag: string }> {
    return this.#write(key, options, async (handle) => {
      async function* written(): AsyncIterable<Uint8Array> {
        for await (const part of labelled(source)) {
          let at = 0;
          while (at < part.length) at += (await handle.write(part, at)).bytesWritten;
          yield part;
        }
      }
      return digestOf(written());
    });
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<void> {
    checkKey(key);
    checkPutOptions(options);
    const fs = await fileSystem();
    try {
      const place = await this.#placeOrNothing(fs, key);
      if (place === undefined) return checkCondition(key, options, undefined);
      await this.#locked(fs, place, async () => {
        if (options.ifMatch !== undefined) checkCondition(key, options, await this.#etagNow(key));
        await fs.rm(place.path, { force: true });
        await syncFolder(fs, place.folder);
      });
    } catch (error) {
      throw fileError(key, error);
    }
  }

  async #open<T>(key: string, use: (handle: Awaited<ReturnType<FileSystem["open"]>>) => Promise<T>): Promise<T> {
    checkKey(key);
    const fs = await fileSystem();
    try {
      const { path } = await placeToRead(fs, await this.#rootPath(fs, false), key);
      return await use(await fs.open(path, await readFlags()));
    } catch (error) {
      throw fileError(key, error);
    }
  }

  /** The root with links resolved, once: later changes to them do not move the store. */
  async #rootPath(fs: FileSystem, make: boolean): Promise<string> {
    if (this.#realRoot !== undefined) return this.#realRoot;
    if (make) await fs.mkdir(this.root, { recursive: true });
    this.#realRoot = await fs.realpath(this.root);
    return this.#realRoot;
  }

  async #placeOrNothing(fs: FileSystem, key: string): Promise<FilePlace | undefined> {
    try {
      return await placeToRead(fs, await this.#rootPath(fs, false), key);
    } catch (error) {
      if (fileError(key, error).code === "STORE_NOT_FOUND") return undefined;
      throw error;
    }
  }

  async #etagNow(key: string): Promise<string | undefined> {
    try {
      return (await this.head(key)).etag;
    } catch (error) {
      if (error instanceof StoreError && error.code === "STORE_NOT_FOUND") return undefined;
      throw error;
    }
  }

  async #write(
    key: string,
    options: PutOptions,
    fill: (handle: Awaited<ReturnType<FileSystem["open"]>>) => Promise<string>,
  ): Promise<{ readonly etag: string }> {
    checkKey(key);
    checkPutOptions(options);
    const fs = await fileSystem();
    let temporary: string | undefined;
    try {
      const place = await placeToWrite(fs, await this.#rootPath(fs, true), key);
      temporary = `${place.folder}/${TEMPORARY}${crypto.randomUUID()}`;
      const etag = await writeFlushed(fs, temporary, fill);
      await this.#commit(fs, key, temporary, place, options);
      await syncFolder(fs, place.folder);
      return { etag };
    } catch (error) {
      throw asWriteError(key, error);
    } finally {
      // After a rename there is nothing left to remove.
      if (temporary !== undefined) await fs.rm(temporary, { force: true });
    }
  }

  async #commit(fs: FileSystem, key: string, temporary: string, place: FilePlace, options: PutOptions): Promise<void> {
    if (options.ifNoneMatch === "*" && (await linked(fs, key, temporary, place.path))) return;
    await this.#locked(fs, place, async (held) => {
      const conditional = options.ifMatch !== undefined || options.ifNoneMatch !== undefined;
      if (conditional) checkCondition(key, options, await this.#etagNow(key));
      if (!(await held())) throw conflict(key, "a lock that was lost to another writer", "the lock of this object");
      await fs.rename(temporary, place.path);
    });
  }

  async #locked(
    fs: FileSystem,
    place: FilePlace,
    task: (held: () => Promise<boolean>) => Promise<void>,
  ): Promise<void> {
    const run = async (): Promise<void> => {
      const lock = await takeLock(fs, `${place.folder}/${LOCK}${place.name}`);
      try {
        await task(lock.held);
      } finally {
        await lock.release();
      }
    };
    const before = this.#queues.get(place.path) ?? Promise.resolve();
    const after = before.then(run, run);
    this.#queues.set(place.path, after);
    try {
      await after;
    } finally {
      if (this.#queues.get(place.path) === after) this.#queues.delete(place.path);
    }
  }
}

async function writeFlushed(
  fs: FileSystem,
  path: string,
  fill: (handle: Awaited<ReturnType<FileSystem["open"]>>) => Promise<string>,
): Promise<string> {
  const handle = await fs.open(path, "wx");
  try {
    const etag = await fill(handle);
    await handle.sync();
    return etag;
  } finally {
    await handle.close();
  }
}

/** Gives the file its name if it is free. False on file systems without links. @throws StoreError `STORE_CONFLICT`. */
async function linked(fs: FileSystem, key: string, temporary: string, path: string): Promise<boolean> {
  try {
    await fs.link(temporary, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw conflict(key, "an object", "none");
    if (NO_LINKS.includes(codeOf(error) ?? "")) return false;
    throw error;
  }
}

/** Digests piece by piece, which Web Crypto cannot. */
async function digestOf(source: AsyncIterable<Uint8Array>): Promise<string> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  for await (const part of source) hash.update(part);
  return toHex(hash.digest()).slice(0, ETAG_LENGTH);
}

/** A failure of the caller's own source, kept apart from those of the file system. */
class SourceFailure extends Error {}

async function* labelled(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new SourceFailure("The source failed", { cause });
  }
}

/** What fails on the way to a file is no sign that an object is missing. What the caller's source throws passes as it is. */
function asWriteError(key: string, error: unknown): unknown {
  if (error instanceof SourceFailure) return error.cause;
  const wrapped = fileError(key, error);
  if (wrapped.code !== "STORE_NOT_FOUND") return wrapped;
  return new StoreError("STORE_IO", {
    problem: `The folder of ${show(key)} went away while it was written`,
    remedy: "Call again, and see who deletes folders of the store",
    data: { key },
    cause: error,
  });
}
