/** Numbers and weights, one a row, checked once and read into typed arrays. O(n). */
import type { NumericValues } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { checkList, checkLists } from "./checks.js";

/** Reads finite numbers; a `Float64Array` is used as it is and never written to. */
export function readNumbers(name: string, values: NumericValues): Float64Array {
  if (!(values instanceof Float64Array)) return copyNumbers(name, values);
  for (let row = 0; row < values.length; row++) {
    if (!Number.isFinite(values[row])) throw badNumber(name, values[row], row);
  }
  return values;
}

function copyNumbers(name: string, values: NumericValues): Float64Array {
  const numbers = new Float64Array(values.length);
  let row = 0;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) throw badNumber(name, value, row);
    numbers[row++] = value;
  }
  return numbers;
}

function badNumber(name: string, value: unknown, row: number): DataError {
  const isNumber = typeof value === "number";
  return new DataError(isNumber ? "DATA_NOT_FINITE" : "TARGET_INVALID", {
    problem: `${name} has ${value === null || value === undefined ? "a missing value" : "a value that is no finite number"} in row ${row}`,
    given: show(value),
    expected: "a finite number",
    remedy: "Leave such rows out of the comparison, or mend where the value comes from",
    data: { name, row },
  });
}

/** Reads two lists of numbers of the same length. */
export function readNumberPair(
  yTrue: NumericValues,
  yPred: NumericValues,
): { yTrue: Float64Array; yPred: Float64Array } {
  checkLists("yTrue", yTrue, "yPred", yPred);
  return { yTrue: readNumbers("yTrue", yTrue), yPred: readNumbers("yPred", yPred) };
}

/** Reads weights: finite, none below 0, at least one above. */
export function readWeights(weights: NumericValues | undefined, rows: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  checkList("sampleWeight", weights);
  if (weights.length !== rows) {
    throw weightError(`${weights.length} weights for ${rows} rows`, { weights: weights.length, rows });
  }
  const numbers = new Float64Array(rows);
  let row = 0;
  let total = 0;
  for (const weight of weights) {
    if (typeof weight !== "number" || !Number.isFinite(weight) || weight < 0) {
      throw weightError(`${show(weight)} in row ${row}`, { row });
    }
    numbers[row++] = weight;
    total += weight;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) throw weightError(`weights that sum to ${total}`, { total });
  return numbers;
}

function weightError(given: string, data: Record<string, unknown>): DataError {
  return new DataError("WEIGHT_INVALID", {
    problem: "sampleWeight cannot be used",
    given,
    expected: "one finite weight ≥ 0 for each row, at least one of them above 0",
    remedy: "Mend the weights, or leave sampleWeight out to count every row once",
    data,
  });
}

/** The sum of all weights: the number of rows where there are none. */
export function totalWeight(weights: Float64Array | undefined, rows: number): number {
  if (weights === undefined) return rows;
  let total = 0;
  for (let row = 0; row < rows; row++) total += weights[row]!;
  return total;
}
