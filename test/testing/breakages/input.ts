import { Frame } from "../../../src/data/frame.js";
import { readMatrix, type TableInput } from "../../../src/data/input.js";
import { CsrMatrix, DenseMatrix, Matrix } from "../../../src/data/matrix.js";
import { replace } from "../broken.js";
import { able, line, plain } from "../specs.js";
import { attempt, breaking, type Case, changed, rows, type Transform } from "./case.js";

const isEmpty = (x: TableInput<object>): boolean => x instanceof Matrix && (x.rows === 0 || x.cols === 0);

export const input: readonly Case[] = [
  breaking(
    "reads frozen rows and shared memory, and writes to nothing that it is given",
    "a matrix in shared memory was written to",
    plain,
    {
      fit:
        (learn) =>
        async (x, ...rest) => {
          const model = await learn(x, ...rest);
          if (x instanceof DenseMatrix) x.values.fill(0);
          return model;
        },
    },
  ),
  breaking(
    "learns the same from a frame, row objects, an Arrow table, a matrix and lists of numbers",
    "learned from row objects",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(Array.isArray(x) ? x.slice(1) : x, ...rest),
    },
  ),
  breaking("refuses a table without rows or columns with DATA_EMPTY", "a table without rows is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(isEmpty(x) ? [[1]] : x, ...rest),
  }),
  breaking("learns from one row, or refuses it with a code", "no MlkitError", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Matrix && x.rows === 1 ? Promise.reject(new TypeError("one row")) : learn(x, ...rest),
  }),
  breaking("learns from one column, or refuses it with a code", "no MlkitError", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Matrix && x.cols === 1 ? Promise.reject(new TypeError("one column")) : learn(x, ...rest),
  }),
  breaking("gives no answers for no rows", "no rows give 1 answers", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            isEmpty(x) ? old([[1, 2, 3, 4]]) : old(x),
      ),
  }),
  breaking(
    "reads missing values where its trait says so, and refuses them otherwise",
    "learning with a missing value in 'width' fails",
    able,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          x instanceof Matrix && x.values.some(Number.isNaN) ? Promise.reject(new Error("NaN")) : learn(x, ...rest),
    },
  ),
  breaking(
    "reads missing values where its trait says so, and refuses them otherwise",
    "learning with a missing value in 'width' is taken",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof Matrix ? changed(x, (value) => (Number.isNaN(value) ? 0 : value)) : x, ...rest),
    },
  ),
  breaking("refuses infinite numbers with DATA_NOT_FINITE", "learning with Infinity in 'width' is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(x instanceof Matrix ? changed(x, (value) => (Number.isFinite(value) ? value : 0)) : x, ...rest),
  }),
  breaking("refuses a column of strings where it reads numbers", "learning from a column of strings is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(x instanceof Frame ? numericColumns(x) : x, ...rest),
  }),
  breaking("refuses a matrix with other columns than at the fit", "asking with a column less is taken", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            attempt(() => old(x)) ?? readMatrix(x),
      ),
  }),
  breaking(
    "finds its columns in a frame by name, and names one that is missing",
    "asked with the columns in another order",
    plain,
    {
      model: (model) =>
        replace(
          model,
          "transform",
          (old: Transform): Transform =>
            (x) =>
              x instanceof Frame ? old(byPosition(x)) : old(x),
        ),
    },
  ),
  breaking("takes any name for a column", "learning from columns with strange names fails", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Frame &&
        "constructor" in Object.fromEntries(x.columns.map((name) => [name, 1])) &&
        x.schema.has("__proto__")
          ? Promise.reject(new TypeError("not a column"))
          : learn(x, ...rest),
  }),
  breaking(
    "learns the same from sparse rows as from dense ones where its trait says so",
    "learned from sparse rows",
    able,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof CsrMatrix ? x.take([0, 1, 2]) : x, ...rest),
    },
  ),
  breaking(
    "refuses sparse rows with DATA_SPARSE where its trait does not allow them",
    "learning from sparse rows is taken",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof Matrix ? x.toDense() : x, ...rest),
    },
  ),
];

function numericColumns(x: Frame): Frame {
  return x.select(...x.columns.filter((name) => x.columnOf(name).type === "number"));
}

function byPosition(x: Frame): DenseMatrix {
  const { values, rows, cols } = readMatrix(x).toDense();
  return new DenseMatrix(values, rows, cols);
}

export const target: readonly Case[] = [
  breaking("refuses to learn without a target with TARGET_MISSING", "learning without a target is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, y ?? new Float64Array(rows(x)), options),
  }),
  breaking("refuses a target of another length with TARGET_LENGTH", "a target one value short is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y, 0].slice(0, rows(x)) : y, options),
  }),
  breaking("refuses a target with a missing value or ∞ with TARGET_INVALID", "a target with null is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y].map((value) => value ?? 0) : y, options),
  }),
  breaking("learns the same from a target column as from its values", "learned from a target column", line, {
    fit: (learn) => (x, y, options) => {
      if (!(x instanceof Frame) || typeof y !== "string") return learn(x, y, options);
      const table: Frame = x;
      return learn(table.drop(y), table.columnOf(y).toArray().toReversed(), options);
    },
  }),
];
