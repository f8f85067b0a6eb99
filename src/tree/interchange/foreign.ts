/**
 * Errors about models that other libraries wrote: what cannot be read, and what can be read but has no counterpart here.
 */
import { ParameterError, ReadError, show } from "../../core/errors.js";

/** The libraries whose models are read and written. */
export type Origin = "XGBoost" | "LightGBM";

/** The model is not what its library writes, or was damaged. */
export function invalidModel(origin: Origin, path: string, given: unknown, expected: string): ReadError {
  return new ReadError("MODEL_INVALID", {
    problem: `The ${origin} model is not valid at ${path}`,
    given: show(given),
    expected,
    remedy: `Save the model again with ${origin}, and hand over the whole file`,
    data: { origin, path },
  });
}

/** The model is fine, but says something that models here, or there, cannot say. */
export function unsupportedModel(origin: Origin, what: string, given: string, remedy: string): ParameterError {
  return new ParameterError("NOT_SUPPORTED", {
    problem: `A model cannot be exchanged with ${origin} if it has ${what}`,
    given,
    remedy,
    data: { origin, what },
  });
}
