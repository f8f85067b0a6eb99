/**
 * Learning a boosted model on histograms, as seen from the thread that `fit` was called on: sets rows aside, hands them to a crew, has it make bins and boost.
 */
import { DataError, ParameterError } from "../../core/errors.js";
import type { Resolved } from "../../core/params.js";
import type { Progress } from "../../core/progress.js";
import { Rng } from "../../core/rng.js";
import type { Matrix } from "../../data/matrix.js";
import { binRows, chunkBytes } from "../../kernels/binning/bin-rows.js";
import { edgeBytes, findEdges } from "../../kernels/binning/find-edges.js";
import { binLayout } from "../../kernels/binning/layout.js";
import { arenaBytes } from "../../kernels/threads/arena.js";
import { Crew } from "../../kernels/threads/crew.js";
import type { BoostedTrees } from "../boosted/structure.js";
import type { RowSet } from "../gradient-boosting/scored-rows.js";
import { gather, type Taken } from "../learn-tree.js";
import { boostRoutine } from "./boost.js";
import type { Boosted, BoostRules } from "./boost-args.js";
import { Boosting } from "./boosting.js";
import type { ColumnRules } from "./columns.js";
import type { GrowParams } from "./engine/grow-params.js";
import { growerBytes } from "./engine/tree-grower.js";
import { drawHeldOut } from "./hold-out.js";
import { type HistLossChoice, histLoss } from "./losses.js";
import type { HistGradientBoostingOptions } from "./options.js";
import { denseRows, placedBytes, placeRows } from "./place-rows.js";

/** From more rows than this, `"auto"` stops early. */
const MANY = 10_000;

/** What a boosted model learns from. */
export interface HistTask {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly x: Matrix;
  /** A number a row, or the code of its class. */
  readonly y: Float64Array;
  /** Whether `y` are codes of classes, of which rows held out keep the shares. */
  readonly classes: boolean;
  /** The rows that count. */
  readonly taken: Taken;
  readonly loss: HistLossChoice;
  readonly rules: ColumnRules;
  /** The validation set that `fit` was given. */
  readonly validation: RowSet | undefined;
  /** The model to go on from. */
  readonly from: { readonly trees: BoostedTrees } | undefined;
  readonly threads: number | undefined;
}

type Options = Resolved<HistGradientBoostingOptions>;
type Pause = () => Promise<void>;

/**
 * Learns.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for a model to go on from that has more rounds already; DataError `NUMERIC_FAILURE` for
 * losses beyond all numbers, `SPLIT_INVALID` for too few rows to hold some out, `DATA_TOO_LARGE`.
 */
export async function learnHist(task: HistTask, options: Options, progress: Progress): Promise<Boosted> {
  const { owner, taken, from } = task;
  checkRounds(owner, options.maxIter, from?.trees);
  const pause = () => progress.tick(0, options.maxIter);
  await pause();
  const stops = options.earlyStopping === "auto" ? taken.rows.length > MANY : options.earlyStopping;
  const { train, watched } = await divideRows(task, stops, options, pause);
  const dense = await denseRows(train, pause);
  const { rows, cols } = dense;
  const loss = histLoss(task.loss);
  const sizes = { rows, cols, watched: watched?.rows.length ?? 0, walked: from !== undefined };
  const cost = rows * cols * options.maxIter * loss.width;
  const bytes = (threads: number) => bytesFor(task, options, sizes, threads);
  const crew = await Crew.open({ bytes, cost, threads: task.threads, progress });
  try {
    const total = options.maxIter * crew.threads;
    const told = { progress, total };
    const encode = (y: number) => loss.encode(y);
    const placed = await placeRows(crew.arena, train, encode, from !== undefined, pause);
    const placedWatched = watched && (await placeRows(crew.arena, watched, encode, true, pause));
    const { categorical, monotonic, interactions } = task.rules;
    const rng = new Rng(options.seed).derive("bins");
    const edges = await findEdges(crew, dense, { categorical, maxBins: options.maxBins, rng, ...told });
    const binned = await binRows(crew, dense, edges, binLayout(rows, cols, crew.threads), told);
    const growth = {
      ...growthOf(options),
      constantHessian: loss.flat && train.weights === undefined,
      monotonic,
      interactions: interactions?.map((group) => [...group]),
    };
    const rules = rulesOf(task, options, {
      stops,
      watched: watched !== undefined,
      greatestWeight: greatestOf(train.weights),
    });
    const args = { rules, train: placed, watched: placedWatched, binned, growth, earlier: from?.trees };
    const [learned] = await crew.run(boostRoutine, args, { total });
    await progress.tick(options.maxIter, options.maxIter);
    return learned ?? numbersTooLarge(owner);
  } finally {
    crew.close();
  }
}

