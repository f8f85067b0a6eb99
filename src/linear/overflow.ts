import { DataError } from "../core/errors.js";

/** Error for numbers whose squares or sums are no finite numbers. */
export function overflow(given: string): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: "The numbers are too large to be fitted",
    given,
    expected: "values of less than about 1e150",
    remedy: "Scale the features and the target, for instance with StandardScaler",
  });
}
