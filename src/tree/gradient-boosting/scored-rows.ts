/**
 * Rows of a table with their targets and the scores that a growing model gives them.
 */

import { leafOf } from "../../kernels/tree-predict.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { rootsOf } from "../boosted/roots.js";
import type { BoostedTrees } from "../boosted/structure.js";
import { boostedLeaf } from "../boosted/walk.js";
import type { Loss, Targets } from "./loss.js";
import { inRanges, type Work } from "./range.js";

/** Rows as plain arrays. */
export interface RowSet extends Targets {
  /** A dense table, row after row. */
  readonly table: Float64Array;
  readonly cols: number;
  /** Which rows of the table they are, in order. */
  readonly rows: Int32Array;
}

/** Follows the scores of rows. */
export class ScoredRows {
  readonly set: RowSet;
  /** The score k of row i is number k × rows + i. */
  readonly scores: Float64Array;
  /** The loss of each row at these scores, without its weight. */
  readonly losses: Float64Array;
  readonly #loss: Loss;

  constructor(set: RowSet, loss: Loss, baseline: Float64Array) {
    const { length } = set.rows;
    this.set = set;
    this.scores = new Float64Array(loss.width * length);
    this.losses = new Float64Array(length);
    this.#loss = loss;
    for (let k = 0; k < loss.width; k++) this.scores.fill(baseline[k] as number, k * length, (k + 1) * length);
  }

  /** The leaf of each row in a tree. */
  *leavesIn(tree: TreeStructure): Work<Int32Array> {
    const { table, cols, rows } = this.set;
    const leaves = new Int32Array(rows.length);
    yield* inRanges(rows.length, (start, end) => {
      for (let i = start; i < end; i++) leaves[i] = leafOf(tree, table, (rows[i] as number) * cols);
    });
    return leaves;
  }

  /** Adds to score k what the leaf of each row is worth. */
  *add(leaves: Int32Array, values: Float64Array, k: number): Work<void> {
    const { scores } = this;
    const from = k * leaves.length;
    yield* inRanges(leaves.length, (start, end) => {
      for (let i = start; i < end; i++) {
        scores[from + i] = (scores[from + i] as number) + (values[leaves[i] as number] as number);
      }
    });
  }

  /** Adds what a round of a fitted model says, whose raw scores are `scale` times those here, a power of two. */
  *replay(trees: BoostedTrees, round: number, scale: number): Work<void> {
    const { table, cols, rows } = this.set;
    const { scores } = this;
    const roots = rootsOf(trees);
    for (let k = 0; k < trees.width; k++) {
      const root = roots[round * trees.width + k] as number;
      const from = k * rows.length;
      yield* inRanges(rows.length, (start, end) => {
        for (let i = start; i < end; i++) {
          const node = boostedLeaf(trees, root, table, (rows[i] as number) * cols);
          scores[from + i] = (scores[from + i] as number) + (trees.nodes.value[node] as number) / scale;
        }
      });
    }
  }

  /** Brings the losses up to the scores. */
  *judge(): Work<void> {
    yield* inRanges(this.losses.length, (start, end) => {
      this.#loss.losses(this.set, this.scores, this.losses, start, end);
    });
  }

  /** The mean loss, by weight, of the rows that `drawn` marks with 1 (or with 0, for `mark` 0); of all without marks. */
  meanLoss(drawn?: Uint8Array, mark = 1): number {
    const { losses } = this;
    const { weights } = this.set;
    let sum = 0;
    let total = 0;
    for (let i = 0; i < losses.length; i++) {
      if (drawn !== undefined && drawn[i] !== mark) continue;
      const weight = weights === undefined ? 1 : (weights[i] as number);
      sum += weight * (losses[i] as number);
      total += weight;
    }
    return total === 0 ? 0 : sum / total;
  }
}
