/**
 * From Arrow tables to columns.
 */
import { columnMissing, type Field } from "../../core/schema.js";
import type { BuiltColumn } from "../build.js";
import { type AnyColumn, columnBuilder, StringColumn } from "../columns.js";
import {
  type ArrowField,
  type ArrowTable,
  type ArrowType,
  type ArrowVector,
  arrowType,
  typeProperty,
} from "./arrow-table.js";
import { type ArrowColumn, hasNulls, missingRows, typeRefused } from "./chunks.js";
import { readBooleans, readNumbers } from "./read-numbers.js";
import { indexReader, readDictionary, readStrings } from "./read-strings.js";
import { readTimes } from "./read-times.js";
import { readVectors } from "./read-vectors.js";

/**
 * The columns of a table or a record batch, all or those named.
 *
 * @throws SchemaError `COLUMN_TYPE` for a type that no frame has, `COLUMN_MISSING`, `CELL_TYPE` for a value that a number or a Date cannot hold.
 */
export function columnsFromArrow(table: ArrowTable, names?: readonly string[], firstRow = 0): BuiltColumn[] {
  const { fields } = table.schema;
  const wanted = names ?? fields.map(({ name }) => name);
  const positions = new Map(fields.map(({ name }, index) => [name, index]));
  return wanted.map((name, index) => {
    // Without names every column is read, of two with one name each; the schema refuses these.
    const at = names === undefined ? index : positions.get(name);
    const field = at === undefined ? undefined : fields[at];
    if (at === undefined || field === undefined) throw columnMissing(name, [...positions.keys()]);
    return readColumn(field, table.getChildAt(at) ?? { data: [] }, firstRow);
  });
}

function readColumn(field: ArrowField, { data }: ArrowVector, firstRow: number): BuiltColumn {
  const filled = data.filter(({ length }) => length > 0);
  // Without rows, an empty chunk still tells the kind of the numbers.
  const chunks = filled.length > 0 ? filled : data.slice(0, 1);
  const rows = chunks.reduce((sum, { length }) => sum + length, 0);
  const arrow: ArrowColumn = { field, chunks, rows, firstRow };
  const column = readerOf(field.type)(arrow);
  return { field: fieldOf(arrow, column), column };
}

function fieldOf(arrow: ArrowColumn, column: AnyColumn): Field {
  const { name, nullable, type } = arrow.field;
  // A float that is NaN is a missing value, whatever the table says of nulls.
  const mayMiss = nullable || isFloat(type) || column.type === "vector" || hasNulls(arrow) || column.missingCount > 0;
  return { name, type: column.type, nullable: mayMiss, ...(column.type === "vector" ? { size: column.size } : {}) };
}

function isFloat(type: ArrowType): boolean {
  return type.typeId === arrowType.float;
}

function readerOf({ typeId }: ArrowType): (column: ArrowColumn) => AnyColumn {
  switch (typeId) {
    case arrowType.int:
    case arrowType.float:
    case arrowType.decimal:
      return readNumbers;
    case arrowType.bool:
      return readBooleans;
    case arrowType.utf8:
    case arrowType.largeUtf8:
    case arrowType.utf8View:
      return readStrings;
    case arrowType.date:
    case arrowType.timestamp:
      return readTimes;
    case arrowType.fixedSizeList:
    case arrowType.list:
    case arrowType.largeList:
      return (column) => readVectors(column) ?? withoutValues(column);
    case arrowType.dictionary:
      return readEncoded;
    case arrowType.none:
      return withoutValues;
    default:
      return (column) => {
        throw typeRefused(column, "Cast the column to one of these before, or leave it out");
      };
  }
}

/** A column without any value is one of strings, as everywhere. */
function withoutValues({ rows }: ArrowColumn): StringColumn {
  return new StringColumn(new Int32Array(rows).fill(-1), []);
}

function readEncoded(column: ArrowColumn): AnyColumn {
  const valueType = typeProperty(column.field.type, "dictionary") as ArrowType;
  const { typeId } = valueType;
  if (typeId === arrowType.utf8 || typeId === arrowType.largeUtf8 || typeId === arrowType.utf8View)
    return readDictionary(column);
  return readOther(column, { ...column.field, type: valueType });
}

/** Dictionaries of numbers, dates and so on, which are rare: value by value. */
function readOther(column: ArrowColumn, field: ArrowField): AnyColumn {
  const parts = column.chunks.map((chunk) => ({
    chunk,
    values: readColumn(field, chunk.dictionary ?? { data: [] }, 0),
  }));
  const [first] = parts;
  if (first === undefined) return withoutValues(column);
  const builder = columnBuilder(first.values.field);
  for (const { chunk, values } of parts) {
    const isMissing = missingRows(chunk);
    const indexAt = indexReader(chunk);
    for (let row = 0; row < chunk.length; row++)
      builder.push(isMissing?.(row) ? null : values.column.get(indexAt(row)));
  }
  return builder.finish();
}
