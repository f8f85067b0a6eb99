/**
 * The option `categories`: lists of categories given by the user, one a column, in place of those found in the training rows.
 */
import type { Label } from "../core/contracts.js";
import { DataError, listNames, ParameterError, show } from "../core/errors.js";
import type { Param } from "../core/params.js";
import type { ValueCounts } from "./value-counts.js";

/** The categories of each column, or `"auto"` for those that occur. */
export type CategoryLists<C extends Label | null = Label> = "auto" | readonly (readonly C[])[];

/** Lists of labels. */
export const categoryLists: Param<CategoryLists> = {
  default: "auto",
  expected: "'auto', or one list of categories a column, each of one type and without repeats",
  schema: schemaOf(["string", "number", "boolean"]),
  refused: ["all", [], [[]], ["a"], [["a", "a"]], [["a", 1]], [[null]], [[Number.NaN]], null],
  accepts: (value): value is CategoryLists => value === "auto" || (isFilledList(value) && value.every(isCategories)),
};

/** The same, where null at the end of a list stands for a missing value. */
export const categoryListsWithMissing: Param<CategoryLists<Label | null>> = {
  default: "auto",
  expected: `${categoryLists.expected}, with null as the last where a missing value is one`,
  schema: schemaOf(["string", "number", "boolean", "null"]),
  refused: ["all", [], [[]], ["a"], [["a", "a"]], [["a", 1]], [[null, "a"]], [[null, null]], [[Number.NaN]], null],
  accepts: (value): value is CategoryLists<Label | null> =>
    value === "auto" || (isFilledList(value) && value.every(isCategoriesOrMissing)),
};

function schemaOf(types: readonly string[]): Param<unknown>["schema"] {
  const lists = { type: "array", items: { type: "array", minItems: 1, items: { type: types } } };
  return { anyOf: [{ const: "auto" }, lists] };
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isCategories(list: unknown): boolean {
  if (!isFilledList(list) || new Set(list).size !== list.length) return false;
  const type = typeof list[0];
  if (type === "number") return list.every(Number.isFinite);
  return (type === "string" || type === "boolean") && list.every((item) => typeof item === type);
}

function isCategoriesOrMissing(list: unknown): boolean {
  if (!isFilledList(list) || list.at(-1) !== null) return isCategories(list);
  return list.length === 1 || isCategories(list.slice(0, -1));
}

/**
 * Checks that an option has an item for each column.
 *
 * @throws ParameterError `PARAM_INVALID`.
 */
export function checkListCount(owner: string, option: string, given: number, columns: readonly string[]): void {
  if (given === columns.length) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} has not one item of ${option} for each column`,
    given: `${given} items`,
    expected: `${columns.length}, for the columns ${listNames(columns)}`,
    remedy: `Give ${option} one item a column, in the order of the columns`,
    data: { owner, name: option, given, expected: columns.length },
  });
}

/**
 * Checks that the values of a column are all listed; a missing value too, unless it counts as none.
 *
 * @throws DataError `CATEGORY_UNKNOWN`.
 */
export function checkListed(
  column: string,
  { counts, missing }: ValueCounts,
  listed: readonly (Label | null)[],
  remedy: string,
): void {
  const known = new Set(listed);
  const stranger = missing > 0 && !known.has(null) ? null : [...counts.keys()].find((value) => !known.has(value));
  if (stranger === undefined) return;
  throw new DataError("CATEGORY_UNKNOWN", {
    problem: `Column '${column}' has a category that is not listed`,
    given: show(stranger),
    expected: `one of ${listNames(listed.map(String))}`,
    remedy: `Add it to the categories, or write ${remedy}`,
    data: { column, value: stranger },
  });
}
