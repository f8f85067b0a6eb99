/**
 * Whether targets are such that a loss is defined for them.
 */
import { DataError, show } from "../../core/errors.js";

/**
 * Checks the targets of rows.
 *
 * @throws DataError `TARGET_INVALID` for negative targets with the loss `"poisson"`, or all 0; for targets that are not above 0 with `"gamma"`.
 */
export function checkTargets(owner: string, loss: string, y: Float64Array, rows: Int32Array): void {
  if (loss !== "poisson" && loss !== "gamma") return;
  const wrong = rows.find((row) => (loss === "gamma" ? !((y[row] as number) > 0) : (y[row] as number) < 0));
  if (wrong === undefined && rows.some((row) => y[row] !== 0)) return;
  throw new DataError("TARGET_INVALID", {
    problem: `The loss '${loss}' of ${owner} is not defined for this target`,
    given: wrong === undefined ? "0 in all rows" : `${show(y[wrong])} in row ${wrong}`,
    expected: loss === "gamma" ? "numbers above 0" : "numbers from 0 on, at least one of them above",
    remedy: loss === "gamma" ? "Leave such rows out, or take 'poisson' or 'squaredError'" : "Take 'squaredError'",
    data: { owner, loss, row: wrong },
  });
}
