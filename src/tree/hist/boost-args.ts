/**
 * What the threads are told of the rows to boost on, and where they put what they compute.
 */
import { type Arena, arenaBytes, type Place } from "../../kernels/threads/arena.js";
import type { BoostedTrees } from "../boosted/structure.js";
import type { HistLoss, LossRows } from "./loss.js";
import type { HistLossChoice } from "./losses.js";
import { blockCount } from "./mean-loss.js";

/** Rows that the main thread has put into the memory. */
export interface PlacedRows {
  readonly count: number;
  /** The targets as the loss reads them. */
  readonly y: Place;
  /** None where all weights are 1. */
  readonly weights: Place | undefined;
  /** The sum of the weights; the number of rows where there are none. */
  readonly weight: number;
  /** The values of the columns, row after row; there for rows that trees are walked with. */
  readonly x: Place | undefined;
}

/** How boosting goes. */
export interface BoostRules {
  readonly loss: HistLossChoice;
  readonly cols: number;
  readonly maxIter: number;
  readonly learningRate: number;
  /** Whether the loss is written down each round. */
  readonly scored: boolean;
  /** Ends when the loss (on the rows held out, if there are any) has not fallen by `tol` for so many rounds; undefined: never. */
  readonly stopping: { readonly rounds: number; readonly tol: number } | undefined;
  /** The greatest weight of a training row. */
  readonly greatestWeight: number;
}

/** What was learned. */
export interface Boosted {
  readonly trees: BoostedTrees;
  /** The negative loss on the training rows, before any round and after each; empty unless `scored`. */
  readonly trainScore: Float64Array;
  /** The same on the rows held out. */
  readonly validationScore: Float64Array;
}

/** The numbers from one class to the next: a few more than the rows, so that rows can be worked on in pairs. */
export function strideOf(rows: number): number {
  return Math.ceil(rows / 8) * 8;
}

/** The bytes of {@link takeRows}. */
export function rowBytes(rows: number, width: number): number {
  return arenaBytes(strideOf(rows) * width * 8, blockCount(rows) * 8);
}

/** Rows with their scores, and room for the sums of the losses of blocks. */
export interface ScoredRows extends LossRows {
  readonly weight: number;
  readonly x: Float64Array | undefined;
  readonly sums: Float64Array;
}

/** The arrays of rows; scores are not set yet. */
export function takeRows(arena: Arena, { width }: HistLoss, { count, y, weights, weight, x }: PlacedRows): ScoredRows {
  const stride = strideOf(count);
  return {
    count,
    stride,
    scores: arena.float64(stride * width),
    sums: arena.float64(blockCount(count)),
    y: arena.float64At(y),
    weights: weights && arena.float64At(weights),
    weight,
    x: x && arena.float64At(x),
  };
}
