/**
 * Reading what users hand to `fit`, `transform` and `predict`: frames, Arrow tables, row objects, matrices, lists of numbers.
 */
import type { AnyRow, NumericValues } from "../core/contracts.js";
import { DataError, listNames, SchemaError, show } from "../core/errors.js";
import { columnMissing } from "../core/schema.js";
import { type ArrowTable, isArrowTable } from "./arrow/arrow-table.js";
import { BooleanColumn, columnBuilder, NumberColumn, StringColumn, type VectorColumn } from "./columns.js";
import { Frame } from "./frame.js";
import { DenseMatrix, Matrix } from "./matrix.js";

/** A table as users hand it over: a frame, a table of apache-arrow, row objects, a matrix, rows of numbers, or texts. */
export type TableInput<Row extends object = AnyRow> =
  | Frame<Row>
  | ArrowTable
  | readonly Row[]
  | Matrix
  | readonly (readonly number[])[]
  | readonly (string | null)[];

/** A table as stages pass it on. */
export type Table = Frame | Matrix;

/** The name of the column that a list of texts becomes, where the model was not fitted on one of another name. */
const TEXT = "text";

/** Reads any table input as a frame or a matrix. A list of texts becomes one column: that of `names`, if there is one, otherwise `text`. */
export function readTable(input: TableInput<object>, names?: readonly string[]): Table {
  if (input instanceof Matrix) return input;
  // A frame of typed rows is a frame: from here on the run-time checks stand in for the row type.
  if (input instanceof Frame) return input as Frame;
  if (!Array.isArray(input)) {
    if (isArrowTable(input)) return Frame.fromArrow(input);
    throw noTable(input);
  }
  if (isTexts(input)) return textFrame(input, names?.length === 1 ? names[0] : undefined);
  const rows: readonly object[] = input;
  return rows.length > 0 && rows.every(isNumberRow) ? Matrix.fromRows(rows) : Frame.fromRows<AnyRow>(rows);
}

/** Whether a list holds nothing but texts, of which some, not all, may be missing. */
export function isTexts(input: unknown): input is readonly (string | null)[] {
  if (!Array.isArray(input)) return false;
  const items: readonly unknown[] = input;
  let some = false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (typeof item === "string") some = true;
    else if (item !== null) return false;
  }
  return some;
}

function textFrame(texts: readonly (string | null)[], name = TEXT): Frame {
  const { push, finish } = textsReader(name);
  for (const text of texts) push(text);
  return finish();
}

/** Reads texts one after another into the column of a frame. */
export function textsReader(name = TEXT): { push: (text: string | null) => void; finish: () => Frame } {
  const builder = columnBuilder({ name, type: "string", nullable: true });
  return { push: builder.push, finish: () => Frame.fromColumns({ [name]: builder.finish() }) };
}

function isNumberRow(row: unknown): row is readonly number[] {
  return Array.isArray(row) || row instanceof Float64Array || row instanceof Float32Array;
}

function noTable(input: unknown): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "The input is no table",
    given: show(input),
    expected: "a Frame, a table of apache-arrow, a Matrix, row objects, rows of numbers or texts",
    remedy:
      "Read files with readCsv, make a frame with Frame.fromRows or Frame.fromColumns, or a matrix with Matrix.fromRows",
  });
}

/**
 * Reads a table as the numbers that a numeric stage needs.
 *
 * With `names`, the columns that a model was fitted on: a frame gives these columns, whatever else it has and in
 * whatever order; a matrix must have as many, and the same names where it has any.
 *
 * @throws SchemaError `COLUMN_TYPE` for columns that hold no numbers, `COLUMN_MISSING`, `COLUMN_MISMATCH`.
 */
export function readMatrix(input: TableInput<object>, names?: readonly string[]): Matrix {
  const table = readTable(input, names);
  if (table instanceof Frame) return numericMatrix(table, names);
  if (names !== undefined) checkColumns(table, names);
  return table;
}

/** Reads a table as a frame; the columns of a matrix become number columns. */
export function readFrame(input: TableInput<object>, names?: readonly string[]): Frame {
  const table = readTable(input, names);
  if (table instanceof Frame) return names === undefined ? table : table.select(...names);
  if (names !== undefined) checkColumns(table, names);
  const { rows, cols, values } = table.toDense();
  const columns: [string, Float64Array][] = (names ?? table.names).map((name, col) => {
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = values[row * cols + col] as number;
    return [name, column];
  });
  return Frame.fromColumns(Object.fromEntries(columns));
}

/**
 * Holds a matrix to the columns that a model was fitted on.
 *
 * @throws SchemaError `COLUMN_MISMATCH`.
 */
