/**
 * Reading parsed JSON, which comes from outside and may be anything, by places that know their path. Only own keys count, so that `__proto__` finds nothing.
 */
import { invalidModel } from "./foreign.js";

/** A value of a model in JSON, and where it stands. */
export class JsonPlace {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  /** Ends the reading. */
  fail(expected: string): never {
    throw invalidModel("XGBoost", this.path, this.value, expected);
  }

  /** What stands under a key; undefined where nothing does. */
  at(key: string): JsonPlace {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail("an object");
    return new JsonPlace(Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined, `${this.path}.${key}`);
  }

  /** The items of a list. */
  list(): JsonPlace[] {
    if (!Array.isArray(this.value)) this.fail("a list");
    return this.value.map((item, index) => new JsonPlace(item, `${this.path}[${index}]`));
  }

  /** A string. */
  text(): string {
    if (typeof this.value !== "string") this.fail("a string");
    return this.value;
  }

  /** A finite number, which XGBoost may have written as a string. */
  number(): number {
    const { value } = this;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) this.fail("a finite number");
    return number;
  }

  /** A whole number within bounds. */
  integer(min: number, max: number): number {
    const number = this.number();
    if (!Number.isInteger(number) || number < min || number > max) this.fail(`a whole number from ${min} to ${max}`);
    return number;
  }

  /** A list of numbers, or booleans as 0 and 1; null, which stands for NaN, becomes NaN. */
  numbers(length?: number): readonly number[] {
    const { value } = this;
    if (!Array.isArray(value)) this.fail("a list of numbers");
    if (length !== undefined && value.length !== length) this.fail(`a list of ${length} numbers`);
    return value.map((item: unknown) => {
      if (item === null) return Number.NaN;
      if (typeof item !== "number" && typeof item !== "boolean") this.fail("a list of numbers");
      return Number(item);
    });
  }
}
