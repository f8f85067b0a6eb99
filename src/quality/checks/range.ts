import type { NumberColumn, TimestampColumn } from "../../data/columns.js";
import { type ExpectationReader, isNumber, timeOf } from "../reader.js";
import { type Check, ColumnTally, type Outcome, plain } from "../tally.js";

/** Bounds as numbers; those of times are milliseconds since 1970. */
interface Bounds {
  readonly times: boolean;
  readonly min: number;
  readonly max: number;
  readonly above: number;
  readonly below: number;
}

const WORDS = { min: "at least", max: "at most", above: "above", below: "below" } as const;

/** The values of a column lie within bounds. */
export function readRange(reader: ExpectationReader): Check {
  const column = reader.column();
  const bounds = readBounds(reader);
  const words = (["min", "above", "max", "below"] as const)
    .filter((key) => Math.abs(bounds[key]) !== Number.POSITIVE_INFINITY)
    .map((key) => `${WORDS[key]} ${shown(bounds[key], bounds.times)}`);
  return { words: `'${column}' is ${words.join(" and ")}`, start: () => new WithinRange(column, bounds) };
}

function readBounds(reader: ExpectationReader): Bounds {
  const kinds = new Set<boolean>();
  const bound = (key: keyof typeof WORDS, otherwise: number): number => {
    const value = reader.raw(key);
    if (value === undefined) return otherwise;
    const time = timeOf(value);
    if (!isNumber(value) && Number.isNaN(time))
      throw reader.refuse(key, value, "a finite number, a Date or an ISO date");
    kinds.add(!isNumber(value));
    if (kinds.size > 1) throw reader.refuse(key, value, "bounds that are all numbers, or all times");
    return isNumber(value) ? value : time;
  };
  const { NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;
  const bounds = {
    min: bound("min", NEGATIVE_INFINITY),
    max: bound("max", POSITIVE_INFINITY),
    above: bound("above", NEGATIVE_INFINITY),
    below: bound("below", POSITIVE_INFINITY),
  };
  if (kinds.size === 0) throw reader.refuse("min", undefined, "at least one of min, max, above and below");
  if (
    bounds.min > bounds.max ||
    bounds.above >= bounds.below ||
    bounds.min >= bounds.below ||
    bounds.above >= bounds.max
  )
    throw reader.refuse("max", reader.raw("max") ?? reader.raw("below"), "bounds between which a value may lie");
  return { ...bounds, times: kinds.has(true) };
}

function shown(value: number, times: boolean): string {
  return times ? new Date(value).toISOString() : String(value);
}

class WithinRange extends ColumnTally<NumberColumn | TimestampColumn> {
  readonly #bounds: Bounds;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #any = false;

  constructor(column: string, bounds: Bounds) {
    super("range", column, [bounds.times ? "timestamp" : "number"]);
    this.#bounds = bounds;
  }

  protected look(column: NumberColumn | TimestampColumn, first: number): void {
    const { values } = column;
    const { min, max, above, below, times } = this.#bounds;
    // An infinite number is outside of any bounds that are given, but inside of those that are not.
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      if (Number.isNaN(value)) continue;
      this.#any = true;
      if (value < this.#least) this.#least = value;
      if (value > this.#most) this.#most = value;
      const inside =
        value >= min &&
        value <= max &&
        (value > above || above === Number.NEGATIVE_INFINITY) &&
        (value < below || below === Number.POSITIVE_INFINITY);
      if (!inside) this.failures.add(first + row, times ? new Date(value) : value);
    }
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const { times } = this.#bounds;
    const value = (number: number) => plain(times ? new Date(number) : number);
    const observed = this.#any ? { min: value(this.#least), max: value(this.#most) } : { min: null, max: null };
    const seen = this.#any ? `from ${observed.min} to ${observed.max}` : "no values";
    return { passed: this.failures.count === 0, observed, seen };
  }
}
