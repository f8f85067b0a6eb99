/**
 * What the rows of each category say of a target, drawn towards what all rows say, the more so the fewer they are.
 *
 * D. Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical Attributes in Classification and Prediction Problems", SIGKDD Explorations 3, 2001.
 * Two passes, so that variances are sums of squares of what is left when the mean is taken off; sums run in the order of the rows. Time O(rows), memory O(categories).
 */
import { inSlices, type Part } from "../base/in-slices.js";
import { DataError } from "../core/errors.js";
import type { Progress } from "../core/progress.js";

/** How far a category is drawn: by a number of rows that say what all say, or as far as the variances tell (empirical Bayes). */
export type TargetSmooth = "auto" | number;

/** The mean and the population's variance of some rows. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** Long loops one after the other, and how far they are together. */
export class Passes {
  readonly #progress: Progress;
  readonly #total: number;
  #done = 0;

  constructor(progress: Progress, total: number) {
    this.#progress = progress;
    this.#total = total;
  }

  /** Where the next loop over so many rows stands. */
  next(rows: number): Part {
    const part = { progress: this.#progress, before: this.#done, total: this.#total };
    this.#done += rows;
    return part;
  }

  /** Calls `work` for slices of so many rows. */
  over(rows: number, work: (start: number, end: number) => void): Promise<void> {
    return inSlices(this.next(rows), rows, 1, work);
  }

  /** Lets others run where no loop is. */
  pause(): Promise<void> {
    return this.#progress.tick(this.#done, this.#total);
  }
}

/** How many passes over its rows {@link momentsOf} takes. */
export const MOMENT_PASSES = 2;

/** How many passes over its rows {@link encodingsOf} takes. */
export function encodingPasses(smooth: TargetSmooth): number {
  return smooth === "auto" ? 2 : 1;
}

/**
 * The moments of the target over some rows.
 *
 * @throws DataError `NUMERIC_FAILURE` when they are too large for a number.
 */
export async function momentsOf(owner: string, y: Float64Array, rows: Int32Array, passes: Passes): Promise<Moments> {
  let sum = 0;
  await passes.over(rows.length, (start, end) => {
    for (let i = start; i < end; i++) sum += y[rows[i] as number] as number;
  });
  const mean = sum / rows.length;
  let squares = 0;
  await passes.over(rows.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const rest = (y[rows[i] as number] as number) - mean;
      squares += rest * rest;
    }
  });
  const variance = squares / rows.length;
  if (!Number.isFinite(variance)) throw tooLarge(owner);
  return { mean, variance };
}

/** The encoding of each of `count` categories from some rows; of a category that none of them has, the mean of all. */
export async function encodingsOf(
  { codes, count }: { readonly codes: Int32Array; readonly count: number },
  y: Float64Array,
  rows: Int32Array,
  { mean, variance }: Moments,
  smooth: TargetSmooth,
  passes: Passes,
): Promise<Float64Array> {
  const sizes = new Float64Array(count);
  const sums = new Float64Array(count);
  await passes.over(rows.length, (start, end) => addUp(codes, y, rows, sizes, sums, start, end));
  const squares = new Float64Array(count);
  if (smooth === "auto") {
    const means = sums.map((sum, code) => sum / (sizes[code] as number));
    await passes.over(rows.length, (start, end) => addSquares(codes, y, rows, means, squares, start, end));
  }
  return sums.map((sum, code) => {
    const size = sizes[code] as number;
    if (size === 0) return mean;
    if (smooth !== "auto") return (sum + smooth * mean) / (size + smooth);
    if (variance === 0) return mean;
    // How many rows that say what all say weigh as much as this category's variance against that of all.
    const doubt = (squares[code] as number) / size / variance;
    const trust = size / (size + doubt);
    return trust * (sum / size) + (1 - trust) * mean;
  });
}

// Functions of their own, so that engines keep what they compiled of them from one call to the next.
function addUp(
  codes: Int32Array,
  y: Float64Array,
  rows: Int32Array,
  sizes: Float64Array,
  sums: Float64Array,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const row = rows[i] as number;
    const code = codes[row] as number;
    sizes[code] = (sizes[code] as number) + 1;
    sums[code] = (sums[code] as number) + (y[row] as number);
  }
}

function addSquares(
  codes: Int32Array,
  y: Float64Array,
  rows: Int32Array,
  means: Float64Array,
  squares: Float64Array,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const row = rows[i] as number;
    const code = codes[row] as number;
    const rest = (y[row] as number) - (means[code] as number);
    squares[code] = (squares[code] as number) + rest * rest;
  }
}

function tooLarge(owner: string): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The mean or the variance of the target of ${owner} is too large for a number`,
    given: "values of enormous size",
    expected: "values whose squares can be added up, below about 1e150",
    remedy: "Divide the target by a large constant first, or look for wrong values in it",
    data: { owner },
  });
}
