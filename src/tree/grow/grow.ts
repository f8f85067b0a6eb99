/**
 * Growing one binary decision tree, greedily and exactly (CART: L. Breiman, J. Friedman, R. Olshen, C. Stone,
 * "Classification and Regression Trees", 1984), as scikit-learn does.
 *
 * Each node looks at every place between two neighbouring values of every column, or at one place that is drawn (the trees of
 * P. Geurts, D. Ernst, L. Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006), and takes the split that lowers the
 * criterion most; of equally good ones, that of the first column with the lowest threshold, first by the order of the table
 * or of the draw. A stack, or a heap of the best splits where the number of leaves is limited, takes the place of recursion.
 *
 * Growing is a generator that pauses after every few milliseconds of work, so that its caller can let others run. Time
 * O(rows × columns × depth), memory 12 bytes a value; the columns come sorted (presort.ts).
 */
import type { Rng } from "../../core/rng.js";
import { Pace } from "../../kernels/pace.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { BestSplit, type Criterion, type SideLimits, type Summary, type Window } from "./criterion.js";
import { BestFirst, DepthFirst, type Frontier, type Pending } from "./frontier.js";
import type { Limits } from "./limits.js";
import { NodeList } from "./node-list.js";
import { rebuildTree } from "./rebuild.js";
import type { SortedColumns } from "./sorted-columns.js";

/** What an improvement may fall short by (scikit-learn's EPSILON). */
const TOLERANCE = Number.EPSILON;

/** Nodes of so many rows are searched with pauses within a column, by criteria that take long. */
const LONG = 1 << 15;
/** Planning where a row goes takes about as long as looking at so many values. */
const PLANNING = 2;

/** What a tree is grown from. */
export interface Growth {
  /** The columns of the rows that count, which growing divides up: they serve one tree. */
  readonly columns: SortedColumns;
  /** Holds the targets and weights of the same rows. */
  readonly criterion: Criterion;
  readonly limits: Limits;
  /** Draws the columns of each split, their order, and the places where they are tried. */
  readonly rng: Rng;
  /**
   * Whether columns are searched in the order in which they are drawn, so that chance decides between equally good splits, and
   * not in that of the table. Small nodes have many such splits: the trees of a forest would all take them by the first columns.
   */
  readonly shuffled: boolean;
  /** Whether a column is searched for its best place, or tried at one that is drawn. Default: `"best"`. */
  readonly splitter?: "best" | "random";
}

/** Grows a tree. Each pause gives the number of rows that have come to their leaf. */
export function growTree(growth: Growth): Generator<number, TreeStructure, void> {
  return new Grower(growth).grow();
}

class Grower {
  readonly #growth: Growth;
  readonly #criterion: Criterion;
  readonly #limits: Limits;
  readonly #sides: SideLimits;
  readonly #columns: SortedColumns;
  readonly #nodes: NodeList;
  readonly #frontier: Frontier;
  readonly #best = new BestSplit();
  /** All columns, shuffled anew as far as each split needs them. */
  readonly #deck: Int32Array;
  readonly #pace = new Pace();
  #leaves = 1;
  #settled = 0;

  constructor(growth: Growth) {
    const { columns, criterion, limits } = growth;
    this.#growth = growth;
    this.#criterion = criterion;
    this.#limits = limits;
    this.#sides = { samples: limits.minSamplesLeaf, weight: limits.minWeightLeaf };
    this.#columns = columns;
    this.#nodes = new NodeList(criterion.width);
    this.#frontier = Number.isFinite(limits.maxLeafNodes) ? new BestFirst() : new DepthFirst();
    this.#deck = Int32Array.from({ length: columns.cols }, (_, col) => col);
  }

