/**
 * The output columns of one encoded column: which category stands where.
 *
 * Everything that can be known from the fit is worked out once here, so that encoding a value is one Map lookup, and encoding
 * a column of strings one lookup for each entry of its dictionary.
 */
import type { Cell, Label } from "../core/contracts.js";
import { DataError, SchemaError, show } from "../core/errors.js";
import type { AnyColumn } from "../data/columns.js";
import { infinite } from "./value-counts.js";

/** What happens to a category that was not seen at fit. */
export type HandleUnknown = "error" | "ignore" | "infrequentIfExist";
/** Which category of a column has no output column. */
export type Drop = "first" | "ifBinary";

/** What is learned of one column. */
export interface OneHotColumn {
  /** The categories, sorted; a missing value that was seen comes after them. */
  readonly labels: readonly Label[];
  /** Whether a missing value was seen. */
  readonly missing: boolean;
  /** The places of the categories that share one output column, ascending. */
  readonly infrequent: Int32Array;
}

/** The policies that hold for all columns. */
export interface OneHotPolicy {
  readonly handleUnknown: HandleUnknown;
  readonly drop: Drop | null;
}

/** No output column: the block's columns are all 0. */
export const ZEROS = -1;
/** Not known, and refused. */
const REFUSE = -2;
const NOT_LOOKED_UP = -3;

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
  readonly #slots: ReadonlyMap<Cell, number>;
  readonly #unknown: number;
  readonly #missing: number;

  constructor(name: string, column: OneHotColumn, { handleUnknown, drop }: OneHotPolicy, start: number) {
    this.name = name;
    this.start = start;
    this.categories = categoriesOf(column);
    const groups = groupsOf(this.categories, column.infrequent);
    const dropped = drop === "first" || (drop === "ifBinary" && groups.length === 2) ? groups[0] : undefined;
    this.outputs = dropped === undefined ? groups : groups.slice(1);
    const slots = new Map<Cell, number>();
    for (const category of dropped?.categories ?? []) slots.set(category, ZEROS);
    this.outputs.forEach(({ categories }, place) => {
      for (const category of categories) slots.set(category, start + place);
    });
    const rare = column.infrequent[0];
    const rareSlot = rare === undefined ? ZEROS : (slots.get(this.categories[rare] ?? null) ?? ZEROS);
    this.#slots = slots;
    this.#unknown = handleUnknown === "error" ? REFUSE : handleUnknown === "ignore" ? ZEROS : rareSlot;
    this.#missing = slots.get(null) ?? this.#unknown;
    this.zeros = dropped?.value ?? (dropped !== undefined || this.#unknown === ZEROS ? null : undefined);
  }

  /** The output column of a value, or {@link ZEROS}. */
  slot(cell: Cell, row?: number): number {
    if (cell === null || Number.isNaN(cell)) {
      return this.#missing === REFUSE ? this.#unseen(cell, row) : this.#missing;
    }
    return this.#slots.get(cell) ?? this.#unseen(cell, row);
  }

  /** Writes the output column of each row's value to `out[at]`, `out[at + step]`, … */
  encode(column: AnyColumn, out: Int32Array, at: number, step: number): void {
    const { length } = column;
    if (column.type === "string" || column.type === "boolean") {
      const dictionary = column.type === "string" ? column.dictionary : [false, true];
      const { codes } = column;
      // The first place is that of code −1, a missing value. Looked up when first met: entries that no row uses do not matter.
      const slots = new Int32Array(dictionary.length + 1).fill(NOT_LOOKED_UP);
      for (let row = 0, to = at; row < length; row++, to += step) {
        const place = (codes[row] as number) + 1;
        let slot = slots[place] as number;
        if (slot === NOT_LOOKED_UP) {
          slot = this.slot(dictionary[place - 1] ?? null, row);
          slots[place] = slot;
        }
        out[to] = slot;
      }
    } else {
      for (let row = 0, to = at; row < length; row++, to += step) out[to] = this.slot(column.get(row), row);
    }
  }

  // Only values that no Map lookup found come here, so that the common path stays short.
  #unseen(cell: Cell, row: number | undefined): number {
    const known = this.categories[0] ?? null;
    if (cell !== null && !Number.isNaN(cell) && !(isLabel(cell) && (known === null || typeof cell === typeof known))) {
      throw this.#wrongType(cell, known === null ? "a string, number or boolean" : `a ${typeof known}`, row);
    }
    if (typeof cell === "number" && Math.abs(cell) === Number.POSITIVE_INFINITY) {
      throw infinite("OneHotEncoderModel", this.name, cell);
    }
    if (this.#unknown === REFUSE) throw this.#unknownCategory(cell, row);
    return this.#unknown;
  }

  #wrongType(cell: Cell, expected: string, row: number | undefined): SchemaError {
    return new SchemaError("COLUMN_TYPE", {
      problem: `Column '${this.name}' holds another type of value than at fit`,
      given: show(cell),
      expected: `${expected}, or null`,
      remedy: "Give the column the type that it had at fit, best by reading both tables with one schema",
      data: { column: this.name, ...(row === undefined ? {} : { row }) },
    });
  }

  #unknownCategory(cell: Cell, row: number | undefined): DataError {
    const first = this.categories.slice(0, 8).map((category) => show(category));
    const more = this.categories.length - first.length;
    return new DataError("CATEGORY_UNKNOWN", {
      problem: `Column '${this.name}' has a category that was not there at fit`,
      given: `${show(cell)}${row === undefined ? "" : ` in row ${row}`}`,
      expected: `one of ${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
      remedy: 'Write OneHotEncoder({ handleUnknown: "ignore" }) to encode it as zeros, or fit on data that has it',
      data: { column: this.name, value: cell, known: this.categories.length, ...(row === undefined ? {} : { row }) },
    });
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

function isLabel(cell: Cell): cell is Label {
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean";
}