/** How boosting goes. */
function rulesOf(
  { loss, x }: HistTask,
  { maxIter, learningRate, nIterNoChange, tol }: Options,
  how: { readonly stops: boolean; readonly watched: boolean; readonly greatestWeight: number },
): BoostRules {
  return {
    loss,
    cols: x.cols,
    maxIter,
    learningRate,
    scored: how.stops || how.watched,
    stopping: how.stops ? { rounds: nIterNoChange, tol } : undefined,
    greatestWeight: how.greatestWeight,
  };
}

/** The rows to learn from, and those to watch. */
async function divideRows(
  { x, y, classes, taken, validation }: HistTask,
  stops: boolean,
  { validationFraction, seed }: Options,
  pause: Pause,
): Promise<{ readonly train: RowSet; readonly watched: RowSet | undefined }> {
  const { values: table, cols } = x.toDense();
  const all = { table, cols, rows: taken.rows, y: gather(y, taken.rows), weights: taken.weights };
  if (!stops || validation !== undefined || validationFraction === null) return { train: all, watched: validation };
  const task = { count: all.rows.length, codes: classes ? all.y : undefined, share: validationFraction, seed };
  const { train, watched } = await drawHeldOut(task, pause);
  const part = async (positions: Int32Array): Promise<RowSet> => {
    const rows = positions.map((at) => all.rows[at] as number);
    await pause();
    const own = gather(all.y, positions);
    await pause();
    return { table, cols, rows, y: own, weights: all.weights && gather(all.weights, positions) };
  };
  return { train: await part(train), watched: await part(watched) };
}

interface Sizes {
  readonly rows: number;
  readonly cols: number;
  /** Rows held out. */
  readonly watched: number;
  /** Whether trees are walked with the training rows. */
  readonly walked: boolean;
}

/** The bytes of all arrays that come to stand in the memory, at most. */
function bytesFor(
  { loss }: HistTask,
  options: Options,
  { rows, cols, watched, walked }: Sizes,
  threads: number,
): number {
  const placed = placedBytes(rows, cols, walked) + placedBytes(watched, cols, true);
  const boosting = Boosting.bytes(histLoss(loss), rows, watched, threads);
  // Edges are not known yet: no column has more bins than this.
  const starts = Int32Array.from({ length: cols + 1 }, (_, column) => column * options.maxBins);
  const edges = { values: new Float64Array(0), starts, categorical: new Uint8Array(cols).fill(1) };
  const layout = binLayout(rows, cols, threads);
  const growing =
    growerBytes({ edges, layout }, { ...growthOf(options), constantHessian: true }, threads) + cols * 256 * 16;
  const working = Math.max(edgeBytes(rows, cols, threads), chunkBytes(rows, cols), boosting + growing);
  return placed + arenaBytes(layout.bytes) + working;
}

/** The options of each tree. */
function growthOf({
  maxLeafNodes,
  maxDepth,
  minSamplesLeaf,
  l2Regularization,
}: Options): Omit<GrowParams, "constantHessian"> {
  return {
    maxLeafNodes: maxLeafNodes ?? undefined,
    maxDepth: maxDepth ?? undefined,
    minSamplesLeaf,
    l2Regularization,
  };
}

function greatestOf(weights: Float64Array | undefined): number {
  return weights === undefined ? 1 : weights.reduce((most, weight) => Math.max(most, weight), 0);
}

function checkRounds(owner: string, maxIter: number, from: BoostedTrees | undefined): void {
  const rounds = from === undefined ? 0 : from.nodeCounts.length / from.width;
  if (rounds <= maxIter) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot go on from a model of more rounds than it should have`,
    given: `maxIter ${maxIter} for a model of ${rounds} rounds`,
    expected: `at least ${rounds}: the rounds of the model count too`,
    remedy: "Raise maxIter to the number of rounds in all",
    data: { owner, name: "maxIter", value: maxIter },
  });
}

function numbersTooLarge(owner: string): never {
  throw new DataError("NUMERIC_FAILURE", {
    problem: `The losses of ${owner} grew beyond all numbers`,
    given: "targets or weights that are very large, or a learningRate that overshoots",
    expected: "numbers whose squares and sums are finite",
    remedy: "Scale the target and the weights, or lower learningRate",
    data: { owner },
  });
}
