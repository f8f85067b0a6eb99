/**
 * What the fitted pipelines have in common: what they store, and how those that predict run their last stage.
 */

import type { ClassifierModel, RegressorModel } from "../base/models.js";
import type { AsyncOptions, Model } from "../core/contracts.js";
import { inStage, listNames, PipelineError } from "../core/errors.js";
import { Schema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import type { Table, TableInput } from "../data/input.js";
import { type Chain, readableBy, rowCheck } from "./chain.js";
import { exampleCell, type ModelExample, rowFromJson } from "./example.js";
import type { Lineage } from "./lineage.js";
import { type PipelineState, readChain, readLineage, readRecipe } from "./pipeline-state.js";

/** What a fitted pipeline tells of itself beside its predictions. */
export interface PipelineParts {
  readonly chain: Chain;
  /** The name of the target column, where it was given by name. */
  readonly target: string | undefined;
  readonly lineage: Lineage;
  /** The recipe that it was fitted by, as JSON. */
  readonly recipe: unknown;
}

/** What is stored of the parts. */
export function chainState({ chain, target, lineage, recipe }: PipelineParts): PipelineState {
  return {
    fields: chain.fields,
    stages: chain.stages.map(({ name, model }) => ({ name, model })),
    target: target ?? null,
    lineage,
    recipe: JSON.stringify(recipe),
  };
}

/** Reads the parts from a stored state. */
export function readParts(state: StateReader, predictor?: { readonly inputNames: readonly string[] }): PipelineParts {
  return { ...readChain(state, predictor), lineage: readLineage(state), recipe: readRecipe(state) };
}

/** The model of the stage of this name. @throws PipelineError `STAGE_NAME`. */
export function findStage(stages: readonly { readonly name: string; readonly model: Model }[], name: string): Model {
  const stage = stages.find((candidate) => candidate.name === name);
  if (stage !== undefined) return stage.model;
  throw new PipelineError("STAGE_NAME", {
    problem: `There is no stage '${name}'`,
    given: `stages ${listNames(stages.map((each) => each.name))}`,
    remedy: "Name one of these; samplers act at fit time alone and leave no stage behind",
    data: { stage: name },
  });
}

/** A fitted pipeline that ends in a model which predicts. */
export abstract class PipelinePredictor<Row extends object, M extends ClassifierModel | RegressorModel>
  implements Model
{
  abstract readonly kind: string;
  abstract readonly version: number;
  /** The stages before the last, and what is known of the fit. */
  protected readonly parts: PipelineParts;
  /** The last stage. */
  protected readonly predictor: { readonly name: string; readonly model: M };
  #compiled: ((row: object) => Float64Array) | undefined;

  constructor(parts: PipelineParts, predictor: { readonly name: string; readonly model: M }) {
    this.parts = parts;
    this.predictor = predictor;
  }

  toState(): PipelineState & { predictor: { name: string; model: Model } } {
    return { ...chainState(this.parts), predictor: { ...this.predictor } };
  }

  /** The columns that a table or a row needs, with their types. The target is not among them. */
  get inputSchema(): Schema<Row> {
    return new Schema<Row>(this.parts.chain.narrowed);
  }
  /** The names of the features that the last stage reads. */
  get featureNames(): readonly string[] {
    return this.predictor.model.inputNames;
  }
  /** The name of the target column, where it was given by name. */
  get target(): string | undefined {
    return this.parts.target;
  }
  /** What the model was learned from. */
  get lineage(): Lineage {
    return this.parts.lineage;
  }
  /** The recipe that the model was fitted by, as JSON. */
  get recipe(): unknown {
    return this.parts.recipe;
  }
  /** The names and models of the fitted stages, in order. */
  get stages(): readonly { readonly name: string; readonly model: Model }[] {
    return [...this.parts.chain.stages, this.predictor];
  }

  /** The table that the last stage reads. */
  protected features(x: TableInput<object>): Table {
    const { model } = this.predictor;
    return readableBy(model.traits.sparse === true, this.parts.chain.transform(x));
  }

  /** Maps the rows and runs the last stage on them, with pauses for other work. */
  protected async lastAsync<T>(
    x: TableInput<object>,
    options: AsyncOptions,
    run: (model: M, features: Table) => Promise<T>,
  ): Promise<T> {
    const { name, model } = this.predictor;
    // The stages before it are quick beside a predictor that takes long: its progress is that of the whole.
    const { onProgress: _, ...quiet } = options;
    const features = readableBy(model.traits.sparse === true, await this.parts.chain.transformAsync(x, quiet));
    try {
      return await run(model, features);
    } catch (error) {
      throw inStage(name, error);
    }
  }

  /** Runs the last stage and says so in its errors. */
  protected last<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw inStage(this.predictor.name, error);
    }
  }

  /** The numbers of one row that the last stage reads, checked. */
  protected rowFeatures(): (row: object) => Float64Array {
    if (this.#compiled === undefined) {
      const features = this.parts.chain.compile();
      const { kind, traits, inputNames } = this.predictor.model;
      const check = rowCheck(kind, traits, inputNames);
      this.#compiled = (row) => {
        const x = features(row);
        this.last(() => check(x));
        return x;
      };
    }
    return this.#compiled;
  }

  /** An example for the stored model, made from the schema: no training row is in it. */
  makeExample(): ModelExample | undefined {
    const input = Object.fromEntries(this.parts.chain.narrowed.map((field) => [field.name, exampleCell(field)]));
    try {
      return { input, output: this.runExample(input) };
    } catch {
      // A made-up row may be one that a stage rightly refuses; then there is no example.
      return undefined;
    }
  }

  /** What the model says of an example's input. */
  runExample(input: unknown): unknown {
    return this.exampleOutput(rowFromJson(this.parts.chain.fields, input));
  }
  /** What the model says of one row, as plain data. */
  protected abstract exampleOutput(row: object): unknown;
}
