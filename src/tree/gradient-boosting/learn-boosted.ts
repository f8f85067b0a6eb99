/**
 * Learning a boosted model on the thread that `fit` was called on: sets rows aside, boosts, lets others run.
 */
import { ParameterError } from "../../core/errors.js";
import type { Resolved } from "../../core/params.js";
import type { Progress } from "../../core/progress.js";
import type { Matrix } from "../../data/matrix.js";
import { atEachPause, gather, type Taken } from "../learn-tree.js";
import { type Boosted, boost, type Earlier } from "./boost.js";
import { holdOut } from "./hold-out.js";
import type { LossChoice } from "./losses.js";
import type { GradientBoostingOptions } from "./options.js";
import type { RowSet } from "./scored-rows.js";

/** What a boosted model learns from. */
export interface LearnTask {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly x: Matrix;
  /** A number a row, or the code of its class. */
  readonly y: Float64Array;
  /** How many classes `y` has codes of, whose shares rows held out keep; 1 where it holds numbers. */
  readonly classes: number;
  /** The rows that count. */
  readonly taken: Taken;
  readonly loss: LossChoice;
  /** The validation set that `fit` was given. */
  readonly validation: RowSet | undefined;
  readonly from: Earlier | undefined;
}

/**
 * Learns.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for a model to go on from that has more rounds already; DataError
 * `NUMERIC_FAILURE` for losses beyond all numbers, `SPLIT_INVALID` for too few rows to hold some out.
 */
export async function learnBoosted(
  task: LearnTask,
  params: Resolved<GradientBoostingOptions>,
  progress: Progress,
): Promise<Boosted> {
  const { owner, x, y, classes, taken, loss, validation, from } = task;
  const { nEstimators, nIterNoChange, tol, init } = params;
  checkRounds(owner, nEstimators, from);
  await progress.tick(0, nEstimators);
  const all: RowSet = {
    table: x.toDense().values,
    cols: x.cols,
    rows: taken.rows,
    y: gather(y, taken.rows),
    weights: taken.weights,
  };
  const holds = validation === undefined && nIterNoChange !== null;
  const { train, watched } = holds
    ? await atEachPause(holdOut(all, { ...params, classes }), () => progress.tick(0, nEstimators))
    : { train: all, watched: validation };
  const rules = { owner, ...params };
  const work = boost({ loss, rules, nEstimators, centred: init === null, train, watched, nIterNoChange, tol, from });
  const boosted = await atEachPause(work, (done) => progress.tick(done, nEstimators));
  await progress.tick(nEstimators, nEstimators);
  return boosted;
}

function checkRounds(owner: string, nEstimators: number, from: Earlier | undefined): void {
  const rounds = from === undefined ? 0 : from.trees.nodeCounts.length / from.trees.width;
  if (rounds <= nEstimators) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot go on from a model of more rounds than it should have`,
    given: `nEstimators ${nEstimators} for a model of ${rounds} rounds`,
    expected: `at least ${rounds}: the rounds of the model count too`,
    remedy: "Raise nEstimators to the number of rounds in all",
    data: { owner, name: "nEstimators", value: nEstimators },
  });
}
