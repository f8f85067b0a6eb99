/**
 * Growing one tree of a forest on binned columns, greedily (CART: L. Breiman, J. Friedman, R. Olshen, C. Stone, "Classification and Regression Trees", 1984).
 *
 * The rows of each node are a stretch of one list, which a split divides in place. A node sums the targets of its rows by bin of a column, and looks at every place between two bins
 * that are not empty; or it tries its values at one place that is drawn. A stack takes the place of recursion, or a heap of the best splits where the number of leaves is limited.
 *
 * Time O(rows × columns tried × depth). Growing is a generator that pauses after every few hundred thousand values.
 */
import type { Rng } from "../../core/rng.js";
import type { Kernels } from "../../kernels/generated/kernels.js";
import { Pace } from "../../kernels/pace.js";
import { BestFirst } from "../grow/frontier.js";
import type { Limits } from "../grow/limits.js";
import { columnAt, LEFT, type Measure, RIGHT, SCORE, strideOf } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";
import type { NodeBuffer } from "./node-buffer.js";
import { thresholdBetween } from "./split-place.js";

/** What an improvement may fall short by (scikit-learn's EPSILON). */
const TOLERANCE = Number.EPSILON;
const TWO_32 = 4294967296;
/** A node takes about as long as so many values more than it has. */
const NODE = 256;

/** What a tree is grown from. The rows stand in `space.rows`. */
export interface Growth {
  readonly kernels: Kernels;
  readonly bins: Bins;
  readonly space: Space;
  readonly measure: Measure;
  readonly nodes: NodeBuffer;
  readonly limits: Limits;
  readonly rng: Rng;
  /** The values of the columns, and how many rows and columns there are. */
  readonly table: Values;
  /** How many of the rows the tree learns from. */
  readonly count: number;
  /** Whether columns are searched in an order that is drawn, so that chance decides between equally good splits. */
  readonly shuffled: boolean;
  /** Whether columns of values, not of bins, are tried at one place that is drawn. */
  readonly random: boolean;
}

/** Grows a tree into `nodes`. Each pause gives the number of rows that have come to their leaf. */
export function growBinned(growth: Growth): Generator<number, void, void> {
  const grower = new Grower(growth);
  return Number.isFinite(growth.limits.maxLeafNodes) ? grower.growBest() : grower.growAll();
}

class Grower {
  readonly #growth: Growth;
  readonly #measure: Measure;
  readonly #deck: Int32Array;
  readonly #pace = new Pace();
  #settled = 0;
  /** The search of the current node: columns drawn so far, whether one varies, and the best split. */
  #drawn = 0;
  #varies = false;
  #col = -1;
  #last = 0;
  #threshold = 0;

  constructor(growth: Growth) {
    this.#growth = growth;
    this.#measure = growth.measure;
    this.#deck = Int32Array.from({ length: growth.table.cols }, (_, col) => col);
  }

