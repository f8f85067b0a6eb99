/**
 * Hyper-parameters as data.
 *
 * An estimator declares each of its options once: default, type, bounds. From this come the check at construction with
 * its message, the JSON Schema, the reference table, and the values that tests try in order to see them refused.
 */
import { listNames } from "./errors.js";

/** What is declared of one option. `T` is the type of its value. */
export interface Param<T> {
  /** The value when none is given. */
  readonly default: T;
  /** What fits, in words, as it stands in error messages. */
  readonly expected: string;
  /** What fits, as JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Values that must be refused: tests try each. */
  readonly refused: readonly unknown[];
  /** Whether a value, which may come from JSON, fits. */
  accepts(value: unknown): value is T;
}

/** The declaration of all options of `Options`. */
export type Params<Options extends object> = {
  readonly [K in keyof Required<Options>]: Param<Exclude<Options[K], undefined>>;
};

/** Options after the defaults were filled in. */
export type Resolved<Options extends object> = { readonly [K in keyof Options]-?: Exclude<Options[K], undefined> };

/** Bounds of a number: `min` and `max` are allowed themselves, `above` and `below` are not. */
export interface Bounds {
  /** The least value. */
  readonly min?: number;
  /** The greatest value. */
  readonly max?: number;
  /** What every value is greater than. */
  readonly above?: number;
  /** What every value is less than. */
  readonly below?: number;
}

function within(value: number, { min, max, above, below }: Bounds): boolean {
  if (min !== undefined && value < min) return false;
  if (max !== undefined && value > max) return false;
  if (above !== undefined && value <= above) return false;
  return below === undefined || value < below;
}

function boundsInWords(noun: string, { min, max, above, below }: Bounds): string {
  const parts: string[] = [];
  if (min !== undefined) parts.push(`≥ ${min}`);
  if (above !== undefined) parts.push(`> ${above}`);
  if (max !== undefined) parts.push(`≤ ${max}`);
  if (below !== undefined) parts.push(`< ${below}`);
  return parts.length === 0 ? noun : `${noun} ${parts.join(" and ")}`;
}

function outside({ min, max, above, below }: Bounds): number[] {
  const values: number[] = [];
  if (min !== undefined) values.push(min - 1);
  if (above !== undefined) values.push(above);
  if (max !== undefined) values.push(max + 1);
  if (below !== undefined) values.push(below);
  return values;
}

function jsonBounds({ min, max, above, below }: Bounds): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  if (min !== undefined) json["minimum"] = min;
  if (above !== undefined) json["exclusiveMinimum"] = above;
  if (max !== undefined) json["maximum"] = max;
  if (below !== undefined) json["exclusiveMaximum"] = below;
  return json;
}

/** A finite number within bounds. */
export function number(options: Bounds & { readonly default: number }): Param<number> {
  return {
    default: options.default,
    expected: boundsInWords("a finite number", options),
    schema: { type: "number", ...jsonBounds(options) },
    refused: [...outside(options), Number.NaN, Number.POSITIVE_INFINITY, "1"],
    accepts: (value): value is number => Number.isFinite(value) && within(Number(value), options),
  };
}

