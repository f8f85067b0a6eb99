/** The error that a call throws, which must be one of the library's. */
import { MlkitError } from "@org/mlkit/core";
import { expect } from "vitest";

export function errorOf(call: () => unknown): MlkitError {
  try {
    call();
  } catch (error) {
    if (error instanceof MlkitError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

export async function rejection(promise: Promise<unknown>): Promise<MlkitError> {
  const result = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (result instanceof MlkitError) return result;
  throw result ?? new Error("nothing was thrown");
}

/** Checks that a call throws an error of the library with this code. */
export function expectCode(code: string, call: () => unknown): void {
  expect(errorOf(call).code).toBe(code);
}
