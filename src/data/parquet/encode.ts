/**
 * From columns to what hyparquet-writer takes: a schema in Parquet's words, and the values of each column with `null` for missing ones.
 */
import type { DecodedArray, SchemaElement } from "hyparquet";
import type { Field } from "../../core/schema.js";
import {
  BooleanColumn,
  emptyLike,
  type NumberArray,
  NumberColumn,
  StringColumn,
  TimestampColumn,
  type VectorColumn,
} from "../columns.js";
import { fitNumbers } from "../fit-numbers.js";
import type { Frame } from "../frame.js";
import { checkTexts, compactStrings } from "../utf8.js";

/** How a column is stored, decided by the first frame. */
interface StoredColumn {
  readonly field: Field;
  /** An array of the kind in which numbers are stored. */
  readonly like: NumberArray | undefined;
}

/** The values of one column for hyparquet-writer. */
export interface ColumnValues {
  readonly name: string;
  readonly data: DecodedArray;
  readonly encoding?: "PLAIN";
}

/** Turns frames with the columns of the first into columns for hyparquet-writer. */
export class ParquetEncoder {
  /** The schema in Parquet's words. */
  readonly schema: SchemaElement[];
  readonly #columns: readonly StoredColumn[];

  constructor(first: Frame<object>) {
    this.#columns = first.schema.fields.map((field) => {
      const column = first.columnOf(field.name);
      return { field, like: column instanceof NumberColumn ? emptyLike(column.values, 0) : undefined };
    });
    const elements = this.#columns.flatMap(elementsOf);
    this.schema = [{ name: "schema", num_children: this.#columns.length }, ...elements];
  }

  columns(frame: Frame<object>): ColumnValues[] {
    return this.#columns.map(({ field: { name, nullable }, like }) => {
      const column = frame.columnOf(name);
      if (column instanceof NumberColumn) {
        const data = numbers(name, column, like ?? column.values, nullable);
        // A dictionary of floats would take −0 for 0, and rarely pays.
        return like instanceof Float64Array || like instanceof Float32Array
          ? { name, data, encoding: "PLAIN" }
          : { name, data };
      }
      if (column instanceof BooleanColumn) return { name, data: column.toArray() };
      if (column instanceof StringColumn) return { name, data: strings(name, column) };
      return { name, data: column instanceof TimestampColumn ? times(column) : vectors(column) };
    });
  }
}

function elementsOf({ field, like }: StoredColumn): SchemaElement[] {
  const { name, type, nullable } = field;
  const repetition_type = nullable ? "OPTIONAL" : "REQUIRED";
  switch (type) {
    case "number":
      return [{ name, repetition_type, ...numberType(like) }];
    case "boolean":
      return [{ name, repetition_type, type: "BOOLEAN" }];
    case "string":
      return [{ name, repetition_type, type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } }];
    case "timestamp": {
      const logical_type = { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" } as const;
      return [{ name, repetition_type, type: "INT64", converted_type: "TIMESTAMP_MILLIS", logical_type }];
    }
    case "vector":
      return [
        { name, repetition_type, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", repetition_type: "REQUIRED", type: "FLOAT" },
      ];
  }
}

function numberType(like: NumberArray | undefined): Pick<SchemaElement, "type" | "converted_type"> {
  if (like instanceof Float32Array) return { type: "FLOAT" };
  if (like === undefined || like instanceof Float64Array) return { type: "DOUBLE" };
  const isSigned = like instanceof Int8Array || like instanceof Int16Array || like instanceof Int32Array;
  const bits = (like.BYTES_PER_ELEMENT * 8) as 8 | 16 | 32;
  // By the older of the two marks alone: hyparquet-writer 0.17 writes the other with a number of the wrong width, at which DuckDB stops.
  return { type: "INT32", converted_type: `${isSigned ? "" : "U"}INT_${bits}` };
}

/** Numbers of the kind of the first frame; those that cannot be missing as a typed array, which is written faster. */
function numbers(name: string, column: NumberColumn, like: NumberArray, nullable: boolean): DecodedArray {
  const values = fitNumbers(name, column, like);
  if (nullable)
    return Array.from(column.values, (value, row) => (Number.isNaN(value) ? null : (values[row] as number)));
  if (isWritable(values)) return values;
  // hyparquet-writer knows no typed arrays of 8 and 16 bits, and unsigned integers of 32 as a list alone.
  return values instanceof Uint32Array ? Array.from(values) : Int32Array.from(values);
}

function isWritable(values: NumberArray): values is Float64Array | Float32Array | Int32Array {
  return values instanceof Float64Array || values instanceof Float32Array || values instanceof Int32Array;
}

function strings(name: string, column: StringColumn): DecodedArray {
  const { codes, dictionary } = compactStrings(column);
  checkTexts(name, dictionary);
  return Array.from(codes, (code) => dictionary[code] ?? null);
}

function times(column: TimestampColumn): DecodedArray {
  return Array.from(column.values, (time) => (Number.isNaN(time) ? null : BigInt(Math.floor(time))));
}

function vectors(column: VectorColumn): DecodedArray {
  const { size, values } = column;
  return Array.from({ length: column.length }, (_, row) =>
    column.isMissing(row) ? null : Array.from(values.subarray(row * size, (row + 1) * size)),
  );
}
