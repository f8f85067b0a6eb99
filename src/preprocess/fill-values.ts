/**
 * What each numeric column's missing values are replaced with.
 */

import { inSlices, type Part } from "../base/in-slices.js";
import type { Label } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import { ColumnMedians, MEDIAN_COLUMNS } from "../kernels/column-medians.js";
import { countNumbers, type ValueCounts } from "./value-counts.js";

/** How missing values are replaced. */
export type ImputerStrategy = "mean" | "median" | "mostFrequent" | "constant";

/** What is learned of the columns of a matrix. */
export interface FillValues {
  /** One a column; NaN for a column without any value, unless the strategy is `"constant"`. */
  readonly statistics: Float64Array;
  /** How many values are missing in each column. */
  readonly missing: Float64Array;
}

/** The fill values of a dense matrix's columns; `constant` is that of the strategy `"constant"`. */
export async function fillValues(
  owner: string,
  x: Matrix,
  strategy: ImputerStrategy,
  constant: number,
  progress: Progress,
): Promise<FillValues> {
  const { rows, cols, names } = x;
  if (strategy === "median") return medians(x, progress);
  const total = strategy === "mostFrequent" ? rows * (1 + 2 * cols) : rows;
  const { sums, missing } = await sumsOf(x, { progress, before: 0, total });
  if (strategy === "constant") return { statistics: new Float64Array(cols).fill(constant), missing };
  if (strategy === "mean") {
    const statistics = sums.map((sum, col) => sum / (rows - (missing[col] as number)));
    checkFinite(owner, statistics, missing, x);
    return { statistics, missing };
  }
  const statistics = new Float64Array(cols);
  for (let col = 0; col < cols; col++) {
    const part = { progress, before: rows * (1 + 2 * col), total };
    const present = rows - (missing[col] as number);
    const values = await presentValues(x, col, present, part);
    const counted = { ...part, before: part.before + rows };
    if (present === 0) statistics[col] = Number.NaN;
    else statistics[col] = Number(mostFrequent(await countNumbers(owner, names[col] ?? "", values, counted)));
  }
  return { statistics, missing };
}

/** Some columns at a time, each by two passes over the rows. */
async function medians(x: Matrix, progress: Progress): Promise<FillValues> {
  const { values, rows, cols } = x;
  const statistics = new Float64Array(cols);
  const missing = new Float64Array(cols);
  const total = 2 * rows * cols;
  for (let first = 0; first < cols; first += MEDIAN_COLUMNS) {
    const width = Math.min(MEDIAN_COLUMNS, cols - first);
    const search = new ColumnMedians(values, rows, cols, first, width);
    const counting = { progress, before: 2 * rows * first, total };
    await inSlices(counting, rows, width, (start, end) => search.count(start, end));
    search.split();
    const gathering = { ...counting, before: counting.before + rows };
    await inSlices(gathering, rows, width, (start, end) => search.gather(start, end));
    const done = 2 * rows * (first + width);
    statistics.set(await search.medians(() => progress.tick(gathering.before + rows, total)), first);
    missing.set(search.missing, first);
    await progress.tick(done, total);
  }
  return { statistics, missing };
}

async function sumsOf(x: Matrix, part: Part): Promise<{ sums: Float64Array; missing: Float64Array }> {
  const { values, rows, cols } = x;
  const sums = new Float64Array(cols);
  const missing = new Float64Array(cols);
  await inSlices(part, rows, cols, (start, end) => {
    for (let row = start, at = start * cols; row < end; row++) {
      for (let col = 0; col < cols; col++, at++) {
        const value = values[at] as number;
        if (Number.isNaN(value)) missing[col] = (missing[col] as number) + 1;
        else sums[col] = (sums[col] as number) + value;
      }
    }
  });
  return { sums, missing };
}

/** The values of a column that are not missing. */
async function presentValues(x: Matrix, col: number, present: number, part: Part): Promise<Float64Array> {
  const { values, rows, cols } = x;
  const out = new Float64Array(present);
  let kept = 0;
  await inSlices(part, rows, 1, (start, end) => {
    for (let row = start, at = start * cols + col; row < end; row++, at += cols) {
      const value = values[at] as number;
      if (!Number.isNaN(value)) out[kept++] = value;
    }
  });
  return out;
}

/** The value that occurs most often; of several the smallest, as `sortLabels` orders them. Undefined where there is none. */
export function mostFrequent({ counts }: ValueCounts): Label | undefined {
  let best: Label | undefined;
  let most = 0;
  for (const [label, count] of counts) {
    if (count < most || (count === most && best !== undefined && best < label)) continue;
    best = label;
    most = count;
  }
  return best;
}

function checkFinite(owner: string, means: Float64Array, missing: Float64Array, x: Matrix): void {
  const columns = x.names.filter((_, col) => (missing[col] as number) < x.rows && !Number.isFinite(means[col]));
  if (columns.length === 0) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: `${owner} cannot add up columns ${listNames(columns)}: their sum is too large for a number`,
    given: "values of enormous size",
    remedy: 'Use the strategy "median", or look for wrong values in these columns',
    data: { owner, columns },
  });
}

/** Error for columns without any value. */
export function noValues(columns: readonly string[]): DataError {
  return new DataError("DATA_EMPTY", {
    problem: `There is no value to learn from in columns ${listNames(columns)}`,
    given: "missing values alone",
    expected: "at least one value in each column",
    remedy: "Drop these columns, or write keepEmptyFeatures: true to fill them with a constant",
    data: { columns },
  });
}
