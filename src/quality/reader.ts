/**
 * Takes the parts of an expectation by name, each checked: expectations may come from a config.
 */
import { listNames, ParameterError, show } from "../core/errors.js";
import { nearest } from "../core/nearest.js";
import { readTimestamp } from "../data/csv/timestamps.js";

/** The parts of one expectation. */
export class ExpectationReader {
  readonly #own: ReadonlyMap<string, unknown>;
  readonly #place: string;
  readonly #asked = new Set<string>(["check", "severity"]);

  constructor(json: unknown, index: number) {
    this.#place = `Expectation ${index}`;
    if (typeof json !== "object" || json === null || Array.isArray(json))
      throw invalid(this.#place, json, "an object with a check", "Write it so, such as { check: 'rows', min: 1 }");
    this.#own = new Map(Object.entries(json));
    const check = this.#own.get("check");
    if (typeof check === "string") this.#place = `Expectation ${index} ('${check}')`;
  }

  /** A value as it stands. */
  raw(key: string): unknown {
    this.#asked.add(key);
    return this.#own.get(key);
  }

  /** A value that has to be there and to fit. */
  need<T>(key: string, expected: string, fits: (value: unknown) => value is T): T {
    const value = this.raw(key);
    if (fits(value)) return value;
    throw this.refuse(key, value, expected);
  }

  /** A value that fits, or undefined where there is none. */
  maybe<T>(key: string, expected: string, fits: (value: unknown) => value is T): T | undefined {
    return this.raw(key) === undefined ? undefined : this.need(key, expected, fits);
  }

  /** The name of a column. */
  column(): string {
    return this.need("column", "the name of a column", isText);
  }

  /** @throws ParameterError `PARAM_UNKNOWN` for a part that nobody asked for. */
  finish(): void {
    for (const key of this.#own.keys()) {
      if (this.#asked.has(key)) continue;
      const near = nearest(key, this.#asked);
      throw new ParameterError("PARAM_UNKNOWN", {
        problem: `${this.#place} has no part '${key}'`,
        expected: listNames(this.#asked),
        remedy: near === undefined ? "Remove it" : `Write '${near}' if that is what you meant, or remove it`,
        data: { name: key },
      });
    }
  }

  /** The error for a part that does not fit. */
  refuse(key: string, value: unknown, expected: string): ParameterError {
    return invalid(`${this.#place}, ${key}`, value, expected, `Give ${key} such a value`);
  }
}

function invalid(place: string, value: unknown, expected: string, remedy: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${place}: this is not what is needed here`,
    given: show(value),
    expected,
    remedy,
    data: { place, value },
  });
}

export const isText = (value: unknown): value is string => typeof value === "string";
export const isNumber = (value: unknown): value is number => Number.isFinite(value);
export const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** A point in time as milliseconds since 1970, or NaN for what is none: a `Date`, or an ISO date or date-time. */
export function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === "string" ? readTimestamp(value) : Number.NaN;
}
