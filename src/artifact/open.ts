/** From bytes to a checked header and document: what loading and inspecting have in common. */
import { ParameterError, show } from "../core/errors.js";
import type { Header } from "./container-read.js";
import { type ArtifactDocument, parseDocument } from "./document.js";
import { parseCanonical } from "./json.js";
import { DOCUMENT_KEY, FORMAT_NAME } from "./layout.js";
import { checkLimit, type Limits } from "./limits.js";
import { badHeader } from "./refuse.js";
import type { ArtifactStore } from "./stores/store.js";
import { readAll } from "./stores/stream.js";

/** The document in a header. */
export function documentOf({ metadata }: Header, limits: Required<Limits>): ArtifactDocument {
  const text = metadata.get(DOCUMENT_KEY);
  if (metadata.get("format") !== FORMAT_NAME || text === undefined) {
    throw badHeader("The file is in the safetensors layout, but holds no model of this library");
  }
  return parseDocument(parseCanonical(text, "model document", limits));
}

/**
 * Takes bytes from a caller: copied, since what was checked must not change while it is read, and tensors are views.
 *
 * @throws ParameterError `PARAM_INVALID`; ArtifactError `ARTIFACT_LIMIT`.
 */
export function ownBytes(bytes: Uint8Array, limits: Required<Limits>): Uint8Array<ArrayBuffer> {
  if (!(bytes instanceof Uint8Array)) {
    throw new ParameterError("PARAM_INVALID", {
      problem: "An artifact is read from its bytes",
      given: show(bytes),
      expected: "a Uint8Array",
      remedy: "Give the bytes that serialize returned, or load(store, key) to read from a store",
    });
  }
  checkLimit(limits, "bytes", "bytes", bytes.length);
  return new Uint8Array(bytes);
}

/** Reads an artifact from a store, its size checked first. */
export async function fetchBytes(
  store: ArtifactStore,
  key: string,
  limits: Required<Limits>,
): Promise<Uint8Array<ArrayBuffer>> {
  const found = await store.getStream(key);
  try {
    checkLimit(limits, "bytes", "bytes", found.size);
  } catch (error) {
    await found.stream.cancel();
    throw error;
  }
  return readAll(key, found);
}
