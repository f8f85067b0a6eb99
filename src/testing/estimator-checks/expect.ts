/**
 * How checks say what they saw: sentences, thrown as errors. No test framework.
 */
import { type ErrorCode, MlkitError } from "../../core/errors.js";

/** @throws Error with the sentence, unless the condition holds. */
export function ensure(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** What running something came to. */
type Outcome<T> = { readonly value: T } | { readonly error: unknown };

async function outcomeOf<T>(run: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
}

/**
 * Checks that something is refused with one of these codes and a remedy.
 *
 * @throws Error that names `what` otherwise.
 */
export async function refuses(what: string, codes: readonly ErrorCode[], run: () => unknown): Promise<void> {
  const outcome = await outcomeOf(run);
  const wanted = codes.join(" or ");
  if (!("error" in outcome)) throw new Error(`${what} is taken; it should be refused with ${wanted}`);
  checkCoded(what, outcome.error);
  if (codes.includes(outcome.error.code)) return;
  throw new Error(`${what} is refused with ${outcome.error.code}; it should be with ${wanted}`, {
    cause: outcome.error,
  });
}

/**
 * Checks that something works or is refused with a coded error; gives the result, or `undefined` when it was refused.
 *
 * @throws Error that names `what` for any other error.
 */
export async function worksOrRefuses<T>(what: string, run: () => Promise<T> | T): Promise<T | undefined> {
  const outcome = await outcomeOf(run);
  if ("value" in outcome) return outcome.value;
  checkCoded(what, outcome.error);
  return undefined;
}

/** Checks that something works, and gives the result. */
export async function works<T>(what: string, run: () => Promise<T> | T): Promise<T> {
  const outcome = await outcomeOf(run);
  if ("value" in outcome) return outcome.value;
  throw new Error(`${what} fails: ${String(outcome.error)}`, { cause: outcome.error });
}

function checkCoded(what: string, error: unknown): asserts error is MlkitError {
  if (!(error instanceof MlkitError)) {
    throw new Error(`${what} fails with ${String(error)}, which is no MlkitError with a code`, { cause: error });
  }
  if (error.remedy.trim() === "")
    throw new Error(`${what} is refused with ${error.code}, but without a remedy`, { cause: error });
}
