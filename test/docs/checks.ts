/** What the rewritten examples call: comparisons with the literals of the page, and a record of the checks that ran. */
import { isDeepStrictEqual } from "node:util";
import { MlkitError } from "../../src/core/errors.js";

/** A number that is right to the digits shown. */
class Near {
  constructor(readonly digits: string) {}

  accepts(value: unknown): boolean {
    const half = 0.5 * 10 ** -decimalsOf(this.digits);
    return typeof value === "number" && Math.abs(value - Number(this.digits)) <= half * (1 + 1e-9);
  }
}

/** How many decimal places the digits show: 2 of `0.47`, 6 of `1.2e-5`, 0 of `1200`. */
function decimalsOf(digits: string): number {
  const [mantissa = "", exponent = "0"] = digits.split("e");
  return (mantissa.split(".")[1]?.length ?? 0) - Number(exponent);
}

/** The checks of one example. */
export class DocsChecks {
  readonly #reached = new Set<number>();

  /** Stands for `≈ digits`. */
  near(digits: string): Near {
    return new Near(digits.replaceAll("_", ""));
  }

  /** Gives the value back, so that `console.log(value)` still shows it. */
  equal<T>(actual: T, expected: unknown, id: number, where: string): T {
    this.#reached.add(id);
    const path = firstDifference(actual, expected, "the value");
    if (path !== undefined) throw new Error(`${where}: ${path}`);
    return actual;
  }

  async throws(act: () => Promise<void>, code: string, id: number, where: string): Promise<void> {
    this.#reached.add(id);
    const error = await act().then(
      () => undefined,
      (reason: unknown) => reason ?? "nothing",
    );
    if (error === undefined) throw new Error(`${where}: nothing was thrown, ${code} was expected`);
    if (!(error instanceof MlkitError) || error.code !== code) {
      const given = error instanceof MlkitError ? `${error.code}: ${error.message}` : String(error);
      throw new Error(`${where}: expected an MlkitError ${code}, got ${given}`, { cause: error });
    }
  }

  /** Numbers of the checks below `count` that never ran. */
  missed(count: number): number[] {
    return Array.from({ length: count }, (_, id) => id).filter((id) => !this.#reached.has(id));
  }
}

/** Where two values differ first, as a sentence; nothing where they agree. */
function firstDifference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (expected instanceof Near) {
    return expected.accepts(actual) ? undefined : `${path} is ${show(actual)}, not ≈ ${expected.digits}`;
  }
  if (Array.isArray(expected) && isSequence(actual)) return sequenceDifference(actual, expected, path);
  if (isPlain(expected) && isPlain(actual)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return firstOf(keys, (key) =>
      Object.hasOwn(actual, key) && Object.hasOwn(expected, key)
        ? firstDifference(actual[key], expected[key], `${path}.${key}`)
        : `${path}.${key} is ${Object.hasOwn(actual, key) ? "not expected" : "missing"}`,
    );
  }
  const same = actual === expected || isDeepStrictEqual(actual, expected);
  return same ? undefined : `${path} is ${show(actual)}, not ${show(expected)}`;
}

function sequenceDifference(
  actual: ArrayLike<unknown>,
  expected: readonly unknown[],
  path: string,
): string | undefined {
  if (actual.length !== expected.length)
    return `${path} has ${actual.length} items, not ${expected.length}: ${show(actual)}`;
  return firstOf(expected.keys(), (at) => firstDifference(actual[at], expected[at], `${path}[${at}]`));
}

/** An array, or a typed array: the page shows the numbers of both as `[1, 2]`. */
function isSequence(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function firstOf<K>(keys: Iterable<K>, check: (key: K) => string | undefined): string | undefined {
  for (const key of keys) {
    const difference = check(key);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function show(value: unknown): string {
  if (value === undefined || typeof value === "number" || typeof value === "function") return String(value);
  const text = JSON.stringify(isSequence(value) ? Array.from(value) : value, (_, item) =>
    typeof item === "bigint" ? `${item}n` : item,
  );
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

let current = new DocsChecks();

/** A new record for the example that runs next. */
export function beginExample(): DocsChecks {
  current = new DocsChecks();
  return current;
}

/**
 * The record of the example that runs now; the rewritten examples call this.
 *
 * @public
 */
export function currentChecks(): DocsChecks {
  return current;
}
