/**
 * Numbers out of dates and times: parts of the calendar, as they are or on the circle, and ages.
 *
 * All in UTC: a time has no other zone than the one that it was written with, and the machine's own would make the same model answer otherwise elsewhere.
 * Texts are read by one format a column, which is found in their distinct values and then frozen. Time O(rows × features), memory O(columns).
 */

import { FrameTransformerEstimator } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitContext, FitOptions } from "../core/contracts.js";
import { ParameterError, SchemaError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, list, nullable, type Param, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { columnMissing } from "../core/schema.js";
import { StringColumn } from "../data/columns.js";
import type { Frame } from "../data/frame.js";
import type { TableInput } from "../data/input.js";
import type { DenseMatrix } from "../data/matrix.js";
import { type DatetimePart, PARTS } from "./calendar.js";
import { DateCells, type DateColumn } from "./date-column.js";
import { dateReader, patternOf } from "./date-format.js";
import { type AgeUnit, DatetimeFeaturesModel } from "./datetime-features-model.js";
import { addTexts, FormatFinder, formatsOf, visitTexts } from "./find-date-format.js";

/** What ages are counted to: a date and time in ISO 8601 (UTC unless it names a zone), or another column of the same row. */
export type AgeReference = { readonly date: string } | { readonly column: string };

/** The options of {@link DatetimeFeatures}. */
export interface DatetimeFeaturesOptions {
  /**
   * The numbers to give, in order: `"year"`, `"quarter"` (1–4), `"month"` (1–12), `"isoWeek"` (1–53), `"dayOfYear"` (1–366), `"day"` (1–31), `"weekday"` (Monday 0 –
   * Sunday 6), `"hour"`, `"minute"`, `"second"`, `"totalSeconds"` (since 1970), `"isWeekend"` (Saturday or Sunday), `"isMissing"`.
   * Default: year, month, day, hour, weekday, totalSeconds.
   */
  parts?: readonly DatetimePart[];
  /**
   * Gives the sine and cosine of the turn, `at_month_sin` and `at_month_cos`, in place of each part that comes round again: December is then next to January.
   * Turns have 4 quarters, 12 months, 53 weeks, 366 or 31 days, 7 weekdays, 24 hours, 60 minutes and seconds. Default: false.
   */
  cyclic?: boolean;
  /**
   * The format of columns of strings, such as `"dd.MM.yyyy HH:mm"`: `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS` (fraction of a second), `XXX` (zone); everything else but
   * letters (`T` excepted) and digits stands for itself. null: found at fit. Default: null.
   */
  format?: string | null;
  /** Adds the age of each date, `born_ageDays`, as of a fixed date or of another column of the row, which itself gets none. Negative for later dates. Default: null, no ages. */
  asOf?: AgeReference | null;
  /** The unit of ages: `"days"` of 24 hours, or `"years"` of 365.2425 days, with their fractions. Default: `"days"`. */
  ageUnit?: AgeUnit;
}

const format: Omit<Param<string>, "default"> = {
  expected: "a format such as 'yyyy-MM-dd' or 'dd.MM.yyyy HH:mm:ss', with a year, a month and a day, each part once",
  schema: { type: "string" },
  refused: ["", "yyyy-MM", "yy-MM-dd", "yyyy-MM-dd dd", "DD/MM/YYYY", "yyyy-MMM-dd", 0],
  accepts: (value): value is string => typeof value === "string" && patternOf(value) !== undefined,
};

const asOf: Omit<Param<AgeReference>, "default"> = {
  expected: "{ date: '2026-11-20' }, in ISO 8601, or { column: 'at' }",
  schema: {
    anyOf: (["date", "column"] as const).map((key) => ({
      type: "object",
      properties: { [key]: { type: "string" } },
      required: [key],
      additionalProperties: false,
    })),
  },
  refused: [
    "2026-11-20",
    {},
    { date: "20.11.2026" },
    { date: "2026-02-30" },
    { column: 1 },
    { date: "2026-11-20", column: "at" },
  ],
  accepts: (value): value is AgeReference => {
    if (typeof value !== "object" || value === null) return false;
    const [[key, text] = ["", undefined], ...more] = Object.entries(value);
    if (more.length > 0 || typeof text !== "string") return false;
    return key === "column" || (key === "date" && isoTime(text) !== undefined);
  },
};

const DEFAULT_PARTS: readonly DatetimePart[] = ["year", "month", "day", "hour", "weekday", "totalSeconds"];
const parts = list(choice(PARTS, { default: "year" }), { default: DEFAULT_PARTS });

const params = {
  parts: {
    ...parts,
    expected: `${parts.expected}, each once`,
    refused: [...parts.refused, ["year", "year"]],
    accepts: isParts,
  },
  cyclic: boolean({ default: false }),
  format: nullable(format, { default: null }),
  asOf: nullable(asOf, { default: null }),
  ageUnit: choice<AgeUnit>(["days", "years"], { default: "days" }),
} satisfies Params<DatetimeFeaturesOptions>;

function isParts(value: unknown): value is readonly DatetimePart[] {
  return parts.accepts(value) && new Set(value).size === value.length;
}

/** A time in ISO 8601; nothing where it is none. */
function isoTime(text: string): number | undefined {
  const iso = formatsOf(text).find((known) => known.startsWith("yyyy-MM-dd"));
  return iso === undefined ? undefined : dateReader(iso)(text);
}

const declaration: Declaration<DatetimeFeaturesOptions> = {
  kind: "DatetimeFeatures",
  params,
  traits: { missing: true },
  models: [DatetimeFeaturesModel],
};

/**
 * Turns columns of timestamps, and of strings that hold dates, into numbers: parts of the calendar in UTC, on the circle if wished, and ages. A missing
 * value gives NaN in each of its columns.
 *
 * The format of a column of strings is found at the fit, from all of its values, or given. It is frozen then: a date in another format is an error, not another day. Dates
 * that can be read in two ways, such as `03/04/2026` with no day above 12 in the whole column, are an error too, until `format` says which.
 *
 * @throws at fit and after it DataError `DATE_FORMAT` for a text that does not keep to the format, with its row; SchemaError `COLUMN_TYPE` for columns of other types;
 * at fit ParameterError `PARAM_INVALID` where nothing is to be given, DataError `DATA_EMPTY` for strings without any value and format.
 * @example
 * ```ts
 * import { DatetimeFeatures, Frame } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ born: "24.12.1990" }, { born: null }]);
 * const model = await new DatetimeFeatures({ parts: ["month", "weekday"], asOf: { date: "2026-12-24" }, ageUnit: "years" }).fit(x);
 * model.formats; // => ["dd.MM.yyyy"]
 * model.outputNames; // => ["born_month", "born_weekday", "born_ageYears"]
 * [...model.transform(x).values.subarray(0, 2)]; // => [12, 0]
 * model.transform([{ born: "1990-12-24" }]); // throws DATE_FORMAT
 * ```
 *
 * December beside January, on the circle:
 *
 * @example
 * ```ts
 * import { DatetimeFeatures, Frame } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ at: new Date("2026-01-01T00:00Z") }, { at: new Date("2026-10-01T00:00Z") }]);
 * const model = await new DatetimeFeatures({ parts: ["month"], cyclic: true }).fit(x);
 * model.outputNames; // => ["at_month_sin", "at_month_cos"]
 * [...model.transform(x).values]; // => [0, 1, -1, 0]
 * ```
 */
export class DatetimeFeatures extends FrameTransformerEstimator<
  DatetimeFeaturesOptions,
  DatetimeFeaturesModel,
  string | Date | null
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: DatetimeFeaturesOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<DatetimeFeaturesModel> {
    const { parts: wanted, cyclic, ageUnit, asOf: reference } = this.params;
    const column = reference !== null && "column" in reference ? reference.column : null;
    const date = reference !== null && "date" in reference ? reference.date : null;
    if (column !== null && !x.schema.has(column)) throw columnMissing(column, x.columns);
    if (wanted.length === 0 && (reference === null || x.columns.every((name) => name === column))) throw nothing();
    const columns: DateColumn[] = [];
    for (const name of x.columns) {
      columns.push(await this.#column(name, x, progress));
      await progress.tick(columns.length, x.columns.length);
    }
    return new DatetimeFeaturesModel({
      columns,
      parts: wanted,
      cyclic,
      ageUnit,
      asOfTime: date === null ? null : (isoTime(date) ?? null),
      asOfColumn: column,
    });
  }

  /** Learns, and maps the training rows with pauses. */
  override async fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: DatetimeFeaturesModel; output: DenseMatrix }> {
    const model = await this.fit(x, y, options);
    return { model, output: await model.transformAsync(x, { signal: options.signal }) };
  }

  async #column(name: string, x: Frame, progress: Progress): Promise<DateColumn> {
    const column = x.columnOf(name);
    if (column.type === "timestamp") return { name, format: null };
    if (!(column instanceof StringColumn)) throw noDates(name, column.type);
    const given = this.params.format;
    if (given === null) {
      const finder = new FormatFinder();
      await addTexts(finder, column, progress);
      return { name, format: finder.formatOf(name) };
    }
    const read = dateReader(given);
    const found = { name, format: given };
    await visitTexts(column, progress, (text) => {
      // Reading the whole column words the error, with the first row at fault.
      if (Number.isNaN(read(text))) new DateCells(found).times(column);
    });
    return found;
  }
}

function noDates(column: string, type: string): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `DatetimeFeatures cannot read column '${column}'`,
    given: `a ${type} column`,
    expected: "a column of timestamps, or of strings that hold dates",
    remedy:
      "Leave the column out with a ColumnTransformer; turn numbers into times with frame.withColumn and new Date(…)",
    data: { owner: "DatetimeFeatures", column, type },
  });
}

function nothing(): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "DatetimeFeatures has nothing to give",
    given: "no parts, and no column that has an age",
    expected: "at least one part or age",
    remedy: 'Name a part, as in parts: ["year"], or say what ages are counted to with asOf',
    data: { owner: "DatetimeFeatures", name: "parts" },
  });
}
