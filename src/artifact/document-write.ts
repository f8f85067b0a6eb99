/** Writes the model document: the JSON text that says what the tensors are for. */
import type { Model } from "../core/contracts.js";
import { Schema } from "../core/schema.js";
import { LIBRARY_VERSION } from "../core/version.js";
import { encodeModel, encodePlain } from "./encode.js";
import { exampleFor } from "./example.js";
import { FORMAT_VERSION } from "./layout.js";
import { DEFAULT_LIMITS } from "./limits.js";
import type { TensorPool } from "./tensor-pool.js";

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
