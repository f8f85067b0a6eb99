/**
 * The main thread's part of learning a forest: puts the table into the memory of the threads, has them grow the trees, and joins these in their order.
 */
import type { FitContext } from "../../core/contracts.js";
import type { Resolved } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import type { Arena } from "../../kernels/threads/arena.js";
import { Crew } from "../../kernels/threads/crew.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { type Forest, forestOf, joinInSlices } from "../forest-structure.js";
import { limitsFor } from "../grow/limits.js";
import type { Taken } from "../learn-tree.js";
import { drawsFor, notDrawn } from "./bag-options.js";
import type { ForestOptions } from "./forest-options.js";
import { growForest } from "./grow-forest.js";
import type { Criterion } from "./measures.js";
import { forestBytes, type Places } from "./memory.js";
import type { GrownTrees } from "./node-buffer.js";
import { askOutOfBag, meansOf } from "./out-of-bag.js";

/** Rows that are put into memory between two looks at the clock. */
const ROWS = 1 << 13;
/** The units of work of all trees at most: they are counted as 32-bit integers. */
const UNITS = 1 << 30;

/** What a forest learns from. */
export interface ForestTask {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly x: Matrix;
  /** The class of each row of the table, as an integer, or its target. */
  readonly y: Int32Array | Float64Array;
  /** How many classes; 0 for targets. */
  readonly classes: number;
  /** The rows that count. */
  readonly taken: Taken;
  readonly criterion: Criterion;
  /** Whether columns are tried at one place that is drawn. */
  readonly random: boolean;
  /** Whether the classes of each tree's rows are to weigh the same. */
  readonly balanced: boolean;
  /** The trees to go on from. */
  readonly earlier: readonly TreeStructure[];
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
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for options that do not go together; DataError `DATA_TOO_LARGE`.
 */
export async function learnForest(
  task: ForestTask,
  params: Resolved<ForestOptions>,
  { progress, threads }: Pick<FitContext, "progress" | "threads">,
): Promise<Learned> {
  const { owner, x, classes, taken, criterion, random, balanced, earlier } = task;
  const { nEstimators, bootstrap, oobScore, seed } = params;
  const rows = taken.rows.length;
  const draws = drawsFor(owner, params, rows);
  if (oobScore && !bootstrap) throw notDrawn(owner, "oobScore", oobScore);
  const sizes = { rows, cols: x.cols, classes, random };
  const first = earlier.length;
  const { maxFeatures } = limitsFor(params, rows, x.cols, rows);
  // Looking at a value costs little beside starting threads: forests of a tenth of a second are grown at once.
  const cost = ((nEstimators - first) * rows * maxFeatures * (32 - Math.clz32(rows))) / 2;
  const crew = await Crew.open({ bytes: (count) => forestBytes(sizes, count), cost, threads, progress });
  try {
    const units = Math.min(rows, Math.floor(UNITS / nEstimators));
    const growing = nEstimators * units;
    const total = growing + (oobScore ? nEstimators * crew.threads : 0);
    const shared = { sizes, places: await place(task, crew.arena, () => progress.tick(0, total)), seed };
    const how = { criterion, balanced, draws, options: growthOf(params) };
    const grown = await crew.run(
      growForest,
      { ...shared, ...how, first, end: nEstimators, units },
      { total, before: first * units },
    );
    const trees = [...earlier, ...inOrder(grown)];
    const forest = await joinInSlices(trees, Math.max(1, classes), () => progress.tick(growing, total));
    if (!oobScore || draws === null) return { forest, outOfBag: undefined };
    const asking = { ...shared, draws, trees: forest.trees.map(onlyAnswers) };
    const asked = await crew.run(askOutOfBag, asking, { total, before: growing });
    return { forest, outOfBag: meansOf(asked, taken.rows, x.rows) };
  } finally {
    await crew.close();
  }
}

/** The options that the threads need. */
function growthOf(params: Resolved<ForestOptions>) {
  const { maxDepth, minSamplesSplit, minSamplesLeaf, minWeightFractionLeaf } = params;
  const { maxFeatures, maxLeafNodes, minImpurityDecrease, ccpAlpha } = params;
  const sides = { minSamplesSplit, minSamplesLeaf, minWeightFractionLeaf };
  return { maxDepth, ...sides, maxFeatures, maxLeafNodes, minImpurityDecrease, ccpAlpha };
}

/** Puts the rows that count into memory, with their targets and weights. Pauses now and then. */
async function place({ x, y, taken }: ForestTask, arena: Arena, pause: () => Promise<void>): Promise<Places> {
  const { cols } = x;
  const table = x.toDense().values;
  const { rows, weights } = taken;
  const to = arena.float64(rows.length * cols);
  const targets = y instanceof Int32Array ? arena.int32(rows.length) : arena.float64(rows.length);
  const placed = weights === undefined ? undefined : arena.float64(rows.length);
  for (let start = 0; start < rows.length; start += ROWS) {
    const end = Math.min(rows.length, start + ROWS);
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      for (let col = 0; col < cols; col++) to[i * cols + col] = table[row * cols + col] as number;
      targets[i] = y[row] as number;
      if (placed !== undefined) placed[i] = weights?.[i] as number;
    }
    await pause();
  }
  return { x: to.byteOffset, y: targets.byteOffset, weights: placed?.byteOffset ?? 0 };
}

/** The trees of all threads by their number. */
function inOrder(grown: readonly GrownTrees[]): TreeStructure[] {
  const numbered = grown.flatMap(({ numbers, nodeCounts, nodes }) =>
    forestOf(Int32Array.from(nodeCounts), nodes).trees.map((tree, i) => ({ number: numbers[i] as number, tree })),
  );
  return numbered.sort((a, b) => a.number - b.number).map(({ tree }) => tree);
}

const [NO_NUMBERS, NO_COUNTS] = [new Float64Array(0), new Int32Array(0)];

/** A tree without what walking it needs not: less to be copied for each thread. */
function onlyAnswers(tree: TreeStructure): TreeStructure {
  return { ...tree, impurity: NO_NUMBERS, nNodeSamples: NO_COUNTS, weightedNNodeSamples: NO_NUMBERS };
}