export function checkColumns(table: Matrix, names: readonly string[]): void {
  if (table.cols !== names.length) {
    throw new SchemaError("COLUMN_MISMATCH", {
      problem: "The matrix has not the columns that the model was fitted on",
      given: `${table.cols} columns`,
      expected: `${names.length} columns: ${listNames(names)}`,
      remedy: "Give the same columns in the same order as at fit",
      data: { given: table.cols, expected: names.length },
    });
  }
  if (!table.named) return;
  const given = table.names;
  const at = names.findIndex((name, index) => name !== given[index]);
  if (at < 0 || names.every((name, index) => name === `x${index}`)) return;
  throw new SchemaError("COLUMN_MISMATCH", {
    problem: `Column ${at} of the matrix is not the one that the model was fitted on`,
    given: `'${given[at]}'`,
    expected: `'${names[at]}'`,
    remedy: "Give the columns in the order of the fit, or a frame, which is read by name",
    data: { column: at, given: given[at], expected: names[at] },
  });
}

function numericMatrix(frame: Frame, wanted: readonly string[] | undefined): Matrix {
  const { names, fill } = numericColumns(frame, wanted);
  const out = new Float64Array(frame.numRows * names.length);
  fill(out, 0, frame.numRows);
  return new DenseMatrix(out, frame.numRows, names.length, { names });
}

/** What a matrix of a frame's columns is made by. */
export interface NumericColumns {
  readonly names: readonly string[];
  /** Writes the rows from `from` up to `to` to their places in the matrix. */
  readonly fill: (out: Float64Array, from: number, to: number) => void;
}

/**
 * The numeric columns of a frame side by side, those wanted or all: booleans as 0 and 1, a vector as one column a dimension.
 *
 * @throws SchemaError `COLUMN_TYPE`, `COLUMN_MISSING`, `COLUMN_DUPLICATE`.
 */
export function numericColumns(frame: Frame, wanted: readonly string[] | undefined): NumericColumns {
  const sources = wanted === undefined ? allSources(frame) : sourcesFor(frame, wanted);
  const names = sources.map(({ name }) => name);
  checkDistinct(names);
  const fill = (out: Float64Array, from: number, to: number) =>
    sources.forEach((source, col) => {
      fillColumn(out, col, sources.length, source, from, to);
    });
  return { names, fill };
}

/** A vector `v` gives the columns `v_0`, `v_1`, …, which the frame may have already. */
function checkDistinct(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new SchemaError("COLUMN_DUPLICATE", {
        problem: `Two columns of numbers would be named '${name}'`,
        given: "a vector column, whose dimensions are numbered, beside a column of such a name",
        remedy: "Give one of the two another name",
        data: { column: name },
      });
    }
    seen.add(name);
  }
}

type NumericColumn = NumberColumn | BooleanColumn | VectorColumn | StringColumn;

/** One number column of the matrix and where it comes from. */
interface Source {
  readonly name: string;
  readonly column: NumericColumn;
  /** Which dimension, for a vector. */
  readonly dimension: number;
}

function allSources(frame: Frame): Source[] {
  const others: string[] = [];
  const sources = frame.columns.flatMap((name) => {
    const found = sourcesOf(frame, name);
    if (found.length === 0) others.push(name);
    return found;
  });
  if (others.length > 0) throw notNumeric(frame, others);
  return sources;
}

function sourcesFor(frame: Frame, wanted: readonly string[]): Source[] {
  const own = wanted.filter((name) => frame.schema.has(name));
  const others = own.filter((name) => sourcesOf(frame, name, true).length === 0);
  if (others.length > 0) throw notNumeric(frame, others);
  const vectors =
    own.length === wanted.length ? [] : frame.columns.filter((name) => frame.columnOf(name).type === "vector");
  const byName = new Map(
    [...own, ...vectors].flatMap((name) => sourcesOf(frame, name, true)).map((source) => [source.name, source]),
  );
  return wanted.map((name) => {
    const source = byName.get(name);
    if (source === undefined) throw columnMissing(name, frame.columns);
    return source;
  });
}

/** `empty` lets a column without any value through: rows without a value in it are inferred as strings. */
function sourcesOf(frame: Frame, name: string, empty = false): Source[] {
  const column = frame.columnOf(name);
  const text = column.type === "string" && !(empty && column.dictionary.length === 0);
  if (text || column.type === "timestamp") return [];
  return numericNames(name, column.type === "vector" ? column.size : undefined).map((each, dimension) => ({
    name: each,
    column,
    dimension,
  }));
}

/** The names that a numeric column has in a matrix: its own, or `name_0`, `name_1`, … for a vector. */
export function numericNames(name: string, size: number | undefined): string[] {
  return size === undefined ? [name] : Array.from({ length: size }, (_, dimension) => `${name}_${dimension}`);
}

/** The sizes of the vectors among columns, from the names that `numericNames` gave all of them, in order; nothing for other columns. */
export function numericSizes(columns: readonly string[], names: readonly string[]): (number | undefined)[] {
  let at = 0;
  return columns.map((column, index) => {
    if (names[at] === column) {
      at++;
      return undefined;
    }
    let size = 0;
    // The next column may be named as a dimension that this one does not have.
    while (names[at] === `${column}_${size}` && names[at] !== columns[index + 1]) {
      size++;
      at++;
    }
    return size;
  });
}

