/**
 * The routine that grows the trees of a forest: the threads put the columns into bins together, unless places are drawn, and then each takes the next tree that nobody has taken.
 *
 * Each tree has a random stream of its own, derived from the seed and the number of the tree, so that no tree depends on those before it, nor on the thread that grows it.
 */
import { Rng } from "../../core/rng.js";
import { inChunks, Pace } from "../../kernels/pace.js";
import type { Routine, Team } from "../../kernels/threads/routine.js";
import { type LimitOptions, limitsFor } from "../grow/limits.js";
import { pruneTree } from "../grow/prune.js";
import { ColumnBinner } from "./bin-columns.js";
import { type Bag, balanceClasses, countDraws, listRows, toUnits } from "./draw-rows.js";
import { ExactTrees } from "./exact-trees.js";
import { growBinned } from "./grow-tree.js";
import type { Measure } from "./measure.js";
import { type Criterion, Measures } from "./measures.js";
import { type Places, type Sizes, type Space, takeBins, takeColumns, takeSpace, type Values } from "./memory.js";
import { type GrownTrees, NodeBuffer } from "./node-buffer.js";

/** What the threads are told. */
export interface ForestArgs {
  readonly sizes: Sizes;
  readonly places: Places;
  readonly criterion: Criterion;
  /** Whether the classes of each tree's rows are to weigh the same. */
  readonly balanced: boolean;
  /** How many rows are drawn for each tree; null for all of them, each once. */
  readonly draws: number | null;
  readonly options: LimitOptions & { readonly ccpAlpha: number };
  readonly seed: number;
  /** The numbers of the trees: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** How many units of work a tree counts for. */
  readonly units: number;
}

const [COLUMNS, TREES] = [0, 1];

/** Grows trees; each thread gives those that it grew. */
export const growForest: Routine<ForestArgs, GrownTrees> = {
  name: "tree/forest",
  *run(team, args) {
    const given = tableOf(team, args);
    const table = { ...given, columns: takeColumns(team.arena, args.sizes) };
    const bins = takeBins(team.arena, args.sizes);
    const space = takeSpace(team, args.sizes);
    const { cols, classes, random } = args.sizes;
    const exact = args.criterion === "absoluteError" ? new ExactTrees(table) : undefined;
    if (exact !== undefined) yield* zeros(exact.sort());
    else {
      const binner = random ? undefined : new ColumnBinner(table, bins);
      for (let col = team.claim(COLUMNS); col < cols; col = team.claim(COLUMNS)) {
        yield* zeros(binner?.bin(col) ?? copyColumn(table, col));
      }
    }
    team.meet();
    const nodes = new NodeBuffer(Math.max(1, classes));
    const measures = new Measures(team.kernels, bins, space, table);
    let done = 0;
    for (let i = team.claim(TREES); args.first + i < args.end; i = team.claim(TREES)) {
      const number = args.first + i;
      const rng = new Rng(args.seed).derive("tree", number);
      const bag = drawBag(table, args, space, rng);
      yield done;
      const limits = limitsFor(args.options, table.rows, cols, bag.weight);
      // Where nothing is drawn every tree is the same, and the same as a tree on its own.
      const shuffled = args.draws !== null || limits.maxFeatures < cols || random;
      const own = { limits, rng, shuffled, random };
      if (exact !== undefined) nodes.replace(yield* scaled(exact.grow(bag, space, own), done, args.units, table.rows));
      else {
        const measure: Measure = measures.of(args.criterion, bag);
        measure.begin(bag, limits);
        const growth = { ...own, kernels: team.kernels, bins, space, measure, nodes, table };
        yield* scaled(growBinned({ ...growth, count: bag.count }), done, args.units, bag.count);
      }
      if (args.options.ccpAlpha > 0) nodes.replace(pruneTree(nodes.growing(), args.options.ccpAlpha));
      nodes.finishTree(number);
      done += args.units;
      yield done;
    }
    return nodes.finish();
  },
  transfer: ({ nodes }) => [
    nodes.childrenLeft.buffer as ArrayBuffer,
    nodes.childrenRight.buffer as ArrayBuffer,
    nodes.feature.buffer as ArrayBuffer,
    nodes.threshold.buffer as ArrayBuffer,
    nodes.value.buffer as ArrayBuffer,
    nodes.impurity.buffer as ArrayBuffer,
    nodes.nNodeSamples.buffer as ArrayBuffer,
    nodes.weightedNNodeSamples.buffer as ArrayBuffer,
  ],
};

/** The table of a forest in memory. */
export interface TableView {
  readonly x: Float64Array;
  /** Classes or targets. */
  readonly y: Int32Array | Float64Array;
  readonly weights: Float64Array | undefined;
  readonly rows: number;
  readonly cols: number;
  readonly classes: number;
}

/** What the main thread has put into memory. */
export function tableOf(
  { arena }: Pick<Team, "arena">,
  { sizes, places }: Pick<ForestArgs, "sizes" | "places">,
): TableView {
  const { buffer } = arena.memory;
  const { rows, cols, classes } = sizes;
  return {
    x: new Float64Array(buffer, places.x, rows * cols),
    y: classes > 0 ? new Int32Array(buffer, places.y, rows) : new Float64Array(buffer, places.y, rows),
    weights: places.weights === 0 ? undefined : new Float64Array(buffer, places.weights, rows),
    rows,
    cols,
    classes,
  };
}

/** Copies one column out of the rows. Pauses now and then. */
function copyColumn({ x, columns, rows, cols }: Values, col: number): Generator<undefined, void, void> {
  return inChunks(rows, 4, new Pace(), (start, end) => {
    for (let row = start; row < end; row++) columns[col * rows + row] = x[row * cols + col] as number;
  });
}

/** Draws the rows of a tree: their weights in units go to `space.units`, the list of them to `space.rows`. */
function drawBag(table: TableView, { draws, balanced }: ForestArgs, space: Space, rng: Rng): Bag {
  const { units } = space;
  if (draws === null) units.fill(1);
  else countDraws(rng, draws, units);
  const { weights } = table;
  if (weights !== undefined) for (let row = 0; row < units.length; row++) units[row]! *= weights[row] as number;
  if (balanced && table.y instanceof Int32Array) balanceClasses(units, table.y, table.classes);
  const { weight, scale } = toUnits(units);
  return { count: listRows(units, space.rows), weight, scale };
}

function* zeros<T>(work: Generator<undefined, T, void>): Generator<number, T, void> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    yield 0;
  }
}

/** Turns rows that have come to their leaf into units of work. */
function* scaled<T>(
  work: Generator<number, T, void>,
  done: number,
  units: number,
  rows: number,
): Generator<number, T, void> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    yield done + Math.floor((step.value / rows) * units);
  }
}
