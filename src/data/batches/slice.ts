/**
 * Parts of columns: copies of a run of rows, without walking over them one by one.
 */
import {
  type AnyColumn,
  BooleanColumn,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  VectorColumn,
} from "../columns.js";

/** The rows of a column from `start` up to, not including, `end`. */
export function sliceColumn(column: AnyColumn, start: number, end: number): AnyColumn {
  if (start === 0 && end === column.length) return column;
  if (column instanceof NumberColumn) return new NumberColumn(column.values.slice(start, end));
  if (column instanceof BooleanColumn) return new BooleanColumn(column.codes.slice(start, end));
  if (column instanceof StringColumn) return new StringColumn(column.codes.slice(start, end), column.dictionary);
  if (column instanceof TimestampColumn) return new TimestampColumn(column.values.slice(start, end));
  const { size } = column;
  return new VectorColumn(column.values.slice(start * size, end * size), size);
}
