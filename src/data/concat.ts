/**
 * Joining two columns end to end.
 */
import { SchemaError } from "../core/errors.js";
import { type Field, fieldInWords } from "../core/schema.js";
import type { BuiltColumn } from "./build.js";
import { type AnyColumn, columnBuilder, emptyLike, type NumberArray, NumberColumn } from "./columns.js";

/** Column `b` after column `a`. Where only one of them may miss values, the result may; a closed set grows. */
export function concatColumns(fieldA: Field, fieldB: Field, a: AnyColumn, b: AnyColumn): BuiltColumn {
  if (fieldA.type !== fieldB.type || fieldA.size !== fieldB.size) throw typesDiffer(fieldA, fieldB);
  const values = fieldA.values && fieldB.values ? { values: [...new Set([...fieldA.values, ...fieldB.values])] } : {};
  const size = fieldA.size === undefined ? {} : { size: fieldA.size };
  const field: Field = {
    name: fieldA.name,
    type: fieldA.type,
    nullable: fieldA.nullable || fieldB.nullable,
    ...size,
    ...values,
  };
  if (a instanceof NumberColumn && b instanceof NumberColumn) {
    const joined = numbersLike(a.values, b.values, a.length + b.length);
    joined.set(a.values);
    joined.set(b.values, a.length);
    return { field, column: new NumberColumn(joined) };
  }
  const builder = columnBuilder(field);
  for (const column of [a, b]) for (let row = 0; row < column.length; row++) builder.push(column.get(row));
  return { field, column: builder.finish() };
}

/** Room for the values of both: of their own kind when it is the same, else doubles. */
function numbersLike(a: NumberArray, b: NumberArray, length: number): NumberArray {
  return a.constructor === b.constructor ? emptyLike(a, length) : new Float64Array(length);
}

function typesDiffer(a: Field, b: Field): SchemaError {
  return new SchemaError("COLUMN_MISMATCH", {
    problem: `Column '${a.name}' has another type in the second frame`,
    given: fieldInWords(b),
    expected: fieldInWords(a),
    remedy: "Read both with the same schema",
    data: { column: a.name },
  });
}
