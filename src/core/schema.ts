/**
 * A schema says what the columns of a table are. It is made once, at run time; the row type follows from it.
 */
import type { Cell, Label } from "./contracts.js";
import { SchemaError, listNames, show } from "./errors.js";
import { nearest } from "./params.js";

/** The types of columns. */
export type FieldType = "number" | "boolean" | "string" | "timestamp" | "vector";

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

/** One column, resolved. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Whether a value may be missing. */
  readonly nullable: boolean;
  /** The closed set of values, where there is one. */
  readonly values?: readonly Label[];
  /** The number of dimensions of a vector. */
  readonly size?: number;
}

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

  /** The fields as data; {@link parseSchema} reads them back. */
  toJSON(): readonly Field[] {
    return this.fields;
  }
}

/** The row type of a schema. */
export type Infer<S> = S extends Schema<infer Row> ? Row : never;

/** Tells what is wrong with a row, or nothing. */
export type RowCheck = (row: object) => readonly { readonly message: string; readonly column?: string }[];

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
    remedy: near === undefined ? "Name a column that is there, or add this one" : `Write '${near}' if that is what you meant, or add the column`,
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
export function schema<const Fields extends Readonly<Record<string, FieldSpec>>>(fields: Fields): Schema<RowOf<Fields>> {
  return new Schema<RowOf<Fields>>(Object.entries(fields).map(([name, spec]) => fieldOf(name, spec)));
}

const WORD = /^(number|boolean|string|timestamp|vector\((\d{1,6})\))(\?)?$/;
const TYPES: readonly FieldType[] = ["number", "boolean", "string", "timestamp"];

function fieldOf(name: string, spec: FieldSpec): Field {
  if (typeof spec !== "string") return closedSet(name, spec);
  const match = WORD.exec(spec);
  if (match === null) throw invalidSpec(name, spec);
  const nullable = match[3] === "?";
  if (match[2] === undefined) return { name, type: TYPES.find((type) => type === match[1]) ?? "string", nullable };
  const size = Number(match[2]);
  if (size < 1) throw invalidSpec(name, spec);
  return { name, type: "vector", nullable, size };
}

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

/**
 * How a field is called in messages, such as `number?` or `one of 'paid', 'late'`.
 *
 * @internal
 */
export function fieldInWords(field: Field): string {
  const word = field.values
    ? `one of ${field.values.slice(0, 6).map((value) => show(value)).join(", ")}${field.values.length > 6 ? ", …" : ""}`
    : field.type === "vector"
      ? `a vector of ${field.size} numbers`
      : field.type === "timestamp"
        ? "a Date"
        : `a ${field.type}`;
  return field.nullable ? `${word} or null` : word;
}

/**
 * Checks one cell against its field. Returns the cell, with `undefined` and NaN as `null`.
 *
 * @throws SchemaError `CELL_TYPE` or `CELL_MISSING`.
 * @internal
 */
export function checkCell(field: Field, value: unknown, row?: number): Cell {
  if (value === null || value === undefined || Number.isNaN(value)) {
    if (field.nullable) return null;
    throw cellError("CELL_MISSING", field, value, row);
  }
  const cell = field.type === "vector" ? vectorOf(field, value) : fits(field, value) ? value : undefined;
  if (cell === undefined) throw cellError("CELL_TYPE", field, value, row);
  return cell;
}

function fits(field: Field, value: unknown): value is Label | Date {
  if (field.values !== undefined) return field.values.some((allowed) => allowed === value);
  if (field.type === "timestamp") return value instanceof Date && !Number.isNaN(value.getTime());
  return typeof value === field.type;
}

function vectorOf(field: Field, value: unknown): Float32Array | undefined {
  if (value instanceof Float32Array) return value.length === field.size ? value : undefined;
  const list = value instanceof Float64Array ? [...value] : value;
  if (!Array.isArray(list) || list.length !== field.size) return undefined;
  return list.every((item) => typeof item === "number") ? Float32Array.from(list) : undefined;
}

/**
 * Error for a cell that does not fit its field.
 *
 * @internal
 */
export function cellError(code: "CELL_TYPE" | "CELL_MISSING", field: Field, value: unknown, row?: number): SchemaError {
  const place = row === undefined ? `Column '${field.name}'` : `Row ${row}, column '${field.name}'`;
  return new SchemaError(code, {
    problem: code === "CELL_MISSING" ? `${place} has no value` : `${place} has a value that does not fit`,
    given: show(value),
    expected: fieldInWords(field),
    remedy:
      code === "CELL_MISSING"
        ? "Give the value, or declare the column with '?' and impute what is missing"
        : "Give a value of that type; numbers written as text are not converted",
    data: { column: field.name, ...(row === undefined ? {} : { row }) },
  });
}