  /** Depth first, so that nodes come in the order of a walk that goes left first. */
  *growAll(): Generator<number, void, void> {
    const { nodes, count } = this.#growth;
    const pace = this.#pace;
    // Four numbers each: the window of rows, the depth, and the node of which it is the right child, or −1.
    const waiting: number[] = [0, count, 0, -1];
    while (waiting.length > 0) {
      const parent = waiting.pop() as number;
      let depth = waiting.pop() as number;
      let end = waiting.pop() as number;
      const start = waiting.pop() as number;
      let node = nodes.add(this.#measure, start, end);
      if (parent >= 0) nodes.linkRight(parent, node);
      // Down the left side, whose nodes follow one another.
      for (;;) {
        const size = end - start;
        if (pace.isTired(size + NODE)) yield this.#settled;
        if (this.#isLeaf(size, depth)) break;
        this.#startSeek();
        while (this.#seekNext()) if (pace.isTired(size)) yield this.#settled;
        if (!this.#isWorthwhile()) break;
        const middle = this.#divide(node, start, end);
        depth++;
        waiting.push(middle, end, depth, node);
        end = middle;
        const left = nodes.add(this.#measure, start, end);
        nodes.linkLeft(node, left);
        node = left;
      }
      this.#settled += end - start;
    }
  }

  /** The split that gains most first, until there are enough leaves. Nodes keep the order in which they were made, as in scikit-learn. */
  *growBest(): Generator<number, void, void> {
    const { nodes, count, limits } = this.#growth;
    const frontier = new BestFirst();
    // What the frontier keeps of a split, its `middle`, is here the last bin that goes left.
    const pending = function* (
      this: Grower,
      start: number,
      end: number,
      depth: number,
    ): Generator<number, number, void> {
      const node = nodes.add(this.#measure, start, end);
      const size = end - start;
      if (this.#pace.isTired(size + NODE)) yield this.#settled;
      let splits = !this.#isLeaf(size, depth);
      if (splits) {
        this.#startSeek();
        while (this.#seekNext()) if (this.#pace.isTired(size)) yield this.#settled;
        splits = this.#isWorthwhile();
      }
      if (!splits) this.#settled += size;
      else {
        const [col, middle, threshold] = [this.#col, this.#last, this.#threshold];
        frontier.push({ node, start, end, depth, col, middle, threshold, improvement: this.#measure.improvement() });
      }
      return node;
    }.bind(this);
    yield* pending(0, count, 0);
    for (let leaves = 1; leaves < limits.maxLeafNodes; leaves++) {
      const next = frontier.pop();
      if (next === undefined) break;
      const { node, start, end, depth } = next;
      [this.#col, this.#last, this.#threshold] = [next.col, next.middle, next.threshold];
      const middle = this.#divide(node, start, end);
      nodes.linkLeft(node, yield* pending(start, middle, depth + 1));
      nodes.linkRight(node, yield* pending(middle, end, depth + 1));
    }
  }

  #isLeaf(size: number, depth: number): boolean {
    const { maxDepth, minSamplesSplit, minWeightLeaf } = this.#growth.limits;
    const { pure, weight } = this.#measure;
    return pure || depth >= maxDepth || size < minSamplesSplit || weight < 2 * minWeightLeaf;
  }

  #startSeek(): void {
    this.#drawn = 0;
    this.#varies = false;
    this.#col = -1;
    this.#measure.prepare();
    this.#measure.best[SCORE] = Number.NEGATIVE_INFINITY;
  }

  /** Searches one more column; false when there are enough: as many as are to be drawn, one with two values among them. */
  #seekNext(): boolean {
    const { table, limits, random } = this.#growth;
    const { cols } = table;
    if (this.#drawn >= cols || (this.#drawn >= limits.maxFeatures && this.#varies)) return false;
    const col = this.#growth.shuffled ? this.#draw() : (this.#deck[this.#drawn] as number);
    this.#drawn++;
    const measure = this.#measure;
    const before = measure.best[SCORE] as number;
    // A place on the way from the least to the greatest value, in steps of 2^-32 of it.
    const varies = random ? measure.tryAt(col, this.#growth.rng.next() / TWO_32) : measure.search(col) > 1;
    if (varies) this.#varies = true;
    if ((measure.best[SCORE] as number) > before) this.#col = col;
    return true;
  }

  /** One of the columns that were not drawn yet. Each is as likely as the others but for a few in 2^32. */
  #draw(): number {
    const deck = this.#deck;
    const at = this.#drawn + Math.floor((this.#growth.rng.next() * (deck.length - this.#drawn)) / TWO_32);
    const col = deck[at] as number;
    deck[at] = deck[this.#drawn] as number;
    deck[this.#drawn] = col;
    return col;
  }

  #isWorthwhile(): boolean {
    if (this.#col < 0) return false;
    const { best } = this.#measure;
    if (this.#growth.random) this.#threshold = best[LEFT] as number;
    else {
      this.#last = best[LEFT] as number;
      this.#threshold = thresholdBetween(this.#growth.bins, this.#col, this.#last, best[RIGHT] as number);
    }
    const { minImpurityDecrease } = this.#growth.limits;
    return minImpurityDecrease <= TOLERANCE || this.#measure.improvement() + TOLERANCE >= minImpurityDecrease;
  }

  /** Divides the rows of a node; gives the first that is on the right. */
  #divide(node: number, start: number, end: number): number {
    const { kernels, bins, space, table, nodes, random } = this.#growth;
    const [col, threshold] = [this.#col, this.#threshold];
    const at = space.rows.byteOffset + start * 4;
    const spare = space.spare.byteOffset;
    const size = end - start;
    nodes.split(node, col, threshold);
    if (!random) {
      const column = bins.bins.byteOffset + col * table.rows;
      return start + kernels.divideRows(at, size, column, this.#last, spare);
    }
    return start + kernels.divideRowsAt(columnAt(table, col, size), strideOf(table, size), at, size, threshold, spare);
  }
}
