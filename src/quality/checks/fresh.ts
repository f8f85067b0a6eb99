import { ParameterError } from "../../core/errors.js";
import type { TimestampColumn } from "../../data/columns.js";
import type { Span } from "../expectation.js";
import { type ExpectationReader, isNumber } from "../reader.js";
import { type Check, ColumnTally, type Outcome, plain } from "../tally.js";

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000 } as const;

/** The newest timestamp of a column is not older than this. */
export function readFresh(reader: ExpectationReader): Check {
  const column = reader.column();
  const span = reader.need("maxAge", "an object of days, hours and minutes ≥ 0, such as { hours: 36 }", isSpan);
  const { days = 0, hours = 0, minutes = 0 } = span;
  const maxAge = days * UNITS.days + hours * UNITS.hours + minutes * UNITS.minutes;
  const said = Object.entries(span).map(([unit, count]) => `${count} ${unit}`);
  return {
    words: `the newest '${column}' is at most ${said.join(" ")} old`,
    start: ({ asOf }) => {
      if (asOf === undefined) throw noTime(column);
      return new FreshEnough(column, asOf, maxAge);
    },
  };
}

function isSpan(value: unknown): value is Span {
  if (typeof value !== "object" || value === null) return false;
  const parts = Object.entries(value);
  return (
    parts.length > 0 && parts.every(([unit, count]) => Object.hasOwn(UNITS, unit) && isNumber(count) && count >= 0)
  );
}

class FreshEnough extends ColumnTally<TimestampColumn> {
  readonly #asOf: number;
  readonly #maxAge: number;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(column: string, asOf: number, maxAge: number) {
    super("fresh", column, ["timestamp"]);
    this.#asOf = asOf;
    this.#maxAge = maxAge;
  }

  protected look({ values }: TimestampColumn): void {
    for (const value of values) if (value > this.#newest) this.#newest = value;
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const newest = Number.isFinite(this.#newest) ? plain(new Date(this.#newest)) : null;
    const seen =
      newest === null ? "no value" : `the newest is of ${newest}, as of ${new Date(this.#asOf).toISOString()}`;
    return { passed: this.#asOf - this.#newest <= this.#maxAge, observed: { newest }, seen };
  }
}

function noTime(column: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `How fresh '${column}' is cannot be told without a time`,
    given: "no asOf",
    expected: "the time as of which the data are judged",
    remedy: "Give it in the options: { asOf: new Date() }",
    data: { name: "asOf" },
  });
}
