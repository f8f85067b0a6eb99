/**
 * Gives the same input to several transformers and puts their results side by side.
 */

import { checkOptions } from "../base/checks.js";
import type { CellsIn, cells } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitOptions, Model } from "../core/contracts.js";
import { inStage, PipelineError } from "../core/errors.js";
import { type Declaration, Estimator, type RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { Progress } from "../core/progress.js";
import { Frame } from "../data/frame.js";
import { readTable, splitTarget, type Table, type TableInput } from "../data/input.js";
import { Matrix } from "../data/matrix.js";
import { readableBy } from "./chain.js";
import { asColumnStage } from "./column-transformer.js";
import { expectFitted } from "./expect.js";
import { FeatureUnionModel } from "./feature-union-model.js";
import { fittedStage, type MappingStage } from "./fit-stage.js";
import { hstack, staysSparse } from "./hstack.js";
import { type Composite, changeParts, checkName, checkStage, type Part, partsToJson, partsToString } from "./parts.js";
import type { RecipeReader } from "./recipe.js";
import type { FlowAfter, Fresh, ParamChanges, RowFlow, rows, UntypedFlow } from "./types.js";

const declaration: Declaration = {
  kind: "FeatureUnion",
  params: {},
  traits: { missing: true, sparse: true },
  models: [FeatureUnionModel],
};

type Stage = { readonly name: string; readonly stage: MappingStage };

/**
 * Gives the same input to several transformers and puts their results side by side. Output columns keep the names that the
 * parts give; where two give the same, the part's name comes before it (`scaled__age`).
 *
 * @example
 * ```ts
 * import { FeatureUnion, Matrix, SimpleImputer, StandardScaler } from "@org/mlkit";
 *
 * const union = new FeatureUnion().add("scaled", new StandardScaler()).add("plain", new SimpleImputer());
 * const model = await union.fit(Matrix.fromRows([[1], [3]], ["size"]));
 * model.outputNames; // => ["scaled__size", "plain__size"]
 * ```
 */
export class FeatureUnion<Flow extends RowFlow = UntypedFlow, Steps = Record<never, never>, In = unknown>
  extends Estimator
  implements Composite
{
  static readonly declaration = declaration;
  declare readonly [rows]: Flow;
  declare readonly [cells]: (cell: In) => number;
  readonly task = "transform";
  readonly declaration = declaration;
  readonly arrangement = "parallel";
  /** The parts by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;
  readonly #stages: readonly Stage[];

  constructor(stages: readonly Stage[] = []) {
    super(declaration, {});
    this.#stages = Object.freeze([...stages]);
  }

  /** Builds the union from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): FeatureUnion {
    const stages = json.list("stages").map((part): Stage => {
      const name = part.string("name");
      return { name, stage: asColumnStage(name, part.estimator("stage")) };
    });
    stages.forEach(({ name }, index) => {
      checkName("FeatureUnion", name, stages.slice(0, index));
    });
    return new FeatureUnion(stages);
  }

  /** The parts. */
  get parts(): readonly Part[] {
    return this.#stages;
  }

  /**
   * The union with one more part.
   *
   * @throws PipelineError `STAGE_NAME`, `STAGE_INVALID`.
   */
  add<const Name extends string, S extends MappingStage>(
    name: Fresh<Name, Steps>,
    stage: S,
  ): FeatureUnion<FlowAfter<S, Flow>, Steps & { readonly [P in Name]: S }, In & CellsIn<S>> {
    checkName("FeatureUnion", name, this.parts);
    checkStage("FeatureUnion", name, stage);
    return new FeatureUnion([...this.#stages, { name, stage: asColumnStage(name, stage) }]);
  }

  /** Learns every part from the whole input. */
  async fit(x: TableInput<Flow["fit"]>, y?: Target<unknown>, options?: FitOptions): Promise<FeatureUnionModel> {
    return (await this.fitTransform(x, y, options)).model;
  }

  /** Learns every part, and maps the training rows. */
  async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: FeatureUnionModel; output: Matrix }> {
    if (this.#stages.length === 0) throw noParts();
    const { x, y } = target === undefined ? { x: readTable(input), y: undefined } : splitTarget(input, target);
    checkOptions(this.kind, declaration.traits, options);
    const progress = new Progress(options);
    progress.check();
    const fitted: Awaited<ReturnType<typeof fittedStage>>[] = [];
    for (const [index, { name, stage }] of this.#stages.entries()) {
      const part = await fittedStage(name, stage, readableBy(stage.declaration.traits.sparse === true, x), y, progress);
      if (part.output instanceof Frame) throw inStage(name, givesFrame());
      fitted.push(part);
      await progress.tick(index + 1, this.#stages.length);
    }
    const outputs = fitted.map(({ output }) => output).filter((output): output is Matrix => output instanceof Matrix);
    const sparse = staysSparse(outputs);
    const parts = fitted.map(({ model }, index) => ({ name: this.#stages[index]?.name ?? "", model }));
    const model = new FeatureUnionModel(inputNames(x, parts), parts, sparse);
    return { model, output: hstack(outputs, outputs[0]?.rows ?? 0, model.outputNames, sparse) };
  }

  /** Some parameters changed, by path: `union.withParams({ "scaled.withMean": false })`. */
  override withParams(changes: ParamChanges<Steps>): this {
    // The same parts in the same places: the types stay what they are.
    return changeParts(this, new Map(Object.entries(changes))) as unknown as this;
  }

  replaceParts(stages: readonly (Estimator | undefined)[]): FeatureUnion<Flow, Steps, In> {
    return new FeatureUnion(
      this.#stages.map(({ name, stage }, index) => ({ name, stage: asColumnStage(name, stages[index] ?? stage) })),
    );
  }

  /** Lets the recipe stand as `as` when a model is loaded. */
  [expectation](model: Model): FeatureUnionModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as FeatureUnionModel;
  }

  override toJSON(): RecipeJson {
    return { kind: this.kind, stages: partsToJson(this.parts) };
  }

  override toString(): string {
    return partsToString(this, "FeatureUnion");
  }
}

function inputNames(
  x: Table,
  parts: readonly { readonly model: { readonly inputNames: readonly string[] } }[],
): readonly string[] {
  if (!(x instanceof Frame)) return x.names;
  const read = new Set(parts.flatMap(({ model }) => model.inputNames));
  return x.columns.filter((name) => read.has(name) || x.columnOf(name).type === "vector");
}

function noParts(): PipelineError {
  return new PipelineError("PIPELINE_EMPTY", {
    problem: "The FeatureUnion has no parts",
    expected: "at least one part",
    remedy: "Add parts with add(name, transformer)",
  });
}

function givesFrame(): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: "The part gives columns that are not numbers",
    expected: "numbers",
    remedy: "Put an encoder after it, in a Pipeline of the two",
  });
}
