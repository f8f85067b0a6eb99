/**
 * The signatures of an artifact in a store: the object `<key>.sig`, of one to eight signatures of 64 bytes, newest first.
 *
 * Two objects cannot be replaced in one step. So a save first adds the new signature before those that are there, then
 * replaces the artifact. Whenever it is cut off, the artifact that is there, old or new, has its signature beside it. Old
 * signatures only fit old artifacts, which anyone who can write to the store could put back with their own `.sig` anyway.
 */
import { StoreError, show } from "../core/errors.js";
import { badSignature, MAX_SIGNATURES, SIGNATURE_BYTES, SIGNATURE_SUFFIX } from "./signature.js";
import { checkKey } from "./stores/keys.js";
import type { ArtifactStore, StoredBytes } from "./stores/store.js";
import { readAll } from "./stores/stream.js";

const ATTEMPTS = 50;

/**
 * Checks the key of an artifact: any key but those of signatures.
 *
 * @throws StoreError `STORE_KEY`.
 */
export function checkArtifactKey(key: string): void {
  checkKey(key);
  if (!key.endsWith(SIGNATURE_SUFFIX)) return;
  throw new StoreError("STORE_KEY", {
    problem: `Keys that end with ${SIGNATURE_SUFFIX} are for signatures`,
    given: show(key),
    remedy: "Use another key",
    data: { key },
  });
}

/** Sees to it that a signature is beside an artifact, before those that are there. */
export async function addSignature(store: ArtifactStore, key: string, signature: Uint8Array): Promise<void> {
  const place = key + SIGNATURE_SUFFIX;
  for (let attempt = 1; ; attempt++) {
    const current = await currentSignatures(store, place);
    const known = signaturesIn(current?.bytes);
    if (known.some((each) => sameBytes(each, signature))) return;
    const joined = new Uint8Array(SIGNATURE_BYTES * Math.min(known.length + 1, MAX_SIGNATURES));
    [signature, ...known].slice(0, MAX_SIGNATURES).forEach((each, index) => {
      joined.set(each, index * SIGNATURE_BYTES);
    });
    try {
      await store.put(place, joined, current === undefined ? { ifNoneMatch: "*" } : { ifMatch: current.etag });
      return;
    } catch (error) {
      // Another save added its own meanwhile: both have to stay.
      if (!hasCode(error, "STORE_CONFLICT") || attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * The content of an artifact's `.sig`.
 *
 * @throws ArtifactError `ARTIFACT_SIGNATURE` when there is none, or one that is too large to be one.
 */
export async function readSignatures(store: ArtifactStore, key: string): Promise<Uint8Array> {
  const place = key + SIGNATURE_SUFFIX;
  try {
    const found = await store.getStream(place);
    if (found.size <= MAX_SIGNATURES * SIGNATURE_BYTES) return await readAll(place, found);
    await found.stream.cancel();
    throw badSignature("The signature does not have a valid length", `${found.size} bytes`);
  } catch (error) {
    if (hasCode(error, "STORE_NOT_FOUND"))
      throw badSignature(`The artifact ${show(key)} has no signature`, `nothing under ${show(place)}`);
    throw error;
  }
}

async function currentSignatures(store: ArtifactStore, place: string): Promise<StoredBytes | undefined> {
  try {
    return await store.get(place);
  } catch (error) {
    if (hasCode(error, "STORE_NOT_FOUND")) return undefined;
    throw error;
  }
}

function signaturesIn(bytes: Uint8Array | undefined): Uint8Array[] {
  // What has another length is no list of signatures, and not worth keeping.
  if (bytes === undefined || bytes.length % SIGNATURE_BYTES !== 0) return [];
  const count = Math.min(bytes.length / SIGNATURE_BYTES, MAX_SIGNATURES);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * SIGNATURE_BYTES, (i + 1) * SIGNATURE_BYTES));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function hasCode(error: unknown, code: StoreError["code"]): boolean {
  return error instanceof StoreError && error.code === code;
}
