/**
 * One thread's view of boosting: the rows and what is known of them, and the steps of a round that do not grow trees.
 */
import { arenaBytes } from "../../kernels/threads/arena.js";
import type { Team } from "../../kernels/threads/routine.js";
import { type BoostRules, type PlacedRows, rowBytes, type ScoredRows, strideOf, takeRows } from "./boost-args.js";
import { hasSettled } from "./early-stopping.js";
import type { GrownTree } from "./engine/grown-tree.js";
import { leafQuantile, type QuantileRoom } from "./leaf-quantiles.js";
import type { HistLoss, Range, Scales, Sizes } from "./loss.js";
import { inOrder, rowShare, sumBlocks } from "./mean-loss.js";
import { leavesOf } from "./shrink.js";
import { addLeaves, type LeafRows, packRows, prepareRound, type RowWork, slicesOf } from "./step-rows.js";
import type { OneTree } from "./tree-list.js";
import { addWalked } from "./watched-rows.js";

/** The doubles that threads tell one another the sizes of gradients in, one cache line each. */
const LINE = 8;

/** Work that pauses. */
type Steps<T> = Generator<undefined, T, void>;

/** The rows of boosting, shared among threads. */
export class Boosting {
  readonly loss: HistLoss;
  /** Two 32-bit integers a row: what trees are grown on. */
  readonly packed: Int32Array;
  readonly train: ScoredRows;
  readonly watched: ScoredRows | undefined;
  readonly trainLosses: number[] = [];
  readonly watchedLosses: number[] = [];
  readonly #team: Team;
  readonly #rules: BoostRules;
  readonly #work: RowWork;
  readonly #watchedShare: Range;
  /** What threads tell one another: the baseline, then sizes. */
  readonly #notes: Float64Array;
  readonly #room: QuantileRoom | undefined;

  constructor(team: Team, loss: HistLoss, rules: BoostRules, train: PlacedRows, watched: PlacedRows | undefined) {
    const { arena, kernels } = team;
    this.loss = loss;
    this.#team = team;
    this.#rules = rules;
    this.train = takeRows(arena, loss, train);
    this.watched = watched && takeRows(arena, loss, watched);
    const terms = arena.float64(loss.terms * this.train.stride);
    this.packed = arena.int32(2 * this.train.stride);
    this.#notes = arena.float64(LINE * team.threads + loss.width);
    this.#room = quantileRoom(loss, train, () => arena.float64(train.count));
    this.#work = { kernels, loss, rows: this.train, terms, share: rowShare(train.count, team) };
    this.#watchedShare = rowShare(watched?.count ?? 0, team);
  }

  /** The bytes that it takes from an arena. */
  static bytes(loss: HistLoss, count: number, watched: number, threads: number): number {
    const rows = rowBytes(count, loss.width) + rowBytes(watched, loss.width);
    const room = loss.leafLevel === undefined ? 0 : 3 * arenaBytes(count * 8);
    const terms = arenaBytes(loss.terms * strideOf(count) * 8, strideOf(count) * 8);
    return rows + room + terms + arenaBytes((LINE * threads + loss.width) * 8);
  }

