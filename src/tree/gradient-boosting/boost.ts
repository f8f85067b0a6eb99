/**
 * Gradient boosting: each round grows a tree (one a class where there are three classes or more) on the negative gradient of the loss, and sets its leaves
 * to what lowers the loss itself (J. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics 29, 2001; on drawn rows:
 * "Stochastic Gradient Boosting", Computational Statistics & Data Analysis 38, 2002).
 *
 * The columns are sorted once; what a tree divides up is a copy. A round's draws depend on the seed and its number alone, so that going on from a model
 * of fewer rounds comes to the same bits as starting anew. Plain data in, plain data out, and a generator that pauses every few milliseconds: it can run
 * in any thread. Time O(rounds × rows × columns × depth), memory 24 bytes a value.
 */
import type { BoostedTrees } from "../boosted/structure.js";
import { sortTable } from "../grow/presort.js";
import { EarlyStopping } from "./early-stopping.js";
import { FreshColumns } from "./fresh-columns.js";
import { type Ensemble, growRound, type RoundRules } from "./grow-round.js";
import type { Loss } from "./loss.js";
import { type LossChoice, lossOf } from "./losses.js";
import type { Work } from "./range.js";
import { type RowSet, ScoredRows } from "./scored-rows.js";
import { TreeList } from "./tree-list.js";

/** What boosting is told. */
export interface BoostTask {
  readonly loss: LossChoice;
  readonly rules: RoundRules;
  /** The rounds in all. */
  readonly nEstimators: number;
  /** Whether scores start from the best constant, not from 0. */
  readonly centred: boolean;
  readonly train: RowSet;
  /** Rows held out. */
  readonly watched: RowSet | undefined;
  /** Ends after so many rounds without a lower loss, by `tol`, on the rows held out; null: never. */
  readonly nIterNoChange: number | null;
  readonly tol: number;
  /** What to go on from. */
  readonly from: Earlier | undefined;
}

/** Rounds that were learned before. */
export interface Earlier {
  readonly trees: BoostedTrees;
  readonly trainScore: Float64Array;
  readonly oobImprovement: Float64Array;
}

/** What was learned. */
export interface Boosted {
  readonly trees: BoostedTrees;
  /** The loss on the training rows (of those drawn for the round, where rows are drawn) after each round. */
  readonly trainScore: Float64Array;
  /** The loss on the rows held out after each round; empty where none are. */
  readonly validationScore: Float64Array;
  /** By how much each round lowered the loss on the rows that it did not draw; empty where none are drawn. */
  readonly oobImprovement: Float64Array;
}

/** Learns. Each pause gives the number of rounds done. */
export function* boost(task: BoostTask): Generator<number, Boosted, void> {
  const { nEstimators, nIterNoChange, from, rules } = task;
  const loss = lossOf(task.loss);
  const baseline = yield* during(baselineOf(task, loss), 0);
  const ensemble = yield* during(assemble(task, loss, baseline), 0);
  const { watched } = ensemble;
  const earlier = from === undefined ? 0 : from.trees.nodeCounts.length / loss.width;
  const stopping = nIterNoChange === null ? undefined : new EarlyStopping(nIterNoChange, task.tol);
  const trainScore = [...(from?.trainScore ?? [])];
  const oobImprovement = [...(from?.oobImprovement ?? [])];
  const validationScore: number[] = [];
  for (let round = 0; round < nEstimators; round++) {
    if (from !== undefined && round < earlier) yield* during(replay(ensemble, from.trees, round), round);
    else {
      const { train, outOfBag } = yield* during(growRound(ensemble, rules, round, round === earlier), round);
      trainScore.push(train);
      if (outOfBag !== undefined && oobImprovement.length === round) oobImprovement.push(outOfBag);
    }
    if (watched === undefined) continue;
    yield* during(watched.judge(), round);
    const score = watched.meanLoss();
    validationScore.push(score);
    // What was learned before stays, though it may have gone on for longer than it would now.
    if (stopping?.goesOn(round, score) === false && round >= earlier - 1) break;
  }
  return {
    trees: ensemble.trees.join(
      baseline.map((value) => loss.scale * value),
      from?.trees,
    ),
    trainScore: Float64Array.from(trainScore),
    validationScore: Float64Array.from(validationScore),
    // Some rounds alone may have a record, where a model is gone on from with other options: that is none.
    oobImprovement: Float64Array.from(oobImprovement.length === trainScore.length ? oobImprovement : []),
  };
}

/** The scores that all rows start from. */
function* baselineOf({ from, centred, train }: BoostTask, loss: Loss): Work<Float64Array> {
  if (from !== undefined) return from.trees.baseline.map((value) => value / loss.scale);
  return centred ? yield* loss.baseline(train) : new Float64Array(loss.width);
}

function* assemble({ train, watched, rules }: BoostTask, loss: Loss, baseline: Float64Array): Work<Ensemble> {
  const count = train.rows.length;
  const draws = Math.max(1, Math.floor(rules.subsample * count));
  const sorted = yield* sortTable(train.table, train.cols, train.rows);
  return {
    loss,
    own: new ScoredRows(train, loss, baseline),
    residuals: new Float64Array(loss.width * count),
    columns: new FreshColumns(sorted, draws),
    watched: watched && new ScoredRows(watched, loss, baseline),
    trees: new TreeList(),
    positions: train.rows.map((_, position) => position),
    draws,
  };
}

/** Brings the scores to where they were after a round that was learned before. */
function* replay({ loss, own, watched }: Ensemble, trees: BoostedTrees, round: number): Work<void> {
  if (watched !== undefined) {
    // The loss on rows held out may depend on where the training rows stood.
    if (loss.adapt !== undefined) yield* loss.adapt(own.set, own.scores);
    yield* watched.replay(trees, round, loss.scale);
  }
  yield* own.replay(trees, round, loss.scale);
}

/** Work whose pauses give the number of rounds done. */
function* during<T>(work: Work<T>, round: number): Generator<number, T, void> {
  let step = work.next();
  for (; step.done !== true; step = work.next()) yield round;
  return step.value;
}
