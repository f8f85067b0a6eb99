/**
 * The mean loss of rows, by weight, computed by all threads together: each sums blocks of its own, and the sums of blocks are added in order.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { shareOf, type Team } from "../../kernels/threads/routine.js";
import type { HistLoss, LossRows, Range } from "./loss.js";

/** Rows whose losses are summed one after the other. Shares of threads start at multiples of it. */
export const BLOCK = 256;

/** The share of a thread in rows. */
export function rowShare(rows: number, team: Pick<Team, "thread" | "threads">): Range {
  return shareOf(rows, team, BLOCK);
}

/** Numbers that {@link addBlockLosses} writes. */
export function blockCount(rows: number): number {
  return Math.ceil(rows / BLOCK);
}

/** Sums the losses of some rows by block, from a multiple of {@link BLOCK} on, into `sums`. */
export function sumBlocks(
  kernels: Kernels,
  loss: HistLoss,
  rows: LossRows,
  { start, end }: Range,
  sums: Float64Array,
): void {
  for (let from = start; from < end; from += BLOCK) {
    sums[from / BLOCK] = loss.sum(kernels, rows, { start: from, end: Math.min(end, from + BLOCK) });
  }
}

/** The sum of numbers, in order. */
export function inOrder(numbers: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i] as number;
  return sum;
}
