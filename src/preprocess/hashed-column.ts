/**
 * The hashes of one column's values: which output column each goes to, and with which sign.
 *
 * K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009. A value costs one hash; a column of strings one for each entry of its
 * dictionary, a column of numbers one in all.
 */
import type { Cell } from "../core/contracts.js";
import { SchemaError, show } from "../core/errors.js";
import type { AnyColumn, StringColumn } from "../data/columns.js";
import { murmurHash3 } from "../kernels/murmur-hash.js";
import type { HashedRows } from "./hashed-rows.js";
import { infinite } from "./value-counts.js";

/** What is hashed of a string: it and the name of its column, or it alone. */
export type HasherInput = "dict" | "string";
/** The types of columns that are hashed. */
export type HashedType = "string" | "number" | "boolean";

/** The rules that hold for all columns. */
export interface HashPolicy {
  readonly nFeatures: number;
  readonly inputType: HasherInput;
  readonly alternateSign: boolean;
}

const UTF8 = /* @__PURE__ */ new TextEncoder();
/** Stands for an entry of a dictionary until it is first met; no place is that small. */
const NOT_HASHED = -0x80000000;

/** The hashing of one column. */
export class HashedColumn {
  readonly name: string;
  readonly type: HashedType;
  readonly #policy: HashPolicy;
  /** The place of the column's own name, where numbers and booleans go. */
  readonly #own: number;

  constructor(name: string, type: HashedType, policy: HashPolicy) {
    this.name = name;
    this.type = type;
    this.#policy = policy;
    this.#own = this.#place(name);
  }

  /** The output column of a token; where its sign is negative, what `~` makes of it. */
  #place(token: string): number {
    const { nFeatures, alternateSign } = this.#policy;
    const hash = murmurHash3(UTF8.encode(token), 0);
    const col = Math.abs(hash) % nFeatures;
    return alternateSign && hash < 0 ? ~col : col;
  }

  #placeOf(text: string): number {
    return this.#place(this.#policy.inputType === "dict" ? `${this.name}=${text}` : text);
  }

  /** Gives the place of a cell's token and the number that goes there to `add`; a missing value gives nothing. */
  cell(cell: Cell, add: (place: number, value: number) => void, row?: number): void {
    if (cell === null || Number.isNaN(cell)) return;
    if (typeof cell !== this.type) throw this.#wrongType(cell, row);
    if (typeof cell === "string") add(this.#placeOf(cell), 1);
    else add(this.#own, this.#finite(Number(cell)));
  }

  /** Checks a column and gives what adds a row of it to the rows that are built. */
  reader(column: AnyColumn, rows: HashedRows): (row: number) => void {
    const { type } = this;
    if (column.type === "string" && type === "string") return this.#readStrings(column, rows);
    const own = this.#own;
    if (column.type === "number" && type === "number") {
      const { values } = column;
      return (row) => {
        const value = values[row] as number;
        if (!Number.isNaN(value)) rows.add(own, this.#finite(value));
      };
    }
    if (column.type === "boolean" && type === "boolean") {
      const { codes } = column;
      return (row) => {
        if (codes[row] === 1) rows.add(own, 1);
      };
    }
    // A column without any value may have come as one of any type.
    return (row) => {
      if (!column.isMissing(row)) throw this.#wrongType(column.get(row), row);
    };
  }

  #readStrings({ codes, dictionary }: StringColumn, rows: HashedRows): (row: number) => void {
    const places = new Int32Array(dictionary.length).fill(NOT_HASHED);
    return (row) => {
      const code = codes[row] as number;
      if (code < 0) return;
      let place = places[code] as number;
      if (place === NOT_HASHED) {
        place = this.#placeOf(dictionary[code] as string);
        places[code] = place;
      }
      rows.add(place, 1);
    };
  }

  #finite(value: number): number {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw infinite("FeatureHasherModel", this.name, value);
    return value;
  }

  #wrongType(cell: Cell, row: number | undefined): SchemaError {
    return new SchemaError("COLUMN_TYPE", {
      problem: `Column '${this.name}' holds another type of value than at fit`,
      given: show(cell),
      expected: `a ${this.type}, or null`,
      remedy: "Give the column the type that it had at fit, best by reading both tables with one schema",
      data: { column: this.name, ...(row === undefined ? {} : { row }) },
    });
  }
}
