/**
 * Trees by the absolute error, which sums of bins do not tell: they are grown on sorted columns (grow/grow.ts), one thread a tree.
 */
import type { Rng } from "../../core/rng.js";
import { argsort, SortSpace } from "../../kernels/argsort.js";
import { Pace } from "../../kernels/pace.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { AbsoluteError } from "../grow/absolute-error.js";
import { growTree } from "../grow/grow.js";
import type { Limits } from "../grow/limits.js";
import { pickRows, sortTable } from "../grow/presort.js";
import type { SortedColumns } from "../grow/sorted-columns.js";
import type { Bag } from "./draw-rows.js";
import type { Space } from "./memory.js";

/** A table of targets. */
export interface ExactFrom {
  readonly x: Float64Array;
  readonly y: Int32Array | Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** Grows trees from columns that it has sorted once. */
export class ExactTrees {
  readonly #from: ExactFrom;
  #sorted: SortedColumns | undefined;

  constructor(from: ExactFrom) {
    this.#from = from;
  }

  /** Sorts the columns. Pauses now and then. */
  *sort(): Generator<undefined, void, void> {
    const { x, rows, cols } = this.#from;
    this.#sorted = yield* sortTable(
      x,
      cols,
      Int32Array.from({ length: rows }, (_, row) => row),
    );
  }

  /** Grows a tree on the rows of a bag. Each pause gives the number of rows that have come to their leaf. */
  *grow(
    { count, scale }: Bag,
    space: Space,
    how: { readonly limits: Limits; readonly rng: Rng; readonly shuffled: boolean; readonly random: boolean },
  ): Generator<number, TreeStructure, void> {
    if (this.#sorted === undefined) throw new TypeError("The columns are not sorted yet");
    const { y } = this.#from;
    const positions = Int32Array.from(space.rows.subarray(0, count));
    const targets = Float64Array.from(positions, (row) => y[row] as number);
    const weights = Float64Array.from(positions, (row) => (space.units[row] as number) / scale);
    const weighted = weights.some((weight) => weight !== 1);
    const order = yield* zeros(argsort(new SortSpace(count), targets, new Pace()));
    const criterion = new AbsoluteError(targets, weighted ? weights : undefined, order);
    const columns = yield* zeros(pickRows(this.#sorted, positions));
    const { limits, rng, shuffled, random } = how;
    return yield* growTree({ columns, criterion, limits, rng, shuffled, splitter: random ? "random" : "best" });
  }
}

function* zeros<T>(work: Generator<undefined, T, void>): Generator<number, T, void> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    yield 0;
  }
}
