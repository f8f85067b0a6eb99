/**
 * The example of an artifact: an input and what the model said of it when it was saved. A loaded model has to say the same,
 * bit for bit; this catches functions and kinds that changed since, and engines that compute otherwise.
 */
import type { Model } from "../core/contracts.js";
import { ArtifactError, ParameterError, show } from "../core/errors.js";
import { decodePlain } from "./decode.js";
import { encodePlain } from "./encode.js";

/** An input and the output for it, as plain data: no typed arrays, no dates. */
export interface Example {
  readonly input: unknown;
  readonly output: unknown;
}

/** A model that can be tried on an example. Models may implement it; pipelines do. */
export interface Exemplified extends Model {
  /** An example made from the schema, never a training row; `undefined` where none can be made. */
  makeExample(): Example | undefined;
  /** What the model says of an example's input, as plain data. */
  runExample(input: unknown): unknown;
}

/** Whether a model can be tried on an example. */
export function isExemplified(model: Model): model is Exemplified {
  return (
    "makeExample" in model &&
    typeof model.makeExample === "function" &&
    "runExample" in model &&
    typeof model.runExample === "function"
  );
}

/**
 * The example to store: of the input given, or of the model's own making.
 *
 * @throws ParameterError `NOT_SUPPORTED` for an input when the model cannot be tried.
 */
export function exampleFor(model: Model, given: { readonly input: unknown } | undefined): Example | undefined {
  if (given === undefined) return isExemplified(model) ? model.makeExample() : undefined;
  if (isExemplified(model)) return { input: given.input, output: model.runExample(given.input) };
  throw new ParameterError("NOT_SUPPORTED", {
    problem: `A ${model.kind} cannot be tried on an example`,
    expected: "a model with makeExample and runExample, such as a fitted pipeline",
    remedy: "Save it as the last stage of a pipeline, or leave the example out",
  });
}

/**
 * Tries a loaded model on the stored example.
 *
 * @throws ArtifactError `ARTIFACT_EXAMPLE` when the output differs in any bit.
 */
export function checkExample(model: Model, stored: Example, maxDepth: number): void {
  if (!isExemplified(model)) return;
  let given: string;
  try {
    given = JSON.stringify(
      encodePlain(model.runExample(decodePlain(stored.input, "example.input")), "output", maxDepth),
    );
  } catch (cause) {
    throw failed("fails on", cause instanceof Error ? cause.message : String(cause), stored, cause);
  }
  if (given !== JSON.stringify(stored.output)) throw failed("does not give the stored output for", given, stored);
}

function failed(verb: string, given: string, stored: Example, cause?: unknown): ArtifactError {
  return new ArtifactError("ARTIFACT_EXAMPLE", {
    problem: `The loaded model ${verb} the example that was stored with it`,
    given: show(given, 200),
    expected: show(JSON.stringify(stored.output), 200),
    remedy: "Pass the functions and kinds that the model was fitted with, or save the model again",
    cause,
  });
}
