/** A store in memory: for tests, for browsers, and for models that live as long as the process. */
import { checkKey, checkPrefix } from "./keys.js";
import {
  type ArtifactStore,
  checkCondition,
  checkPutOptions,
  type DeleteOptions,
  type ListedObject,
  notFound,
  type PutOptions,
  type StoredBytes,
  type StoredHead,
  type StoredStream,
} from "./store.js";
import { collect, etagOf, streamOf } from "./stream.js";

/**
 * Keeps artifacts in memory.
 *
 * @example
 * ```ts
 * import { MemoryStore } from "@org/mlkit";
 *
 * const store = new MemoryStore();
 * await store.put("notes/first", new TextEncoder().encode("hello"));
 * (await store.get("notes/first")).bytes.length; // => 5
 * ```
 */
export class MemoryStore implements ArtifactStore {
  readonly #objects = new Map<string, StoredBytes>();

  async get(key: string): Promise<StoredBytes> {
    const { bytes, etag } = this.#find(key);
    return { bytes: new Uint8Array(bytes), etag };
  }

  async put(key: string, bytes: Uint8Array, options: PutOptions = {}): Promise<{ readonly etag: string }> {
    checkKey(key);
    checkPutOptions(options);
    return this.#store(key, new Uint8Array(bytes), options);
  }

  async head(key: string): Promise<StoredHead> {
    const { bytes, etag } = this.#find(key);
    return { size: bytes.length, etag };
  }

  async *list(prefix = ""): AsyncIterable<ListedObject> {
    checkPrefix(prefix);
    // The keys as they are now; those deleted while the caller works are left out.
    const keys = [...this.#objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const found = this.#objects.get(key);
      if (found !== undefined) yield { key, size: found.bytes.length };
    }
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<void> {
    checkKey(key);
    checkCondition(key, options, this.#objects.get(key)?.etag);
    this.#objects.delete(key);
  }

  async getStream(key: string): Promise<StoredStream> {
    const { bytes } = await this.get(key);
    return { size: bytes.length, stream: streamOf(bytes) };
  }

  async putStream(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: PutOptions = {},
  ): Promise<{ readonly etag: string }> {
    checkKey(key);
    checkPutOptions(options);
    return this.#store(key, await collect(source), options);
  }

  async getRange(key: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#find(key).bytes.slice(start, end);
  }

  async #store(key: string, bytes: Uint8Array<ArrayBuffer>, options: PutOptions): Promise<{ readonly etag: string }> {
    const etag = await etagOf(bytes);
    // No await between the check and the write: nothing comes between them.
    checkCondition(key, options, this.#objects.get(key)?.etag);
    this.#objects.set(key, { bytes, etag });
    return { etag };
  }

  #find(key: string): StoredBytes {
    checkKey(key);
    const found = this.#objects.get(key);
    if (found === undefined) throw notFound(key);
    return found;
  }
}
