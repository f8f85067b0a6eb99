import type { Cell } from "../../core/contracts.js";
import { NumberColumn, StringColumn } from "../../data/columns.js";
import type { Frame } from "../../data/frame.js";
import { cellKey } from "../../data/order.js";
import { type ExpectationReader, isText } from "../reader.js";
import { type Check, counted, Failures, type Outcome, type Tally } from "../tally.js";

/** No two rows have the same values in these columns together. */
export function readUnique(reader: ExpectationReader): Check {
  const areNames = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.length > 0 && value.every(isText) && new Set(value).size === value.length;
  const columns = Object.freeze([...reader.need("columns", "a list of names of columns, each once", areNames)]);
  const names = columns.map((name) => `'${name}'`);
  return {
    words: columns.length === 1 ? `${names[0]} has no repeats` : `${names.join(" and ")} together have no repeats`,
    start: () => new NoRepeats(columns),
  };
}

/** Keeps every value that it has met: memory O(distinct values). */
class NoRepeats implements Tally {
  readonly #columns: readonly string[];
  readonly #met = new Set<string | number>();
  readonly #failures = new Failures();
  #absent: string | undefined;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  add(frame: Frame, first: number): void {
    this.#absent ??= this.#columns.find((name) => !frame.schema.has(name));
    if (this.#absent !== undefined) return;
    const columns = this.#columns.map((name) => frame.columnOf(name));
    const [only] = columns;
    // Numbers and strings on their own need no text that tells types apart.
    const bare = columns.length === 1 && (only instanceof NumberColumn || only instanceof StringColumn);
    for (let row = 0; row < frame.numRows; row++) {
      if (columns.some((column) => column.isMissing(row))) continue;
      const own = bare ? only.get(row) : null;
      if (own !== null) this.#meet(own, first + row, own);
      else {
        const cells = columns.map((column) => column.get(row));
        this.#meet(cells.map(cellKey).join(""), first + row, cells.length === 1 ? (cells[0] ?? null) : cells);
      }
    }
  }

  #meet(key: string | number, row: number, value: Cell | readonly Cell[]): void {
    if (this.#met.has(key)) this.#failures.add(row, value);
    else this.#met.add(key);
  }

  outcome(): Outcome {
    const { count, examples } = this.#failures;
    return {
      passed: count === 0 && this.#absent === undefined,
      observed: { distinct: this.#met.size },
      failingRows: count,
      examples,
      seen: this.#absent === undefined ? counted(count, "repeat") : `there is no column '${this.#absent}'`,
    };
  }
}