/** A whole number within bounds. */
export function integer(options: Bounds & { readonly default: number }): Param<number> {
  return {
    default: options.default,
    expected: boundsInWords("a whole number", options),
    schema: { type: "integer", ...jsonBounds(options) },
    refused: [...outside(options), 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1"],
    accepts: (value): value is number => Number.isSafeInteger(value) && within(Number(value), options),
  };
}

/** `true` or `false`. */
export function boolean(options: { readonly default: boolean }): Param<boolean> {
  return {
    default: options.default,
    expected: "true or false",
    schema: { type: "boolean" },
    refused: [0, "true", null],
    accepts: (value): value is boolean => typeof value === "boolean",
  };
}

/** One of a few words. */
export function choice<const T extends string>(
  values: readonly T[],
  options: { readonly default: NoInfer<T> },
): Param<T> {
  const words: readonly string[] = values;
  return {
    default: options.default,
    expected: `one of ${listNames(values, 20)}`,
    schema: { enum: values },
    refused: ["no such choice", 0, null],
    accepts: (value): value is T => typeof value === "string" && words.includes(value),
  };
}

/** Any text. */
export function text(options: { readonly default: string }): Param<string> {
  return {
    default: options.default,
    expected: "a string",
    schema: { type: "string" },
    refused: [0, null],
    accepts: (value): value is string => typeof value === "string",
  };
}

/** A label: a string, a finite number or a boolean. */
export function label(options: { readonly default: string | number | boolean }): Param<string | number | boolean> {
  return {
    default: options.default,
    expected: "a string, a finite number or a boolean",
    schema: { type: ["string", "number", "boolean"] },
    refused: [Number.NaN, {}, null],
    accepts: isLabel,
  };
}

function isLabel(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** What `param` takes, or `null`. */
export function nullable<T>(
  param: Omit<Param<T>, "default">,
  options: { readonly default: T | null },
): Param<T | null> {
  return {
    default: options.default,
    expected: `${param.expected}, or null`,
    schema: { anyOf: [param.schema, { type: "null" }] },
    refused: param.refused.filter((value) => value !== null),
    accepts: (value): value is T | null => value === null || param.accepts(value),
  };
}

/** What either of two declarations takes. */
export function either<A, B>(
  a: Omit<Param<A>, "default">,
  b: Omit<Param<B>, "default">,
  options: { readonly default: A | B },
): Param<A | B> {
  const accepts = (value: unknown): value is A | B => a.accepts(value) || b.accepts(value);
  return {
    default: options.default,
    expected: `${a.expected}, or ${b.expected}`,
    schema: { anyOf: [a.schema, b.schema] },
    refused: [...a.refused, ...b.refused].filter((value) => !accepts(value)),
    accepts,
  };
}

/** A list of what `param` takes. */
export function list<T>(
  param: Omit<Param<T>, "default">,
  options: { readonly default: readonly T[] },
): Param<readonly T[]> {
  return {
    default: options.default,
    expected: `a list, each item ${param.expected}`,
    schema: { type: "array", items: param.schema },
    refused: ["no list", {}, [{}], null],
    accepts: (value): value is readonly T[] => Array.isArray(value) && value.every((item) => param.accepts(item)),
  };
}

/** Weights by label, as pairs, so that `1`, `"1"` and `true` stay apart. */
export type LabelWeights = readonly (readonly [label: string | number | boolean, weight: number])[];

/** Pairs of a label and a weight ≥ 0, such as `[["late", 5], ["paid", 1]]`. */
export const labelWeights: Omit<Param<LabelWeights>, "default"> = {
  expected: "a list of [label, weight ≥ 0] pairs",
  schema: {
    type: "array",
    items: { type: "array", prefixItems: [{}, { type: "number", minimum: 0 }], minItems: 2, maxItems: 2 },
  },
  refused: [[["a", -1]], [["a"]], { a: 1 }, [["a", Number.NaN]]],
  accepts: (value): value is LabelWeights => Array.isArray(value) && value.every(isLabelWeight),
};

function isLabelWeight(pair: unknown): boolean {
  return Array.isArray(pair) && pair.length === 2 && isLabel(pair[0]) && Number.isFinite(pair[1]) && pair[1] >= 0;
}

/** Numbers of rows by label, as pairs. */
export type LabelCounts = readonly (readonly [label: string | number | boolean, rows: number])[];

/** The most rows that any table has. */
const MOST_ROWS = 2_147_483_647;

/** Pairs of a label and a number of rows, such as `[["late", 500]]`. */
export const labelCounts: Omit<Param<LabelCounts>, "default"> = {
  expected: "a list of [label, rows ≥ 1] pairs",
  schema: {
    type: "array",
    items: {
      type: "array",
      prefixItems: [{}, { type: "integer", minimum: 1, maximum: MOST_ROWS }],
      minItems: 2,
      maxItems: 2,
    },
  },
  refused: [[["a", 0]], [["a", 1.5]], [["a"]], { a: 1 }],
  accepts: (value): value is LabelCounts => Array.isArray(value) && value.every(isLabelCount),
};

function isLabelCount(pair: unknown): boolean {
  return (
    Array.isArray(pair) &&
    pair.length === 2 &&
    isLabel(pair[0]) &&
    Number.isInteger(pair[1]) &&
    pair[1] >= 1 &&
    pair[1] <= MOST_ROWS
  );
}
