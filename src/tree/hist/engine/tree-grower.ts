/**
 * Grows trees on histograms, best split first, on all threads of a team (G. Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NIPS 2017; the
 * order of nodes and the choice among equals are scikit-learn's).
 *
 * Every thread runs this with the same calls and takes the same decisions. For each split the team divides the node's rows, meets, and each thread makes the histogram
 * of the smaller child in its own columns, takes it from the parent's, which leaves that of the larger child, and looks for the best splits of both; then it meets
 * again. Sums are integers, so that no number depends on how many threads there are.
 *
 * A tree takes time O(rows × columns × log leaves) for histograms and O(bins × columns × leaves) for searching. Memory: 20 bytes a row beside the bins (two bytes a row
 * and column) and the gradients (8), and 16 bytes a bin, column and leaf for histograms, no more than 512 MiB: with more leaves, those that promise least are made
 * again when their turn comes.
 */
import type { BinnedRows } from "../../../kernels/binning/bin-rows.js";
import { shareOf, type Team } from "../../../kernels/threads/routine.js";
import { assemble } from "./assemble.js";
import { childrenOf, leafValue } from "./children.js";
import { Frontier } from "./frontier.js";
import { countBitsOf, type PackedGradients } from "./gradients.js";
import { type GrowNode, newNode, rowsOf } from "./grow-node.js";
import type { GrowParams } from "./grow-params.js";
import type { GrownTree } from "./grown-tree.js";
import { binStarts, Histograms, histogramBytes, poolPlaces } from "./histograms.js";
import { Partition, partitionBytes } from "./partition.js";
import { Search, type SearchScales, searchBytes, searchScales } from "./search.js";

/** The most bytes of histograms. */
const POOL = 536_870_912;
/** Integers of 64 bits that separate the sums of two threads. */
const SUMS = 8;
/** Rows and columns that are worked through between two looks for an abort: a millisecond or two. */
const PACE = 2_000_000;

/** Grows one tree after the other from the same binned rows. */
export class TreeGrower {
  readonly #team: Team;
  readonly #binned: BinnedRows;
  readonly #params: GrowParams;
  readonly #places: number;
  readonly #histograms: Histograms;
  readonly #partition: Partition;
  readonly #search: Search;
  readonly #sums: BigInt64Array;
  #worked = 0;

  /** Takes what it needs from the arena (`growerBytes`); every thread must call it at the same point. `room` is the most bytes of histograms. */
  constructor(team: Team, binned: BinnedRows, params: GrowParams, room = POOL) {
    this.#team = team;
    this.#binned = binned;
    this.#params = params;
    this.#places = placesFor(binned, params, room);
    this.#histograms = new Histograms(team, binned, this.#places);
    this.#partition = new Partition(team, binned);
    this.#search = new Search(team, binned, params, this.#histograms);
    const sums = team.arena.float64(team.threads * SUMS);
    this.#sums = new BigInt64Array(sums.buffer, sums.byteOffset, sums.length);
  }

