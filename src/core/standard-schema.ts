/**
 * Reading a Standard Schema (https://standardschema.dev, version 1) as the columns of a table.
 *
 * The columns come from its JSON Schema, which the extension `~standard.jsonSchema` gives; the check of each row is the
 * library's own validation. The interfaces below are the specification's, which asks to be copied.
 */
import { SchemaError, show } from "./errors.js";
import type { Field, RowCheck } from "./field.js";
import { childNode, type JsonNode, jsonNode, shapeOf } from "./json-schema-shape.js";

/** A schema of any library that keeps to the Standard Schema specification. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": StandardSchemaProps<Input, Output>;
}

/** The properties of a Standard Schema. */
export interface StandardSchemaProps<Input = unknown, Output = Input> {
  readonly version: 1;
  readonly vendor: string;
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
}

/** What validation gives: a value, or issues. */
export type StandardResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that validation found wrong. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

type InputOf<S extends StandardSchemaV1> = NonNullable<S["~standard"]["types"]>["input"];
type OutputOf<S extends StandardSchemaV1> = NonNullable<S["~standard"]["types"]>["output"];

/** The row type of a Standard Schema: what goes into its validation, with `null` for what may be left out. */
export type StandardRow<S extends StandardSchemaV1> = CellsOf<InputOf<S>, OutputOf<S>>;

type CellsOf<Input, Output> = {
  -readonly [K in keyof Input]-?:
    | CellIn<unknown extends Input[K] ? (K extends keyof Output ? Output[K] : Input[K]) : Input[K]>
    | (object extends Pick<Input, K> ? null : never);
};

// Distributes over unions: `undefined` is how a property that may be left out reads, a list of numbers is a vector.
type CellIn<Value> = Value extends undefined ? null : Value extends readonly number[] ? Float32Array : Value;

/** The columns and the row check of a Standard Schema. */
export interface ReadStandardSchema {
  readonly fields: readonly Field[];
  readonly check: RowCheck;
}

/** Whether something is a Standard Schema. Some libraries make theirs callable, so functions are taken too. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const props: unknown = Reflect.get(value, "~standard");
  return typeof props === "object" && props !== null && "validate" in props && "vendor" in props;
}

/**
 * Reads the columns and the row check.
 *
 * @throws SchemaError `SCHEMA_UNSUPPORTED`.
 * @internal
 */
export function readStandardSchema(standard: StandardSchemaV1): ReadStandardSchema {
  if (!isStandardSchema(standard)) throw unsupported("This is no Standard Schema", show(standard), "none");
  const props = standard["~standard"];
  const root = jsonSchemaOf(props);
  const properties = childNode(root, "properties");
  if (root.get("type") !== "object" || properties === undefined) {
    throw unsupported(
      "A schema of a table describes an object, whose properties are the columns",
      show(root.get("type")),
      props.vendor,
    );
  }
  const listed = root.get("required");
  const required = new Set<unknown>(Array.isArray(listed) ? listed : []);
  const optional = new Set<string>();
  const fields = [...properties.keys()].map((name): Field => {
    const shape = shapeOf(childNode(properties, name) ?? new Map(), root);
    if (shape === undefined) throw noColumn(name, properties.get(name), props.vendor);
    const { nullable, ...rest } = shape;
    if (!nullable) optional.add(name);
    return { name, ...rest, nullable: nullable || !required.has(name) };
  });
  return { fields, check: rowCheck(props, fields, optional) };
}

function jsonSchemaOf(props: StandardSchemaProps): JsonNode {
  const extension: unknown = Reflect.get(props, "jsonSchema");
  const input: unknown =
    typeof extension === "object" && extension !== null ? Reflect.get(extension, "input") : undefined;
  if (typeof input !== "function") {
    throw unsupported(
      `'${props.vendor}' cannot tell its schemas as JSON Schema`,
      "no ~standard.jsonSchema",
      props.vendor,
    );
  }
  try {
    return jsonNode(input({ target: "draft-2020-12", libraryOptions: libraryOptions(props.vendor) })) ?? new Map();
  } catch (cause) {
    throw unsupported(`'${props.vendor}' cannot tell this schema as JSON Schema`, String(cause), props.vendor, cause);
  }
}

/** JSON Schema has no dates. Zod lets us mark them; other libraries refuse them. */
function libraryOptions(vendor: string): Record<string, unknown> | undefined {
  if (vendor !== "zod") return undefined;
  const override = (context: { readonly zodSchema: object; readonly jsonSchema: Record<string, unknown> }) => {
    const internals: unknown = Reflect.get(context.zodSchema, "_zod");
    const def: unknown =
      typeof internals === "object" && internals !== null ? Reflect.get(internals, "def") : undefined;
    if (typeof def === "object" && def !== null && Reflect.get(def, "type") === "date")
      context.jsonSchema["type"] = "date";
  };
  return { unrepresentable: "any", override };
}

function rowCheck(props: StandardSchemaProps, fields: readonly Field[], optional: ReadonlySet<string>): RowCheck {
  return (row) => {
    const cells: [string, unknown][] = [];
    for (const { name } of fields) {
      const value: unknown = Object.hasOwn(row, name) ? Reflect.get(row, name) : null;
      const missing = value === null || value === undefined || Number.isNaN(value);
      if (missing && optional.has(name)) continue;
      cells.push([name, missing ? null : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value]);
    }
    // Without a prototype, so that a column such as `toString` that has no value has none.
    const result = props.validate(Object.assign(Object.create(null), Object.fromEntries(cells)));
    if ("then" in result) {
      throw unsupported(
        "Rows cannot be checked asynchronously",
        `a schema of '${props.vendor}' with async checks`,
        props.vendor,
      );
    }
    return (result.issues ?? []).map(({ message, path }) => {
      const first = path?.[0];
      const key = typeof first === "object" ? first.key : first;
      return key === undefined ? { message } : { message, column: String(key) };
    });
  };
}

function noColumn(name: string, node: unknown, vendor: string): SchemaError {
  return new SchemaError("SCHEMA_UNSUPPORTED", {
    problem: `Property '${name}' cannot be a column`,
    given: show(JSON.stringify(node), 120),
    expected:
      "a number, boolean, string, date, a closed set of values of one type, or an array of numbers of a fixed length",
    remedy: 'Flatten or leave out the property, or write the schema as schema({ column: "number", … })',
    data: { column: name, vendor },
  });
}

function unsupported(problem: string, given: string, vendor: string, cause?: unknown): SchemaError {
  return new SchemaError("SCHEMA_UNSUPPORTED", {
    problem,
    given,
    expected: "a synchronous Standard Schema of an object with the JSON Schema extension, such as Zod's from 4.2 on",
    remedy: 'Write the schema as schema({ column: "number", … }), or use a library that has the extension',
    data: { vendor },
    ...(cause === undefined ? {} : { cause }),
  });
}
