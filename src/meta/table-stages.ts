/**
 * The stages that a TableVectorizer puts into its ColumnTransformer, from what was decided for each column.
 */
import { type AnyColumn, StringColumn, type TimestampColumn } from "../data/columns.js";
import type { Frame } from "../data/frame.js";
import type { ColumnPart } from "../pipeline/column-transformer.js";
import type { MappingStage } from "../pipeline/fit-stage.js";
import { Pipeline } from "../pipeline/pipeline.js";
import type { DatetimePart } from "../preprocess/calendar.js";
import { Clip } from "../preprocess/clip.js";
import { DatetimeFeatures } from "../preprocess/datetime-features.js";
import { FormatFinder, firstText } from "../preprocess/find-date-format.js";
import { OneHotEncoder } from "../preprocess/one-hot-encoder.js";
import { SimpleImputer } from "../preprocess/simple-imputer.js";
import type { ColumnDecision } from "./column-uses.js";

/** What the stages depend on. */
export interface StageRules {
  readonly missing: "impute" | "keep";
  readonly maxCategories: number;
  /** The format of a date column that the user stated. */
  readonly formatOf: (column: string) => string | undefined;
}

/** The parts of the ColumnTransformer: one for each use, several for dates, whose columns need not all give the same. */
export function stagesFor(frame: Frame, decisions: readonly ColumnDecision[], rules: StageRules): ColumnPart[] {
  const columnsOf = (use: ColumnDecision["use"]) =>
    decisions.filter((decision) => decision.use === use).map(({ name }) => name);
  const impute = rules.missing === "impute";
  // Without bounds it passes numbers as they are, and refuses infinite ones, as imputers do.
  const keep = new Clip();
  const parts: ColumnPart[] = [
    {
      name: "numbers",
      stage: impute ? new SimpleImputer({ strategy: "median", addIndicator: true }) : keep,
      columns: columnsOf("number"),
    },
    {
      name: "booleans",
      stage: impute ? new SimpleImputer({ strategy: "mostFrequent", addIndicator: true }) : keep,
      columns: columnsOf("boolean"),
    },
    {
      name: "categories",
      stage: new OneHotEncoder({ handleUnknown: "infrequentIfExist", maxCategories: rules.maxCategories }),
      columns: columnsOf("category"),
    },
    ...dateParts(frame, columnsOf("datetime"), rules),
    // A missing vector has no value in any dimension: one indicator a dimension would say the same hundreds of times.
    { name: "vectors", stage: impute ? new SimpleImputer() : keep, columns: columnsOf("vector") },
  ];
  return parts.filter(({ columns }) => Array.isArray(columns) && columns.length > 0);
}

/** Columns of dates that give the same numbers go together. */
function dateParts(frame: Frame, names: readonly string[], rules: StageRules): ColumnPart[] {
  const groups = new Map<string, { stage: MappingStage; columns: string[] }>();
  for (const name of names) {
    const column = frame.columnOf(name);
    const format = rules.formatOf(name);
    const parts = partsOf(column, format, rules.missing === "impute");
    const key = JSON.stringify([parts, format]);
    const group = groups.get(key) ?? { stage: dateStage(parts, format, rules.missing), columns: [] };
    group.columns.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map((group, index) => ({ name: index === 0 ? "dates" : `dates${index + 1}`, ...group }));
}

/** Parts that differ between days; the hour where there are times of day; whether it is missing, where that is imputed. */
function partsOf(column: AnyColumn, format: string | undefined, impute: boolean): readonly DatetimePart[] {
  const timed = column instanceof StringColumn ? hasHours(column, format) : hasTimes(column);
  return [
    "year",
    "month",
    "day",
    ...(timed ? (["hour"] as const) : []),
    "weekday",
    "totalSeconds",
    ...(impute && column.missingCount > 0 ? (["isMissing"] as const) : []),
  ];
}

function hasHours(column: StringColumn, format: string | undefined): boolean {
  if (format !== undefined) return format.includes("HH");
  const finder = new FormatFinder();
  finder.add(firstText(column) ?? "");
  return finder.hasTimes;
}

function hasTimes(column: AnyColumn): boolean {
  // Only strings and timestamps are used as dates.
  const { values } = column as TimestampColumn;
  return values.some((time) => time % 86_400_000 !== 0 && !Number.isNaN(time));
}

function dateStage(
  parts: readonly DatetimePart[],
  format: string | undefined,
  missing: StageRules["missing"],
): MappingStage {
  const dates = new DatetimeFeatures({ parts, format: format ?? null });
  if (missing === "keep") return dates;
  return new Pipeline().add("parts", dates).add("impute", new SimpleImputer({ strategy: "median" }));
}
