/**
 * Which columns a part of a ColumnTransformer reads: by name, by type, or by a pattern of names.
 */
import { listNames, PipelineError, show } from "../core/errors.js";
import { columnMissing, type FieldType } from "../core/schema.js";
import { matchesStars } from "../core/star-pattern.js";
import type { Frame } from "../data/frame.js";

/**
 * Columns by type, by name pattern (`*` stands for any characters), or by both. Data, not code, so that it goes into JSON; no
 * regular expressions, which a hostile config could make run for ever. The target is never selected.
 */
export interface ColumnSelector {
  /** Columns of this type. */
  readonly type?: FieldType;
  /** Columns whose names keep to this pattern, such as `"pixel_*"`. */
  readonly matching?: string;
}

/** Columns by name or by selector. */
export type ColumnChoice = readonly string[] | ColumnSelector;

/** Names the columns of a frame that were chosen. */
export function resolveColumns(part: string, choice: ColumnChoice, frame: Frame): string[] {
  if (isNames(choice)) {
    const missing = choice.find((name) => !frame.schema.has(name));
    if (missing !== undefined) throw columnMissing(missing, frame.columns);
    return [...choice];
  }
  const { type, matching } = choice;
  const chosen = frame.schema.fields
    .filter(
      (field) =>
        (type === undefined || field.type === type) && (matching === undefined || matchesStars(matching, field.name)),
    )
    .map((field) => field.name);
  if (chosen.length > 0) return chosen;
  throw new PipelineError("STAGE_INVALID", {
    problem: `The selector of '${part}' selects no column`,
    given: choiceInWords(choice),
    expected: `some of the columns ${listNames(frame.columns, 20)}`,
    remedy: "Name the columns, or select others",
    data: { part },
  });
}

/** Whether columns were chosen by name. */
export function isNames(choice: ColumnChoice): choice is readonly string[] {
  return Array.isArray(choice);
}

/** Checks a choice that may come from JSON. */
export function checkChoice(part: string, choice: unknown): asserts choice is ColumnChoice {
  const names = Array.isArray(choice) && choice.length > 0 && choice.every((name) => typeof name === "string");
  if ((names && new Set(choice).size === choice.length) || isSelector(choice)) return;
  throw new PipelineError("STAGE_INVALID", {
    problem: `The columns of '${part}' are not valid`,
    given: show(choice),
    expected: "a list of distinct names, or a selector such as { type: 'number' } or { matching: 'pixel_*' }",
    remedy: "Name at least one column, each once",
    data: { part },
  });
}

const TYPES: readonly unknown[] = ["number", "boolean", "string", "timestamp", "vector"];

function isSelector(choice: unknown): boolean {
  if (typeof choice !== "object" || choice === null || Array.isArray(choice)) return false;
  const own = new Map<string, unknown>(Object.entries(choice));
  const known = [...own.keys()].every((key) => key === "type" || key === "matching");
  const type = own.get("type");
  const matching = own.get("matching");
  return (
    known &&
    own.size > 0 &&
    (type === undefined || TYPES.includes(type)) &&
    (matching === undefined || typeof matching === "string")
  );
}

/** A choice of columns as text. */
export function choiceInWords(choice: ColumnChoice): string {
  if (isNames(choice))
    return choice.length > 8 ? `${choice.slice(0, 8).join(", ")} and ${choice.length - 8} more` : choice.join(", ");
  const parts = [choice.type && `columns of type ${choice.type}`, choice.matching && `names like ${choice.matching}`];
  return parts.filter((part) => part !== undefined).join(", ");
}
