/** SHA-256 through Web Crypto, which every engine has. */
import { ArtifactError, ParameterError, show } from "../core/errors.js";

/** Web Crypto. @throws ParameterError `NOT_SUPPORTED` where it is missing: in pages that are not served securely. */
export function webCrypto(): SubtleCrypto {
  // The types say that it is always there; browsers leave it out in insecure contexts.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle !== undefined) return subtle;
  throw new ParameterError("NOT_SUPPORTED", {
    problem: "There is no Web Crypto here, which digests and signatures need",
    remedy: "Serve the page over HTTPS, or load without sha256 and verify",
  });
}

/** The SHA-256 digest of bytes, in hexadecimal. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await webCrypto().digest("SHA-256", unshared(bytes))));
}

/** Bytes in lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Web Crypto takes no shared memory. */
export function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return isUnshared(bytes) ? bytes : new Uint8Array(bytes);
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

/**
 * Refuses bytes of another digest.
 *
 * @throws ParameterError `PARAM_INVALID` for what is no digest; ArtifactError `ARTIFACT_DIGEST`.
 */
export async function checkDigest(bytes: Uint8Array, expected: string): Promise<void> {
  if (!/^[0-9a-f]{64}$/i.test(expected)) {
    throw new ParameterError("PARAM_INVALID", {
      problem: "'sha256' is no SHA-256 digest",
      given: show(expected),
      expected: "64 hexadecimal digits",
      remedy: "Give the sha256 that save returned",
    });
  }
  const given = await sha256(bytes);
  if (given === expected.toLowerCase()) return;
  throw new ArtifactError("ARTIFACT_DIGEST", {
    problem: "The artifact does not have the digest that was asked for",
    given,
    expected,
    remedy: "Do not use it: fetch it again, and check where the digest came from",
    data: { given, expected },
  });
}
