/**
 * Reading the validation set that `fit` was given as rows of the training table's columns.
 */
import { checkMatrix, checkNotEmpty } from "../../base/checks.js";
import type { ValidationSet } from "../../base/estimators.js";
import type { Label } from "../../core/contracts.js";
import { DataError, listNames, show } from "../../core/errors.js";
import type { Traits } from "../../core/estimator.js";
import { checkTargetLength, readMatrix, readTargetNumbers } from "../../data/input.js";
import type { RowSet } from "./scored-rows.js";

/** Who reads. */
export interface Reader {
  readonly kind: string;
  readonly traits: Traits;
  /** The columns of the training table. */
  readonly names: readonly string[];
}

/**
 * A validation set of numbers.
 *
 * @throws SchemaError, DataError as for training rows.
 */
export function numbersOf(reader: Reader, { x, y }: ValidationSet): RowSet {
  return rowsOf(reader, x, (rows) => readTargetNumbers(y, rows));
}

/**
 * A validation set of labels, as codes.
 *
 * @throws SchemaError, DataError as for training rows; `LABEL_UNKNOWN` for a label that no training row has.
 */
export function codesOf(reader: Reader, { x, y }: ValidationSet, classes: readonly Label[]): RowSet {
  const codes = new Map<unknown, number>(classes.map((label, code) => [label, code]));
  return rowsOf(reader, x, (rows) =>
    Float64Array.from(checkTargetLength(y, rows), (label) => codes.get(label) ?? unknownLabel(reader, label, classes)),
  );
}

function rowsOf(reader: Reader, x: ValidationSet["x"], targets: (rows: number) => Float64Array): RowSet {
  const matrix = readMatrix(x, reader.names);
  checkNotEmpty(reader.kind, matrix);
  checkMatrix(reader.kind, reader.traits, matrix);
  const { rows, cols } = matrix;
  const y = targets(rows);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { table: matrix.toDense().values, cols, rows: all, y, weights: undefined };
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
