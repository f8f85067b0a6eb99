/**
 * The error of selections that leave nothing.
 */
import { DataError } from "../core/errors.js";

/** Error for a selection that keeps no column. */
export function selectionEmpty(owner: string, threshold: number, scores: Float64Array, remedy: string): DataError {
  const best = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  return new DataError("SELECTION_EMPTY", {
    problem: `${owner} would keep no column`,
    given: `scores up to ${best}`,
    expected: `at least one that passes the threshold, ${threshold}`,
    remedy,
    data: { owner, threshold, best },
  });
}
