/**
 * From the values of one column to whole numbers: output columns for one-hot encoding, codes for ordinal encoding.
 *
 * A value costs one Map lookup, a column of strings one for each entry of its dictionary.
 */
import type { Cell, Label } from "../core/contracts.js";
import { DataError, SchemaError, show } from "../core/errors.js";
import type { AnyColumn } from "../data/columns.js";
import { infinite } from "./value-counts.js";

/** What is known of one column. */
export interface LookupRules {
  /** The model, as messages call it. */
  readonly owner: string;
  /** The column. */
  readonly name: string;
  /** The known categories, null for a missing value: for messages, and the type that values must have. */
  readonly categories: readonly (Label | null)[];
  /** The number of each category. */
  readonly slots: ReadonlyMap<Cell, number>;
  /** The number of a value that is none of them; refused where there is none. */
  readonly unknown: number | undefined;
  /** The number of a missing value; refused as unknown where there is none. */
  readonly missing: number | undefined;
  /** What to do about an unknown category. */
  readonly remedy: string;
}

/** Stands for a code of a dictionary until it is first met; no number of a category is that small. */
const NOT_LOOKED_UP = -0x80000000;

/** The numbers that the values of one column stand for. */
export class CategoryLookup {
  readonly #rules: LookupRules;

  constructor(rules: LookupRules) {
    this.#rules = rules;
  }

  /** The number of a value. */
  slot(cell: Cell, row?: number): number {
    const { slots, missing } = this.#rules;
    if (cell === null || Number.isNaN(cell)) return missing ?? this.#unseen(cell, row);
    return slots.get(cell) ?? this.#unseen(cell, row);
  }

  /** Writes the number of each row's value to `out[at]`, `out[at + step]`, … */
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
    const { owner, name, categories, unknown } = this.#rules;
    const known = categories[0] ?? null;
    if (cell !== null && !Number.isNaN(cell) && !(isLabel(cell) && (known === null || typeof cell === typeof known))) {
      throw this.#wrongType(cell, known === null ? "a string, number or boolean" : `a ${typeof known}`, row);
    }
    if (typeof cell === "number" && Math.abs(cell) === Number.POSITIVE_INFINITY) throw infinite(owner, name, cell);
    if (unknown === undefined) throw this.#unknownCategory(cell, row);
    return unknown;
  }

  #wrongType(cell: Cell, expected: string, row: number | undefined): SchemaError {
    const { name } = this.#rules;
    return new SchemaError("COLUMN_TYPE", {
      problem: `Column '${name}' holds another type of value than at fit`,
      given: show(cell),
      expected: `${expected}, or null`,
      remedy: "Give the column the type that it had at fit, best by reading both tables with one schema",
      data: { column: name, ...(row === undefined ? {} : { row }) },
    });
  }

  #unknownCategory(cell: Cell, row: number | undefined): DataError {
    const { name, categories, remedy } = this.#rules;
    const first = categories.slice(0, 8).map((category) => show(category));
    const more = categories.length - first.length;
    return new DataError("CATEGORY_UNKNOWN", {
      problem: `Column '${name}' has a category that was not there at fit`,
      given: `${show(cell)}${row === undefined ? "" : ` in row ${row}`}`,
      expected:
        first.length === 0
          ? "nothing but missing values"
          : `one of ${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
      remedy,
      data: { column: name, value: cell, known: categories.length, ...(row === undefined ? {} : { row }) },
    });
  }
}

function isLabel(cell: Cell): cell is Label {
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean";
}
