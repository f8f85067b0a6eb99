/**
 * Reading the validation set that `fit` was given as rows of the training table's columns.
 */
import { checkNotEmpty } from "../../base/checks.js";
import type { ValidationSet } from "../../base/fit-input.js";
import { checkMatrixInSlices, readMatrixInSlices } from "../../base/read-in-slices.js";
import type { Label } from "../../core/contracts.js";
import { DataError, listNames, show } from "../../core/errors.js";
import type { Traits } from "../../core/estimator.js";
import { Progress } from "../../core/progress.js";
import { checkTargetLength, readTargetNumbers } from "../../data/input.js";
import type { RowSet } from "./scored-rows.js";

/** Who reads. */
export interface Reader {
  readonly kind: string;
  readonly traits: Traits;
  /** The columns of the training table. */
  readonly names: readonly string[];
  /** Reading can be aborted, but is no progress of its own. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A validation set of numbers.
 *
 * @throws SchemaError, DataError as for training rows; AbortError.
 */
export function numbersOf(reader: Reader, { x, y }: ValidationSet): Promise<RowSet> {
  return rowsOf(reader, x, (rows) => readTargetNumbers(y, rows));
}

/**
 * A validation set of labels, as codes.
 *
 * @throws SchemaError, DataError as for training rows, `LABEL_UNKNOWN` for a label that no training row has; AbortError.
 */
export function codesOf(reader: Reader, { x, y }: ValidationSet, classes: readonly Label[]): Promise<RowSet> {
  const codes = new Map<unknown, number>(classes.map((label, code) => [label, code]));
  return rowsOf(reader, x, (rows) =>
    Float64Array.from(checkTargetLength(y, rows), (label) => codes.get(label) ?? unknownLabel(reader, label, classes)),
  );
}

async function rowsOf(
  { kind, traits, names, signal }: Reader,
  x: ValidationSet["x"],
  targets: (rows: number) => Float64Array,
): Promise<RowSet> {
  const progress = new Progress({ signal });
  const matrix = await readMatrixInSlices(x, names, progress);
  checkNotEmpty(kind, matrix);
  await checkMatrixInSlices(kind, traits, matrix, progress);
  const y = targets(matrix.rows);
  const rows = new Int32Array(matrix.rows).map((_, row) => row);
  return { table: matrix.toDense().values, cols: matrix.cols, rows, y, weights: undefined };
}

function unknownLabel({ kind }: Reader, label: unknown, classes: readonly Label[]): never {
  throw new DataError("LABEL_UNKNOWN", {
    problem: `${kind} cannot be watched on a class that no training row has`,
    given: show(label),
    expected: `one of ${listNames(classes.map((each) => show(each)))}`,
    remedy: "Split with stratify, so that every class is among the training rows; 1, '1' and true are three labels",
    data: { owner: kind, label, classes },
  });
}
