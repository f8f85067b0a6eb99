/**
 * Values of JSON as cells. Nothing is converted but what JSON has no type for: timestamps are ISO 8601 strings, vectors are arrays.
 */
import type { Cell } from "../../core/contracts.js";
import type { Field } from "../../core/schema.js";
import { readTimestamp } from "../csv/timestamps.js";

/** The field that a value tells; nothing for what no column holds. */
export function fieldOfValue(name: string, value: unknown): Field | undefined {
  const type = typeof value;
  if (type === "number" || type === "boolean" || type === "string") return { name, type, nullable: true };
  return isNumbers(value) ? { name, type: "vector", nullable: true, size: value.length } : undefined;
}

function isNumbers(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number" || item === null);
}

/** A value as the cell of a field; `undefined` when it does not fit. */
export function cellOfValue(field: Field, value: unknown): Cell | undefined {
  if (value === null) return null;
  if (field.values !== undefined) return field.values.find((allowed) => allowed === value);
  if (field.type === "timestamp") return timestamp(value);
  if (field.type === "vector") return vector(field, value);
  // The type is the one that typeof names.
  return typeof value === field.type ? (value as string | number | boolean) : undefined;
}

function timestamp(value: unknown): Date | undefined {
  const time = typeof value === "string" ? readTimestamp(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}

function vector(field: Field, value: unknown): Float32Array | null | undefined {
  if (!isNumbers(value) || value.length !== field.size) return undefined;
  // A vector of nothing but missing numbers is a missing vector.
  return value.every((item) => item === null) ? null : Float32Array.from(value, (item) => item ?? Number.NaN);
}

/**
 * Whether a number has lost digits on the way: JSON has integers of any length, a number has 15 or 16 digits.
 *
 * @param line the text that the number stands in
 */
export function hasLostDigits(value: unknown, line: string): boolean {
  if (typeof value !== "number" || !Number.isInteger(value) || Number.isSafeInteger(value)) return false;
  const text = String(value);
  for (const [digits] of line.matchAll(INTEGER)) if (Number(digits) === value && digits !== text) return true;
  return false;
}

const INTEGER = /(?<![\w.+-])-?\d{16,}(?![\w.+-])/g;