  *grow(): Generator<number, TreeStructure, void> {
    const { maxLeafNodes } = this.#limits;
    const whole = { start: 0, end: this.#columns.rows };
    const { node, summary } = this.#nodes.add(this.#criterion, whole);
    if (this.#pace.isTired(PLANNING * whole.end)) yield 0;
    if (this.#isLeaf(whole, summary, 0)) this.#settled += whole.end;
    else yield* this.#seek(node, whole, 0);
    while (this.#leaves < maxLeafNodes) {
      const pending = this.#frontier.pop();
      if (pending === undefined) break;
      yield* this.#split(pending);
    }
    // Grown best first, nodes keep the order in which they were made, as in scikit-learn.
    if (Number.isFinite(maxLeafNodes)) return this.#nodes.finish();
    return yield* this.#atPauses(rebuildTree(this.#nodes.view()));
  }

  #isLeaf({ start, end }: Window, { weight, pure }: Summary, depth: number): boolean {
    const limits = this.#limits;
    return (
      pure || depth >= limits.maxDepth || end - start < limits.minSamplesSplit || weight < 2 * limits.minWeightLeaf
    );
  }

  /** Carries out the split of a node, and finds those of its children. */
  *#split({ node, start, end, depth, col, middle, threshold }: Pending): Generator<number, void, void> {
    const columns = this.#columns;
    const size = end - start;
    columns.planMoves(col, start, middle, end);
    if (this.#pace.isTired(PLANNING * size)) yield this.#settled;
    this.#criterion.move({ start, end }, columns.moves, middle);
    if (this.#pace.isTired(PLANNING * size)) yield this.#settled;
    const left = { start, end: middle };
    const right = { start: middle, end };
    const onLeft = this.#nodes.add(this.#criterion, left);
    if (this.#pace.isTired(PLANNING * size)) yield this.#settled;
    const onRight = this.#nodes.add(this.#criterion, right);
    this.#nodes.split(node, col, threshold, onLeft.node, onRight.node);
    this.#leaves++;
    const below = depth + 1;
    const full = this.#leaves >= this.#limits.maxLeafNodes;
    const kept = {
      left: !full && !this.#isLeaf(left, onLeft.summary, below),
      right: !full && !this.#isLeaf(right, onRight.summary, below),
    };
    if (!kept.left) this.#settled += middle - start;
    if (!kept.right) this.#settled += end - middle;
    if (!kept.left && !kept.right) return;
    for (let other = 0; other < columns.cols; other++) {
      // A column with one value has nothing to divide, here and in all nodes below.
      if (columns.isConstant(other, start, end)) continue;
      columns.divide(other, start, middle, end, kept);
      if (this.#pace.isTired(size)) yield this.#settled;
    }
    if (kept.left) yield* this.#seek(onLeft.node, left, below);
    if (kept.right) yield* this.#seek(onRight.node, right, below);
  }

  /** Finds the best split of a node, and lets it wait for its turn; it stays a leaf when there is none. */
  *#seek(node: number, window: Window, depth: number): Generator<number, void, void> {
    const best = this.#best;
    const criterion = this.#criterion;
    const size = window.end - window.start;
    best.reset();
    criterion.prepare(window);
    if (this.#pace.isTired(PLANNING * size)) yield this.#settled;
    for (const col of this.#candidates(window)) {
      if (this.#columns.isConstant(col, window.start, window.end)) continue;
      if (this.#growth.splitter === "random") this.#tryOne(col, window);
      else if (size < LONG || criterion.searchInSlices === undefined)
        criterion.search(this.#columns, col, window, this.#sides, best);
      else yield* this.#atPauses(criterion.searchInSlices(this.#columns, col, window, this.#sides, best, this.#pace));
      if (this.#pace.isTired(size)) yield this.#settled;
    }
    const improvement = best.col < 0 ? 0 : criterion.improvement(best);
    if (best.col < 0 || improvement + TOLERANCE < this.#limits.minImpurityDecrease) {
      this.#settled += size;
      return;
    }
    const { col, middle, threshold } = best;
    this.#frontier.push({ node, start: window.start, end: window.end, depth, col, middle, threshold, improvement });
  }

  *#atPauses<T>(work: Generator<undefined, T, void>): Generator<number, T, void> {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done === true) return step.value;
      yield this.#settled;
    }
  }

  /** Tries a column at one place, drawn between its least and its greatest value in the node. */
  #tryOne(col: number, window: Window): void {
    const { start, end } = window;
    const threshold = this.#columns.drawThreshold(col, start, end, this.#growth.rng);
    const middle = this.#columns.firstAbove(col, start, end, threshold);
    const { samples } = this.#sides;
    if (middle - start < samples || end - middle < samples) return;
    const score = this.#criterion.scoreAt(this.#columns, col, window, middle, this.#sides);
    if (score > this.#best.score) this.#best.takeAt(score, col, middle, threshold);
  }

  /** The columns to search: all, or `maxFeatures` drawn ones, and more until one has two values. */
  #candidates({ start, end }: Window): Int32Array {
    const deck = this.#deck;
    const { maxFeatures } = this.#limits;
    const { shuffled } = this.#growth;
    if (maxFeatures >= deck.length && !shuffled) return deck;
    let drawn = 0;
    let varies = false;
    while (drawn < deck.length && (drawn < maxFeatures || !varies)) {
      const at = drawn + this.#growth.rng.int(deck.length - drawn);
      const col = deck[at] as number;
      deck[at] = deck[drawn] as number;
      deck[drawn] = col;
      drawn++;
      varies ||= !this.#columns.isConstant(col, start, end);
    }
    return shuffled ? deck.subarray(0, drawn) : deck.slice(0, drawn).sort();
  }
}