  /**
   * Grows a tree. The gradients of all rows must have been written before the team last met; when it ends the team has met, and `rows` of the tree can be read by all.
   * Yields `done` now and then.
   */
  *grow(gradients: PackedGradients, done: number): Generator<number, GrownTree, void> {
    const bits = this.#params.constantHessian ? 0 : countBitsOf(this.#binned.layout.rows);
    const scales = searchScales(this.#params, gradients.gradientScale, gradients.hessianScale, bits);
    this.#histograms.freeAll(this.#places);
    this.#partition.reset();
    const root = this.#rootOf(gradients, scales);
    const frontier = new Frontier();
    if (!this.#isTooSmall(root) && !(root.hessians < scales.leastHessian)) {
      root.histogram = this.#histograms.take();
      yield* this.#histograms.build(root.histogram, 0, gradients.place, rowsOf(root), bits, done);
      this.#search.look(0, root, scales);
      this.#team.meet();
      this.#settle(root, 0, frontier);
    }
    yield* this.#splitAll(frontier, gradients, scales, done);
    this.#team.meet();
    return assemble(root, this.#binned.edges, gradients, this.#partition.rows);
  }

  *#splitAll(
    frontier: Frontier,
    gradients: PackedGradients,
    scales: SearchScales,
    done: number,
  ): Generator<number, void, void> {
    const { maxLeafNodes = Number.POSITIVE_INFINITY, maxDepth = Number.POSITIVE_INFINITY } = this.#params;
    let leaves = 1;
    for (let node = frontier.pop(); node !== undefined; node = frontier.pop()) {
      leaves++;
      const last = leaves === maxLeafNodes || node.depth + 1 === maxDepth;
      yield* this.#splitNode(node, frontier, gradients, scales, last, done);
      if (leaves === maxLeafNodes) return;
    }
  }

  /** Splits a node; unless its children are leaves for sure, looks for their splits. */
  *#splitNode(
    node: GrowNode,
    frontier: Frontier,
    gradients: PackedGradients,
    scales: SearchScales,
    last: boolean,
    done: number,
  ): Generator<number, void, void> {
    const { split } = node;
    if (split === undefined) return;
    const [left, right] = childrenOf(node, split, this.#params, scales);
    node.left = left;
    node.right = right;
    node.missingLeft = this.#binned.missing[split.column] === 1 ? split.missingLeft : rowsOf(left) > rowsOf(right);
    const smaller = rowsOf(left) < rowsOf(right) ? left : right;
    const larger = smaller === left ? right : left;
    const goesOn = !last && !this.#isTooSmall(larger);
    const gather = !goesOn ? "none" : smaller === left ? "left" : "right";
    this.#partition.divide(node, split, gather, gradients.place);
    if (!goesOn) {
      this.#histograms.free(node.histogram);
      node.histogram = -1;
      return;
    }
    this.#team.meet();
    yield* this.#histogramsOf(node, smaller, larger, gradients, scales, frontier, done);
    this.#team.meet();
    for (const [candidate, child] of [left, right].entries()) {
      if (this.#isTooSmall(child)) this.#drop(child);
      else this.#settle(child, candidate, frontier);
    }
    this.#worked += rowsOf(smaller) * this.#binned.layout.cols;
    if (this.#worked >= PACE) {
      this.#worked = 0;
      yield done;
    }
  }

  /** Makes the histograms of two children and looks for their splits, in this thread's columns. The left child is candidate 0. */
  *#histogramsOf(
    node: GrowNode,
    smaller: GrowNode,
    larger: GrowNode,
    gradients: PackedGradients,
    scales: SearchScales,
    frontier: Frontier,
    done: number,
  ): Generator<number, void, void> {
    const { ordered, rows } = this.#partition;
    const histograms = this.#histograms;
    const bits = scales.countBits;
    const build = (child: GrowNode) =>
      histograms.build(
        child.histogram,
        rows.byteOffset + child.start * 4,
        ordered.byteOffset,
        rowsOf(child),
        bits,
        done,
      );
    smaller.histogram = this.#placeFor(frontier);
    yield* build(smaller);
    larger.histogram = node.histogram;
    node.histogram = -1;
    const known = larger.histogram >= 0;
    if (!known) {
      larger.histogram = this.#placeFor(frontier);
      this.#team.meet();
      this.#partition.gatherShare(larger, gradients.place);
      this.#team.meet();
      yield* build(larger);
    }
    const smallerIsLeft = smaller.start < larger.start;
    const subtract = (column: number) => histograms.subtract(larger.histogram, smaller.histogram, column);
    this.#search.look(smallerIsLeft ? 1 : 0, larger, scales, known ? subtract : undefined);
    if (!this.#isTooSmall(smaller)) this.#search.look(smallerIsLeft ? 0 : 1, smaller, scales);
  }

  /** A place for a histogram: a free one, or that of the node that promises least. */
  #placeFor(frontier: Frontier): number {
    const place = this.#histograms.take();
    if (place >= 0) return place;
    const least = frontier.leastWithHistogram();
    if (least === undefined) return -1;
    const freed = least.histogram;
    least.histogram = -1;
    return freed;
  }

  /** Reads what the threads found for a node: it waits for its turn, or is a leaf. */
  #settle(node: GrowNode, candidate: number, frontier: Frontier): void {
    node.split = this.#search.best(candidate);
    if (node.split === undefined) this.#drop(node);
    else frontier.push(node);
  }

  #drop(node: GrowNode): void {
    this.#histograms.free(node.histogram);
    node.histogram = -1;
  }

  #isTooSmall(node: GrowNode): boolean {
    return rowsOf(node) < 2 * this.#params.minSamplesLeaf;
  }

  /** The node of all rows: each thread sums the gradients of its share, and all of them the sums. */
  #rootOf({ place }: PackedGradients, scales: SearchScales): GrowNode {
    const { rows } = this.#binned.layout;
    const { start, end } = shareOf(rows, this.#team);
    const own = this.#sums.byteOffset + this.#team.thread * SUMS * 8;
    this.#team.kernels.sumGradients(place + start * 8, end - start, own);
    this.#team.meet();
    let first = 0n;
    let second = 0n;
    for (let at = 0; at < this.#sums.length; at += SUMS) {
      first += this.#sums[at] as bigint;
      second += this.#sums[at + 1] as bigint;
    }
    const gradients = Number(first);
    const hessians = this.#params.constantHessian ? rows : Number(second);
    const lower = Number.NEGATIVE_INFINITY;
    const upper = Number.POSITIVE_INFINITY;
    const value = leafValue(gradients, hessians, scales, lower, upper);
    const { interactions } = this.#params;
    return newNode({ depth: 0, start: 0, end: rows, gradients, hessians, value, lower, upper, interactions });
  }
}

/** The bytes that a grower takes from an arena, at most. */
export function growerBytes(binned: Pick<BinnedRows, "edges" | "layout">, params: GrowParams, threads: number): number {
  const { rows, cols } = binned.layout;
  const bins = binStarts(binned).at(-1) as number;
  const histograms = histogramBytes(bins, placesFor(binned, params, POOL), cols, threads);
  return histograms + partitionBytes(rows, threads) + searchBytes(threads) + threads * SUMS * 8 + 4096;
}

/** How many histograms there is room for: one a leaf that can still be split, and one more. */
function placesFor(binned: Pick<BinnedRows, "edges" | "layout">, params: GrowParams, room: number): number {
  const { maxLeafNodes = Number.POSITIVE_INFINITY, maxDepth = 31, minSamplesLeaf } = params;
  const deep = maxDepth < 31 ? 1 << maxDepth : Number.POSITIVE_INFINITY;
  const leaves = Math.min(maxLeafNodes, deep, binned.layout.rows / (2 * minSamplesLeaf) + 1);
  return poolPlaces(binStarts(binned).at(-1) as number, Math.ceil(leaves), room);
}
