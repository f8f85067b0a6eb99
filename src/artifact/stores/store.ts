/**
 * What a place for artifacts has to do. Small on purpose: a file system, an object store, a database table can all be one.
 * `checkStore` of `@org/mlkit/testing` is its contract as tests; a store that passes them works everywhere here.
 */
import { ParameterError, StoreError, show } from "../../core/errors.js";

/** An object with its bytes. The bytes are the caller's own: changing them changes nothing in the store. */
export interface StoredBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** What is known of an object without reading it all. */
export interface StoredHead {
  readonly size: number;
  readonly etag: string;
}

/** An object as a stream. */
export interface StoredStream {
  readonly size: number;
  /** The bytes of one version of the object, whatever is written meanwhile. Read it to its end, or cancel it. */
  readonly stream: ReadableStream<Uint8Array>;
}

/** An object as `list` gives it. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
}

/** The state of the object on which a write depends; at most one of the two. */
export interface PutOptions {
  /** `"*"`: only if there is nothing under the key. */
  readonly ifNoneMatch?: "*";
  /** Only if the object there has this etag. */
  readonly ifMatch?: string;
}

/** The state of the object on which a deletion depends. */
export interface DeleteOptions {
  /** Only if the object there has this etag. */
  readonly ifMatch?: string;
}

/**
 * A place for artifacts. Keys are as {@link checkKey} says. Every write is atomic: whoever reads gets the object before or
 * after it, whole. What is written is read by everyone from then on.
 *
 * Errors, of all methods: `STORE_KEY` for a key that is not allowed, `STORE_IO` when the storage fails, its error as `cause`.
 */
export interface ArtifactStore {
  /** Reads an object. @throws StoreError `STORE_NOT_FOUND`. */
  get(key: string): Promise<StoredBytes>;
  /**
   * Writes an object, replacing what is there. The bytes may be changed once the promise is settled.
   *
   * @returns the etag of what was written: it differs from that of any other content
   * @throws StoreError `STORE_CONFLICT` when a condition does not hold; then nothing was written.
   */
  put(key: string, bytes: Uint8Array, options?: PutOptions): Promise<{ readonly etag: string }>;
  /** Size and etag of an object. @throws StoreError `STORE_NOT_FOUND`. */
  head(key: string): Promise<StoredHead>;
  /** The objects whose keys start with `prefix` (all of them by default), sorted by key in UTF-16 code units. */
  list(prefix?: string): AsyncIterable<ListedObject>;
  /**
   * Deletes an object. Nothing happens when there is none.
   *
   * @throws StoreError `STORE_CONFLICT` when `ifMatch` is given and does not hold, also for want of an object.
   */
  delete(key: string, options?: DeleteOptions): Promise<void>;
  /** Reads a large object piece by piece. @throws StoreError `STORE_NOT_FOUND`. */
  getStream(key: string): Promise<StoredStream>;
  /** Writes a large object piece by piece: it is there as a whole once the promise resolves, and not at all if the source fails. */
  putStream(key: string, source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<{ readonly etag: string }>;
  /**
   * The bytes from `start` up to, not including, `end`, fewer where the object ends before; for stores that can.
   *
   * @throws StoreError `STORE_NOT_FOUND`.
   */
  getRange?(key: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The error for a key without an object. */
export function notFound(key: string, cause?: unknown): StoreError {
  return new StoreError("STORE_NOT_FOUND", {
    problem: `There is nothing under the key ${show(key)}`,
    remedy: "See what list() gives, or save a model under this key first",
    data: { key },
    cause,
  });
}

/** The error for a write whose condition does not hold. */
export function conflict(key: string, given: string, expected: string): StoreError {
  return new StoreError("STORE_CONFLICT", {
    problem: `The object under ${show(key)} is not in the state that the write depends on`,
    given,
    expected,
    remedy: "Read what is there now, decide, and write again",
    data: { key },
  });
}

/**
 * Checks the options of a write, as they may come from JavaScript.
 *
 * @throws ParameterError `PARAM_INVALID`.
 */
export function checkPutOptions({ ifNoneMatch, ifMatch }: PutOptions): void {
  const valid =
    ifNoneMatch === undefined
      ? ifMatch === undefined || typeof ifMatch === "string"
      : ifNoneMatch === "*" && ifMatch === undefined;
  if (valid) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: "The condition of the write is not valid",
    given: `ifNoneMatch: ${show(ifNoneMatch)}, ifMatch: ${show(ifMatch)}`,
    expected: 'ifNoneMatch: "*", or ifMatch with an etag, or neither',
    remedy: 'Write ifNoneMatch: "*" to create, ifMatch: etag to replace what you read',
  });
}

/** Refuses a write whose condition does not hold for what is there; `current` is `undefined` for nothing. */
export function checkCondition(key: string, options: PutOptions, current: string | undefined): void {
  if (options.ifNoneMatch === "*" && current !== undefined)
    throw conflict(key, `an object with etag ${current}`, "none");
  if (options.ifMatch !== undefined && options.ifMatch !== current) {
    throw conflict(key, current === undefined ? "no object" : `etag ${current}`, `etag ${options.ifMatch}`);
  }
}
