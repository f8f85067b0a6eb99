import type { AnyColumn } from "../../data/columns.js";
import { type ExpectationReader, isNumber } from "../reader.js";
import { ANY_TYPE, type Check, ColumnTally, counted, type Outcome } from "../tally.js";

/** At most such a share of a column's values is missing. */
export function readMissing(reader: ExpectationReader): Check {
  const column = reader.column();
  const isShare = (value: unknown): value is number => isNumber(value) && value >= 0 && value <= 1;
  const maxShare = reader.maybe("maxShare", "a number from 0 to 1", isShare) ?? 0;
  const words =
    maxShare === 0 ? `no value of '${column}' is missing` : `at most a share of ${maxShare} of '${column}' is missing`;
  return { words, start: () => new FewMissing(column, maxShare) };
}

class FewMissing extends ColumnTally<AnyColumn> {
  readonly #maxShare: number;
  #rows = 0;

  constructor(column: string, maxShare: number) {
    super("missing", column, ANY_TYPE);
    this.#maxShare = maxShare;
  }

  protected look(column: AnyColumn, first: number): void {
    this.#rows += column.length;
    for (let row = 0; row < column.length; row++) if (column.isMissing(row)) this.failures.add(first + row, null);
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const { count } = this.failures;
    const share = this.#rows === 0 ? 0 : count / this.#rows;
    return { passed: share <= this.#maxShare, observed: { share }, seen: `${counted(count, "value")} missing` };
  }
}
