/**
 * What becomes of each column of a Parquet file, by its type in the file's schema.
 */
import type { SchemaElement, SchemaTree } from "hyparquet";
import { SchemaError } from "../../core/errors.js";
import type { FieldType } from "../../core/schema.js";

/** How the values of a column are stored, where this says more than Parquet's physical type. */
export type Encoding =
  | { readonly as: "integer"; readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean }
  | { readonly as: "float" | "double" | "half" }
  | { readonly as: "decimal"; readonly scale: number }
  | { readonly as: "time"; readonly unit: "days" | "milliseconds" | "microseconds" | "nanoseconds" }
  | { readonly as: "boolean" | "text" | "uuid" | "nothing" };

/** A column that can be read. */
export interface ColumnPlan {
  readonly name: string;
  readonly type: FieldType;
  /** Whether a value may be missing: floats may be NaN, which is. */
  readonly nullable: boolean;
  /** How the values, or the elements of the lists, are stored. */
  readonly encoding: Encoding;
}

/**
 * The plan of one top-level column.
 *
 * @throws SchemaError `COLUMN_TYPE` for what no column of a frame holds: structs, maps, lists of anything but numbers, binary.
 */
export function planColumn(tree: SchemaTree): ColumnPlan {
  const { element, children } = tree;
  const nullable = element.repetition_type !== "REQUIRED";
  if (children.length > 0) {
    const encoding = listElement(tree);
    if (encoding === undefined) throw refused(element.name, groupInWords(tree));
    return { name: element.name, type: "vector", nullable: true, encoding };
  }
  if (element.repetition_type === "REPEATED") throw refused(element.name, "a repeated field");
  const encoding = leafEncoding(element);
  if (encoding === undefined) throw refused(element.name, leafInWords(element));
  const isFloat = encoding.as === "float" || encoding.as === "double" || encoding.as === "half";
  return { name: element.name, type: typeOf(encoding), nullable: nullable || isFloat, encoding };
}

/** Whether a group is a list, which files mark in one of two ways. */
export function isList({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === "LIST" || logical_type?.type === "LIST";
}

/** How the numbers of a list are stored; nothing for other lists and groups. */
function listElement({ element, children }: SchemaTree): Encoding | undefined {
  const [repeated] = children;
  if (!isList(element) || repeated === undefined || repeated.element.repetition_type !== "REPEATED") return undefined;
  // Today's lists have a group between; old ones repeat the element itself.
  const leaf = repeated.children.length === 1 ? repeated.children[0] : repeated;
  if (leaf === undefined || leaf.children.length > 0) return undefined;
  const encoding = leafEncoding(leaf.element);
  return encoding !== undefined && typeOf(encoding) === "number" && encoding.as !== "decimal" ? encoding : undefined;
}

function typeOf({ as }: Encoding): FieldType {
  if (as === "boolean") return "boolean";
  if (as === "time") return "timestamp";
  return as === "text" || as === "uuid" || as === "nothing" ? "string" : "number";
}

function leafEncoding(element: SchemaElement): Encoding | undefined {
  const { type, logical_type: logical } = element;
  if (logical?.type === "NULL") return { as: "nothing" };
  if (element.converted_type === "DECIMAL" || logical?.type === "DECIMAL")
    return { as: "decimal", scale: scaleOf(element) };
  switch (type) {
    case "BOOLEAN":
      return { as: "boolean" };
    case "FLOAT":
      return { as: "float" };
    case "DOUBLE":
      return { as: "double" };
    case "INT96":
      return { as: "time", unit: "nanoseconds" };
    case "INT32":
    case "INT64":
      return integerEncoding(element, type === "INT32" ? 32 : 64);
    case "BYTE_ARRAY":
      return bytesEncoding(element);
    default:
      if (logical?.type === "FLOAT16") return { as: "half" };
      return logical?.type === "UUID" ? { as: "uuid" } : undefined;
  }
}

function scaleOf({ scale, logical_type: logical }: SchemaElement): number {
  return scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0);
}

function integerEncoding(
  { converted_type: converted, logical_type: logical }: SchemaElement,
  width: 32 | 64,
): Encoding | undefined {
  if (converted === "DATE" || logical?.type === "DATE") return { as: "time", unit: "days" };
  if (logical?.type === "TIMESTAMP")
    return {
      as: "time",
      unit: ({ MILLIS: "milliseconds", MICROS: "microseconds", NANOS: "nanoseconds" } as const)[logical.unit],
    };
  if (converted === "TIMESTAMP_MILLIS") return { as: "time", unit: "milliseconds" };
  if (converted === "TIMESTAMP_MICROS") return { as: "time", unit: "microseconds" };
  if (logical?.type === "TIME" || converted === "TIME_MILLIS" || converted === "TIME_MICROS") return undefined;
  const [, unsigned, digits] = /^(U?)INT_(\d+)$/.exec(converted ?? "") ?? [];
  const bits = logical?.type === "INTEGER" ? logical.bitWidth : digits === undefined ? width : Number(digits);
  const signed = logical?.type === "INTEGER" ? logical.isSigned : unsigned !== "U";
  return bits === 8 || bits === 16 || bits === 32 || bits === 64 ? { as: "integer", bits, signed } : undefined;
}

/** Bytes without a mark are mostly text of older writers; whether they are is seen when they are read. */
function bytesEncoding({ converted_type: converted, logical_type: logical }: SchemaElement): Encoding | undefined {
  const texts: readonly unknown[] = [undefined, "UTF8", "ENUM", "JSON", "STRING"];
  return texts.includes(converted) && texts.includes(logical?.type) ? { as: "text" } : undefined;
}

function groupInWords({ element, children }: SchemaTree): string {
  if (element.logical_type?.type === "VARIANT") return "variants";
  if (element.converted_type === "MAP" || element.logical_type?.type === "MAP") return "maps";
  if (!isList(element)) return `structs of ${children.map((child) => child.element.name).join(", ")}`;
  return "lists of something else than numbers";
}

function leafInWords({ type, converted_type, logical_type }: SchemaElement): string {
  return `values of type ${logical_type?.type ?? converted_type ?? type}`;
}

function refused(name: string, given: string): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${name}' holds values that a frame cannot`,
    given,
    expected: "numbers, booleans, strings, timestamps, dates, or lists of numbers that all have the same length",
    remedy: "Leave it out by naming the columns that you want, { columns: […] }, or unnest or cast it before",
    data: { column: name, type: given },
  });
}
