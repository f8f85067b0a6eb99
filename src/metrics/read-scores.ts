/** Scores and probabilities: one number a row, or one a row and class. O(n · k). */
import type { Label, NumericValues } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { checkList, listLabels } from "./checks.js";
import { readNumbers } from "./read-numbers.js";

/** A dense matrix by its shape: `values` row by row, as `predictProba` gives it. */
export interface MatrixLike {
  readonly rows: number;
  readonly cols: number;
  readonly values: ArrayLike<number>;
}

/** One number a row for each class: a matrix, or an array of rows. */
export type ClassValues = MatrixLike | readonly (readonly number[])[];

/** A matrix of finite numbers. */
export interface ScoreMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float64Array;
}

/** Reads scores as one number a row (`cols` 1) or as a matrix. */
export function readScores(name: string, scores: NumericValues | ClassValues): ScoreMatrix {
  if (isMatrixLike(scores)) return readMatrixLike(name, scores);
  checkList(name, scores);
  if (isRows(scores)) return readRows(name, scores);
  return { rows: scores.length, cols: 1, values: readNumbers(name, scores) };
}

function isMatrixLike(scores: NumericValues | ClassValues): scores is MatrixLike {
  return typeof scores === "object" && scores !== null && "rows" in scores && "cols" in scores && "values" in scores;
}

function isRows(scores: NumericValues | readonly (readonly number[])[]): scores is readonly (readonly number[])[] {
  return Array.isArray(scores) && Array.isArray(scores[0]);
}

function readMatrixLike(name: string, matrix: MatrixLike): ScoreMatrix {
  const { rows, cols, values } = matrix;
  if ("indices" in matrix && matrix.indices !== undefined) {
    throw new DataError("DATA_SPARSE", {
      problem: `${name} is a sparse matrix`,
      expected: "a dense one, with a value for each row and class",
      remedy: "Convert it with toDense()",
      data: { name, rows, cols },
    });
  }
  if (values.length !== rows * cols)
    throw badShape(name, `${rows} × ${cols} with ${values.length} values`, { rows, cols });
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  return { rows, cols, values: readNumbers(name, numbers) };
}

function readRows(name: string, table: readonly (readonly number[])[]): ScoreMatrix {
  const rows = table.length;
  const cols = table[0]?.length ?? 0;
  const values = new Float64Array(rows * cols);
  table.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== cols) throw badShape(name, `${show(row)} as row ${i}`, { row: i, cols });
    values.set(readNumbers(`${name}, row ${i}`, row), i * cols);
  });
  return { rows, cols, values };
}

function badShape(name: string, given: string, data: Record<string, unknown>): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `${name} is not a table`,
    given,
    expected: "as many values as rows × columns, row by row",
    remedy: "Hand over what predictProba gave, or an array of rows of equal length",
    data: { name, ...data },
  });
}

/** One column of a matrix. */
export function columnOf({ rows, cols, values }: ScoreMatrix, col: number): Float64Array {
  if (cols === 1) return values;
  const column = new Float64Array(rows);
  for (let row = 0; row < rows; row++) column[row] = values[row * cols + col]!;
  return column;
}

/** Refuses rows that do not sum to 1, within what 32-bit probabilities round to. */
export function checkSumsToOne(name: string, { rows, cols, values }: ScoreMatrix): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let col = 0; col < cols; col++) sum += values[row * cols + col]!;
    if (Math.abs(sum - 1) <= 1e-5) continue;
    throw badProbability(name, `row ${row}, which sums to ${sum}`, "probabilities of each row that sum to 1", row);
  }
}

/** Refuses what lies outside 0 to 1. */
export function checkUnitRange(name: string, { cols, values }: ScoreMatrix): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value <= 1) continue;
    const row = Math.floor(i / cols);
    throw badProbability(name, `${value} in row ${row}`, "numbers from 0 to 1", row);
  }
}

function badProbability(name: string, given: string, expected: string, row: number): DataError {
  return new DataError("PROBABILITY_INVALID", {
    problem: `${name} holds no probabilities`,
    given,
    expected,
    remedy: "Hand over what predictProba gave; scores of another kind are no probabilities",
    data: { name, row },
  });
}

/** The columns are not one for each label. */
export function columnsForLabels(name: string, labels: readonly Label[], cols: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `${name} has ${cols === 1 ? "1 column" : `${cols} columns`} for ${labels.length === 1 ? "1 label" : `${labels.length} labels`}`,
    given: `the labels ${listLabels(labels)}`,
    expected: "a column for each label",
    remedy: "Set labels to the model's classes, which name the columns in their order",
    data: { cols, labels },
  });
}
