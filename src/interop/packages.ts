/**
 * The packages of ml.js, loaded when something is learned with them and never before: predicting from a stored model needs none.
 */
import { DataError } from "../core/errors.js";

/** What a class of these packages gives. */
interface Learned {
  /** What was learned, as its `load` takes it. */
  toJSON(): unknown;
}

/** A curve of ml-regression, which learns in its constructor. */
type CurveClass = new (x: readonly number[], y: readonly number[], ...options: readonly unknown[]) => Learned;

/** A forest of ml-random-forest. */
type ForestClass = new (
  options: object,
) => Learned & {
  train(x: readonly (readonly number[])[], y: readonly number[]): void;
};

/** The curves of ml-regression that are used here. */
export type CurveName =
  | "PolynomialRegression"
  | "ExponentialRegression"
  | "PowerRegression"
  | "TheilSenRegression"
  | "RobustPolynomialRegression";

/** A class of ml-regression. */
export async function curveClass(name: CurveName): Promise<CurveClass> {
  // @ts-expect-error The package ships no types.
  const module: unknown = await import("ml-regression");
  // Its constructor is as its documentation says; nothing could check that at run time.
  return exported(module, name) as CurveClass;
}

/** A class of ml-random-forest. */
export async function forestClass(name: "RandomForestClassifier" | "RandomForestRegression"): Promise<ForestClass> {
  const module: unknown = await import("ml-random-forest");
  // As above; the types that the package ships do not compile.
  return exported(module, name) as ForestClass;
}

/** Takes a class out of a module. Bundlers may put what a CommonJS module exports below `default`. */
function exported(module: unknown, name: string): unknown {
  for (const place of [module, propertyOf(module, "default")]) {
    const found = propertyOf(place, name);
    if (typeof found === "function") return found;
  }
  throw new TypeError(`The package has no class ${name}`);
}

/** An own property of an object; `undefined` of anything else. */
export function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/**
 * Runs code of a package, and says in an error of the library's own what it could not do.
 *
 * @throws DataError `NUMERIC_FAILURE` with the package's error as its cause.
 */
export function inPackage<T>(owner: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cannotLearn(owner, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/**
 * Takes numbers out of what a package learned.
 *
 * @throws DataError `NUMERIC_FAILURE` unless all are finite.
 */
export function learnedNumbers(owner: string, values: unknown): number[] {
  const list: readonly unknown[] = Array.isArray(values) ? values : [values];
  return list.map((value) => {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw cannotLearn(owner, `it learned ${String(value)} where a finite number should be`);
  });
}

/** Error for rows that a package can learn nothing from. */
export function cannotLearn(owner: string, given: string, cause?: unknown): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `${owner} could not learn from these rows`,
    given,
    expected: "rows that determine what is learned, with values of moderate size",
    remedy: "Scale the columns and the target, give more rows that differ, or choose a simpler form",
    data: { owner },
    ...(cause === undefined ? {} : { cause }),
  });
}
