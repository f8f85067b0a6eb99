/**
 * A schema says what the columns of a table are. It is made once, at run time; the row type follows from it.
 */
import type { Label } from "./contracts.js";
import { listNames, SchemaError, show } from "./errors.js";
import type { Field, FieldType, RowCheck } from "./field.js";
import { nearest } from "./nearest.js";
import { isStandardSchema, readStandardSchema, type StandardRow, type StandardSchemaV1 } from "./standard-schema.js";

export {
  cellError,
  checkCell,
  type Field,
  type FieldType,
  fieldInWords,
  type RowCheck,
  type RowIssue,
} from "./field.js";

/** How a column is written in {@link schema}: a word (with `?` where values may be missing) or the closed set of its values. */
export type FieldSpec =
  | "number"
  | "number?"
  | "boolean"
  | "boolean?"
  | "string"
  | "string?"
  | "timestamp"
  | "timestamp?"
  | `vector(${number})`
  | `vector(${number})?`
  | readonly (Label | null)[];

/** The value that a column so written holds in a row. */
export type CellOf<Spec> = Spec extends readonly (infer Value)[]
  ? Value
  : Spec extends `${infer Word}?`
    ? CellOfWord<Word> | null
    : CellOfWord<Spec>;

type CellOfWord<Word> = Word extends "number"
  ? number
  : Word extends "boolean"
    ? boolean
    : Word extends "string"
      ? string
      : Word extends "timestamp"
        ? Date
        : Word extends `vector(${number})`
          ? Float32Array
          : never;

/** The row type of columns so written. */
export type RowOf<Fields> = { -readonly [Name in keyof Fields]: CellOf<Fields[Name]> };

declare const rowType: unique symbol;

/** The columns of a table, in order. Immutable. Make one with {@link schema}. */
export class Schema<Row extends object = object> {
  declare readonly [rowType]: Row;
  /** The columns, in order. */
  readonly fields: readonly Field[];
  /** The row check of the Standard Schema that this schema was made from. */
  readonly check: RowCheck | undefined;
  readonly #byName: ReadonlyMap<string, Field>;

  constructor(fields: readonly Field[], check?: RowCheck) {
    const byName = new Map<string, Field>();
    for (const field of fields) {
      if (byName.has(field.name)) {
        throw new SchemaError("COLUMN_DUPLICATE", {
          problem: `Two columns are named '${field.name}'`,
          remedy: "Give each column its own name",
          data: { column: field.name },
        });
      }
      byName.set(field.name, Object.freeze({ ...field }));
    }
    this.fields = Object.freeze([...byName.values()]);
    this.check = check;
    this.#byName = byName;
  }

  /** The names of the columns, in order. */
  get names(): string[] {
    return this.fields.map((field) => field.name);
  }

  /** Whether there is a column of this name. */
  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /**
   * One column by name.
   *
   * @throws SchemaError `COLUMN_MISSING` when there is none of that name.
   */
  field(name: string): Field {
    const field = this.#byName.get(name);
    if (field === undefined) throw columnMissing(name, this.names);
    return field;
  }

  /** The schema of some of the columns, in the order given. */
  pick<K extends keyof Row & string>(...names: readonly K[]): Schema<Pick<Row, K>> {
    return new Schema(names.map((name) => this.field(name)));
  }

  /** The schema without some of the columns. */
  omit<K extends keyof Row & string>(...names: readonly K[]): Schema<Omit<Row, K>> {
    const left = new Set<string>(names.map((name) => this.field(name).name));
    return new Schema(this.fields.filter((field) => !left.has(field.name)));
  }

  /** The fields as data, as artifacts hold them. */
  toJSON(): readonly Field[] {
    return this.fields;
  }
}

/** The row type of a schema. */
export type Infer<S> = S extends Schema<infer Row> ? Row : never;

/**
 * Error for a column that is not there, which names the nearest one that is.
 *
 * @internal
 */
export function columnMissing(name: string, present: readonly string[]): SchemaError {
  const near = nearest(name, present);
  return new SchemaError("COLUMN_MISSING", {
    problem: `There is no column '${name}'`,
    given: `columns ${listNames(present, 20)}`,
    remedy:
      near === undefined
        ? "Name a column that is there, or add this one"
        : `Write '${near}' if that is what you meant, or add the column`,
    data: { column: name, present },
  });
}

/**
 * Makes a schema from columns and their types: `"number"`, `"boolean"`, `"string"`, `"timestamp"`, `"vector(n)"`, each with `?`
 * where values may be missing, or the closed set of values (with `null` in it where they may be missing).
 *
 * A [Standard Schema](https://standardschema.dev) of an object (Zod, Valibot, ArkType) is taken too, if its library can
 * tell it as JSON Schema; see {@link fromStandardSchema}.
 *
 * @throws SchemaError `SCHEMA_INVALID` for a column that is none of these.
 * @example
 * ```ts
 * import { schema, type Infer } from "@org/mlkit";
 *
 * const Loan = schema({ age: "number", income: "number?", city: "string", status: ["paid", "late"] });
 * type Loan = Infer<typeof Loan>;
 *
 * const loan: Loan = { age: 31, income: null, city: "Lima", status: "paid" };
 * Loan.field("income").nullable; // => true
 * Loan.names; // => ["age", "income", "city", "status"]
 * ```
 */
