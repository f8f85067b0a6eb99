/**
 * The raw scores of rows: the baseline plus the leaf of each tree, added round by round in order, for one row as for many, so that both ways give the
 * same bits.
 */
import { rootsOf } from "./roots.js";
import type { BoostedTrees } from "./structure.js";
import { boostedLeaf } from "./walk.js";

/** The scores of `rows` rows before any tree: rows × width. */
export function baselineScores({ baseline, width }: BoostedTrees, rows: number): Float64Array {
  const scores = new Float64Array(rows * width);
  for (let at = 0; at < scores.length; at++) scores[at] = baseline[at % width] as number;
  return scores;
}

/** Adds what the trees `fromTree` ≤ t < `toTree` say of each row of a dense, row-major matrix to its scores. */
export function addTrees(
  trees: BoostedTrees,
  [fromTree, toTree]: readonly [number, number],
  x: Float64Array,
  cols: number,
  scores: Float64Array,
): void {
  const { width, nodes } = trees;
  const roots = rootsOf(trees);
  const rows = scores.length / width;
  for (let t = fromTree; t < toTree; t++) {
    const root = roots[t] as number;
    for (let row = 0, at = t % width; row < rows; row++, at += width) {
      const leaf = root + boostedLeaf(trees, root, x, row * cols);
      scores[at] = (scores[at] as number) + (nodes.value[leaf] as number);
    }
  }
}

/** The raw scores of each row: rows × width. */
export function rawScores(trees: BoostedTrees, x: Float64Array, rows: number, cols: number): Float64Array {
  const scores = baselineScores(trees, rows);
  addTrees(trees, [0, trees.nodeCounts.length], x, cols, scores);
  return scores;
}

/** The raw scores after each round, rows × width; one array, which each step changes. */
export function* stagedScores(
  trees: BoostedTrees,
  x: Float64Array,
  rows: number,
  cols: number,
): Generator<Float64Array, void, undefined> {
  const { width, nodeCounts } = trees;
  const scores = baselineScores(trees, rows);
  for (let t = 0; t < nodeCounts.length; t += width) {
    addTrees(trees, [t, t + width], x, cols, scores);
    yield scores;
  }
}

/** A function that writes the raw scores of one row to the first `width` numbers of `out`. It allocates nothing when it is called. */
export function rowScores(trees: BoostedTrees): (x: Float64Array, out: Float64Array) => void {
  const { width, baseline, nodes, nodeCounts } = trees;
  const roots = rootsOf(trees);
  return (x, out) => {
    for (let k = 0; k < width; k++) out[k] = baseline[k] as number;
    for (let t = 0, k = 0; t < nodeCounts.length; t++) {
      const root = roots[t] as number;
      const leaf = root + boostedLeaf(trees, root, x, 0);
      out[k] = (out[k] as number) + (nodes.value[leaf] as number);
      if (++k === width) k = 0;
    }
  };
}

/** The leaf of each row in each tree, as its number among that tree's nodes: rows × trees, row after row. */
export function boostedLeaves(trees: BoostedTrees, x: Float64Array, rows: number, cols: number): Int32Array {
  const count = trees.nodeCounts.length;
  const roots = rootsOf(trees);
  const out = new Int32Array(rows * count);
  for (let t = 0; t < count; t++) {
    for (let row = 0; row < rows; row++) out[row * count + t] = boostedLeaf(trees, roots[t] as number, x, row * cols);
  }
  return out;
}
