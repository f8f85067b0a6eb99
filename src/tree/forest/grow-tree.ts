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
import { COLUMN, columnAt, LEFT, type Measure, RIGHT, SCORE, strideOf } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";
import type { NodeBuffer } from "./node-buffer.js";
import { thresholdBetween } from "./split-place.js";

/** What an improvement may fall short by (scikit-learn's EPSILON). */
const TOLERANCE = Number.EPSILON;
const TWO_32 = 4294967296;
/** Values that are searched in one go: about a millisecond. */
const AT_ONCE = 262_144;
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
  readonly #pace = new Pace();
  #settled = 0;
  /** The search of the current node: columns drawn so far, whether one varies, and the split that came out. */
  #drawn = 0;
  #varies = false;
  #col = -1;
  #last = 0;
  #threshold = 0;

  constructor(growth: Growth) {
    this.#growth = growth;
    this.#measure = growth.measure;
    const { deck } = growth.space;
    for (let col = 0; col < deck.length; col++) deck[col] = col;
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
        for (let seen = this.#seekNext(size); seen > 0; seen = this.#seekNext(size)) {
          if (pace.isTired(size * seen)) yield this.#settled;
        }
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
        for (let seen = this.#seekNext(size); seen > 0; seen = this.#seekNext(size)) {
          if (this.#pace.isTired(size * seen)) yield this.#settled;
        }
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
    const { best } = this.#measure;
    this.#measure.prepare();
    best[SCORE] = Number.NEGATIVE_INFINITY;
    best[COLUMN] = -1;
  }

  /** Searches some more columns and gives how many; 0 when there were enough: as many as are to be drawn, one with two values among them. */
  #seekNext(size: number): number {
    const { table, limits, random, shuffled } = this.#growth;
    const { cols } = table;
    const from = this.#drawn;
    const enough = Math.min(cols, limits.maxFeatures);
    if (from >= cols || (from >= enough && this.#varies)) return 0;
    if (random) return this.#tryNext();
    const to = Math.min(Math.max(enough, from + 1), from + Math.max(1, Math.floor(AT_ONCE / size)));
    if (shuffled) for (let place = from; place < to; place++) this.#draw(place);
    this.#drawn = to;
    if (this.#measure.search(from, to) > 0) this.#varies = true;
    return to - from;
  }

  /** Tries one more column at a place on the way from the least to the greatest value, in steps of 2^-32 of it. */
  #tryNext(): number {
    const { shuffled, space, rng } = this.#growth;
    if (shuffled) this.#draw(this.#drawn);
    const col = space.deck[this.#drawn++] as number;
    if (this.#measure.tryAt(col, rng.next() / TWO_32)) this.#varies = true;
    return 1;
  }

  /** Draws the column for a place of the deck from those that were not drawn yet. Each is as likely as the others but for a few in 2^32. */
  #draw(place: number): void {
    const { deck } = this.#growth.space;
    const at = place + Math.floor((this.#growth.rng.next() * (deck.length - place)) / TWO_32);
    const col = deck[at] as number;
    deck[at] = deck[place] as number;
    deck[place] = col;
  }

  #isWorthwhile(): boolean {
    const { best } = this.#measure;
    this.#col = best[COLUMN] as number;
    if (this.#col < 0) return false;
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
