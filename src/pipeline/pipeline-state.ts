/**
 * The stored state of a fitted pipeline, and its reading.
 */

import { TransformerModel } from "../base/models.js";
import type { Model } from "../core/contracts.js";
import { type Field, parseSchema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import { numericNames } from "../data/input.js";
import { Chain, type FittedTransformer } from "./chain.js";
import type { Lineage } from "./lineage.js";

/** What a fitted pipeline stores. */
export interface PipelineState {
  readonly fields: readonly Field[];
  readonly stages: readonly { readonly name: string; readonly model: Model }[];
  readonly target: string | null;
  readonly lineage: Lineage;
  /** The recipe that it was fitted by, as JSON text: for people and for `recipeFromJson`, predicting does not need it. */
  readonly recipe: string;
}

/** Whether a value is a fitted transformer. */
export function isTransformer(value: unknown): value is TransformerModel {
  return value instanceof TransformerModel;
}

/** Reads the chain of stages, and checks that each can read what the one before gives. */
export function readChain(
  state: StateReader,
  predictor?: { readonly inputNames: readonly string[] },
): { chain: Chain; target: string | undefined } {
  const { fields } = parseSchema(state.raw("fields"));
  const stages = state.children("stages").map(
    (stage): FittedTransformer => ({
      name: stage.string("name"),
      model: stage.model("model", isTransformer, "a fitted transformer"),
    }),
  );
  const names = stages.map((stage) => stage.name);
  if (new Set(names).size !== names.length) state.fail("stages", "stages of different names");
  checkFlow(state, fields, [...stages.map(({ model }) => model), ...(predictor === undefined ? [] : [predictor])]);
  return { chain: new Chain(fields, stages), target: state.isNull("target") ? undefined : state.string("target") };
}

interface Link {
  readonly reads?: "numbers" | "columns";
  readonly inputNames: readonly string[];
  readonly outputNames?: readonly string[];
  readonly outputFields?: readonly Field[] | undefined;
}

function checkFlow(state: StateReader, fields: readonly Field[], links: readonly Link[]): void {
  let given: readonly string[] = fields.map((field) => field.name);
  let flat: readonly string[] = fields.flatMap((field) => numericNames(field.name, field.size));
  for (const { reads, inputNames, outputNames, outputFields } of links) {
    const present = reads === "columns" ? given : flat;
    const fits = inputNames.length === present.length && inputNames.every((name, index) => name === present[index]);
    if (!fits) state.fail("stages", "stages of which each reads what the one before gives");
    given = outputNames ?? [];
    flat = outputFields?.flatMap((field) => numericNames(field.name, field.size)) ?? given;
  }
}

/** Reads the text of the recipe. */
export function readRecipe(state: StateReader): unknown {
  try {
    const recipe: unknown = JSON.parse(state.string("recipe"));
    if (typeof recipe === "object" && recipe !== null) return recipe;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return state.fail("recipe", "the text of a JSON object");
}

/** Reads where the model comes from. */
export function readLineage(state: StateReader): Lineage {
  const lineage = state.child("lineage");
  return {
    library: lineage.string("library"),
    rows: lineage.number("rows", { integer: true, min: 0 }),
    dataDigest: lineage.string("dataDigest"),
  };
}
