/**
 * The model document: the JSON text in the container's metadata that says what the tensors are for.
 */
import { ArtifactError, show } from "../core/errors.js";
import { parseSchema, type Schema } from "../core/schema.js";
import { decodePlain, parseStored } from "./decode.js";
import type { StoredModel } from "./encode.js";
import type { Example } from "./example.js";
import { entriesOf } from "./json.js";
import { FORMAT_VERSION } from "./layout.js";
import { badHeader, badState } from "./refuse.js";

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
