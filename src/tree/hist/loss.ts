/**
 * What boosting on histograms asks of the loss that it lowers. Rows stand in the shared memory; the loops over them are kernels, called for a range of rows, so that each
 * thread does its share. A range starts at a multiple of 64 rows, and nothing that is computed depends on where ranges end.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import type { Work } from "../gradient-boosting/range.js";

/** Rows in the shared memory. */
export interface LossRows {
  readonly count: number;
  /** Numbers from one class's scores to the next class's: `count` or a few more. */
  readonly stride: number;
  /** The score k of row i is number k × stride + i. */
  readonly scores: Float64Array;
  /** The targets, as {@link HistLoss.encode} gives them. */
  readonly y: Float64Array;
  /** None where all weights are 1. */
  readonly weights: Float64Array | undefined;
}

/** The greatest size that gradients and second derivatives come to. */
export interface Sizes {
  readonly gradient: number;
  readonly hessian: number;
}

/** What gradients and second derivatives are multiplied by before they are rounded to integers; 0 where all second derivatives are 1 and stay out. */
export interface Scales {
  readonly gradient: number;
  readonly hessian: number;
}

/** Rows `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A loss with its derivatives. */
export interface HistLoss {
  /** The scores of a row, and the trees of a round. */
  readonly width: number;
  /** How many arrays of `stride` numbers it needs for itself. */
  readonly terms: number;
  /** Whether second derivatives are 1, or the weights of the rows. */
  readonly flat: boolean;
  /** Leaves take this quantile of what is left of the targets of their rows, rather than a step of Newton's method. */
  readonly leafLevel?: number;
  /** A target, a number or the code of a class, as the kernels read it. */
  encode(y: number): number;
  /** The scores that rows start from: the best that are the same for all. */
  baseline(y: Float64Array, weights: Float64Array | undefined): Work<Float64Array>;
  /** At the start of a round: what all trees of the round need of the scores, into `terms`. */
  prepare?(kernels: Kernels, rows: LossRows, terms: Float64Array, range: Range): void;
  /** The sizes as far as the weights tell; undefined where they depend on scores. */
  bound(greatestWeight: number): Sizes | undefined;
  /** The sizes among some rows, where they depend on scores. */
  measure?(kernels: Kernels, rows: LossRows, terms: Float64Array, range: Range): Sizes;
  /** Writes the derivatives of class k as histograms take them: two 32-bit integers a row, of which those of row 0 stand at byte `out`. */
  pack(
    kernels: Kernels,
    rows: LossRows,
    terms: Float64Array,
    k: number,
    out: number,
    scales: Scales,
    range: Range,
  ): void;
  /** The losses of rows times their weights, summed in order. */
  sum(kernels: Kernels, rows: LossRows, range: Range): number;
}

/** The byte at which number `index` of an array stands; 0 for no array. */
export function addressOf(array: Float64Array | undefined, index: number): number {
  return array === undefined ? 0 : array.byteOffset + index * 8;
}
