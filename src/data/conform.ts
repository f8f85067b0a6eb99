/**
 * Holding columns that a file or another library gave against a schema, a column at a time.
 */
import type { Label } from "../core/contracts.js";
import { SchemaError } from "../core/errors.js";
import { cellError, columnMissing, type Field, fieldInWords, type RowCheck, Schema } from "../core/schema.js";
import { type BuiltColumn, rowError } from "./build.js";
import { type AnyColumn, columnBuilder, NumberColumn, StringColumn } from "./columns.js";

/**
 * The columns of a frame, from columns that were read. With a schema they are the schema's, in its order, and fit it.
 *
 * @param firstRow the number of the first row, for errors about a row of a batch
 * @throws SchemaError `COLUMN_MISSING`, `COLUMN_TYPE`, `CELL_TYPE`, `CELL_MISSING`, `COLUMN_DUPLICATE`.
 */
export function conformColumns<Row extends object>(
  read: readonly BuiltColumn[],
  schema: Schema<Row> | undefined,
  firstRow = 0,
): { schema: Schema<Row>; columns: AnyColumn[] } {
  if (schema === undefined) {
    return { schema: new Schema<Row>(read.map(({ field }) => field)), columns: read.map(({ column }) => column) };
  }
  const byName = new Map(read.map((built) => [built.field.name, built]));
  const columns = schema.fields.map((field) => {
    const found = byName.get(field.name);
    if (found === undefined) throw columnMissing(field.name, [...byName.keys()]);
    return conform(found, field, firstRow);
  });
  if (schema.check !== undefined) checkRows(schema, schema.check, columns, firstRow);
  return { schema, columns };
}

function checkRows(schema: Schema, check: RowCheck, columns: readonly AnyColumn[], firstRow: number): void {
  const rows = columns[0]?.length ?? 0;
  for (let at = 0; at < rows; at++) {
    const cells = Object.fromEntries(schema.fields.map(({ name }, index) => [name, columns[index]?.get(at)]));
    const issue = check(cells)[0];
    if (issue !== undefined) throw rowError(`Row ${firstRow + at}`, issue, cells, { row: firstRow + at });
  }
}

/** A column as a field wants it. */
function conform({ field: found, column }: BuiltColumn, field: Field, firstRow: number): AnyColumn {
  const rows = column.length;
  if (column.missingCount === rows && found.type !== field.type) {
    // A column without any value may have come without a type.
    if (rows > 0 && !field.nullable) throw cellError("CELL_MISSING", field, null, firstRow);
    return missingColumn(field, rows);
  }
  if (found.type !== field.type || (field.type === "vector" && found.size !== field.size))
    throw otherType(found, field);
  if (!field.nullable) {
    for (let row = 0; row < rows; row++)
      if (column.isMissing(row)) throw cellError("CELL_MISSING", field, null, firstRow + row);
  }
  return field.values === undefined ? column : closed(column, field, field.values, firstRow);
}

function missingColumn(field: Field, rows: number): AnyColumn {
  const builder = columnBuilder(field);
  for (let row = 0; row < rows; row++) builder.push(null);
  return builder.finish();
}

/** A column whose values are all of a closed set; strings get the codes of the set. */
function closed(column: AnyColumn, field: Field, values: readonly Label[], firstRow: number): AnyColumn {
  if (column instanceof StringColumn) {
    const codeByText = new Map(values.map((value, code) => [value, code]));
    const translated = column.dictionary.map((text) => codeByText.get(text) ?? -1);
    const codes = column.codes.map((old, row) => {
      const code = old < 0 ? -1 : (translated[old] as number);
      if (old >= 0 && code < 0) throw cellError("CELL_TYPE", field, column.get(row), firstRow + row);
      return code;
    });
    return new StringColumn(codes, values.map(String));
  }
  const allowed = new Set<unknown>(values);
  for (let row = 0; row < column.length; row++) {
    const value = column instanceof NumberColumn ? (column.values[row] as number) : column.get(row);
    if (!allowed.has(value) && !column.isMissing(row)) throw cellError("CELL_TYPE", field, value, firstRow + row);
  }
  return column;
}

function otherType(found: Field, field: Field): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${field.name}' has another type than in the schema`,
    given: fieldInWords({ ...found, nullable: false }),
    expected: fieldInWords(field),
    remedy: "State the type that the data has, or convert the column before; numbers written as text are not converted",
    data: { column: field.name, given: found.type, expected: field.type },
  });
}
