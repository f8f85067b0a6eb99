/**
 * The best split of a node: each thread looks through its own columns and writes the best on a board; after the team has met all of them take the best of the best,
 * so that each knows the same without a word.
 */
import type { BinnedRows } from "../../../kernels/binning/bin-rows.js";
import { missingBin } from "../../../kernels/binning/edges.js";
import type { Team } from "../../../kernels/threads/routine.js";
import type { GrowNode } from "./grow-node.js";
import { rowsOf } from "./grow-node.js";
import { type GrowParams, MIN_HESSIAN } from "./grow-params.js";
import type { Histograms } from "./histograms.js";
import { bestOf, clearRecord, RECORD, type Split, signRecord } from "./split.js";

/** Keeps denominators from 0, as in scikit-learn. */
export const TINY = 1e-15;
/** By so much categories of few rows are drawn towards 0, in rows; fewer have no say. As in scikit-learn. */
const SUPPORT = 10;
/** Float64 numbers of a node's record, and of the kernels' working space. */
const NODE = 16;
const SPARE = 768;
/** Two nodes are searched between two meetings. */
const CANDIDATES = 2;

/** What does not change from node to node, in units of the gradients' scales. */
export interface SearchScales {
  readonly penalty: number;
  readonly tiny: number;
  readonly leastHessian: number;
  readonly leastGain: number;
  readonly support: number;
  readonly countBits: number;
}

/** The options in units of the scales. */
export function searchScales(
  params: GrowParams,
  gradientScale: number,
  hessianScale: number,
  countBits: number,
): SearchScales {
  return {
    penalty: params.l2Regularization * hessianScale,
    tiny: TINY * hessianScale,
    leastHessian: (params.minHessianToSplit ?? MIN_HESSIAN) * hessianScale,
    leastGain: ((params.minGainToSplit ?? 0) * gradientScale * gradientScale) / hessianScale,
    support: SUPPORT * hessianScale,
    countBits,
  };
}

/** One thread's view of the search. */
export class Search {
  readonly #team: Team;
  readonly #binned: BinnedRows;
  readonly #params: GrowParams;
  readonly #histograms: Histograms;
  readonly #node: Float64Array;
  readonly #spare: Float64Array;
  /** The records of each candidate, one a thread. */
  readonly #board: readonly (readonly Float64Array[])[];
  /** The bins of each column for rows with a value. */
  readonly #bins: Int32Array;

  constructor(team: Team, binned: BinnedRows, params: GrowParams, histograms: Histograms) {
    const { arena } = team;
    const { cols } = binned.layout;
    this.#team = team;
    this.#binned = binned;
    this.#params = params;
    this.#histograms = histograms;
    arena.separate();
    const desks = Array.from({ length: team.threads }, () => [arena.float64(NODE), arena.float64(SPARE)] as const);
    [this.#node, this.#spare] = desks[team.thread] as (typeof desks)[number];
    this.#board = Array.from({ length: CANDIDATES }, () =>
      Array.from({ length: team.threads }, () => arena.float64(RECORD)),
    );
    this.#bins = Int32Array.from({ length: cols }, (_, column) => missingBin(binned.edges, column));
  }

  /** Looks through one of this thread's columns after the other: `each` is called before. */
  look(candidate: number, node: GrowNode, scales: SearchScales, each?: (column: number) => void): void {
    const record = (this.#board[candidate] as readonly Float64Array[])[this.#team.thread] as Float64Array;
    this.#describe(node, scales);
    clearRecord(record, scales.leastGain);
    const { first, end } = this.#histograms;
    for (let column = first; column < end; column++) {
      each?.(column);
      const allowed = node.interactions === undefined || node.interactions.some((set) => set.includes(column));
      if (allowed && this.#lookAt(column, node, record)) {
        signRecord(record, column, this.#binned.edges.categorical[column] === 1);
      }
    }
  }

  /** The best split that any thread found; only after the team has met. */
  best(candidate: number): Split | undefined {
    return bestOf(this.#board[candidate] as readonly Float64Array[]);
  }

  #lookAt(column: number, node: GrowNode, record: Float64Array): boolean {
    const { kernels } = this.#team;
    const { edges, missing } = this.#binned;
    const bins = this.#bins[column] as number;
    const lost = missing[column] as number;
    if (bins + lost < 2) return false;
    const at = this.#histograms.address(node.histogram, column);
    const own = this.#node.byteOffset;
    const spare = this.#spare.byteOffset;
    const best = record.byteOffset;
    if (edges.categorical[column] === 1) return kernels.splitCategories(at, bins, lost, own, spare, best) === 1;
    const { monotonic } = this.#params;
    if (monotonic === undefined) return kernels.splitNumbers(at, bins, lost, own, spare, best) === 1;
    return kernels.splitBounded(at, bins, lost, monotonic[column] as number, own, best) === 1;
  }

  /** Writes the node's record (`kernels/assembly/split-node.ts`). */
  #describe(node: GrowNode, scales: SearchScales): void {
    const record = this.#node;
    record[0] = node.gradients;
    record[1] = node.hessians;
    record[2] = scales.penalty;
    record[3] = scales.tiny;
    record[4] = node.gradients * node.value;
    record[5] = scales.leastHessian;
    record[6] = this.#params.minSamplesLeaf;
    record[7] = rowsOf(node);
    record[8] = scales.countBits;
    record[9] = node.lower;
    record[10] = node.upper;
    record[11] = scales.support;
  }
}

/** The bytes that a search takes from an arena. */
export function searchBytes(threads: number): number {
  return 4096 + threads * 8 * (NODE + SPARE + CANDIDATES * RECORD);
}