  /** Sets all scores to the baseline, which is given or computed. */
  *start(given: Float64Array | undefined): Steps<Float64Array> {
    const { train, watched, loss } = this;
    const { thread, kernels } = this.#team;
    const noted = this.#notes.subarray(0, loss.width);
    // Two lines, since the build for CommonJS makes a function of what stands behind `??`, where nothing can be yielded.
    if (thread === 0 && given !== undefined) noted.set(given);
    else if (thread === 0) noted.set(yield* loss.baseline(train.y, train.weights));
    this.#team.meet();
    const baseline = noted.slice();
    this.#team.meet();
    for (const [rows, share] of [
      [train, this.#work.share],
      [watched, this.#watchedShare],
    ] as const) {
      if (rows === undefined) continue;
      for (let k = 0; k < loss.width; k++) {
        const to = rows.scores.byteOffset + (k * rows.stride + share.start) * 8;
        kernels.fillFloat64(to, share.end - share.start, baseline[k] as number);
      }
    }
    yield* this.#note();
    return baseline;
  }

  /** Before the trees of a round. */
  prepare(): Steps<void> {
    return prepareRound(this.#work);
  }

  /** The sizes of the gradients of the round's trees. */
  *sizes(): Steps<Sizes> {
    const { loss, train } = this;
    const bound = loss.bound(this.#rules.greatestWeight);
    if (bound !== undefined) return bound;
    const { kernels, thread, threads } = this.#team;
    const own = { gradient: 0, hessian: 0 };
    for (const range of slicesOf(this.#work.share)) {
      const sizes = loss.measure?.(kernels, train, this.#work.terms, range);
      own.gradient = Math.max(own.gradient, sizes?.gradient ?? 0);
      own.hessian = Math.max(own.hessian, sizes?.hessian ?? 0);
      yield;
    }
    this.#notes[thread * LINE] = own.gradient;
    this.#notes[thread * LINE + 1] = own.hessian;
    this.#team.meet();
    for (let other = 0; other < threads; other++) {
      own.gradient = Math.max(own.gradient, this.#notes[other * LINE] as number);
      own.hessian = Math.max(own.hessian, this.#notes[other * LINE + 1] as number);
    }
    // Nobody may note the sizes of the next round before all have read these.
    this.#team.meet();
    return loss.flat ? { gradient: own.gradient, hessian: this.#rules.greatestWeight } : own;
  }

  /** Packs the gradients of class k, for all threads to read. */
  *pack(k: number, scales: Scales): Steps<void> {
    yield* packRows(this.#work, k, this.packed.byteOffset, scales);
    this.#team.meet();
  }

  /** The leaves of a tree with what they add to scores: their values times the learning rate, or where the loss has it so, quantiles of what is left. */
  *leaves(grown: GrownTree): Steps<LeafRows[]> {
    const { loss, train } = this;
    const { learningRate } = this.#rules;
    const leaves = leavesOf(grown, learningRate);
    const room = this.#room;
    if (room === undefined || loss.leafLevel === undefined) return leaves;
    const { thread, threads } = this.#team;
    for (let leaf = thread; leaf < leaves.length; leaf += threads) {
      const quantile = yield* leafQuantile(train, grown.rows, leaves[leaf] as LeafRows, room, loss.leafLevel);
      room.values[leaf] = learningRate * quantile;
      yield;
    }
    this.#team.meet();
    return leaves.map((leaf, at) => ({ ...leaf, value: room.values[at] as number }));
  }

  /** Whether all losses so far are numbers. */
  get finite(): boolean {
    return Number.isFinite((this.trainLosses.at(-1) ?? 0) + (this.watchedLosses.at(-1) ?? 0));
  }

  /** After a tree of class k: adds its leaves to the scores of all rows. */
  *add(k: number, order: Int32Array, leaves: readonly LeafRows[], tree: OneTree): Steps<void> {
    yield* addLeaves(this.#work, k, order, leaves);
    yield* this.#walk(this.watched, this.#watchedShare, k, tree, 0);
  }

  /** The same for a tree that was learned before. */
  *replay(k: number, tree: OneTree, root: number): Steps<void> {
    yield* this.#walk(this.train, this.#work.share, k, tree, root);
    yield* this.#walk(this.watched, this.#watchedShare, k, tree, root);
  }

  /** After a round: whether to end. All threads come to the same answer. */
  *settled(): Steps<boolean> {
    yield* this.#note();
    const { stopping } = this.#rules;
    if (stopping === undefined) return false;
    const losses = this.watched === undefined ? this.trainLosses : this.watchedLosses;
    return hasSettled(losses, stopping.rounds, stopping.tol);
  }

  *#walk(rows: ScoredRows | undefined, share: Range, k: number, tree: OneTree, root: number): Steps<void> {
    if (rows?.x === undefined) return;
    yield* addWalked(tree, root, { x: rows.x, cols: this.#rules.cols }, share, rows.scores, k * rows.stride);
  }

  /** Writes the mean losses down. */
  *#note(): Steps<void> {
    if (!this.#rules.scored) return;
    const { loss, train, watched } = this;
    const { kernels } = this.#team;
    for (const range of slicesOf(this.#work.share)) {
      sumBlocks(kernels, loss, train, range, train.sums);
      yield;
    }
    for (const range of slicesOf(this.#watchedShare)) {
      if (watched !== undefined) sumBlocks(kernels, loss, watched, range, watched.sums);
      yield;
    }
    this.#team.meet();
    this.trainLosses.push(inOrder(train.sums) / train.weight);
    if (watched !== undefined) this.watchedLosses.push(inOrder(watched.sums) / watched.weight);
    // Nobody may sum anew before all have read these.
    this.#team.meet();
  }
}

function quantileRoom(loss: HistLoss, { weights }: PlacedRows, take: () => Float64Array): QuantileRoom | undefined {
  if (loss.leafLevel === undefined) return undefined;
  return { offsets: take(), values: take(), weights: weights && take() };
}
