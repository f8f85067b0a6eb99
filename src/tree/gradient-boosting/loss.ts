/**
 * What boosting asks of the loss that it lowers.
 *
 * Scores stand class after class: the score k of row i is number k × rows + i. A loss keeps nothing of the rows; all work that grows with them is in
 * ranges or in generators, so that others can run in between.
 */
import type { TreeStructure } from "../../kernels/tree-structure.js";
import type { NodeRows } from "./node-rows.js";
import type { Work } from "./range.js";

/** What is known of rows beside their columns. */
export interface Targets {
  /** A number a row, or the code of its class. */
  readonly y: Float64Array;
  /** Weights above 0; none where all are 1. */
  readonly weights: Float64Array | undefined;
}

/** A tree that was just grown, and what its leaves are told apart by. */
export interface Grown {
  readonly tree: TreeStructure;
  /** The training rows of each node. */
  readonly members: NodeRows;
  /** Which of the scores the tree is for. */
  readonly k: number;
}

/** Where the rows stand. */
export interface Standing {
  readonly targets: Targets;
  readonly scores: Float64Array;
  /** The negative gradient of the loss at the scores, in the same places. */
  readonly residuals: Float64Array;
}

/** A loss, its gradient, and what leaves add to the scores. */
export interface Loss {
  /** The scores of a row. */
  readonly width: number;
  /** How many times its score the raw score of the model is: a power of two, so that no bit is lost. */
  readonly scale: number;
  /** The scores that a model starts from: the best that are the same for all rows. */
  baseline(targets: Targets): Work<Float64Array>;
  /** Before each round: takes from the scores what the loss itself depends on, if it does. */
  adapt?(targets: Targets, scores: Float64Array): Work<void>;
  /** Writes the negative gradient of the rows from `start` to before `end`, for every score. */
  residuals(targets: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void;
  /** Writes the loss of each of these rows, without its weight. */
  losses(targets: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void;
  /** What each node adds to the score of its rows, as if it were a leaf; left out where that is the mean of the residuals. */
  nodeValues?(grown: Grown, standing: Standing): Work<Float64Array>;
}
