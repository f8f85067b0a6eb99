/**
 * Detached Ed25519 signatures (RFC 8032) of whole artifacts, through Web Crypto.
 *
 * A signature says who made the bytes. It does not say under which key of a store they belong: whoever can write to the
 * store can put another signed artifact there. Give `sha256` too where exactly one artifact will do.
 */
import { ArtifactError, ParameterError, show } from "../core/errors.js";
import { unshared, webCrypto } from "./digest.js";

/** The bytes of one signature. */
export const SIGNATURE_BYTES = 64;
/** What is added to an artifact's key for its signatures. */
export const SIGNATURE_SUFFIX = ".sig";
/** A `.sig` may hold the signatures of the last few artifacts of its key; see save.ts. */
export const MAX_SIGNATURES = 8;

const ALGORITHM = "Ed25519";

/**
 * Signs an artifact.
 *
 * @param privateKey - an Ed25519 key from `crypto.subtle`
 * @returns the 64 bytes of the signature
 * @throws ParameterError `PARAM_INVALID` for a key that cannot sign so.
 */
export async function signArtifact(bytes: Uint8Array, privateKey: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await webCrypto().sign(ALGORITHM, privateKey, unshared(bytes)));
  } catch (cause) {
    throw wrongKey(privateKey, "private", cause);
  }
}

/**
 * Checks an artifact's signature.
 *
 * @param signature - one signature, or the content of a `.sig`: up to eight, of which one has to fit
 * @param publicKey - the signer's Ed25519 key, as a `CryptoKey`
 * @throws ArtifactError `ARTIFACT_SIGNATURE` when it was not made with this key for these bytes; ParameterError
 * `PARAM_INVALID` for a key that cannot verify so.
 */
export async function verifyArtifact(bytes: Uint8Array, signature: Uint8Array, publicKey: CryptoKey): Promise<void> {
  const { length } = signature;
  if (length === 0 || length % SIGNATURE_BYTES !== 0 || length > MAX_SIGNATURES * SIGNATURE_BYTES) {
    throw badSignature("The signature does not have a valid length", `${length} bytes`);
  }
  const message = unshared(bytes);
  for (let at = 0; at < length; at += SIGNATURE_BYTES) {
    const one = unshared(signature.subarray(at, at + SIGNATURE_BYTES));
    const fits = await verify(publicKey, one, message);
    if (fits) return;
  }
  throw badSignature("The signature was not made with this key for these bytes");
}

async function verify(
  key: CryptoKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    return await webCrypto().verify(ALGORITHM, key, signature, message);
  } catch (cause) {
    throw wrongKey(key, "public", cause);
  }
}

/** The refusal of an artifact whose signature is missing or wrong. */
export function badSignature(problem: string, given?: string): ArtifactError {
  return new ArtifactError("ARTIFACT_SIGNATURE", {
    problem,
    ...(given && { given }),
    expected: "a signature of these bytes by the owner of the public key",
    remedy: "Do not use the artifact unless you can explain this; sign it again, or give the signer's public key",
  });
}

function wrongKey(key: unknown, type: "private" | "public", cause: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `The key cannot be used as a ${type} key for Ed25519`,
    given: show(key),
    expected: `a ${type} CryptoKey of the algorithm Ed25519`,
    remedy:
      'Make a pair with crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]), or import yours with importKey',
    cause,
  });
}
