/** The bounds within which an artifact is read. Each is checked before the memory that it bounds is taken. */
import { ArtifactError, ParameterError, show } from "../core/errors.js";

/** How large an artifact may be. */
export interface Limits {
  /** Bytes of the whole file. Default: 4 GiB. */
  readonly bytes?: number;
  /** Bytes of the header, which holds the model document. Default: 64 MiB. */
  readonly headerBytes?: number;
  /** How deep lists, objects and models may nest; at most 500. Default: 64. */
  readonly depth?: number;
  /** The number of tensors. Default: 100,000. */
  readonly tensors?: number;
  /** The number of values in the model document. Default: 5,000,000. */
  readonly values?: number;
}

/** The limits that hold where none are given. */
export const DEFAULT_LIMITS: Required<Limits> = {
  bytes: 4 * 1024 * 1024 * 1024,
  headerBytes: 64 * 1024 * 1024,
  depth: 64,
  tensors: 100_000,
  values: 5_000_000,
};

/** Reading walks the document by recursion, which stays far from the end of the stack up to here. */
const MAX_DEPTH = 500;

/**
 * Fills in the defaults.
 *
 * @throws ParameterError `PARAM_UNKNOWN`, `PARAM_INVALID`.
 */
export function resolveLimits(given: Limits = {}): Required<Limits> {
  const known = Object.keys(DEFAULT_LIMITS);
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      throw new ParameterError("PARAM_UNKNOWN", {
        problem: `There is no limit ${show(name)}`,
        expected: `one of ${known.join(", ")}`,
        remedy: "Write one of these",
      });
    }
    if (value === undefined) continue;
    const most = name === "depth" ? MAX_DEPTH : Number.MAX_SAFE_INTEGER;
    if (!Number.isSafeInteger(value) || value < 1 || value > most) {
      throw new ParameterError("PARAM_INVALID", {
        problem: `The limit '${name}' is not valid`,
        given: show(value),
        expected: `a whole number from 1 to ${most}`,
        remedy: "Give such a number, or leave the limit out",
      });
    }
  }
  return {
    bytes: given.bytes ?? DEFAULT_LIMITS.bytes,
    headerBytes: given.headerBytes ?? DEFAULT_LIMITS.headerBytes,
    depth: given.depth ?? DEFAULT_LIMITS.depth,
    tensors: given.tensors ?? DEFAULT_LIMITS.tensors,
    values: given.values ?? DEFAULT_LIMITS.values,
  };
}

/** Refuses what is above a limit. */
export function checkLimit(limits: Required<Limits>, name: keyof Limits, what: string, given: number): void {
  if (given <= limits[name]) return;
  throw new ArtifactError("ARTIFACT_LIMIT", {
    problem: `The artifact is above the limit of ${what}`,
    given: String(given),
    expected: `at most ${limits[name]}`,
    remedy: `If you know where the file comes from and it should be so, pass { limits: { ${name}: … } }`,
    data: { limit: name, given, allowed: limits[name] },
  });
}