function notNumeric(frame: Frame, names: readonly string[]): SchemaError {
  const types = new Set(names.map((name) => frame.columnOf(name).type));
  const remedy = types.has("string")
    ? "Encode strings with OneHotEncoder in a ColumnTransformer, or drop the columns"
    : "Turn timestamps into numbers with frame.withColumn, or drop the columns";
  return new SchemaError("COLUMN_TYPE", {
    problem: `Columns that hold no numbers were given where numbers are needed: ${listNames(names)}`,
    given: [...types].join(" and "),
    expected: "number, boolean or vector columns",
    remedy,
    data: { columns: names },
  });
}

function fillColumn(out: Float64Array, col: number, cols: number, source: Source, from: number, to: number): void {
  const { column, dimension } = source;
  let at = from * cols + col;
  if (column instanceof NumberColumn) {
    for (let row = from; row < to; row++, at += cols) out[at] = column.values[row] as number;
  } else if (column instanceof BooleanColumn) {
    for (let row = from; row < to; row++, at += cols) {
      const code = column.codes[row] as number;
      out[at] = code < 0 ? Number.NaN : code;
    }
  } else if (column instanceof StringColumn) {
    for (let row = from; row < to; row++, at += cols) out[at] = Number.NaN;
  } else {
    for (let row = from; row < to; row++, at += cols) out[at] = column.values[row * column.size + dimension] as number;
  }
}

/**
 * Splits the target off a table when it is given by name; otherwise gives both as they are.
 *
 * @throws DataError `TARGET_MISSING` when there is no target or no such column.
 */
export function splitTarget<Y>(
  input: TableInput<object>,
  y: Y | string,
): { x: Table; y: Y | (Iterable<unknown> & { readonly length: number }); name: string | undefined } {
  const x = readTable(input);
  if (typeof y !== "string") return { x, y, name: undefined };
  if (!(x instanceof Frame) || !x.schema.has(y)) {
    throw new DataError("TARGET_MISSING", {
      problem: `There is no target column '${y}'`,
      given: x instanceof Frame ? `columns ${listNames(x.columns, 20)}` : "a matrix, which holds features alone",
      remedy: "Name a column of the frame, or give the target's values",
      data: { target: y },
    });
  }
  return { x: x.drop(y), y: x.columnOf(y), name: y };
}

/**
 * Reads a numeric target.
 *
 * @throws DataError `TARGET_MISSING`, `TARGET_LENGTH`, or `TARGET_INVALID` for a value that is no finite number.
 */
export function readTargetNumbers(y: unknown, rows: number): Float64Array {
  const values = checkTargetLength(y, rows);
  const out = new Float64Array(rows);
  let row = 0;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) throw badTarget(row, value);
    out[row++] = value;
  }
  return out;
}

function badTarget(row: number, value: unknown): DataError {
  return new DataError("TARGET_INVALID", {
    problem: `The target of row ${row} is no finite number`,
    given: show(value),
    expected: "a finite number",
    remedy: "Drop or mend the rows without a target; for labels use a classifier",
    data: { row },
  });
}

/**
 * Checks that there is a target for each row.
 *
 * @throws DataError `TARGET_MISSING` or `TARGET_LENGTH`.
 */
export function checkTargetLength(y: unknown, rows: number): Iterable<unknown> & { readonly length: number } {
  if (!isValues(y)) {
    throw new DataError("TARGET_MISSING", {
      problem: "There is no target to learn",
      given: show(y),
      expected: "one value a row, or the name of a column",
      remedy: "Give the target as the second argument of fit",
    });
  }
  if (y.length !== rows) {
    throw new DataError("TARGET_LENGTH", {
      problem: "The target has not one value a row",
      given: `${y.length} values`,
      expected: `${rows}`,
      remedy: "Give the target of the same rows as the features",
      data: { given: y.length, expected: rows },
    });
  }
  return y;
}

function isValues(y: unknown): y is Iterable<unknown> & { readonly length: number } {
  return typeof y === "object" && y !== null && Symbol.iterator in y && "length" in y && typeof y.length === "number";
}

/**
 * Reads sample weights.
 *
 * @throws DataError `WEIGHT_INVALID` when they are not one finite number ≥ 0 a row, or all 0.
 */
export function readWeights(weights: NumericValues | undefined, rows: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const out =
    weights instanceof Float64Array ? weights.slice() : Float64Array.from(weights, (weight) => weight ?? Number.NaN);
  let bad = -1;
  let none = true;
  for (let row = 0; row < out.length && bad < 0; row++) {
    const weight = out[row] as number;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) bad = row;
    if (weight !== 0) none = false;
  }
  if (out.length === rows && bad < 0 && !none) return out;
  throw new DataError("WEIGHT_INVALID", {
    problem:
      out.length !== rows
        ? "There is not one weight a row"
        : none
          ? "All weights are 0"
          : `The weight of row ${bad} is not valid`,
    given: out.length !== rows ? `${out.length} weights` : none ? "nothing but 0" : show(out[bad]),
    expected: out.length !== rows ? `${rows}` : "finite numbers ≥ 0, at least one above 0",
    remedy: "Give one such weight for each row, or leave sampleWeight out",
    data: { given: out.length, expected: rows, row: bad },
  });
}
