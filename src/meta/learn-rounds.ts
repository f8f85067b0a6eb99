/**
 * The rounds of an IterativeImputer: fits one regressor after the other, each on what those before have filled in.
 */
import { inSlices } from "../base/in-slices.js";
import type { Resolved } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { columnMeans } from "../kernels/dense.js";
import { Passes } from "../linear/passes.js";
import { slicedGram } from "../linear/sliced-gram.js";
import { inBlocks } from "./blocks.js";
import type { FittedRegressor } from "./fitted-members.js";
import { correlations, drawNeighbors, orderOf, otherColumns } from "./imputation-order.js";
import { type ImputationStep, missingRows, takeCells } from "./iterative-imputer-model.js";
import type { Bounds, IterativeImputerOptions } from "./iterative-options.js";
import { fitRegressor, type PredictingMember } from "./members.js";

/** What rounds are learned from. */
export interface Rounds {
  readonly member: PredictingMember<"regress">;
  readonly x: Matrix;
  /** What missing values are at first. */
  readonly statistics: Float64Array;
  /** How many values of each column are missing. */
  readonly missing: Float64Array;
  readonly bounds: Bounds;
  readonly options: Resolved<IterativeImputerOptions>;
}

/** The steps of all rounds. */
export interface Learned {
  readonly steps: readonly ImputationStep[];
  readonly nIter: number;
}

/** Learns rounds until the values settle. */
export async function learnRounds(rounds: Rounds, progress: Progress): Promise<Learned> {
  const { x, missing, options } = rounds;
  const { cols, rows } = x;
  const columns = Int32Array.from(missing.keys()).filter(
    (col) => missing[col]! < rows && (missing[col]! > 0 || !options.skipComplete),
  );
  if (cols === 1 || columns.length === 0) return { steps: [], nIter: 0 };
  const table = new FilledTable(rounds, progress);
  const rng = new Rng(options.seed).derive("rounds");
  const neighborsOf = await neighborhood(rounds, table.values, rng, progress);
  const enough = options.tol * largest(x.values);
  const steps: ImputationStep[] = [];
  const total = options.maxIter * columns.length;
  let nIter = 0;
  while (nIter < options.maxIter) {
    const before = table.values.slice();
    for (const column of orderOf(options.imputationOrder, columns, missing, rng)) {
      const neighbors = neighborsOf(column);
      const model = await table.learn(column, neighbors);
      await table.fill(column, neighbors, model);
      steps.push({ column, neighbors, model });
      await progress.tick(steps.length, total);
    }
    nIter++;
    if (largestChange(table.values, before, cols) < enough) break;
  }
  await progress.tick(total, total);
  return { steps, nIter };
}

/** Which columns each is predicted from. */
async function neighborhood(
  { x: { rows, cols }, options: { nNearestFeatures } }: Rounds,
  filled: Float64Array,
  rng: Rng,
  progress: Progress,
): Promise<(column: number) => Int32Array> {
  if (nNearestFeatures === null || nNearestFeatures >= cols - 1) return (column) => otherColumns(column, cols);
  const passes = new Passes(new Progress({ signal: progress.signal }), rows);
  const products = await slicedGram(filled, rows, cols, { means: columnMeans(filled, rows, cols) }, passes);
  const correlation = correlations(products, cols);
  return (column) => drawNeighbors(column, nNearestFeatures, correlation, cols, rng);
}

/** The table as it is filled so far. */
class FilledTable {
  readonly values: Float64Array;
  readonly #rounds: Rounds;
  readonly #progress: Progress;
  /** Copies beside the learning: they can be aborted, but are no progress of their own. */
  readonly #quiet: Progress;
  readonly #missing: readonly Int32Array[];

  constructor(rounds: Rounds, progress: Progress) {
    const { x, statistics } = rounds;
    this.#rounds = rounds;
    this.#progress = progress;
    this.#quiet = new Progress({ signal: progress.signal });
    this.#missing = missingRows(x.values, x.rows, x.cols);
    this.values = x.values.slice();
    this.#missing.forEach((rows, col) => {
      for (const row of rows) this.values[row * x.cols + col] = statistics[col]!;
    });
  }

  /** Fits the regressor on the rows that have the column. */
  async learn(column: number, neighbors: Int32Array): Promise<FittedRegressor> {
    const { member, x } = this.#rounds;
    const present = presentRows(this.#missing[column]!, x.rows);
    const given = await this.#take(present, neighbors);
    const y = new Float64Array(present.length);
    for (let i = 0; i < y.length; i++) y[i] = this.values[present[i]! * x.cols + column]!;
    return fitRegressor({ name: "estimator", stage: member }, { x: given, y, weights: undefined }, this.#progress);
  }

  /** Fills the column in where it is missing. */
  async fill(column: number, neighbors: Int32Array, model: FittedRegressor): Promise<void> {
    const { x, bounds } = this.#rounds;
    const rows = this.#missing[column]!;
    if (rows.length === 0) return;
    const [least, greatest] = [bounds.minValue[column]!, bounds.maxValue[column]!];
    const pause = () => this.#quiet.tick(0, 1);
    await inBlocks(await this.#take(rows, neighbors), pause, (block, start) => {
      const found = model.predict(block);
      for (let i = 0; i < found.length; i++) {
        this.values[rows[start + i]! * x.cols + column] = Math.max(least, Math.min(greatest, found[i]!));
      }
    });
  }

  /** Some columns of some rows. */
  async #take(rows: Int32Array, columns: Int32Array): Promise<DenseMatrix> {
    const { x } = this.#rounds;
    const width = columns.length;
    const out = new Float64Array(rows.length * width);
    const part = { progress: this.#quiet, before: 0, total: rows.length };
    await inSlices(part, rows.length, width, (from, to) => {
      takeCells(this.values, x.cols, rows.subarray(from, to), columns, out.subarray(from * width, to * width));
    });
    const names = Array.from(columns, (col) => x.names[col] ?? "");
    return new DenseMatrix(out, rows.length, width, { names });
  }
}

/** The rows that are not among the missing ones, which ascend. */
function presentRows(missing: Int32Array, rows: number): Int32Array {
  const present = new Int32Array(rows - missing.length);
  for (let row = 0, next = 0, at = 0; row < rows; row++) {
    if (next < missing.length && missing[next] === row) next++;
    else present[at++] = row;
  }
  return present;
}

/** The largest size of a value that is not missing. */
function largest(values: Float64Array): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) if (Math.abs(values[at]!) > most) most = Math.abs(values[at]!);
  return most;
}

/** The largest change of a row, all its columns added up: the norm that scikit-learn takes. */
function largestChange(now: Float64Array, before: Float64Array, cols: number): number {
  let most = 0;
  for (let row = 0; row < now.length; row += cols) {
    let change = 0;
    for (let at = row; at < row + cols; at++) change += Math.abs(now[at]! - before[at]!);
    if (change > most) most = change;
  }
  return most;
}
