/**
 * What readers and writers need of a store for artifacts. Stores are a layer above; any object with these methods will do.
 */

/** A store that objects can be read from, such as a `FileStore` or a `MemoryStore`. */
export interface ReadableStore {
  /** Reads an object. */
  get(key: string): Promise<{ readonly bytes: Uint8Array }>;
  /** Reads an object piece by piece, one version of it whatever is written meanwhile. */
  getStream(key: string): Promise<{ readonly size: number; readonly stream: ReadableStream<Uint8Array> }>;
}

/** A store that objects can be written to, whole or not at all. */
export interface WritableStore {
  /** Writes an object piece by piece. */
  putStream(key: string, source: AsyncIterable<Uint8Array>): Promise<unknown>;
}

/** An object to read: a store and the key in it. */
export interface StoredSource {
  readonly store: ReadableStore;
  readonly key: string;
}

/** An object to write: a store and the key in it. */
export interface StoredTarget {
  readonly store: WritableStore;
  readonly key: string;
}

/** Whether a value names an object of a store. */
export function isStored<Store extends ReadableStore | WritableStore>(
  value: unknown,
): value is { readonly store: Store; readonly key: string } {
  // The methods are called on whatever is given: a wrong object fails by their names.
  return typeof value === "object" && value !== null && "store" in value && "key" in value;
}
