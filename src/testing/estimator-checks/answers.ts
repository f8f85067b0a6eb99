/**
 * What a fitted model says of a table, row by row, in a form that can be compared to the last bit.
 */
import type { AsyncOptions, Cell, Label, Model } from "../../core/contracts.js";
import { show } from "../../core/errors.js";
import { Frame } from "../../data/frame.js";
import type { Table, TableInput } from "../../data/input.js";
import type { Matrix } from "../../data/matrix.js";
import { ensure } from "./expect.js";

/** A fitted transformer, as far as the checks ask. */
export interface Transforms extends Model {
  readonly outputNames: readonly string[];
  transform(x: TableInput<object>): Table;
  transformAsync?(x: TableInput<object>, options?: AsyncOptions): Promise<Table>;
}

/** A fitted predictor, as far as the checks ask. */
export interface Predicts extends Model {
  predict(x: TableInput<object>): ArrayLike<Label>;
  predictAsync?(x: TableInput<object>, options?: AsyncOptions): Promise<ArrayLike<Label>>;
}

/** A fitted classifier, as far as the checks ask. */
export interface Classifies extends Predicts {
  readonly classes: readonly Label[];
  predictProba(x: TableInput<object>): Matrix;
  predictProbaAsync?(x: TableInput<object>, options?: AsyncOptions): Promise<Matrix>;
}

/** Whether a model maps tables. */
export function isTransforming(model: Model): model is Transforms {
  return "transform" in model && typeof model.transform === "function" && "outputNames" in model;
}

/** Whether a model predicts. */
export function isPredicting(model: Model): model is Predicts {
  return "predict" in model && typeof model.predict === "function";
}

/** Whether a model predicts classes with their probabilities. */
export function isClassifying(model: Model): model is Classifies {
  return (
    isPredicting(model) && "predictProba" in model && typeof model.predictProba === "function" && "classes" in model
  );
}

/** What a model says of one row: the cells or the value that it gives, or its label and the probability of each class. */
export interface Answer {
  readonly label?: Label | undefined;
  readonly cells: readonly Cell[];
}

/** What a model says of each row of a table. */
export function answersOf(model: Model, x: TableInput<object>): Answer[] {
  if (isTransforming(model)) return cellsOf(model.transform(x)).map((cells) => ({ cells }));
  ensure(isPredicting(model), `the model ${model.kind} has neither transform nor predict`);
  return answersFrom(model.predict(x), isClassifying(model) ? model.predictProba(x) : undefined);
}

/** What a model says of each row of a table by its methods that let other work run; by the others where it has none. */
export async function answersBeside(model: Model, x: TableInput<object>, options: AsyncOptions): Promise<Answer[]> {
  if (isTransforming(model)) {
    const table = (await model.transformAsync?.(x, options)) ?? model.transform(x);
    return cellsOf(table).map((cells) => ({ cells }));
  }
  ensure(isPredicting(model), `the model ${model.kind} has neither transform nor predict`);
  const values = (await model.predictAsync?.(x, options)) ?? model.predict(x);
  if (!isClassifying(model)) return answersFrom(values, undefined);
  return answersFrom(values, (await model.predictProbaAsync?.(x, options)) ?? model.predictProba(x));
}

function answersFrom(predicted: ArrayLike<Label>, proba: Matrix | undefined): Answer[] {
  const values = Array.from(predicted);
  if (proba === undefined) return values.map((value) => ({ cells: [value] }));
  const probabilities = cellsOf(proba);
  ensure(
    probabilities.length === values.length,
    `predict gives ${values.length} labels and predictProba ${probabilities.length} rows`,
  );
  return probabilities.map((cells, row) => ({ label: values[row], cells }));
}

/** The cells of a table, row by row. */
export function cellsOf(table: Table): Cell[][] {
  if (table instanceof Frame) {
    const columns = table.columns.map((name) => table.columnOf(name));
    return Array.from({ length: table.numRows }, (_, row) => columns.map((column) => column.get(row)));
  }
  const { rows, cols, values } = table.toDense();
  return Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * cols, (row + 1) * cols)));
}

/** The rows of a table, each with its label as the last cell; NaN, which a frame gives as null, is null. */
export function rowsWithLabels(x: Table, labels: readonly Label[]): Answer[] {
  return cellsOf(x).map((cells, row) => ({
    cells: [...cells.map((cell) => (Number.isNaN(cell) ? null : cell)), labels[row] ?? null],
  }));
}

/**
 * Checks that two lists of answers are the same: to the bit, or within a relative tolerance. With a tolerance, labels are
 * left aside where there are probabilities, since a tie may fall either way.
 *
 * @throws Error that names `what` and the first row that differs.
 */
export function sameAnswers(what: string, given: readonly Answer[], expected: readonly Answer[], tolerance = 0): void {
  ensure(given.length === expected.length, `${what}: ${given.length} answers instead of ${expected.length}`);
  given.forEach((answer, row) => {
    const other = expected[row];
    if (other !== undefined && sameAnswer(answer, other, tolerance)) return;
    throw new Error(
      `${what}: row ${row} gives ${inWords(answer)} instead of ${other === undefined ? "nothing" : inWords(other)}`,
    );
  });
}

function sameAnswer(a: Answer, b: Answer, tolerance: number): boolean {
  if (tolerance === 0 && !Object.is(a.label, b.label)) return false;
  return a.cells.length === b.cells.length && a.cells.every((cell, at) => sameCell(cell, b.cells[at], tolerance));
}

/** Whether two cells are the same: to the bit, or numbers within a relative tolerance. */
export function sameCell(a: Cell, b: Cell | undefined, tolerance = 0): boolean {
  if (a instanceof Float32Array && b instanceof Float32Array) {
    return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
  }
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return Object.is(a, b) || (tolerance > 0 && typeof a === "number" && typeof b === "number" && near(a, b, tolerance));
}

function inWords({ label, cells }: Answer): string {
  const list = `[${cells
    .slice(0, 6)
    .map((cell) => show(cell))
    .join(", ")}${cells.length > 6 ? ", …" : ""}]`;
  return label === undefined ? list : `${show(label)} with ${list}`;
}

/** Whether two numbers differ by no more than a share of the larger, or of 1. */
export function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
