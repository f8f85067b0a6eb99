/**
 * Learning one tree from a checked matrix: leaves out the rows without weight, grows, yields to others, prunes.
 */
import type { FitOptions } from "../core/contracts.js";
import type { Resolved } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import type { TreeStructure } from "../kernels/tree-structure.js";
import type { Criterion } from "./grow/criterion.js";
import { growTree } from "./grow/grow.js";
import { limitsFor } from "./grow/limits.js";
import { sortTable } from "./grow/presort.js";
import { pruning } from "./grow/prune.js";
import { type PruningPath, pruningPath } from "./grow/pruning-path.js";
import type { DecisionTreeOptions } from "./options.js";

/** The rows that count. */
export interface Taken {
  /** Which rows of the table they are, in order. */
  readonly rows: Int32Array;
  /** Their weights, in the same order; none where all are 1. */
  readonly weights: Float64Array | undefined;
}

/** The rows with a weight above 0. */
export function takeWeighted(weights: Float64Array | undefined, rows: number): Taken {
  const taken = new Int32Array(rows);
  let count = 0;
  let different = false;
  for (let row = 0; row < rows; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    if (weight === 0) continue;
    taken[count++] = row;
    if (weight !== 1) different = true;
  }
  const theirs = taken.subarray(0, count);
  return { rows: theirs, weights: weights !== undefined && different ? gather(weights, theirs) : undefined };
}

/** The numbers of some rows. */
export function gather(numbers: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = numbers[rows[i] as number] as number;
  return out;
}

/**
 * Grows and prunes a tree.
 *
 * @throws AbortError when the work is aborted.
 */
export async function learnTree(
  x: Matrix,
  taken: Taken,
  criterion: Criterion,
  params: Resolved<DecisionTreeOptions>,
  progress: Progress,
): Promise<TreeStructure> {
  const rows = taken.rows.length;
  const limits = limitsFor(params, rows, x.cols, criterion.totalWeight);
  // Reading and checking the table has taken its time already.
  await progress.tick(0, rows);
  const columns = await atEachPause(sortTable(x.toDense().values, x.cols, taken.rows), () => progress.tick(0, rows));
  const rng = new Rng(params.seed);
  const growing = growTree({ columns, criterion, limits, rng, shuffled: false, splitter: params.splitter });
  const grown = await atEachPause(growing, (done) => progress.tick(done, rows));
  const tree = await atEachPause(pruning(grown, params.ccpAlpha), () => progress.tick(rows, rows));
  await progress.tick(rows, rows);
  return tree;
}

/**
 * The pruning path of a tree that was just grown with these options of `fit`.
 *
 * @throws AbortError when the work is aborted.
 */
export function pathOf(tree: TreeStructure, { signal }: FitOptions): Promise<PruningPath> {
  const progress = new Progress({ signal });
  return atEachPause(pruningPath(tree), () => progress.tick(0, 1));
}

/** What a generator comes to in the end; each of its pauses lets others run. */
export async function atEachPause<T, R>(work: Generator<T, R, void>, pause: (value: T) => Promise<void>): Promise<R> {
  let step = work.next();
  while (step.done !== true) {
    await pause(step.value);
    step = work.next();
  }
  return step.value;
}
