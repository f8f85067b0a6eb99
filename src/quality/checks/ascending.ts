import type { NumberColumn, TimestampColumn } from "../../data/columns.js";
import { type ExpectationReader, isFlag } from "../reader.js";
import { type Check, ColumnTally, counted, type Outcome } from "../tally.js";

/** No value of a column is less than the one before it. */
export function readAscending(reader: ExpectationReader): Check {
  const column = reader.column();
  const strictly = reader.maybe("strictly", "true or false", isFlag) ?? false;
  return {
    words: strictly ? `'${column}' grows from row to row` : `'${column}' does not go down from row to row`,
    start: () => new Ascends(column, strictly),
  };
}

class Ascends extends ColumnTally<NumberColumn | TimestampColumn> {
  readonly #strictly: boolean;
  /** The last value that was not missing, of this batch or an earlier one. */
  #last = Number.NaN;

  constructor(column: string, strictly: boolean) {
    super("ascending", column, ["number", "timestamp"]);
    this.#strictly = strictly;
  }

  protected look(column: NumberColumn | TimestampColumn, first: number): void {
    const { values } = column;
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      if (Number.isNaN(value)) continue;
      // A comparison with NaN, before the first value, is false.
      if (value < this.#last || (this.#strictly && value === this.#last))
        this.failures.add(first + row, column.get(row));
      this.#last = value;
    }
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const { count } = this.failures;
    const seen = `${counted(count, "step")} ${this.#strictly ? "not up" : "down"}`;
    return { passed: count === 0, observed: { steps: count }, seen };
  }
}
