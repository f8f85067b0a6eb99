/**
 * Maps groups of columns by stages of their own and puts the results side by side.
 */

import { checkNotEmpty, checkOptions } from "../base/checks.js";
import type { CellsIn } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { AnyRow, FitOptions, Model, NumericCell } from "../core/contracts.js";
import { inStage, PipelineError } from "../core/errors.js";
import { type Declaration, Estimator, type RecipeJson } from "../core/estimator.js";
import { expectation } from "../core/expectation.js";
import { choice, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import type { FieldType, Schema } from "../core/schema.js";
import { columnMissing } from "../core/schema.js";
import { Frame } from "../data/frame.js";
import { readFrame, splitTarget, type Table, type TableInput } from "../data/input.js";
import { Matrix } from "../data/matrix.js";
import { ColumnTransformerModel, type FittedPart, partOutput } from "./column-transformer-model.js";
import { expectFitted } from "./expect.js";
import { fittedStage, isMapping, type MappingStage } from "./fit-stage.js";
import { hstack, staysSparse } from "./hstack.js";
import { type Composite, changeParts, checkName, checkStage, type Part, partsToString } from "./parts.js";
import type { RecipeReader } from "./recipe.js";
import {
  type ColumnChoice,
  type ColumnSelector,
  checkChoice,
  choiceInWords,
  isNames,
  resolveColumns,
} from "./selector.js";
import type { ColumnsFor, Fresh, ParamChanges, rows } from "./types.js";

/** The options of {@link ColumnTransformer}. */
export interface ColumnTransformerOptions {
  /** What becomes of columns that no part reads: `"drop"` or `"passthrough"`. Default: `"drop"`. */
  remainder?: "drop" | "passthrough";
}

const params = {
  remainder: choice(["drop", "passthrough"], { default: "drop" }),
} satisfies Params<ColumnTransformerOptions>;

const declaration: Declaration<ColumnTransformerOptions> = {
  kind: "ColumnTransformer",
  params,
  traits: { missing: true },
  models: [ColumnTransformerModel],
};

/** A part of a recipe: a stage, or `"passthrough"`, and its columns. */
export interface ColumnPart {
  readonly name: string;
  readonly stage: MappingStage | "passthrough";
  readonly columns: ColumnChoice;
}

/** The columns that a selector takes, as far as the compiler can tell. */
type Selected<Row, S> = S extends readonly (infer K)[]
  ? K
  : S extends { readonly type: infer T }
    ? OfType<Row, T> & Like<Row, S>
    : Like<Row, S>;
type OfType<Row, T> = { [K in keyof Row & string]: TypeOf<Row[K]> extends T ? K : never }[keyof Row & string];
type TypeOf<C> = [Exclude<C, null>] extends [number]
  ? "number"
  : [Exclude<C, null>] extends [boolean]
    ? "boolean"
    : [Exclude<C, null>] extends [string]
      ? "string"
      : [Exclude<C, null>] extends [Date]
        ? "timestamp"
        : FieldType;
type Like<Row, S> = S extends { readonly matching: infer P extends string }
  ? Extract<keyof Row & string, Glob<P>>
  : keyof Row & string;
type Glob<P extends string> = P extends `${infer Head}*${infer Tail}` ? `${Head}${string}${Glob<Tail>}` : P;

/** Says of columns chosen by name that a stage reads them. */
type Named<S> = S extends readonly (infer K extends string)[] ? K : never;
type ByRule<Row, S> = S extends readonly string[] ? never : Selected<Row, S> & string;

/** The cells that `"passthrough"` and stages read. */
type PartCells<S> = S extends "passthrough" ? NumericCell : CellsIn<S>;

/**
 * Maps groups of columns by stages of their own and puts the results side by side. Each part is a transformer, a pipeline
 * of them, or `"passthrough"`; its columns are given by name, or by a selector (`{ type: "number" }`,
 * `{ matching: "pixel_*" }`). Output columns keep the names that the parts give; where two give the same, the part's name
 * comes before it (`numbers__age`). The result stays sparse when some part's is and few values are stored.
 *
 * @example
 * ```ts
 * import { ColumnTransformer, Frame, OneHotEncoder, StandardScaler } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ age: 20, city: "Lima" }, { age: 40, city: "Oslo" }]);
 * const model = await ColumnTransformer.for<{ age: number; city: string }>()
 *   .add("numbers", new StandardScaler(), ["age"])
 *   .add("places", new OneHotEncoder(), ["city"])
 *   .fit(frame);
 * model.outputNames; // => ["age", "city_Lima", "city_Oslo"]
 * [...model.transform(frame).toDense().values]; // => [-1, 1, 0, 1, 0, 1]
 * ```
 */
export class ColumnTransformer<
    Row extends object = AnyRow,
    Names extends string = string,
    Rule extends string = string,
    Steps = Record<never, never>,
  >
  extends Estimator<ColumnTransformerOptions>
  implements Composite
{
  static readonly declaration = declaration;
  declare readonly [rows]: { readonly fit: Row; readonly named: Names; readonly selected: Rule };
  readonly task = "transform";
  readonly declaration = declaration;
  readonly arrangement = "parallel";
  readonly #parts: readonly ColumnPart[];
  readonly #schema: Schema | undefined;

  constructor(options: ColumnTransformerOptions = {}, parts: readonly ColumnPart[] = [], schema?: Schema) {
    super(declaration, options);
    this.#parts = Object.freeze([...parts]);
    this.#schema = schema;
  }

  /** A transformer of rows of a type, so that the compiler checks the columns; with a schema, they are checked at run time at once too. */
  static for<Row extends object>(options: {
    remainder: "passthrough";
    schema?: Schema<Row>;
  }): ColumnTransformer<Row, never, keyof Row & string>;
  static for<Row extends object>(options?: {
    remainder?: "drop";
    schema?: Schema<Row>;
  }): ColumnTransformer<Row, never, never>;
  static for<Row extends object>({
    schema,
    ...options
  }: ColumnTransformerOptions & { schema?: Schema<Row> } = {}): ColumnTransformer<Row, never, string> {
    return new ColumnTransformer<Row, never, string>(options, [], schema);
  }

  /** Builds the transformer from its JSON form; see `recipeFromJson`. */
  static fromRecipe(json: RecipeReader): ColumnTransformer<AnyRow, string, string> {
    const parts = json.list("parts").map((part): ColumnPart => {
      const name = part.string("name");
      const columns = part.raw("columns");
      checkChoice(name, columns);
      return {
        name,
        columns,
        stage: part.raw("stage") === "passthrough" ? "passthrough" : asColumnStage(name, part.estimator("stage")),
      };
    });
    parts.forEach(({ name }, index) => {
      checkName(
        "ColumnTransformer",
        name,
        parts.slice(0, index).map((part) => ({ name: part.name, stage: undefined })),
      );
    });
    return new ColumnTransformer<AnyRow, string, string>(json.params, parts);
  }

  /** The stages by name, for the compiler; see `parts`. */
  declare readonly steps: Steps;

  /**
   * The transformer with one more part.
   *
   * @throws PipelineError `STAGE_NAME`, `STAGE_INVALID`; `SchemaError` `COLUMN_MISSING` when made with a schema that lacks a column.
   */
  add<
    const Name extends string,
    S extends MappingStage | "passthrough",
    const C extends readonly ColumnsFor<Row, PartCells<S>>[] | ColumnSelector,
  >(
    name: Fresh<Name, Steps>,
    stage: S,
    columns: C,
  ): ColumnTransformer<Row, Names | Named<C>, Rule | ByRule<Row, C>, Steps & { readonly [K in Name]: S }> {
    checkName("ColumnTransformer", name, this.parts);
    if (stage !== "passthrough") asColumnStage(name, stage);
    checkChoice(name, columns);
    const given: ColumnChoice = columns;
    const schema = this.#schema;
    const missing = isNames(given) ? given.find((column) => schema !== undefined && !schema.has(column)) : undefined;
    if (missing !== undefined) throw columnMissing(missing, schema?.names ?? []);
    return new ColumnTransformer(this.params, [...this.#parts, { name, stage, columns: given }], schema);
  }

  /** The parts, with their columns as notes; one without a stage passes its columns through. */
  get parts(): readonly Part[] {
    return this.#parts.map(({ name, stage, columns }) => ({
      name,
      stage: stage === "passthrough" ? undefined : stage,
      columns: isNames(columns) ? columns : [],
      note: choiceInWords(columns),
    }));
  }

  /** The columns that the parts name. */
  get namedColumns(): readonly string[] {
    return this.#parts.flatMap(({ columns }) => (isNames(columns) ? columns : []));
  }

  /** Learns every part from its columns. */
  async fit(x: TableInput<Row>, y?: Target<unknown>, options?: FitOptions): Promise<ColumnTransformerModel> {
    return (await this.fitTransform(x, y, options)).model;
  }

  /** Learns every part from its columns, and maps the training rows. */
  async fitTransform(
    input: TableInput<Row>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: ColumnTransformerModel; output: Matrix }> {
    const { x, y } = target === undefined ? { x: readFrame(input), y: undefined } : splitTarget(input, target);
    const frame = readFrame(x);
    checkNotEmpty(this.kind, { rows: frame.numRows, cols: this.#parts.length === 0 ? 0 : frame.columns.length });
    checkOptions(this.kind, declaration.traits, options);
    const progress = new Progress(options);
    progress.check();
    const fitted: { part: FittedPart; output: Matrix }[] = [];
    const groups = this.#groups(frame);
    for (const [index, { name, stage, columns }] of groups.entries()) {
      fitted.push(await fitPart(name, stage, frame.select(...columns), y, progress));
      await progress.tick(index + 1, groups.length);
    }
    const parts = fitted.map(({ part }) => part);
    const outputs = fitted.map(({ output }) => output);
    const read = new Set(parts.flatMap((part) => part.columns));
    const model = new ColumnTransformerModel(
      frame.schema.fields.filter((field) => read.has(field.name)),
      parts,
      staysSparse(outputs),
    );
    return { model, output: hstack(outputs, frame.numRows, model.outputNames, model.toState().sparse) };
  }

  #groups(frame: Frame): { name: string; stage: MappingStage | "passthrough"; columns: string[] }[] {
    const groups = this.#parts.map(({ name, stage, columns }) => ({
      name,
      stage,
      columns: resolveColumns(name, columns, frame),
    }));
    if (this.params.remainder === "drop") return groups;
    const used = new Set(groups.flatMap((group) => group.columns));
    const rest = frame.columns.filter((name) => !used.has(name));
    return rest.length === 0 ? groups : [...groups, { name: "remainder", stage: "passthrough", columns: rest }];
  }

  /** The same with some parameters changed, by path: `{ "numbers.withMean": false }`. */
  override withParams(changes: Partial<ColumnTransformerOptions> & ParamChanges<Steps>): this {
    const { remainder = this.params.remainder, ...rest } = changes;
    const base = new ColumnTransformer<Row, Names, Rule, Steps>({ remainder }, this.#parts, this.#schema);
    // The same parts in the same places: the types stay what they are.
    return changeParts(base, new Map(Object.entries(rest))) as unknown as this;
  }

  replaceParts(stages: readonly (Estimator | undefined)[]): ColumnTransformer<Row, Names, Rule, Steps> {
    const parts = this.#parts.map((part, index) => {
      const stage = stages[index];
      return part.stage === "passthrough" || stage === undefined
        ? part
        : { ...part, stage: asColumnStage(part.name, stage) };
    });
    return new ColumnTransformer(this.params, parts, this.#schema);
  }

  /** Lets the recipe stand as `as` when a model is loaded. */
  [expectation](model: Model): ColumnTransformerModel {
    expectFitted(this, model);
    // Its kind was just checked.
    return model as ColumnTransformerModel;
  }

  override toJSON(): RecipeJson {
    const parts = this.#parts.map(({ name, stage, columns }) => ({
      name,
      stage: stage === "passthrough" ? stage : stage.toJSON(),
      columns,
    }));
    return { ...super.toJSON(), parts };
  }

  override toString(): string {
    return partsToString(this, super.toString().replace("()", ""));
  }
}