export function schema<S extends StandardSchemaV1>(standard: S): Schema<StandardRow<S>>;
export function schema<const Fields extends Readonly<Record<string, FieldSpec>>>(fields: Fields): Schema<RowOf<Fields>>;
export function schema(given: object): Schema {
  if (isStandardSchema(given)) return fromStandardSchema(given);
  return new Schema(Object.entries(given).map(([name, spec]) => parseFieldSpec(name, spec)));
}

/**
 * Makes a schema from a [Standard Schema](https://standardschema.dev) of an object whose library can tell it as JSON
 * Schema: Zod ≥ 4.2, or any other with the `~standard.jsonSchema` extension.
 *
 * - Numbers (integers too), booleans and strings become columns of these types; a date stored as a string stays a string, a
 *   `Date` (Zod's alone, since JSON Schema has none) becomes a timestamp.
 * - Enumerations, literals and unions of them become closed sets. Arrays of numbers of a fixed length become vectors.
 * - What may be `null` or left out may be missing; in the row type it is `null`.
 * - Each row of a table is run through the library's own validation, so that its bounds and patterns hold. It checks rows and does
 *   not change them: defaults and transforms have no effect.
 *
 * @throws SchemaError `SCHEMA_UNSUPPORTED` for a library without JSON Schema, validation that is asynchronous, and for
 * properties that no column can hold, such as nested objects.
 * @example
 * ```ts
 * import { fromStandardSchema, Frame } from "@org/mlkit";
 * import * as z from "zod";
 *
 * const Loan = fromStandardSchema(z.object({ age: z.number().min(18), city: z.string().optional(), status: z.enum(["paid", "late"]) }));
 * Loan.field("city").nullable; // => true
 * Loan.field("status").values; // => ["paid", "late"]
 * Frame.fromRows([{ age: 31, city: null, status: "paid" }], { schema: Loan }).numRows; // => 1
 * ```
 */
export function fromStandardSchema<S extends StandardSchemaV1>(standard: S): Schema<StandardRow<S>> {
  const { fields, check } = readStandardSchema(standard);
  return new Schema(fields, check);
}

/**
 * Reads one column written as in {@link schema}.
 *
 * @throws SchemaError `SCHEMA_INVALID`.
 * @internal
 */
export function parseFieldSpec(name: string, spec: FieldSpec): Field {
  if (typeof spec !== "string") return closedSet(name, spec);
  const match = WORD.exec(spec);
  if (match === null) throw invalidSpec(name, spec);
  const nullable = match[3] === "?";
  if (match[2] === undefined) return { name, type: TYPES.find((type) => type === match[1]) ?? "string", nullable };
  const size = Number(match[2]);
  if (size < 1) throw invalidSpec(name, spec);
  return { name, type: "vector", nullable, size };
}

const WORD = /^(number|boolean|string|timestamp|vector\((\d{1,6})\))(\?)?$/;
const TYPES: readonly FieldType[] = ["number", "boolean", "string", "timestamp"];

function closedSet(name: string, spec: unknown): Field {
  if (!Array.isArray(spec)) throw invalidSpec(name, spec);
  const values = spec.filter((value) => value !== null);
  const type = typeof values[0];
  const same = values.every((value) => typeof value === type && (type !== "number" || Number.isFinite(value)));
  const known = type === "string" || type === "number" || type === "boolean";
  if (!known || !same || new Set(values).size !== values.length) throw invalidSpec(name, spec);
  return { name, type, nullable: values.length < spec.length, values: Object.freeze(values) };
}

function invalidSpec(name: string, spec: unknown): SchemaError {
  return new SchemaError("SCHEMA_INVALID", {
    problem: `Column '${name}' has no valid type`,
    given: show(spec),
    expected:
      "'number', 'boolean', 'string', 'timestamp' or 'vector(n)', each with '?' where values may be missing, or a list of distinct values of one type",
    remedy: "Write the column's type so",
    data: { column: name },
  });
}

/**
 * Reads a schema back from data that comes from outside.
 *
 * @throws SchemaError `SCHEMA_INVALID` when it is none.
 * @internal
 */
export function parseSchema(json: unknown): Schema {
  if (!Array.isArray(json)) throw invalidSpec("?", json);
  return new Schema(json.map(parseField));
}

function parseField(json: unknown): Field {
  if (typeof json !== "object" || json === null) throw invalidSpec("?", json);
  const own = new Map<string, unknown>(Object.entries(json));
  const name = own.get("name");
  const nullable = own.get("nullable");
  const values = own.get("values");
  const size = own.get("size");
  if (typeof name !== "string" || typeof nullable !== "boolean") throw invalidSpec(show(name), json);
  if (values !== undefined) {
    const field = closedSet(name, values);
    return { ...field, nullable };
  }
  const vector = own.get("type") === "vector";
  if (vector && !(Number.isSafeInteger(size) && Number(size) >= 1)) throw invalidSpec(name, json);
  if (vector) return { name, type: "vector", nullable, size: Number(size) };
  const type = TYPES.find((candidate) => candidate === own.get("type"));
  if (type === undefined) throw invalidSpec(name, json);
  return { name, type, nullable };
}
