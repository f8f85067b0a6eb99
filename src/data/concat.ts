/**
 * Joining columns end to end, any number of them in one pass.
 */
import { SchemaError } from "../core/errors.js";
import { type Field, fieldInWords } from "../core/schema.js";
import type { BuiltColumn } from "./build.js";
import {
  type AnyColumn,
  BooleanColumn,
  emptyLike,
  type NumberArray,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "./columns.js";

/**
 * Columns of one name, one after the other. Where one of them may miss values, the result may; a closed set grows.
 *
 * @throws SchemaError `COLUMN_MISMATCH` when they differ in type.
 */
export function concatColumns(parts: readonly [BuiltColumn, ...BuiltColumn[]]): BuiltColumn {
  const [{ field: first, column }] = parts;
  for (const { field } of parts)
    if (field.type !== first.type || field.size !== first.size) throw typesDiffer(first, field);
  if (parts.length === 1) return parts[0];
  const sets = parts.flatMap(({ field }) => (field.values === undefined ? [] : [field.values]));
  const values = sets.length === parts.length ? { values: [...new Set(sets.flat())] } : {};
  const field: Field = {
    name: first.name,
    type: first.type,
    nullable: parts.some((part) => part.field.nullable),
    ...(first.size === undefined ? {} : { size: first.size }),
    ...values,
  };
  return { field, column: joined(field, column, parts) };
}

function joined(field: Field, first: AnyColumn, parts: readonly BuiltColumn[]): AnyColumn {
  const columns = parts.map(({ column }) => column);
  if (first instanceof NumberColumn) return new NumberColumn(joinNumbers(columnsOf(columns, NumberColumn)));
  if (first instanceof BooleanColumn)
    return new BooleanColumn(joinArrays(columnsOf(columns, BooleanColumn).map(({ codes }) => codes)));
  if (first instanceof TimestampColumn)
    return new TimestampColumn(joinArrays(columnsOf(columns, TimestampColumn).map(({ values }) => values)));
  if (first instanceof VectorColumn)
    return new VectorColumn(joinArrays(columnsOf(columns, VectorColumn).map(({ values }) => values)), first.size);
  return joinStrings((field.values ?? []).map(String), columnsOf(columns, StringColumn));
}

/** Those of a class, which are all: equal fields have columns of the same class. */
function columnsOf<C extends AnyColumn>(
  columns: readonly AnyColumn[],
  Class: abstract new (...args: never[]) => C,
): C[] {
  return columns.filter((column): column is C => column instanceof Class);
}

function joinArrays<A extends NumberArray>(arrays: readonly A[]): A {
  const out = emptyLike(
    arrays[0] as A,
    arrays.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}

/** Arrays of one kind keep it; different ones become doubles. */
function joinNumbers(columns: readonly NumberColumn[]): NumberArray {
  const arrays = columns.map(({ values }) => values);
  const same = arrays.every((array) => array.constructor === arrays[0]?.constructor);
  return joinArrays(
    same ? arrays : arrays.map((array) => (array instanceof Float64Array ? array : Float64Array.from(array))),
  );
}

/** The strings that are used, each once, in the order in which they come. */
function joinStrings(known: readonly string[], columns: readonly StringColumn[]): StringColumn {
  const dictionary = [...known];
  const codeByText = new Map(dictionary.map((text, code) => [text, code]));
  const codes = new Int32Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    const translated = new Int32Array(column.dictionary.length).fill(-1);
    for (const old of column.codes) {
      let code = old < 0 ? -1 : (translated[old] as number);
      if (old >= 0 && code < 0) {
        const text = column.dictionary[old] as string;
        code = codeByText.get(text) ?? dictionary.push(text) - 1;
        codeByText.set(text, code);
        translated[old] = code;
      }
      codes[at++] = code;
    }
  }
  return new StringColumn(codes, dictionary);
}

function typesDiffer(a: Field, b: Field): SchemaError {
  return new SchemaError("COLUMN_MISMATCH", {
    problem: `Column '${a.name}' has another type in a later frame`,
    given: fieldInWords(b),
    expected: fieldInWords(a),
    remedy: "Read both with the same schema",
    data: { column: a.name },
  });
}
