/**
 * The sink of a column of known type.
 */
import type { Label } from "../../../core/contracts.js";
import type { Field } from "../../../core/schema.js";
import { NumberColumn, TimestampColumn } from "../../columns.js";
import { type NumberReader, numberReader } from "../numerals.js";
import { type ByteReader, byteReader, readsNothing } from "../plain/decimal.js";
import { readTimestamp } from "../timestamps.js";
import { booleanSink, stringSink } from "./coded-sink.js";
import { NumericSink } from "./numeric-sink.js";
import type { CellFormat, Sink } from "./sink.js";
import { VectorSink } from "./vector-sink.js";

/** The sink of a column of known type. With `plain`, only numbers that lose nothing as a number fit. */
export function sinkFor(field: Field, format: CellFormat, plain = false): Sink {
  if (field.type === "string") return stringSink(field, format);
  if (field.type === "boolean") return booleanSink(field, format);
  if (field.type === "vector") return new VectorSink(field, field.size ?? 1, format);
  if (field.type === "timestamp") {
    return new NumericSink(field, format, readTimestamp, readsNothing, (values) => new TimestampColumn(values));
  }
  const allowed = field.values === undefined ? undefined : new Set<Label>(field.values);
  const read = numberReader(format, plain);
  const bytes = byteReader(format, plain);
  return new NumericSink(
    field,
    format,
    allowed === undefined ? read : oneOf(read, allowed),
    allowed === undefined ? bytes : oneOfBytes(bytes, allowed),
    (values) => new NumberColumn(values),
  );
}

function oneOf(read: NumberReader, allowed: ReadonlySet<Label>): NumberReader {
  return (text) => {
    const value = read(text);
    return allowed.has(value) ? value : Number.NaN;
  };
}

function oneOfBytes(read: ByteReader, allowed: ReadonlySet<Label>): ByteReader {
  return (bytes, from, to) => {
    const value = read(bytes, from, to);
    return allowed.has(value) ? value : Number.NaN;
  };
}
