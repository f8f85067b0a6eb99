/**
 * One thread's share of the loops over the training rows: gradients before a tree, scores after it. Shares are ranges of rows, whatever leaf they are in, so that no two threads
 * write to the same stretch of memory, and what a thread wrote it reads again without waiting for others.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import type { HistLoss, LossRows, Range, Scales } from "./loss.js";
import { addressOf } from "./loss.js";

/** Rows between two pauses: about a millisecond; a multiple of the blocks that losses are summed in. */
export const SLICE = 1 << 16;

/** What a thread works on. */
export interface RowWork {
  readonly kernels: Kernels;
  readonly loss: HistLoss;
  readonly rows: LossRows;
  readonly terms: Float64Array;
  /** This thread's rows. */
  readonly share: Range;
}

/** The share of a thread in slices. */
export function* slicesOf({ start, end }: Range): Generator<Range, void, void> {
  for (let from = start; from < end; from += SLICE) yield { start: from, end: Math.min(end, from + SLICE) };
}

/** What the trees of a round need of the scores before. */
export function* prepareRound({ kernels, loss, rows, terms, share }: RowWork): Generator<undefined, void, void> {
  if (loss.prepare === undefined) return;
  for (const range of slicesOf(share)) {
    loss.prepare(kernels, rows, terms, range);
    yield;
  }
}

/** Writes the derivatives of class k, packed from byte `out` on. */
export function* packRows(
  { kernels, loss, rows, terms, share }: RowWork,
  k: number,
  out: number,
  scales: Scales,
): Generator<undefined, void, void> {
  for (const range of slicesOf(share)) {
    loss.pack(kernels, rows, terms, k, out, scales, range);
    yield;
  }
}

/** A leaf: its rows, ascending, among those that a tree has divided, and what it adds to their scores. */
export interface LeafRows {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** Adds to the scores of this thread's rows what their leaves say. */
export function* addLeaves(
  { kernels, rows: { scores, stride }, share }: RowWork,
  k: number,
  order: Int32Array,
  leaves: readonly LeafRows[],
): Generator<undefined, void, void> {
  const to = addressOf(scores, k * stride);
  let since = 0;
  for (const { start, end, value } of leaves) {
    const first = firstFrom(order, start, end, share.start);
    const after = firstFrom(order, first, end, share.end);
    kernels.addToRows(to, order.byteOffset + first * 4, after - first, value);
    since += after - first;
    if (since < SLICE) continue;
    since = 0;
    yield;
  }
}

/** The first place between `start` and `end` of a row that is at least `row`. */
function firstFrom(order: Int32Array, start: number, end: number, row: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
