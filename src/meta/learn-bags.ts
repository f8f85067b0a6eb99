/**
 * Bagging: members of one recipe, each fitted on rows and columns of its own draw.
 *
 * L. Breiman, "Bagging Predictors", Machine Learning 24, 1996; with drawn columns: T. Ho, "The random subspace method for constructing decision forests", IEEE
 * Transactions on Pattern Analysis and Machine Intelligence 20, 1998; with both: G. Louppe, P. Geurts, "Ensembles on Random Patches", ECML PKDD 2012.
 *
 * Each member has a random stream of its own, derived from the seed and the number of the member, so that no member depends on those before it, and more
 * members can be added later.
 */
import { wrongFrom } from "../base/checks.js";
import { ParameterError } from "../core/errors.js";
import type { Resolved } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import type { BaggedMember } from "./bagged-members.js";
import type { BaggingOptions } from "./bagging-options.js";
import { inBlocks, weightedRows } from "./blocks.js";
import { takeColumns } from "./columns.js";
import { drawEvenly, drawnRows, takesCounts } from "./draws.js";
import type { FittedMember } from "./fitted-members.js";
import { type NamedMember, type PredictingMember, reseeded } from "./members.js";

/** What bagging learns from, and what it is told about the members. */
export interface BaggingTask<M extends FittedMember, T extends "classify" | "regress"> {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly member: PredictingMember<T>;
  readonly x: Matrix;
  readonly weights: Float64Array | undefined;
  /** The members to go on from. */
  readonly before: readonly BaggedMember<M>[];
  /** Fits a member on some rows, of its columns. */
  readonly learn: (
    member: NamedMember<T>,
    x: Matrix,
    rows: Int32Array,
    weights: Float64Array | undefined,
  ) => Promise<M>;
  /** Is given rows that a new member did not learn from, of its columns, and their numbers; only where there is to be a score. */
  readonly ask: (model: M, x: Matrix, rows: Int32Array) => void;
}

/** How much is drawn for each member. */
interface Sizes {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Fits the members.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for options that do not fit the table or one another.
 */
export async function learnBags<M extends FittedMember, T extends "classify" | "regress">(
  task: BaggingTask<M, T>,
  params: Resolved<BaggingOptions>,
  progress: Progress,
): Promise<BaggedMember<M>[]> {
  const { owner, x, before, weights } = task;
  const { nEstimators } = params;
  const positive = weightedRows(weights) ?? Int32Array.from({ length: x.rows }, (_, row) => row);
  const sizes = {
    rows: sizeOf(owner, "maxSamples", params.maxSamples, positive.length, "rows with a weight above 0"),
    columns: sizeOf(owner, "maxFeatures", params.maxFeatures, x.cols, "columns"),
  };
  checkScore(owner, params);
  if (before.length > nEstimators) throw tooManyBefore(owner, before.length, nEstimators);
  const seeds = new Rng(params.seed);
  const members = [...before];
  while (members.length < nEstimators) {
    const index = members.length;
    members.push(await learnBag(task, params, index, positive, sizes, seeds.derive("estimator", index), progress));
    await progress.tick(members.length, nEstimators);
  }
  return members;
}

async function learnBag<M extends FittedMember, T extends "classify" | "regress">(
  { member, x, weights, learn, ask }: BaggingTask<M, T>,
  { nEstimators, bootstrap, bootstrapFeatures, oobScore }: Resolved<BaggingOptions>,
  index: number,
  positive: Int32Array,
  sizes: Sizes,
  rng: Rng,
  progress: Progress,
): Promise<BaggedMember<M>> {
  const columns = drawColumns(x.cols, sizes.columns, bootstrapFeatures, rng.derive("columns"));
  const drawn = drawEvenly(positive.length, sizes.rows, bootstrap, rng.derive("rows"));
  const counts = new Int32Array(x.rows);
  positive.forEach((row, place) => {
    counts[row] = drawn[place]!;
  });
  const { rows, weights: own } = drawnRows(counts, weights, takesCounts(member));
  const table = takeColumns(x, columns);
  const stage = reseeded(member, rng);
  const model = await learn({ name: `estimator ${index}`, stage }, table, rows, own);
  progress.check();
  if (oobScore) {
    const out = positive.filter((row) => counts[row] === 0);
    const pause = () => progress.tick(index, nEstimators);
    if (out.length > 0)
      await inBlocks(table.take(out), pause, (block, start) =>
        ask(model, block, out.subarray(start, start + block.rows)),
      );
  }
  return { model, columns };
}

/**
 * The numbers of the columns that are drawn, in an order of their own: of splits that are equally good, trees take the first column's, and members that all settle
 * this alike are less unlike than they could be.
 */
function drawColumns(columns: number, draws: number, replace: boolean, rng: Rng): Int32Array {
  return rng.shuffle(drawnRows(drawEvenly(columns, draws, replace, rng), undefined, false).rows);
}

function sizeOf(owner: string, name: string, given: number | null, all: number, what: string): number {
  if (given === null) return all;
  if (given < 1) return Math.max(1, Math.floor(given * all));
  if (given <= all) return given;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot draw more for a member than there is`,
    given: `${name} ${given} for ${all} ${what}`,
    expected: `at most ${all}, or a share below 1`,
    remedy: "Give fewer, or null for as many as there are",
    data: { owner, name, value: given },
  });
}

function checkScore(owner: string, { oobScore, bootstrap }: Resolved<BaggingOptions>): void {
  if (!oobScore || bootstrap) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} scores on rows that draws with replacement leave out`,
    given: "oobScore true with bootstrap false",
    expected: "oobScore with bootstrap true alone",
    remedy: "Leave out bootstrap: false, or oobScore",
    data: { owner, name: "oobScore" },
  });
}

function tooManyBefore(owner: string, before: number, nEstimators: number): ParameterError {
  return wrongFrom(owner, before, `a model of at most ${nEstimators} members, as nEstimators says`);
}
