/**
 * Adds rows to small classes by repeating some of them, drawn with replacement; with shrinkage, each moved a little at random (a smoothed bootstrap).
 *
 * Time and memory O(rows × columns) of the result.
 *
 * G. Menardi, N. Torelli, "Training and assessing classification rules with imbalanced data", Data Mining and Knowledge Discovery 28, 2014 (shrinkage).
 */

import { inSlices } from "../base/in-slices.js";
import { type ResampledCodes, SamplerEstimator } from "../base/samplers.js";
import type { Cell, FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { integer, nullable, number, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Table } from "../data/input.js";
import type { DenseMatrix } from "../data/matrix.js";
import { pow } from "../kernels/math/pow.js";
import { normal } from "../kernels/random.js";
import { classRows, rowsToAdd, type SamplingStrategy, samplingStrategyParam } from "./strategy.js";
import { checkTable, readNumbers, takeRows, withRows } from "./tables.js";

/** The options of {@link RandomOverSampler}. */
export interface RandomOverSamplerOptions {
  /**
   * How many rows each class is to have: `"auto"`, as many as the largest; for two classes, the smaller one's rows as a share of the larger one's, in (0, 1];
   * or numbers of rows by class, `[["late", 500]]`, for those that are to grow. Default: `"auto"`.
   */
  samplingStrategy?: SamplingStrategy;
  /**
   * How far repeated rows are moved, ≥ 0, in the units of the bandwidth that would suit normal numbers: 1 is that, 0 repeats rows as they are. Only tables of
   * numbers can be moved. Default: null, any table, rows as they are.
   */
  shrinkage?: number | null;
  /** Seeds the draws. Default: 0. */
  seed?: number;
}

const params = {
  samplingStrategy: samplingStrategyParam,
  shrinkage: nullable(number({ default: 1, min: 0 }), { default: null }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<RandomOverSamplerOptions>;

const declaration: Declaration<RandomOverSamplerOptions> = {
  kind: "RandomOverSampler",
  params,
  traits: { missing: true, sparse: true },
  models: [],
};

/** What it says of itself when it moves rows. */
const smoothed: Declaration<RandomOverSamplerOptions> = { ...declaration, traits: {} };

/** The drawn rows of a class. */
interface Draw {
  /** All rows of the class. */
  readonly members: Int32Array;
  /** Those that were drawn. */
  readonly rows: Int32Array;
  readonly rng: Rng;
}

/**
 * Adds rows to the small classes by repeating rows of theirs, drawn with replacement. The rows that were given stay first, in their order; the new ones follow, class
 * by class. Reads columns of every type, missing values included.
 *
 * With `shrinkage` each repeated row is moved by normal noise, of a standard deviation of `shrinkage` × (4 / ((columns + 2) × rows))^(1 / (columns + 4)) times the
 * class's own in that column, as in imbalanced-learn: `rows` counts those of all classes.
 *
 * Probabilities that are learned from resampled rows are those of the resampled shares: consider class weights or a threshold first.
 *
 * @example
 * ```ts
 * import { RandomOverSampler } from "@org/mlkit";
 *
 * const loans = [
 *   { city: "Lima", status: "paid" },
 *   { city: "Oslo", status: "paid" },
 *   { city: "Quito", status: "late" },
 * ];
 * const { x, y } = await new RandomOverSampler().fitResample(loans, "status");
 * y; // => ["paid", "paid", "late", "late"]
 * x.column("city").toArray(); // => ["Lima", "Oslo", "Quito", "Quito"]
 * ```
 */
export class RandomOverSampler extends SamplerEstimator<RandomOverSamplerOptions, Cell> {
  static readonly declaration = declaration;
  readonly declaration = this.params.shrinkage === null ? declaration : smoothed;

  constructor(options: RandomOverSamplerOptions = {}) {
    super(declaration, options);
  }

  protected async resample(x: Table, y: EncodedLabels, { progress }: FitContext): Promise<ResampledCodes> {
    const { samplingStrategy, shrinkage, seed } = this.params;
    // What comes before the rows are made is quick: it can be aborted, but is no progress of its own.
    const quiet = new Progress({ signal: progress.signal });
    const members = classRows(y);
    const counts = members.map(({ length }) => length);
    const added = rowsToAdd(this.kind, samplingStrategy, y.classes, counts);
    const draws = await draw(members, added, seed, quiet);
    const drawn = join(draws.map(({ rows }) => rows));
    const codes = join([y.codes, ...draws.map(({ rows }, code) => new Int32Array(rows.length).fill(code))]);
    if (shrinkage === null) {
      await checkTable(this.kind, this.declaration.traits, x, quiet);
      const taken = join([Int32Array.from(y.codes, (_, row) => row), drawn]);
      return { x: await takeRows(x, taken, progress), codes };
    }
    const numbers = await readNumbers(this.kind, this.declaration.traits, x, quiet);
    const moved = numbers.take(drawn);
    let start = 0;
    for (const each of draws) {
      await move(moved, start, numbers, each, shrinkage, progress);
      start += each.rows.length;
    }
    return { x: await withRows(x, moved, quiet), codes };
  }
}

/** Draws rows of each class. */
async function draw(
  members: readonly Int32Array[],
  added: readonly number[],
  seed: number,
  progress: Progress,
): Promise<Draw[]> {
  const draws: Draw[] = [];
  for (const [code, own] of members.entries()) {
    const rng = new Rng(seed).derive(code);
    const rows = new Int32Array(added[code] as number);
    await inSlices({ progress, before: 0, total: rows.length }, rows.length, 1, (from, to) => {
      for (let at = from; at < to; at++) rows[at] = own[rng.int(own.length)] as number;
    });
    draws.push({ members: own, rows, rng });
  }
  return draws;
}

function join(parts: readonly Int32Array[]): Int32Array {
  const out = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Adds noise to the new rows of a class, which begin at `start`. */
async function move(
  moved: DenseMatrix,
  start: number,
  x: DenseMatrix,
  { members, rows, rng }: Draw,
  shrinkage: number,
  progress: Progress,
): Promise<void> {
  if (rows.length === 0) return;
  const { cols } = x;
  const bandwidth = shrinkage * pow(4 / ((cols + 2) * x.rows), 1 / (cols + 4));
  const deviations = await deviationsOf(x, members, new Progress({ signal: progress.signal }));
  await inSlices({ progress, before: start, total: moved.rows }, rows.length, cols, (from, to) => {
    for (let at = (start + from) * cols; at < (start + to) * cols; at++) {
      const deviation = deviations[at % cols] as number;
      moved.values[at] = (moved.values[at] as number) + bandwidth * deviation * normal(rng);
    }
  });
}

/** The standard deviation of each column over some rows. */
async function deviationsOf(
  { values, cols }: DenseMatrix,
  members: Int32Array,
  progress: Progress,
): Promise<Float64Array> {
  const mean = new Float64Array(cols);
  const squares = new Float64Array(cols);
  const each = (add: (value: number, col: number) => void) =>
    inSlices({ progress, before: 0, total: members.length }, members.length, cols, (from, to) => {
      for (let i = from; i < to; i++) {
        const start = (members[i] as number) * cols;
        for (let col = 0; col < cols; col++) add(values[start + col] as number, col);
      }
    });
  await each((value, col) => {
    mean[col] = (mean[col] as number) + value / members.length;
  });
  await each((value, col) => {
    const difference = value - (mean[col] as number);
    squares[col] = (squares[col] as number) + difference * difference;
  });
  return squares.map((sum) => Math.sqrt(sum / members.length));
}
