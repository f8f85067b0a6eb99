/**
 * The output columns of one encoded column: which category stands where.
 *
 * Everything that can be known from the fit is worked out once here; category-lookup.ts then finds the place of a value.
 */
import type { Cell, Label } from "../core/contracts.js";
import type { AnyColumn } from "../data/columns.js";
import { CategoryLookup } from "./category-lookup.js";

/** What happens to a category that was not seen at fit. */
export type HandleUnknown = "error" | "ignore" | "infrequentIfExist";
/** Which category of a column has no output column: a rule, or one category a column, null for a missing value. */
export type Drop = "first" | "ifBinary" | readonly (Label | null)[];

/** What is learned of one column. */
export interface OneHotColumn {
  /** The categories, sorted; a missing value that was seen comes after them. */
  readonly labels: readonly Label[];
  /** Whether a missing value was seen. */
  readonly missing: boolean;
  /** The places of the categories that share one output column, ascending. */
  readonly infrequent: Int32Array;
  /** The place of the category without an output column, or of one of those that share it; −1: all have one. */
  readonly dropped: number;
}

/** No output column: the block's columns are all 0. */
export const ZEROS = -1;

/** What one output column stands for: a category, or all infrequent ones. */
interface Group {
  /** How the output column's name ends. */
  readonly suffix: string;
  readonly categories: readonly (Label | null)[];
  /** What it means read backwards; infrequent categories cannot be told apart. */
  readonly value: Label | null;
}

/** The encoding of one column. */
export class OneHotBlock {
  readonly name: string;
  /** The first output column. */
  readonly start: number;
  /** The categories, a missing value last. */
  readonly categories: readonly (Label | null)[];
  /** What the output columns stand for, in order. */
  readonly outputs: readonly Group[];
  /** What a row of zeros means read backwards; undefined where there can be none. */
  readonly zeros: Label | null | undefined;
  readonly #lookup: CategoryLookup;

  constructor(name: string, column: OneHotColumn, handleUnknown: HandleUnknown, start: number) {
    this.name = name;
    this.start = start;
    this.categories = categoriesOf(column);
    const groups = groupsOf(this.categories, column.infrequent);
    const absent = this.categories[column.dropped];
    const dropped = absent === undefined ? undefined : groups.find(({ categories }) => categories.includes(absent));
    this.outputs = groups.filter((group) => group !== dropped);
    const slots = new Map<Cell, number>();
    for (const category of dropped?.categories ?? []) slots.set(category, ZEROS);
    this.outputs.forEach(({ categories }, place) => {
      for (const category of categories) slots.set(category, start + place);
    });
    const rare = column.infrequent[0];
    const rareSlot = rare === undefined ? ZEROS : (slots.get(this.categories[rare] ?? null) ?? ZEROS);
    const unknown = handleUnknown === "error" ? undefined : handleUnknown === "ignore" ? ZEROS : rareSlot;
    this.#lookup = new CategoryLookup({
      owner: "OneHotEncoderModel",
      name,
      categories: this.categories,
      slots,
      unknown,
      missing: slots.get(null) ?? unknown,
      remedy: 'Write OneHotEncoder({ handleUnknown: "ignore" }) to encode it as zeros, or fit on data that has it',
    });
    this.zeros = dropped?.value ?? (dropped !== undefined || unknown === ZEROS ? null : undefined);
  }

  /** The output column of a value, or {@link ZEROS}. */
  slot(cell: Cell, row?: number): number {
    return this.#lookup.slot(cell, row);
  }

  /** Writes the output column of each row's value to `out[at]`, `out[at + step]`, … */
  encode(column: AnyColumn, out: Int32Array, at: number, step: number): void {
    this.#lookup.encode(column, out, at, step);
  }
}

/** The categories of a column, a missing value last. */
export function categoriesOf({ labels, missing }: OneHotColumn): readonly (Label | null)[] {
  return missing ? [...labels, null] : labels;
}

function groupsOf(categories: readonly (Label | null)[], infrequent: Int32Array): Group[] {
  const rare = new Set(infrequent);
  const groups = categories
    .filter((_, place) => !rare.has(place))
    .map((category): Group => ({ suffix: String(category), categories: [category], value: category }));
  if (rare.size === 0) return groups;
  return [
    ...groups,
    { suffix: "infrequent", categories: categories.filter((_, place) => rare.has(place)), value: null },
  ];
}
