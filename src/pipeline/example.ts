/**
 * An example row made from a schema, as JSON and back: what a stored model is tried on when it is loaded.
 */

import type { AnyRow, Cell } from "../core/contracts.js";
import { SchemaError, show } from "../core/errors.js";
import type { Field } from "../core/schema.js";

/** An input and what a model said of it, as JSON. */
export interface ModelExample {
  readonly input: unknown;
  readonly output: unknown;
}

/** A value that fits a field, as JSON. */
export function exampleCell(field: Field): unknown {
  if (field.values !== undefined) return field.values[0] ?? null;
  switch (field.type) {
    case "number":
      return 1;
    case "boolean":
      return true;
    case "string":
      return "";
    case "timestamp":
      return "2000-01-01T00:00:00.000Z";
    case "vector":
      return new Array(field.size ?? 1).fill(1);
  }
}

/** A row from JSON: text becomes a Date and a list a vector where the field says so. */
export function rowFromJson(fields: readonly Field[], input: unknown): AnyRow {
  if (typeof input !== "object" || input === null) {
    throw new SchemaError("CELL_TYPE", {
      problem: "The example is no row",
      given: show(input),
      expected: "an object with a value for each column",
      remedy: "Give the example as a row object",
    });
  }
  const own = new Map<string, unknown>(Object.entries(input));
  return Object.fromEntries(fields.map((field) => [field.name, cellFromJson(field, own.get(field.name))]));
}

function cellFromJson(field: Field, value: unknown): Cell | unknown {
  if (field.type === "timestamp" && typeof value === "string") return new Date(value);
  if (field.type === "vector" && Array.isArray(value)) return Float32Array.from(value);
  return value;
}
