/**
 * Growing a tree that isolates rows: each node asks for a column that is drawn, at a place that is drawn evenly between its least and its greatest value in the node, until rows stand
 * alone or a depth is reached (F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008).
 *
 * A leaf holds its depth, and what further depth its rows would need on average. O(rows × depth). Pauses now and then.
 */
import type { Rng } from "../../core/rng.js";
import { Pace } from "../../kernels/pace.js";
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import { SAME_VALUE } from "../grow/sorted-columns.js";
import { averagePathLength } from "./path-length.js";

/** What a tree is grown from. */
export interface IsolationGrowth {
  /** The whole table, row after row. */
  readonly x: Float64Array;
  readonly cols: number;
  /** The rows of this tree; they are moved about. */
  readonly rows: Int32Array;
  /** The columns that it may ask for; they are moved about. */
  readonly columns: Int32Array;
  readonly maxDepth: number;
  readonly rng: Rng;
}

/** Grows a tree. */
export function growIsolationTree(growth: IsolationGrowth): Generator<undefined, TreeStructure, void> {
  return new IsolationGrower(growth).grow();
}

class IsolationGrower {
  readonly #growth: IsolationGrowth;
  readonly #pace = new Pace();
  readonly #childrenLeft: number[] = [];
  readonly #childrenRight: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #value: number[] = [];
  readonly #samples: number[] = [];
  /** The least and the greatest value of the column looked at last. */
  #least = 0;
  #greatest = 0;

  constructor(growth: IsolationGrowth) {
    this.#growth = growth;
  }

  *grow(): Generator<undefined, TreeStructure, void> {
    // Four numbers each: the window of rows, the depth, and the node of which it is the right child, or −1.
    const waiting: number[] = [0, this.#growth.rows.length, 0, -1];
    while (waiting.length > 0) {
      const parent = waiting.pop() as number;
      let depth = waiting.pop() as number;
      let end = waiting.pop() as number;
      const start = waiting.pop() as number;
      let node = this.#add(end - start, depth);
      if (parent >= 0) this.#childrenRight[parent] = node;
      // Down the left side, whose nodes follow one another.
      while (end - start > 1 && depth < this.#growth.maxDepth) {
        const col = yield* this.#draw(start, end);
        if (col < 0) break;
        const middle = this.#split(node, col, start, end);
        depth++;
        waiting.push(middle, end, depth, node);
        end = middle;
        const left = this.#add(end - start, depth);
        this.#childrenLeft[node] = left;
        node = left;
      }
    }
    return this.#finish();
  }

  #add(samples: number, depth: number): number {
    this.#childrenLeft.push(LEAF);
    this.#childrenRight.push(LEAF);
    this.#feature.push(LEAF);
    this.#threshold.push(0);
    this.#value.push(depth + averagePathLength(samples));
    this.#samples.push(samples);
    return this.#feature.length - 1;
  }

  /** A drawn column that has two values among the rows; −1 where none has. */
  *#draw(start: number, end: number): Generator<undefined, number, void> {
    const { columns, rng } = this.#growth;
    for (let drawn = 0; drawn < columns.length; drawn++) {
      const at = drawn + rng.int(columns.length - drawn);
      const col = columns[at] as number;
      columns[at] = columns[drawn] as number;
      columns[drawn] = col;
      this.#measure(col, start, end);
      if (this.#pace.isTired(4 * (end - start))) yield;
      if (this.#greatest > this.#least + SAME_VALUE) return col;
    }
    return -1;
  }

  #measure(col: number, start: number, end: number): void {
    const { x, cols, rows } = this.#growth;
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const value = x[(rows[i] as number) * cols + col] as number;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    this.#least = least;
    this.#greatest = greatest;
  }

  /** Splits a node at a drawn place; gives the first row that is on the right. */
  #split(node: number, col: number, start: number, end: number): number {
    const { x, cols, rows, rng } = this.#growth;
    const [least, greatest] = [this.#least, this.#greatest];
    const share = rng.float();
    // Weighed, since the difference of two large values may overflow.
    const drawn = least * (1 - share) + greatest * share;
    const threshold = drawn >= least && drawn < greatest ? drawn : least;
    let middle = start;
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      if ((x[row * cols + col] as number) > threshold) continue;
      rows[i] = rows[middle] as number;
      rows[middle++] = row;
    }
    this.#feature[node] = col;
    this.#threshold[node] = threshold;
    return middle;
  }

  #finish(): TreeStructure {
    const samples = Int32Array.from(this.#samples);
    return {
      childrenLeft: Int32Array.from(this.#childrenLeft),
      childrenRight: Int32Array.from(this.#childrenRight),
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      value: Float64Array.from(this.#value),
      width: 1,
      impurity: new Float64Array(samples.length),
      nNodeSamples: samples,
      weightedNNodeSamples: Float64Array.from(samples),
    };
  }
}
