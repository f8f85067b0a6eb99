/**
 * Any table as numbers, in one line: an encoder for each column by fixed rules, put together in a ColumnTransformer.
 *
 * After the TableVectorizer of skrub, other than which it decides by the columns' types and values alone, never converts a type, and holds later tables to what it
 * found. Deciding takes O(rows × columns); the rest is what the stages take.
 */
import { FrameTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { choice, integer, type Param, type Params } from "../core/params.js";
import { columnMissing } from "../core/schema.js";
import type { Frame } from "../data/frame.js";
import { ColumnTransformer } from "../pipeline/column-transformer.js";
import { stageOptions } from "../pipeline/fit-stage.js";
import { patternOf } from "../preprocess/date-format.js";
import { type ColumnDecision, type ColumnUse, decide, USES } from "./column-uses.js";
import { stagesFor } from "./table-stages.js";
import { TableVectorizerModel } from "./table-vectorizer-model.js";

/** What some columns are to be used for, whatever the rules say. */
export interface ColumnOverride {
  /** The columns. */
  readonly columns: readonly string[];
  /** What they are used for. */
  readonly use: ColumnUse;
  /** The format of dates, for strings used as `"datetime"`; see `DatetimeFeatures`. */
  readonly format?: string;
}

/** The options of {@link TableVectorizer}. */
export interface TableVectorizerOptions {
  /** What some columns are used for in place of what the rules say. Default: none. */
  overrides?: readonly ColumnOverride[];
  /**
   * `"impute"`: numbers, parts of dates and vectors get the column's median (vectors: mean) in place of a missing value, booleans the most frequent one, and a column says where it was
   * missing, so that any model can follow. `"keep"`: missing stays missing, for models that read it, such as boosting on histograms. Default: `"impute"`.
   */
  missing?: "impute" | "keep";
  /** The most columns that one column of categories gives; the rarest share the last, which later ones that were not seen count among. Default: 40. */
  maxCategories?: number;
}

const overrides: Param<readonly ColumnOverride[]> = {
  default: [],
  expected: `a list of { columns: ['zip'], use }, each column once, use one of ${listNames(USES)}, with a format of dates where use is 'datetime'`,
  schema: {
    type: "array",
    items: {
      type: "object",
      properties: {
        columns: { type: "array", items: { type: "string" } },
        use: { enum: USES },
        format: { type: "string" },
      },
      required: ["columns", "use"],
      additionalProperties: false,
    },
  },
  refused: [
    { zip: "category" },
    [{ columns: "zip", use: "category" }],
    [{ columns: ["zip"], use: "text" }],
    [{ columns: ["zip"], use: "category", format: "yyyy-MM-dd" }],
    [{ columns: ["at"], use: "datetime", format: "DD.MM.YYYY" }],
    [
      { columns: ["zip"], use: "category" },
      { columns: ["zip"], use: "drop" },
    ],
    null,
  ],
  accepts: (value): value is readonly ColumnOverride[] => {
    if (!Array.isArray(value) || !value.every(isOverride)) return false;
    const names = value.flatMap(({ columns }) => columns);
    return new Set(names).size === names.length;
  },
};

function isOverride(value: unknown): value is ColumnOverride {
  if (typeof value !== "object" || value === null) return false;
  const own = new Map<string, unknown>(Object.entries(value));
  const [columns, use, format] = [own.get("columns"), own.get("use"), own.get("format")];
  const uses: readonly unknown[] = USES;
  return (
    [...own.keys()].every((key) => key === "columns" || key === "use" || key === "format") &&
    Array.isArray(columns) &&
    columns.every((name) => typeof name === "string") &&
    uses.includes(use) &&
    (format === undefined || (use === "datetime" && typeof format === "string" && patternOf(format) !== undefined))
  );
}

const params = {
  overrides,
  missing: choice(["impute", "keep"], { default: "impute" }),
  maxCategories: integer({ default: 40, min: 2 }),
} satisfies Params<TableVectorizerOptions>;

const declaration: Declaration<TableVectorizerOptions> = {
  kind: "TableVectorizer",
  params,
  traits: { missing: true },
  models: [TableVectorizerModel],
};

/**
 * Turns any table into numbers. What becomes of a column follows from its type and its values at the fit, is frozen there, and can be read in `model.choices`:
 *
 * | column | becomes |
 * |---|---|
 * | one value, or none | nothing |
 * | numbers | themselves, imputed by the median; `missingindicator_…` where values were missing |
 * | booleans | 0 and 1, imputed by the more frequent one, with an indicator as well |
 * | strings that are all dates of one format, timestamps | year, month, day, hour (where there are times of day), weekday, seconds since 1970; whether it is missing, where it was |
 * | other strings | a column of 0 and 1 for each category, a missing value being one; at most `maxCategories` |
 * | vectors | a column a dimension, imputed by the mean |
 *
 * Texts that look like numbers stay texts. Later tables are held to the types of the fit.
 *
 * @throws at fit SchemaError `COLUMN_MISSING`, `COLUMN_TYPE` for an override of no such column or of a column of another type; DataError `DATE_FORMAT` for dates that can
 * be read in two ways, until an override says their format; `DATA_EMPTY` where no column is left. After it, SchemaError `COLUMN_TYPE` for a column whose type changed.
 * @example
 * ```ts
 * import { Frame, LogisticRegression, Pipeline, StandardScaler, TableVectorizer } from "@org/mlkit";
 *
 * const loans = Frame.fromRows([
 *   { age: 31, city: "Lima", since: "2019-05-01", bank: "A", status: "paid" },
 *   { age: null, city: "Oslo", since: "2024-02-29", bank: "A", status: "late" },
 *   { age: 58, city: "Oslo", since: "2021-11-20", bank: "A", status: "paid" },
 * ]);
 * const pipeline = new Pipeline()
 *   .add("table", new TableVectorizer())
 *   .add("scale", new StandardScaler())
 *   .add("model", new LogisticRegression());
 * const model = await pipeline.fit(loans, "status");
 * const table = model.stage("table");
 * table.choices.map(({ name, use }) => `${name}: ${use}`); // => ["age: number", "city: category", "since: datetime", "bank: drop"]
 * table.outputNames.slice(0, 4); // => ["age", "missingindicator_age", "city_Lima", "city_Oslo"]
 * model.predictOne({ age: 40, city: "Rome", since: "2020-01-01", bank: "B" }).length; // => 4
 * ```
 */
export class TableVectorizer extends FrameTransformerEstimator<TableVectorizerOptions, TableVectorizerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: TableVectorizerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<TableVectorizerModel> {
    const { missing, maxCategories } = this.params;
    const said = new Map<string, ColumnOverride>();
    for (const override of this.params.overrides) for (const name of override.columns) said.set(name, override);
    for (const name of said.keys()) if (!x.schema.has(name)) throw columnMissing(name, x.columns);
    const choices: ColumnDecision[] = [];
    for (const name of x.columns) {
      choices.push(await decide(name, x.columnOf(name), said.get(name)?.use, progress));
      await progress.tick(choices.length, x.columns.length);
    }
    if (choices.every(({ use }) => use === "drop")) throw nothingLeft(choices);
    const parts = stagesFor(x, choices, { missing, maxCategories, formatOf: (name) => said.get(name)?.format });
    const model = await new ColumnTransformer({}, parts).fit(x, undefined, stageOptions(progress, "columns"));
    return new TableVectorizerModel({ choices, model });
  }
}

function nothingLeft(choices: readonly ColumnDecision[]): DataError {
  return new DataError("DATA_EMPTY", {
    problem: "No column tells rows apart",
    given: choices.map(({ name, reason }) => `'${name}': ${reason}`).join(", "),
    expected: "at least one column with two values",
    remedy: "Look at how the rows were read or filtered, or say what a column is used for with an override",
    data: { owner: "TableVectorizer", columns: choices.map(({ name }) => name) },
  });
}
