/**
 * What every estimator and model checks of the numbers it is given, from the traits that it declares.
 */
import { DataError, listNames, ParameterError, show } from "../core/errors.js";
import type { Traits } from "../core/estimator.js";
import type { Matrix } from "../data/matrix.js";

/**
 * Checks a matrix against what its reader can take.
 *
 * @throws DataError `DATA_NOT_FINITE` for ±∞, and for NaN where missing values are not read; `DATA_SPARSE` for a CSR matrix where
 * only dense ones are read.
 */
export function checkMatrix(owner: string, traits: Traits, x: Matrix): void {
  checkLayout(owner, traits, x);
  if (!isReadable(traits, x.values)) throw notFinite(owner, traits, x);
}

/** Whether all of these values are ones that a reader of these traits takes. */
export function isReadable(traits: Traits, values: Float64Array): boolean {
  return traits.missing === true ? !hasInfinity(values) : !hasNonFinite(values);
}

/** The first part of `checkMatrix`. */
export function checkLayout(owner: string, traits: Traits, x: Matrix): void {
  if (x.layout === "csr" && traits.sparse !== true) {
    throw new DataError("DATA_SPARSE", {
      problem: `${owner} does not read sparse matrices`,
      given: `a CSR matrix of ${x.rows} × ${x.cols}`,
      expected: "a dense matrix",
      remedy: "Call toDense() on it if it fits into memory, or choose an estimator or options that read sparse ones",
      data: { owner },
    });
  }
}

/** Checks that there is something to learn from. */
export function checkNotEmpty(owner: string, x: { readonly rows: number; readonly cols: number }): void {
  if (x.rows > 0 && x.cols > 0) return;
  throw new DataError("DATA_EMPTY", {
    problem: `${owner} cannot learn from an empty table`,
    given: `${x.rows} rows × ${x.cols} columns`,
    expected: "at least one row and one column",
    remedy: "Check what was read, filtered or selected before",
    data: { owner, rows: x.rows, cols: x.cols },
  });
}

// v − v is 0 for finite values alone, and sums of zeros stay 0: one pass without branches, in four sums that do not wait for one another.
function hasNonFinite(values: Float64Array): boolean {
  const whole = values.length - (values.length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < whole; i += 4) {
    a += (values[i] as number) - (values[i] as number);
    b += (values[i + 1] as number) - (values[i + 1] as number);
    c += (values[i + 2] as number) - (values[i + 2] as number);
    d += (values[i + 3] as number) - (values[i + 3] as number);
  }
  for (let i = whole; i < values.length; i++) a += (values[i] as number) - (values[i] as number);
  return a + b + c + d !== 0;
}

// Most tables have neither NaN nor ∞ and are done in that pass. Otherwise the largest size tells: NaN is never larger than anything.
function hasInfinity(values: Float64Array): boolean {
  if (!hasNonFinite(values)) return false;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
  }
  return largest === Number.POSITIVE_INFINITY;
}

function notFinite(owner: string, traits: Traits, x: Matrix): DataError {
  const bad = (value: number) =>
    traits.missing === true ? Math.abs(value) === Number.POSITIVE_INFINITY : !Number.isFinite(value);
  const columns = new Set<string>();
  let infinite = false;
  let count = 0;
  const dense = x.toDense();
  dense.values.forEach((value, index) => {
    if (!bad(value)) return;
    count++;
    infinite ||= !Number.isNaN(value);
    columns.add(dense.names[index % dense.cols] ?? "");
  });
  const what = infinite ? "infinite values" : "missing values (NaN)";
  return new DataError("DATA_NOT_FINITE", {
    problem: `${owner} cannot read ${what}`,
    given: `${count} such values in columns ${listNames(columns)}`,
    expected: traits.missing === true ? "finite numbers, or NaN where a value is missing" : "finite numbers",
    remedy: infinite
      ? "Replace or drop the infinite values, for example with frame.filter"
      : "Put a SimpleImputer before it, drop these rows, or choose an estimator that reads missing values",
    data: { owner, count, columns: [...columns] },
  });
}

/**
 * Refuses options of `fit` that an estimator does not use, rather than to leave them out silently.
 *
 * @throws ParameterError `NOT_SUPPORTED`.
 */
export function checkOptions(
  owner: string,
  traits: Traits,
  options: {
    readonly sampleWeight?: unknown;
    readonly from?: unknown;
    readonly validation?: unknown;
    readonly threads?: number | undefined;
  },
): void {
  const refuse = (option: string, remedy: string): never => {
    throw new ParameterError("NOT_SUPPORTED", {
      problem: `${owner} does not use ${option}`,
      given: `the option ${option} of fit`,
      remedy,
      data: { owner, option },
    });
  };
  if (options.sampleWeight !== undefined && traits.weights !== true)
    refuse("sampleWeight", "Leave it out, or choose an estimator that weighs rows");
  if (options.from !== undefined && traits.continues !== true)
    refuse("from", "Leave it out: this estimator learns from nothing each time");
  if (options.validation !== undefined && traits.validation !== true)
    refuse("validation", "Leave it out: this estimator watches no validation set");
  checkThreads(owner, options.threads);
}

/** The most worker threads that anyone may ask for: far more than machines have cores, far fewer than would exhaust one. */
const MOST_THREADS = 1024;

/**
 * Checks the option `threads`.
 *
 * @throws ParameterError `PARAM_INVALID` unless it is a whole number from 0 on, or not given.
 */
export function checkThreads(owner: string, threads: number | undefined): void {
  if (threads === undefined || (Number.isInteger(threads) && threads >= 0 && threads <= MOST_THREADS)) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot compute on so many threads`,
    given: show(threads),
    expected: `a whole number from 0 (the calling thread) to ${MOST_THREADS}`,
    remedy: "Leave threads out for one a core",
    data: { owner, name: "threads", value: threads },
  });
}

/**
 * Error for a model given as `from` that is not one the estimator can go on from.
 *
 * @throws ParameterError `PARAM_INVALID`.
 */
export function wrongFrom(owner: string, from: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot go on from this model`,
    given: show(from),
    expected,
    remedy: "Give a model that this estimator gave before, on the same columns and classes",
    data: { owner },
  });
}
