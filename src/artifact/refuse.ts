/** The refusals that several steps of reading an artifact share. */
import { ArtifactError, show } from "../core/errors.js";

const DAMAGED = "Do not use this file: it was damaged, cut off or edited. Fetch it again, or save the model again";

/** The header or the document in it is not what this library writes. */
export function badHeader(problem: string, given?: string, cause?: unknown): ArtifactError {
  return new ArtifactError("ARTIFACT_HEADER", { problem, ...(given && { given }), remedy: DAMAGED, cause });
}

/** The table of tensors does not fit the bytes. */
export function badTensor(name: string, problem: string, given?: string): ArtifactError {
  return new ArtifactError("ARTIFACT_TENSOR", {
    problem: `The tensor ${show(name)} ${problem}`,
    ...(given && { given }),
    remedy: DAMAGED,
    data: { tensor: name },
  });
}

/** The file ends before its content does. */
export function truncated(given: number, expected: number): ArtifactError {
  return new ArtifactError("ARTIFACT_TRUNCATED", {
    problem: "The file ends before its content does, or it is no artifact",
    given: `${given} bytes`,
    expected: `${expected} bytes`,
    remedy: DAMAGED,
    data: { given, expected },
  });
}

/** The state, or a reference in it, is not valid. */
export function badState(path: string, given: unknown, expected: string): ArtifactError {
  return new ArtifactError("ARTIFACT_STATE", {
    problem: `The stored state is not valid at ${path}`,
    given: show(given),
    expected,
    remedy: DAMAGED,
    data: { path },
  });
}

/** A value in the state of a model has no stored form: a mistake in the model's `toState`. */
export function cannotStore(path: string, given: string, expected: string): ArtifactError {
  return new ArtifactError("ARTIFACT_STATE", {
    problem: `The value at ${path} cannot be stored`,
    given,
    expected,
    remedy: "Give a stored form of it in the model's toState, and read it back in its parse",
    data: { path },
  });
}
