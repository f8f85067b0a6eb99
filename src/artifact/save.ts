/** Stores a model: one object, and its signature beside it where asked for. */
import type { Model } from "../core/contracts.js";
import { sha256 } from "./digest.js";
import type { SerializeOptions } from "./document-write.js";
import { serialize } from "./serialize.js";
import { signArtifact } from "./signature.js";
import { addSignature, checkArtifactKey } from "./signature-file.js";
import type { ArtifactStore, PutOptions } from "./stores/store.js";

/** The options of {@link save}. */
export interface SaveOptions extends SerializeOptions, PutOptions {
  /** An Ed25519 private key: a detached signature is put beside the artifact, under `<key>.sig`. */
  readonly sign?: CryptoKey;
}

/** What was saved. */
export interface Saved {
  readonly key: string;
  /** The SHA-256 digest of the file: its address. `load(store, key, { sha256 })` takes exactly this file. */
  readonly sha256: string;
  /** The size of the file in bytes. */
  readonly bytes: number;
  /** The store's etag, for a later `ifMatch`. */
  readonly etag: string;
}

/**
 * Saves a model under a key. What was there is replaced in one step, unless `ifNoneMatch` or `ifMatch` say otherwise.
 *
 * @throws StoreError `STORE_KEY`, `STORE_CONFLICT`, `STORE_IO`; ArtifactError as {@link serialize}.
 * @example
 * ```ts
 * import { MemoryStore, StandardScaler, load, save } from "@org/mlkit";
 *
 * const store = new MemoryStore();
 * const { sha256 } = await save(await new StandardScaler().fit([[1], [3]]), store, "scaler");
 * const again = await load(store, "scaler", { as: new StandardScaler(), sha256 });
 * [...again.mean]; // => [2]
 * ```
 */
export async function save(model: Model, store: ArtifactStore, key: string, options: SaveOptions = {}): Promise<Saved> {
  checkArtifactKey(key);
  const { sign, ifNoneMatch, ifMatch, ...beside } = options;
  const bytes = serialize(model, beside);
  const digest = await sha256(bytes);
  const signature = sign === undefined ? undefined : await signArtifact(bytes, sign);
  if (signature !== undefined) await addSignature(store, key, signature);
  const { etag } = await store.put(key, bytes, {
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
  // Many saves of one key at once may have pushed it out of the list.
  if (signature !== undefined) await addSignature(store, key, signature);
  return Object.freeze({ key, sha256: digest, bytes: bytes.length, etag });
}
