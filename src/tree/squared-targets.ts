/**
 * The squared error of some targets, once they are known to have squares.
 */
import { DataError } from "../core/errors.js";
import { SquaredError } from "./grow/squared-error.js";

/**
 * The criterion for these targets, and their weights unless all are 1.
 *
 * @throws DataError `NUMERIC_FAILURE` for targets that are too far apart for their squares to be numbers.
 */
export function squaredErrorOf(owner: string, targets: Float64Array, weights: Float64Array | undefined): SquaredError {
  const measure = new SquaredError(targets, weights);
  const { impurity } = measure.summarise({ start: 0, end: targets.length }, new Float64Array(1), 0);
  if (Number.isFinite(impurity)) return measure;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `${owner} cannot square these targets: their spread is too large for a number`,
    expected: "targets that are less than about 1e150 apart",
    remedy: "Divide the targets, for example by their largest absolute value",
    data: { owner },
  });
}
