/**
 * Averaging over the trees of a forest. Sums go tree by tree in their order, for one row as for many, so that both ways give
 * the same bits.
 */
import { leafOf } from "../kernels/tree-predict.js";
import type { TreeStructure } from "../kernels/tree-structure.js";
import type { Forest } from "./forest-structure.js";

/** Adds what a tree predicts for a row, which starts at `from` in `x`, to the numbers from `at` on. */
export function addPrediction(tree: TreeStructure, x: Float64Array, from: number, out: Float64Array, at: number): void {
  const { value, width } = tree;
  const leaf = leafOf(tree, x, from) * width;
  for (let k = 0; k < width; k++) out[at + k] = (out[at + k] as number) + (value[leaf + k] as number);
}

/** The mean prediction for each row of a dense, row-major matrix: `width` numbers a row. */
export function meanPredictions({ trees, nodes }: Forest, x: Float64Array, rows: number, cols: number): Float64Array {
  const { width } = nodes;
  const out = new Float64Array(rows * width);
  for (const tree of trees) {
    for (let row = 0; row < rows; row++) addPrediction(tree, x, row * cols, out, row * width);
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / trees.length;
  return out;
}

/** The mean prediction for one row, written to the first `width` numbers of `out`. */
export function meanPrediction({ trees, nodes }: Forest, x: Float64Array, out: Float64Array): void {
  const { width } = nodes;
  for (let k = 0; k < width; k++) out[k] = 0;
  for (let t = 0; t < trees.length; t++) addPrediction(trees[t] as TreeStructure, x, 0, out, 0);
  for (let k = 0; k < width; k++) out[k] = (out[k] as number) / trees.length;
}

/** The leaf of each row in each tree, as its number among that tree's nodes: rows × trees, row after row. */
export function leavesInTrees({ trees }: Forest, x: Float64Array, rows: number, cols: number): Int32Array {
  const out = new Int32Array(rows * trees.length);
  trees.forEach((tree, t) => {
    for (let row = 0; row < rows; row++) out[row * trees.length + t] = leafOf(tree, x, row * cols);
  });
  return out;
}
