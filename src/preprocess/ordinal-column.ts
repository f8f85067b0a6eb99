/**
 * The code of each category of one column, and the rules for what has none.
 */
import type { Cell, Label } from "../core/contracts.js";
import type { AnyColumn } from "../data/columns.js";
import { CategoryLookup } from "./category-lookup.js";

/** What happens to a category that was not seen at fit. */
export type OrdinalUnknown = "error" | "useEncodedValue";

/** What is learned of one column. */
export interface OrdinalColumn {
  /** The categories in the order of their codes. */
  readonly labels: readonly Label[];
}

/** The rules that hold for all columns. */
export interface OrdinalPolicy {
  readonly handleUnknown: OrdinalUnknown;
  /** What an unknown category becomes where it is not refused; null for NaN. */
  readonly unknownValue: number | null;
  /** What a missing value becomes; null for NaN. */
  readonly encodedMissingValue: number | null;
}

const UNKNOWN = -1;
const MISSING = -2;

/** The encoding of one column. */
export class OrdinalCodes {
  readonly name: string;
  /** The categories in the order of their codes. */
  readonly labels: readonly Label[];
  readonly #lookup: CategoryLookup;
  readonly #unknown: number;
  readonly #missing: number;

  constructor(name: string, { labels }: OrdinalColumn, policy: OrdinalPolicy) {
    this.name = name;
    this.labels = labels;
    this.#unknown = policy.unknownValue ?? Number.NaN;
    this.#missing = policy.encodedMissingValue ?? Number.NaN;
    this.#lookup = new CategoryLookup({
      owner: "OrdinalEncoderModel",
      name,
      categories: labels,
      slots: new Map(labels.map((label, code) => [label, code])),
      unknown: policy.handleUnknown === "error" ? undefined : UNKNOWN,
      missing: MISSING,
      remedy:
        'Write OrdinalEncoder({ handleUnknown: "useEncodedValue" }) to encode it as unknownValue, or fit on data that has it',
    });
  }

  /** The code of a value. */
  code(cell: Cell): number {
    return this.#valueOf(this.#lookup.slot(cell));
  }

  /** Writes the code of each row's value to `out[at]`, `out[at + step]`, … */
  encode(column: AnyColumn, out: Float64Array, at: number, step: number): void {
    const slots = new Int32Array(column.length);
    this.#lookup.encode(column, slots, 0, 1);
    for (let row = 0, to = at; row < slots.length; row++, to += step) out[to] = this.#valueOf(slots[row] as number);
  }

  /** The category that a code stands for, null for what is missing or unknown; undefined for a number that is no code. */
  decode(code: number): Label | null | undefined {
    const label = this.labels[code];
    if (label !== undefined) return label;
    return Number.isNaN(code) || code === this.#unknown || code === this.#missing ? null : undefined;
  }

  #valueOf(slot: number): number {
    return slot >= 0 ? slot : slot === UNKNOWN ? this.#unknown : this.#missing;
  }
}
