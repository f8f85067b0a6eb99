/**
 * Averaging over the trees of a forest. Sums go tree by tree in their order, for one row as for many, so that both ways give
 * the same bits. Many rows walk trees that were made ready for it, and one row walks trees made ready for that: each is done when
 * first needed and kept.
 */
import type { BatchWork } from "../base/predict-in-slices.js";
import type { DenseMatrix } from "../data/matrix.js";
import { type TreeNodes, treeNodes, writeLeavesOfRow } from "../kernels/tree-nodes.js";
import { leafOf } from "../kernels/tree-predict.js";
import { type ReadyTrees, readyTrees } from "../kernels/tree-ready.js";
import type { TreeStructure } from "../kernels/tree-structure.js";
import { addLeafValues, placedValues, writeLeaves } from "../kernels/tree-sums.js";
import type { Forest } from "./forest-structure.js";

/** Adds what a tree predicts for a row, which starts at `from` in `x`, to the numbers from `at` on. */
export function addPrediction(tree: TreeStructure, x: Float64Array, from: number, out: Float64Array, at: number): void {
  const { value, width } = tree;
  const leaf = leafOf(tree, x, from) * width;
  for (let k = 0; k < width; k++) out[at + k] = (out[at + k] as number) + (value[leaf + k] as number);
}

/** Predicts by a forest. */
export class ForestPredictor {
  readonly #forest: Forest;
  #ready: { readonly trees: ReadyTrees; readonly value: Float64Array } | undefined;
  #forRow: { readonly trees: TreeNodes; readonly leaves: Int32Array } | undefined;

  constructor(forest: Forest) {
    this.#forest = forest;
  }

  /** The mean prediction for each row of a dense, row-major matrix: `width` numbers a row. */
  means(x: Float64Array, rows: number, cols: number): Float64Array {
    const { trees, nodes } = this.#forest;
    const { width } = nodes;
    const out = new Float64Array(rows * width);
    const ready = this.#readyFor(rows);
    if (ready !== undefined) {
      addLeafValues(ready.trees, { value: ready.value, width, outputs: width }, x, cols, [0, rows], out);
    } else {
      for (const tree of trees) {
        for (let row = 0; row < rows; row++) addPrediction(tree, x, row * cols, out, row * width);
      }
    }
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / trees.length;
    return out;
  }

  /** The same on threads. */
  async meansAsync({ values, rows, cols }: DenseMatrix, work: BatchWork): Promise<Float64Array> {
    const { trees, nodes } = this.#forest;
    const { width } = nodes;
    const out = new Float64Array(rows * width);
    const ready = this.#madeReady();
    // What computes in threads is loaded when it is first needed: an application that predicts row by row never does.
    const { addLeafValuesInThreads } = await import("../kernels/tree-sums-in-threads.js");
    await addLeafValuesInThreads(
      ready.trees,
      { value: ready.value, width, outputs: width },
      { values, rows, cols },
      out,
      work,
    );
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / trees.length;
    return out;
  }

  /** Writes the mean prediction for one row to the first `width` numbers of `out`. The first time takes O(nodes). */
  mean(x: Float64Array, out: Float64Array): void {
    const { nodeCounts, nodes } = this.#forest;
    const { width } = nodes;
    const { trees, leaves } = this.#forRow ?? this.#madeForRow();
    const { values } = trees;
    writeLeavesOfRow(trees, x, leaves);
    for (let k = 0; k < width; k++) out[k] = 0;
    for (let t = 0; t < nodeCounts.length; t++) {
      const leaf = (leaves[t] as number) * width;
      for (let k = 0; k < width; k++) out[k] = (out[k] as number) + (values[leaf + k] as number);
    }
    for (let k = 0; k < width; k++) out[k] = (out[k] as number) / nodeCounts.length;
  }

  /** The leaf of each row in each tree, as its number among that tree's nodes: rows × trees, row after row. */
  leaves(x: Float64Array, rows: number, cols: number): Int32Array {
    const { trees, nodeCounts } = this.#forest;
    const out = new Int32Array(rows * trees.length);
    const ready = this.#readyFor(rows);
    if (ready !== undefined) writeLeaves(ready.trees, x, cols, [0, rows], out);
    for (let t = 0, root = 0; t < trees.length; root += nodeCounts[t++] as number) {
      const tree = trees[t] as TreeStructure;
      for (let row = 0, at = t; row < rows; row++, at += trees.length) {
        out[at] = ready === undefined ? leafOf(tree, x, row * cols) : (out[at] as number) - root;
      }
    }
    return out;
  }

  /** The trees made ready, once there are rows enough for it to pay; nothing before. */
  #readyFor(rows: number) {
    const { nodeCounts, nodes } = this.#forest;
    const { length } = nodes.feature;
    if (length > rows * nodeCounts.length) return undefined;
    return this.#madeReady();
  }

  #madeReady() {
    const { nodeCounts, nodes } = this.#forest;
    if (this.#ready === undefined) {
      const trees = readyTrees(nodeCounts, nodes);
      this.#ready = { trees, value: nodes.width === 1 ? placedValues(trees, nodes.value) : nodes.value };
    }
    return this.#ready;
  }

  #madeForRow() {
    const { nodeCounts, nodes } = this.#forest;
    const trees = treeNodes(nodeCounts, nodes);
    this.#forRow = { trees, leaves: new Int32Array(trees.roots.length) };
    return this.#forRow;
  }
}
