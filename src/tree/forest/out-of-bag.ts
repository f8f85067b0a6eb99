/**
 * What a forest predicts for its training rows when each row asks only the trees that did not learn from it: an estimate of
 * how good the forest is that needs no rows of its own (L. Breiman, "Out-of-bag estimation", 1996).
 *
 * A routine for threads, after the trees have been grown: each thread asks all trees, in their order, for its share of the rows. Which rows a tree learned from is drawn once more.
 */
import { Rng } from "../../core/rng.js";
import { type Routine, shareOf } from "../../kernels/threads/routine.js";
import { leafOf } from "../../kernels/tree-predict.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { countDraws } from "./draw-rows.js";
import { type ForestArgs, tableOf } from "./grow-forest.js";

/** Rows that are asked between two pauses. */
const ROWS = 1 << 14;

/** What the threads are told. */
export interface OutOfBagArgs extends Pick<ForestArgs, "sizes" | "places" | "seed"> {
  readonly draws: number;
  readonly trees: readonly TreeStructure[];
}

/** The rows from `start` on. */
export interface Asked {
  readonly start: number;
  /** The sums of predictions: one number or one a class for each row. */
  readonly sums: Float64Array;
  /** How many trees were asked for each row. */
  readonly asked: Int32Array;
}

/** Asks the trees of a forest; each thread gives its share of the rows. */
export const askOutOfBag: Routine<OutOfBagArgs, Asked> = {
  name: "tree/forest-out-of-bag",
  *run(team, { sizes, places, seed, draws, trees }) {
    const { x, rows, cols } = tableOf(team, { sizes, places });
    const { start, end } = shareOf(rows, team);
    const width = trees[0]?.width ?? 1;
    const sums = new Float64Array((end - start) * width);
    const asked = new Int32Array(end - start);
    const counts = new Float64Array(rows);
    for (let number = 0; number < trees.length; number++) {
      const tree = trees[number] as TreeStructure;
      const { value } = tree;
      countDraws(new Rng(seed).derive("tree", number), draws, counts);
      yield number;
      for (let row = start; row < end; row++) {
        if (row % ROWS === 0) yield number;
        if ((counts[row] as number) > 0) continue;
        const leaf = leafOf(tree, x, row * cols) * width;
        const at = (row - start) * width;
        for (let k = 0; k < width; k++) sums[at + k] = (sums[at + k] as number) + (value[leaf + k] as number);
        asked[row - start] = (asked[row - start] as number) + 1;
      }
    }
    return { start, sums, asked };
  },
};

/**
 * The mean prediction for each row of the table, of `tableRows` rows: one number or one a class, or null where no tree could be
 * asked: all learned from the row, or it has no weight. `taken` are the rows that count.
 */
export function meansOf(parts: readonly Asked[], taken: Int32Array, tableRows: number): (Float64Array | null)[] {
  const means = new Array<Float64Array | null>(tableRows).fill(null);
  for (const { start, sums, asked } of parts) {
    const width = sums.length / Math.max(1, asked.length);
    for (let i = 0; i < asked.length; i++) {
      const trees = asked[i] as number;
      if (trees === 0) continue;
      means[taken[start + i] as number] = sums.slice(i * width, (i + 1) * width).map((sum) => sum / trees);
    }
  }
  return means;
}
