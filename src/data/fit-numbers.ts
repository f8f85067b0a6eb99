/**
 * Numbers of one kind in an array of another: for writers of streams, whose first batch decides the kind.
 */
import { SchemaError, show } from "../core/errors.js";
import { emptyLike, type NumberArray, type NumberColumn } from "./columns.js";

/**
 * The values of a column in an array of the same class as `like`: their own where it is of this class. In an array of integers,
 * missing values are 0; whoever writes it has to say which they are.
 *
 * @throws SchemaError `COLUMN_MISMATCH` for a value that such an array would change.
 */
export function fitNumbers<Kind extends NumberArray>(name: string, { values }: NumberColumn, like: Kind): Kind {
  if (isLike(values, like)) return values;
  const out = emptyLike(like, values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    out[row] = value;
    if (out[row] !== value && !Number.isNaN(value)) throw otherKind(name, value, row, like);
  }
  return out;
}

function isLike<Kind extends NumberArray>(values: NumberArray, like: Kind): values is Kind {
  return values.constructor === like.constructor;
}

function otherKind(name: string, value: number, row: number, like: NumberArray): SchemaError {
  const kind = like.constructor.name.replace("Array", "");
  return new SchemaError("COLUMN_MISMATCH", {
    problem: `Column '${name}' of a later batch holds a number that the kind of the first batch cannot`,
    given: `${show(value)} in row ${row}`,
    expected: `numbers of kind ${kind}, as in the first batch`,
    remedy: "Give the numbers of all batches one kind, as Float64Array",
    data: { column: name, row, value, kind },
  });
}