/** Checks that a stage can be part of a ColumnTransformer. */
export function asColumnStage(name: string, stage: Estimator): MappingStage {
  checkStage("ColumnTransformer", name, stage);
  if (isMapping(stage)) return stage;
  throw new PipelineError("STAGE_INVALID", {
    problem: `Part '${name}' of the ColumnTransformer does not map columns`,
    given: stage.kind,
    expected: "a transformer, or a pipeline of transformers",
    remedy: "Put predictors and samplers into the Pipeline, after the ColumnTransformer",
    data: { name },
  });
}

async function fitPart(
  name: string,
  stage: MappingStage | "passthrough",
  columns: Frame,
  y: Target<unknown> | undefined,
  progress: Progress,
): Promise<{ part: FittedPart; output: Matrix }> {
  if (stage === "passthrough") {
    return { part: { name, columns: columns.columns, model: undefined }, output: partOutput(name, undefined, columns) };
  }
  const { model, output } = await fittedStage(name, stage, columns, y, progress);
  if (!(output instanceof Matrix)) throw inStage(name, givesNoNumbers(output));
  return { part: { name, columns: columns.columns, model }, output };
}

function givesNoNumbers(output: Table): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: "The stage gives columns that are not numbers",
    given:
      output instanceof Frame
        ? output.schema.fields.map((field) => `${field.name}: ${field.type}`).join(", ")
        : "a table",
    expected: "numbers",
    remedy: "Put an encoder after it: new Pipeline().add('impute', …).add('encode', new OneHotEncoder())",
  });
}
