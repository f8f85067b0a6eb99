/**
 * One round of boosting: draws rows, grows a tree for each score on the residuals, sets its leaves, and moves the scores.
 */
import { DataError } from "../../core/errors.js";
import { Rng } from "../../core/rng.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { FriedmanMse } from "../grow/friedman-mse.js";
import { growTree } from "../grow/grow.js";
import { type LimitOptions, limitsFor } from "../grow/limits.js";
import { pruning } from "../grow/prune.js";
import { SquaredError } from "../grow/squared-error.js";
import type { FreshColumns } from "./fresh-columns.js";
import type { Loss } from "./loss.js";
import { groupRows } from "./node-rows.js";
import { inRanges, type Work } from "./range.js";
import type { ScoredRows } from "./scored-rows.js";
import type { TreeList } from "./tree-list.js";

/** How a round goes. */
export interface RoundRules extends LimitOptions {
  /** The kind of the recipe, for messages. */
  readonly owner: string;
  readonly learningRate: number;
  readonly subsample: number;
  readonly criterion: "friedmanMse" | "squaredError";
  readonly ccpAlpha: number;
  readonly seed: number;
}

/** What rounds read and change. */
export interface Ensemble {
  readonly loss: Loss;
  readonly own: ScoredRows;
  /** The negative gradient at the scores of `own`, in the same places. */
  readonly residuals: Float64Array;
  readonly columns: FreshColumns;
  /** Rows held out, whose scores are kept up. */
  readonly watched: ScoredRows | undefined;
  readonly trees: TreeList;
  /** The positions of all rows. */
  readonly positions: Int32Array;
  /** How many of them each round draws. */
  readonly draws: number;
}

/** The rows of a round. */
interface Drawn {
  /** Their positions, in ascending order. */
  readonly rows: Int32Array;
  /** 1 for each of them; none where all rows are drawn. */
  readonly marks: Uint8Array | undefined;
}

/** How a round went. */
export interface RoundScores {
  /** The loss on the rows that were drawn. */
  readonly train: number;
  /** By how much the loss fell on the rows that were not drawn; nothing where all were. */
  readonly outOfBag: number | undefined;
}

/** Learns a round. `stale` says whether the losses of `own` are not those at its scores. */
export function* growRound(ensemble: Ensemble, rules: RoundRules, round: number, stale: boolean): Work<RoundScores> {
  const { loss, own, residuals } = ensemble;
  const rng = new Rng(rules.seed).derive("round", round);
  const drawn = yield* drawRows(ensemble, rng.derive("rows"));
  if (loss.adapt !== undefined) yield* loss.adapt(own.set, own.scores);
  if (drawn.marks !== undefined && (loss.adapt !== undefined || stale)) yield* own.judge();
  const before = drawn.marks && own.meanLoss(drawn.marks, 0);
  yield* inRanges(own.losses.length, (start, end) => loss.residuals(own.set, own.scores, residuals, start, end));
  for (let k = 0; k < loss.width; k++) yield* growOne(ensemble, rules, drawn, k, rng.derive("tree", k));
  yield* own.judge();
  const train = own.meanLoss(drawn.marks);
  if (!Number.isFinite(train)) throw diverged(rules.owner);
  return { train, outOfBag: before === undefined ? undefined : before - own.meanLoss(drawn.marks, 0) };
}

/** Goes through the rows in order, and draws each with the share of those still to be drawn among those still to come. */
function* drawRows({ positions, draws }: Ensemble, rng: Rng): Work<Drawn> {
  if (draws === positions.length) return { rows: positions, marks: undefined };
  const rows = new Int32Array(draws);
  const marks = new Uint8Array(positions.length);
  let drawn = 0;
  yield* inRanges(positions.length, (start, end) => {
    for (let i = start; i < end && drawn < draws; i++) {
      if (rng.int(positions.length - i) >= draws - drawn) continue;
      rows[drawn++] = i;
      marks[i] = 1;
    }
  });
  return { rows, marks };
}

function* growOne(ensemble: Ensemble, rules: RoundRules, { rows }: Drawn, k: number, rng: Rng): Work<void> {
  const { loss, own, residuals, watched } = ensemble;
  const tree = yield* growOn(ensemble, rules, rows, k, rng);
  const leaves = yield* own.leavesIn(tree);
  const standing = { targets: own.set, scores: own.scores, residuals };
  const steps =
    loss.nodeValues === undefined
      ? tree.value
      : yield* loss.nodeValues({ tree, members: yield* groupRows(tree, rows, leaves), k }, standing);
  const values = steps.map((step) => rules.learningRate * step);
  if (!Number.isFinite(tree.impurity[0]) || !values.every(Number.isFinite)) throw diverged(rules.owner);
  yield* own.add(leaves, values, k);
  if (watched !== undefined) yield* watched.add(yield* watched.leavesIn(tree), values, k);
  ensemble.trees.add(
    tree,
    values.map((value) => loss.scale * value),
  );
}

/** Grows a tree on the residuals of score k. */
function* growOn(ensemble: Ensemble, rules: RoundRules, rows: Int32Array, k: number, rng: Rng): Work<TreeStructure> {
  const { own, residuals } = ensemble;
  const { weights, cols } = own.set;
  const all = own.losses.length;
  const targets = new Float64Array(rows.length);
  const theirs = weights === undefined ? undefined : new Float64Array(rows.length);
  yield* inRanges(rows.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      targets[i] = residuals[k * all + row] as number;
      if (theirs !== undefined) theirs[i] = weights?.[row] as number;
    }
  });
  const Measure = rules.criterion === "friedmanMse" ? FriedmanMse : SquaredError;
  const criterion = new Measure(targets, theirs);
  // Shares are of all rows, not of those that were drawn, as in scikit-learn.
  const limits = limitsFor(rules, all, cols, criterion.totalWeight);
  const columns = yield* ensemble.columns.of(rows);
  // Of equally good splits, which residuals of few values have many, the rounds would all take those of the first columns.
  const growing = growTree({ columns, criterion, limits, rng, shuffled: true });
  let step = growing.next();
  for (; step.done !== true; step = growing.next()) yield;
  return yield* pruning(step.value, rules.ccpAlpha);
}

function diverged(owner: string): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The loss of ${owner} grew beyond all numbers`,
    expected: "targets whose squares are numbers, and steps that lower the loss",
    remedy: "Lower learningRate, or divide the targets, for example by their largest absolute value",
    data: { owner },
  });
}
