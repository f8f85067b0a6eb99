/** The error that a call throws, which must be one of the library's. */
import { MlkitError } from "@org/mlkit/core";

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
