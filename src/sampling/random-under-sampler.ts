/**
 * Drops rows of large classes at random. Time and memory O(rows × columns) of the result.
 */
import { type ResampledCodes, SamplerEstimator } from "../base/samplers.js";
import type { Cell, FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { boolean, integer, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Table } from "../data/input.js";
import { classRows, rowsToKeep, type SamplingStrategy, samplingStrategyParam } from "./strategy.js";
import { checkTable, takeRows } from "./tables.js";

/** The options of {@link RandomUnderSampler}. */
export interface RandomUnderSamplerOptions {
  /**
   * How many rows each class is to keep: `"auto"`, as many as the smallest has; for two classes, the smaller one's rows as a share of the larger one's, in (0, 1]; or
   * numbers of rows by class, `[["paid", 500]]`, for those that are to shrink. Default: `"auto"`.
   */
  samplingStrategy?: SamplingStrategy;
  /** Draws with replacement, so that a row may be kept more than once. Default: false. */
  replacement?: boolean;
  /** Seeds the draws. Default: 0. */
  seed?: number;
}

const params = {
  samplingStrategy: samplingStrategyParam,
  replacement: boolean({ default: false }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<RandomUnderSamplerOptions>;

const declaration: Declaration<RandomUnderSamplerOptions> = {
  kind: "RandomUnderSampler",
  params,
  traits: { missing: true, sparse: true },
  models: [],
};

/**
 * Drops rows of the large classes, drawn at random. The rows that are left keep their order (imbalanced-learn sorts them by class). Reads columns of every type, missing
 * values included.
 *
 * Probabilities that are learned from resampled rows are those of the resampled shares: consider class weights or a threshold first. It makes sense where there are more rows
 * than one cares to learn from.
 *
 * @example
 * ```ts
 * import { RandomUnderSampler } from "@org/mlkit";
 *
 * const loans = Array.from({ length: 100 }, (_, row) => ({ amount: row, status: row % 20 === 0 ? "late" : "paid" }));
 * const even = await new RandomUnderSampler().fitResample(loans, "status");
 * even.x.numRows; // => 10
 * const half = await new RandomUnderSampler({ samplingStrategy: 0.5 }).fitResample(loans, "status");
 * half.y.filter((label) => label === "paid").length; // => 10
 * ```
 */
export class RandomUnderSampler extends SamplerEstimator<RandomUnderSamplerOptions, Cell> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: RandomUnderSamplerOptions = {}) {
    super(declaration, options);
  }

  protected async resample(x: Table, y: EncodedLabels, { progress }: FitContext): Promise<ResampledCodes> {
    const { samplingStrategy, replacement, seed } = this.params;
    const members = classRows(y);
    const counts = members.map(({ length }) => length);
    const kept = rowsToKeep(this.kind, samplingStrategy, y.classes, counts);
    await checkTable(this.kind, declaration.traits, x, new Progress({ signal: progress.signal }));
    // How often each row is kept: counting keeps their order without sorting.
    const times = new Int32Array(y.codes.length);
    for (const [code, own] of members.entries()) {
      progress.check();
      keep(own, kept[code] as number, replacement, new Rng(seed).derive(code), times);
    }
    const rows = new Int32Array(kept.reduce((sum, count) => sum + count, 0));
    let at = 0;
    for (let row = 0; row < times.length; row++)
      for (let time = times[row] as number; time > 0; time--) rows[at++] = row;
    return { x: await takeRows(x, rows, progress), codes: rows.map((row) => y.codes[row] as number) };
  }
}

/** Counts the drawn rows of a class. A class that keeps all of its rows is not drawn from. */
function keep(members: Int32Array, count: number, replacement: boolean, rng: Rng, times: Int32Array): void {
  const add = (at: number) => {
    const row = members[at] as number;
    times[row] = (times[row] as number) + 1;
  };
  if (count === members.length) for (let i = 0; i < count; i++) add(i);
  else if (replacement) for (let i = 0; i < count; i++) add(rng.int(members.length));
  else for (const at of rng.sample(members.length, count)) add(at);
}
