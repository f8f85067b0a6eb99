/**
 * Learning one tree from a checked matrix: leaves out the rows without weight, grows, yields to others, prunes.
 */
import type { Resolved } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import type { TreeStructure } from "../kernels/tree-structure.js";
import type { Criterion } from "./grow/criterion.js";
import { growTree } from "./grow/grow.js";
import { limitsFor } from "./grow/limits.js";
import { pruneTree } from "./grow/prune.js";
import type { TreeOptions } from "./options.js";

/** The rows that count. */
export interface Taken {
  /** Which rows of the table they are, in order. */
  readonly rows: Int32Array;
  /** Their weights, in the same order; none where all are 1. */
  readonly weights: Float64Array | undefined;
}

/** The rows with a weight above 0. */
export function takeWeighted(weights: Float64Array | undefined, rows: number): Taken {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  if (weights === undefined) return { rows: all, weights };
  const taken = all.filter((row) => (weights[row] as number) > 0);
  const theirs = Float64Array.from(taken, (row) => weights[row] as number);
  return { rows: taken, weights: theirs.every((weight) => weight === 1) ? undefined : theirs };
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
  params: Resolved<TreeOptions>,
  progress: Progress,
): Promise<TreeStructure> {
  const rows = taken.rows.length;
  const limits = limitsFor(params, rows, x.cols, criterion.totalWeight);
  const table = x.toDense().values;
  const growing = growTree({ table, cols: x.cols, taken: taken.rows, criterion, limits, rng: new Rng(params.seed) });
  let step = growing.next();
  while (step.done !== true) {
    await progress.tick(step.value, rows);
    step = growing.next();
  }
  const tree = pruneTree(step.value, params.ccpAlpha);
  await progress.tick(rows, rows);
  return tree;
}
