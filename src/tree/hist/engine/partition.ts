/**
 * The rows of nodes: one list of row numbers in shared memory, of which each node has a stretch. Dividing a node's rows is stable. Threads divide each a share of the
 * rows, meet, and copy what they have to where it belongs, counted from how many all of them have; the rows of small nodes are divided by one thread.
 */
import type { BinnedRows } from "../../../kernels/binning/bin-rows.js";
import { missingBin } from "../../../kernels/binning/edges.js";
import { shareOf, type Team } from "../../../kernels/threads/routine.js";
import type { GrowNode } from "./grow-node.js";
import type { Split } from "./split.js";

/** Fewer rows than this are divided sooner than threads meet. */
const SMALL = 4096;
/** Integers between the counts of two threads. */
const STRIDE = 32;
const SIDES = 256;

/** Which child's gradients are to be put in the order of its rows. */
export type Gather = "left" | "right" | "none";

/** One thread's view of the rows. */
export class Partition {
  /** The numbers of all rows. */
  readonly rows: Int32Array;
  /** Gradients in the order of some node's rows. */
  readonly ordered: Int32Array;
  readonly #team: Team;
  readonly #binned: BinnedRows;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #counts: Int32Array;
  readonly #sides: Uint8Array;
  /** Counts of one division are still read while the next one's are written. */
  #turn = 0;

  constructor(team: Team, binned: BinnedRows) {
    const { arena } = team;
    const { rows } = binned.layout;
    this.#team = team;
    this.#binned = binned;
    this.rows = arena.int32(rows);
    this.ordered = arena.int32(2 * rows);
    this.#left = arena.int32(rows);
    this.#right = arena.int32(rows);
    this.#counts = arena.int32(2 * team.threads * STRIDE);
    arena.separate();
    const sides = Array.from({ length: team.threads }, () => arena.uint8(SIDES));
    this.#sides = sides[team.thread] as Uint8Array;
  }

  /** Puts all rows into one node. */
  reset(): void {
    const { start, end } = shareOf(this.rows.length, this.#team, 1024);
    this.#team.kernels.numberRows(this.rows.byteOffset + start * 4, start, end - start);
  }

  /**
   * Divides a node's rows by its split, the left child's before the right child's, and puts the gradients of one of them in order. The team has to meet before
   * anybody reads what came out.
   */
  divide(node: GrowNode, split: Split, gather: Gather, gradients: number): void {
    const { thread, threads, kernels } = this.#team;
    const count = node.end - node.start;
    this.#setSides(split);
    if (threads === 1 || count < SMALL) {
      if (thread === 0) this.#divideAlone(node, split, gather, gradients);
      return;
    }
    const share = shareOf(count, this.#team, 1024);
    const from = node.start + share.start;
    const left = this.#divideRows(from, share.end - share.start, split.column);
    this.#turn ^= 1;
    const counts = this.#counts.subarray(this.#turn * threads * STRIDE, (this.#turn + 1) * threads * STRIDE);
    counts[thread * STRIDE] = left;
    this.#team.meet();
    let leftBefore = 0;
    for (let other = 0; other < thread; other++) leftBefore += counts[other * STRIDE] as number;
    const toLeft = node.start + leftBefore;
    const toRight = node.start + split.leftRows + share.start - leftBefore;
    const right = share.end - share.start - left;
    kernels.copyBytes(this.rows.byteOffset + toLeft * 4, this.#left.byteOffset + from * 4, left * 4);
    kernels.copyBytes(this.rows.byteOffset + toRight * 4, this.#right.byteOffset + from * 4, right * 4);
    if (gather === "left") this.#gather(toLeft, left, node.start, gradients);
    if (gather === "right") this.#gather(toRight, right, node.start + split.leftRows, gradients);
  }

  /** Puts the gradients of a node's rows in order, each thread those of its share. */
  gatherShare(node: GrowNode, gradients: number): void {
    const { start, end } = shareOf(node.end - node.start, this.#team, 1024);
    this.#gather(node.start + start, end - start, node.start, gradients);
  }

  #divideAlone(node: GrowNode, split: Split, gather: Gather, gradients: number): void {
    const { kernels } = this.#team;
    const count = node.end - node.start;
    const left = this.#divideRows(node.start, count, split.column);
    const rows = this.rows.byteOffset + node.start * 4;
    kernels.copyBytes(rows, this.#left.byteOffset + node.start * 4, left * 4);
    kernels.copyBytes(rows + left * 4, this.#right.byteOffset + node.start * 4, (count - left) * 4);
    if (gather === "left") this.#gather(node.start, left, node.start, gradients);
    if (gather === "right") this.#gather(node.start + left, count - left, node.start + left, gradients);
  }

  #divideRows(from: number, count: number, column: number): number {
    const { bins, layout } = this.#binned;
    return this.#team.kernels.divideByBin(
      this.rows.byteOffset + from * 4,
      count,
      bins + layout.columns + column * layout.rows,
      this.#sides.byteOffset,
      this.#left.byteOffset + from * 4,
      this.#right.byteOffset + from * 4,
    );
  }

  #gather(from: number, count: number, first: number, gradients: number): void {
    const out = this.ordered.byteOffset + (from - first) * 8;
    this.#team.kernels.gatherGradients(this.rows.byteOffset + from * 4, count, gradients, out);
  }

  /** Writes for each bin of the split's column whether it goes left. */
  #setSides({ column, bin, missingLeft, leftBins }: Split): void {
    const missing = missingBin(this.#binned.edges, column);
    for (let k = 0; k <= missing; k++) {
      if (leftBins !== undefined) this.#sides[k] = ((leftBins[k >> 5] as number) >>> (k & 31)) & 1;
      else this.#sides[k] = (k === missing ? missingLeft : k <= bin) ? 1 : 0;
    }
  }
}

/** The bytes that a partition takes from an arena, but for what separates threads. */
export function partitionBytes(rows: number, threads: number): number {
  return rows * 20 + 256 * 5 + threads * (2 * STRIDE * 4 + SIDES) + 8192;
}
