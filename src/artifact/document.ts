/**
 * The model document: the JSON text in the container's metadata that says what the tensors are for.
 */
import type { Model } from "../core/contracts.js";
import { ArtifactError, show } from "../core/errors.js";
import { parseSchema, Schema } from "../core/schema.js";
import { LIBRARY_VERSION } from "../core/version.js";
import { decodePlain, parseStored } from "./decode.js";
import { encodeModel, encodePlain, type StoredModel } from "./encode.js";
import { type Example, exampleFor } from "./example.js";
import { entriesOf } from "./json.js";
import { DEFAULT_LIMITS } from "./limits.js";
import { badHeader, badState } from "./refuse.js";
import type { TensorPool } from "./tensor-pool.js";

/** The major version of the format. A file with another one is refused. */
export const FORMAT_VERSION = 1;

/** What is stored beside the model. What is left out is taken from the model where it has it. */
export interface SerializeOptions {
  /** The recipe as JSON: `recipe.toJSON()`. Default: the model's `recipe`. */
  readonly recipe?: unknown;
  /** The columns that the model reads. Default: the model's `inputSchema`. */
  readonly inputSchema?: Schema;
  /** The columns that the model gives. Default: the model's `outputSchema`. */
  readonly outputSchema?: Schema;
  /** How good the model is, such as `{ f1: 0.84 }`. */
  readonly metrics?: Readonly<Record<string, unknown>>;
  /** Where the model comes from, as plain data. Default: the model's `lineage`. */
  readonly lineage?: object;
  /** An input to try the model on whenever it is loaded; it is readable by whoever has the file. Default: one made from the schema. */
  readonly example?: { readonly input: unknown };
}

/** A document, checked, with its model still as data. */
export interface ArtifactDocument {
  /** The major version of the format. */
  readonly format: number;
  /** The version of the library that wrote the file. */
  readonly library: string;
  readonly model: StoredModel;
  readonly recipe?: unknown;
  readonly inputSchema?: Schema;
  readonly outputSchema?: Schema;
  readonly metrics?: unknown;
  readonly lineage?: unknown;
  /** As stored: numbers that JSON cannot say stand as `{ "$number": … }`. */
  readonly example?: Example;
}

/** The document of a model as JSON text; its arrays go into the pool. */
export function writeDocument(model: Model, options: SerializeOptions, pool: TensorPool): string {
  const depth = DEFAULT_LIMITS.depth;
  // The document itself and the key `model` stand around the state.
  const stored = encodeModel(model, "model", pool, depth - 2);
  const own = (key: string): unknown => Reflect.get(model, key);
  const beside: [string, unknown][] = [
    ["recipe", options.recipe ?? own("recipe")],
    ["inputSchema", (options.inputSchema ?? schemaOf(own("inputSchema")))?.fields],
    ["outputSchema", (options.outputSchema ?? schemaOf(own("outputSchema")))?.fields],
    ["metrics", options.metrics],
    ["lineage", options.lineage ?? own("lineage")],
    ["example", exampleFor(model, options.example)],
  ];
  const given = beside.filter(([, value]) => value !== undefined && value !== null);
  const encoded = given.map(([key, value]) => [key, encodePlain(value, key, depth - 1)] as const);
  return JSON.stringify({
    format: FORMAT_VERSION,
    library: LIBRARY_VERSION,
    model: stored,
    ...Object.fromEntries(encoded),
  });
}

function schemaOf(value: unknown): Schema | undefined {
  return value instanceof Schema ? value : undefined;
}

/**
 * Checks a parsed document. Keys that are not known are left: a later minor version may add some.
 *
 * @throws ArtifactError `ARTIFACT_VERSION` for another format, `ARTIFACT_STATE` for parts that are not what they should be.
 */
export function parseDocument(json: unknown): ArtifactDocument {
  const fields = entriesOf(json);
  if (fields === undefined) throw badHeader("The model document is no object");
  checkFormat(fields.get("format"));
  const library = fields.get("library");
  if (typeof library !== "string") throw badState("library", library, "the version of the library, as text");
  const plain = (key: string): object => (fields.has(key) ? { [key]: decodePlain(fields.get(key), key) } : {});
  const schema = (key: string): object =>
    fields.has(key) ? { [key]: parseSchema(decodePlain(fields.get(key), key)) } : {};
  return {
    format: FORMAT_VERSION,
    library,
    model: parseStored(fields.get("model"), "model"),
    ...plain("recipe"),
    ...schema("inputSchema"),
    ...schema("outputSchema"),
    ...plain("metrics"),
    ...plain("lineage"),
    ...(fields.has("example") ? { example: parseExample(fields.get("example")) } : {}),
  };
}

function checkFormat(format: unknown): void {
  if (format === FORMAT_VERSION) return;
  if (!Number.isSafeInteger(format)) throw badHeader("The model document has no format version", show(format));
  throw new ArtifactError("ARTIFACT_VERSION", {
    problem: "The artifact has a format that this library does not know",
    given: `format ${show(format)}`,
    expected: `format ${FORMAT_VERSION}`,
    remedy: "Update the library",
    data: { format },
  });
}

function parseExample(value: unknown): Example {
  const fields = entriesOf(value);
  if (fields?.size !== 2 || !fields.has("input") || !fields.has("output")) {
    throw badState("example", value, "an input and an output");
  }
  return { input: fields.get("input"), output: fields.get("output") };
}
