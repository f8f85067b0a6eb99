/**
 * What a TableVectorizer makes of a column: the rules, in one place.
 */
import { SchemaError } from "../core/errors.js";
import type { Progress } from "../core/progress.js";
import type { FieldType } from "../core/schema.js";
import { type AnyColumn, BooleanColumn, type StringColumn, VectorColumn } from "../data/columns.js";
import { addTexts, FormatFinder, firstText } from "../preprocess/find-date-format.js";

/** What is made of a column: what its values are taken for, or nothing. */
export const USES = ["number", "boolean", "category", "datetime", "vector", "drop"] as const;

/** What is made of a column. */
export type ColumnUse = (typeof USES)[number];

/** What was decided for a column, and why. */
export interface ColumnDecision {
  /** The column. */
  readonly name: string;
  /** What is made of it. */
  readonly use: ColumnUse;
  /** The rule that decided, in words. */
  readonly reason: string;
}

/** What each type of column can be used for; the first is the rule for it. */
const POSSIBLE: { readonly [T in FieldType]: readonly ColumnUse[] } = {
  number: ["number", "category", "drop"],
  boolean: ["boolean", "category", "drop"],
  string: ["category", "datetime", "drop"],
  timestamp: ["datetime", "drop"],
  vector: ["vector", "drop"],
};

/** Decides for one column. `use` is what the user said of it. Pauses while it reads dates. */
export async function decide(
  name: string,
  column: AnyColumn,
  use: ColumnUse | undefined,
  progress: Progress,
): Promise<ColumnDecision> {
  const possible = POSSIBLE[column.type];
  if (use !== undefined) {
    if (!possible.includes(use)) throw impossible(name, column.type, use, possible);
    return { name, use, reason: "said by an override" };
  }
  const constant = constantReason(column);
  if (constant !== undefined) return { name, use: "drop", reason: constant };
  if (column.type === "string" && (await holdsDates(column, progress)))
    return { name, use: "datetime", reason: "strings that are all dates" };
  const [rule = "drop"] = possible;
  return { name, use: rule, reason: `a column of type ${column.type}` };
}

/** Why a column tells rows nothing; nothing where it does. That a value is missing is one, so a column with missing values and one other tells something. */
function constantReason(column: AnyColumn): string | undefined {
  const { length } = column;
  const missing = column.missingCount;
  if (missing === length) return "no value at the fit";
  if (missing > 0 || column instanceof VectorColumn) return undefined;
  const values = "codes" in column ? column.codes : column.values;
  for (let row = 1; row < length; row++) if (values[row] !== values[0]) return undefined;
  return column instanceof BooleanColumn ? `always ${values[0] === 1}` : "one value at the fit";
}

/** Whether all values are dates of a known format. */
async function holdsDates(column: StringColumn, progress: Progress): Promise<boolean> {
  const finder = new FormatFinder();
  finder.add(firstText(column) ?? "");
  if (finder.possible) await addTexts(finder, column, progress);
  return finder.possible;
}

function impossible(column: string, type: FieldType, use: ColumnUse, possible: readonly ColumnUse[]): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `TableVectorizer cannot use column '${column}' as a ${use}`,
    given: `a ${type} column`,
    expected: `one of ${possible.join(", ")} for such a column`,
    remedy: "Mend the override, or give the column another type before",
    data: { owner: "TableVectorizer", column, type, use },
  });
}
