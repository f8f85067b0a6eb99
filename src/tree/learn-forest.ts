/**
 * Learning the trees of a forest, one after the other.
 *
 * The columns are sorted once. Each tree has a random stream of its own, derived from the seed and the number of the tree, so
 * that no tree depends on those before it.
 */
import type { Resolved } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import type { TreeStructure } from "../kernels/tree-structure.js";
import { type Bag, drawBag, drawsFor, notDrawn, wholeBag } from "./bag.js";
import type { ForestOptions } from "./forest-options.js";
import { type Forest, joinTrees } from "./forest-structure.js";
import type { Criterion } from "./grow/criterion.js";
import { growTree } from "./grow/grow.js";
import { limitsFor } from "./grow/limits.js";
import { pickRows, sortTable } from "./grow/presort.js";
import { pruneTree } from "./grow/prune.js";
import { atEachPause, type Taken } from "./learn-tree.js";
import { OutOfBag } from "./out-of-bag.js";

/** What a forest learns from. */
export interface ForestTask {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly x: Matrix;
  /** The rows that count. */
  readonly taken: Taken;
  /** The numbers that a node predicts. */
  readonly width: number;
  /** The measure for the rows of one tree. */
  readonly criterionOf: (bag: Bag) => Criterion;
}

/** What was learned. */
export interface Learned {
  readonly forest: Forest;
  /** For each row the mean prediction of the trees that did not learn from it; not there unless it was asked for. */
  readonly outOfBag: readonly (Float64Array | null)[] | undefined;
}

/**
 * Grows the trees.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for options that do not go together.
 */
export async function learnForest(
  task: ForestTask,
  params: Resolved<ForestOptions>,
  progress: Progress,
): Promise<Learned> {
  const { owner, x, taken, width, criterionOf } = task;
  const { nEstimators, bootstrap, oobScore } = params;
  const rows = taken.rows.length;
  const draws = drawsFor(owner, params, rows);
  if (oobScore && !bootstrap) throw notDrawn(owner, "oobScore", oobScore);
  const table = x.toDense().values;
  const trees: TreeStructure[] = [];
  const tick = (settled = 0) => progress.tick(trees.length * rows + settled, nEstimators * rows);
  const sorted = await atEachPause(sortTable(table, x.cols, taken.rows), () => tick());
  const outOfBag = oobScore ? new OutOfBag(taken.rows, table, x.cols, width) : undefined;
  const seeds = new Rng(params.seed);
  while (trees.length < nEstimators) {
    const rng = seeds.derive("tree", trees.length);
    const bag = bootstrap ? drawBag(taken, draws, rng) : wholeBag(taken);
    const criterion = criterionOf(bag);
    // Shares are of all rows, not of those that this tree was dealt, as in scikit-learn.
    const limits = limitsFor(params, rows, x.cols, criterion.totalWeight);
    const columns = await atEachPause(pickRows(sorted, bag.positions), () => tick());
    // Where nothing is drawn every tree is the same, and the same as a tree on its own.
    const shuffled = bootstrap || limits.maxFeatures < x.cols;
    const tree = await atEachPause(growTree({ columns, criterion, limits, rng, shuffled }), tick);
    const pruned = pruneTree(tree, params.ccpAlpha);
    if (outOfBag !== undefined) await atEachPause(outOfBag.ask(pruned, bag), () => tick(bag.rows.length));
    trees.push(pruned);
    await tick();
  }
  return { forest: joinTrees(trees, width), outOfBag: outOfBag?.means(x.rows) };
}
