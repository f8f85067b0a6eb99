/**
 * Lists of numbers as vectors: embeddings come so from formats that know no vectors of a fixed size.
 */
import { SchemaError } from "../core/errors.js";

/** The size that all lists of a column have. */
export class ListSize {
  readonly #column: string;
  #size: number | undefined;

  constructor(column: string, size?: number) {
    this.#column = column;
    this.#size = size;
  }

  /** The size; nothing as long as no list has come. */
  get size(): number | undefined {
    return this.#size;
  }

  /**
   * Takes the length of the list in a row.
   *
   * @throws SchemaError `COLUMN_TYPE` for an empty list, and for one of another length than those before.
   */
  take(length: number, row: number): void {
    this.#size ??= length;
    if (length === this.#size && length > 0) return;
    throw new SchemaError("COLUMN_TYPE", {
      problem: `Column '${this.#column}' holds lists of different lengths, which are no vectors`,
      given: `${length} numbers in row ${row}`,
      expected: length === 0 ? "at least one number" : `${this.#size} numbers, as in the rows before`,
      remedy: "Bring the lists to one length before, or leave the column out",
      data: { column: this.#column, row, given: length, expected: this.#size },
    });
  }
}
