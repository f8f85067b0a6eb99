/** What tests of refusals share. */
import { expect } from "vitest";
import { type ErrorCode, MlkitError } from "../../src/core/errors.js";

/** Calls `act`, which has to throw `code`, and gives the error back. */
export function refused(code: ErrorCode, act: () => unknown): MlkitError {
  let caught: unknown;
  try {
    act();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(MlkitError);
  const error = caught as MlkitError;
  expect(error.code, error.message).toBe(code);
  expect(error.remedy).not.toBe("");
  return error;
}

/** For calls that the compiler would refuse: what plain JavaScript can hand over. */
// biome-ignore lint/suspicious/noExplicitAny: the point of these tests is what the types keep out.
export function untyped(value: unknown): any {
  return value;
}
