/**
 * The raw scores of rows: the baseline plus the leaf of each tree, added round by round in order, for one row as for many, so that both ways give the
 * same bits. Many rows walk trees that were made ready for it, which is done when first needed and kept, and pays where there are rows enough.
 */

import type { BatchWork } from "../../base/predict-in-slices.js";
import type { DenseMatrix } from "../../data/matrix.js";
import { type ReadyTrees, readyTrees } from "../../kernels/tree-ready.js";
import { addLeafValues, placedValues, writeLeaves } from "../../kernels/tree-sums.js";
import { rootsOf } from "./roots.js";
import type { BoostedTrees } from "./structure.js";
import { boostedLeaf } from "./walk.js";

/** Scores rows by boosted trees. */
export class BoostedScorer {
  readonly #trees: BoostedTrees;
  readonly #roots: Int32Array;
  #ready: { readonly trees: ReadyTrees; readonly value: Float64Array } | undefined;

  constructor(trees: BoostedTrees) {
    this.#trees = trees;
    this.#roots = rootsOf(trees);
  }

  /** The raw scores of each row of a dense, row-major matrix: rows × width. */
  scores(x: Float64Array, rows: number, cols: number): Float64Array {
    const { width, nodeCounts } = this.#trees;
    const scores = this.#baseline(rows);
    const ready = this.#readyFor(rows);
    if (ready === undefined) this.#addTrees(0, nodeCounts.length, x, cols, scores);
    else addLeafValues(ready.trees, { value: ready.value, width: 1, outputs: width }, x, cols, [0, rows], scores);
    return scores;
  }

  /** The same on threads. */
  async scoresAsync({ values, rows, cols }: DenseMatrix, work: BatchWork): Promise<Float64Array> {
    const scores = this.#baseline(rows);
    const ready = this.#madeReady();
    const leaves = { value: ready.value, width: 1, outputs: this.#trees.width };
    // What computes in threads is loaded when it is first needed: an application that predicts row by row never does.
    const { addLeafValuesInThreads } = await import("../../kernels/tree-sums-in-threads.js");
    await addLeafValuesInThreads(ready.trees, leaves, { values, rows, cols }, scores, work);
    return scores;
  }

  /** The raw scores after each round, rows × width; one array, which each step changes. */
  *staged(x: Float64Array, rows: number, cols: number): Generator<Float64Array, void, undefined> {
    const { width, nodeCounts } = this.#trees;
    const scores = this.#baseline(rows);
    for (let t = 0; t < nodeCounts.length; t += width) {
      this.#addTrees(t, t + width, x, cols, scores);
      yield scores;
    }
  }

  /** A function that writes the raw scores of one row to the first `width` numbers of `out`. It allocates nothing when it is called. */
  row(): (x: Float64Array, out: Float64Array) => void {
    const trees = this.#trees;
    const roots = this.#roots;
    const { width, baseline, nodes, nodeCounts } = trees;
    return (x, out) => {
      for (let k = 0; k < width; k++) out[k] = baseline[k] as number;
      for (let t = 0, k = 0; t < nodeCounts.length; t++) {
        const leaf = boostedLeaf(trees, roots[t] as number, x, 0);
        out[k] = (out[k] as number) + (nodes.value[leaf] as number);
        if (++k === width) k = 0;
      }
    };
  }

  /** The leaf of each row in each tree, as its number among that tree's nodes: rows × trees, row after row. */
  leaves(x: Float64Array, rows: number, cols: number): Int32Array {
    const trees = this.#trees;
    const count = trees.nodeCounts.length;
    const out = new Int32Array(rows * count);
    const ready = this.#readyFor(rows);
    if (ready !== undefined) writeLeaves(ready.trees, x, cols, [0, rows], out);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let t = 0; t < count; t++, at++) {
        const root = this.#roots[t] as number;
        out[at] = (ready === undefined ? boostedLeaf(trees, root, x, row * cols) : (out[at] as number)) - root;
      }
    }
    return out;
  }

  /** The trees made ready, once there are rows enough for it to pay; nothing before. */
  #readyFor(rows: number) {
    const { nodeCounts, nodes } = this.#trees;
    return this.#ready ?? (rows * nodeCounts.length >= nodes.feature.length ? this.#madeReady() : undefined);
  }

  #madeReady() {
    const { nodeCounts, nodes, categoryBits } = this.#trees;
    if (this.#ready === undefined) {
      const trees = readyTrees(nodeCounts, nodes, { ...nodes, categoryBits });
      this.#ready = { trees, value: placedValues(trees, nodes.value) };
    }
    return this.#ready;
  }

  /** The scores of rows before any tree. */
  #baseline(rows: number): Float64Array {
    const { baseline, width } = this.#trees;
    const scores = new Float64Array(rows * width);
    for (let at = 0; at < scores.length; at++) scores[at] = baseline[at % width] as number;
    return scores;
  }

  /** Adds what the trees `from` ≤ t < `to` say of each row to its scores. */
  #addTrees(from: number, to: number, x: Float64Array, cols: number, scores: Float64Array): void {
    const { width, nodes } = this.#trees;
    const rows = scores.length / width;
    for (let t = from; t < to; t++) {
      const root = this.#roots[t] as number;
      for (let row = 0, at = t % width; row < rows; row++, at += width) {
        const leaf = boostedLeaf(this.#trees, root, x, row * cols);
        scores[at] = (scores[at] as number) + (nodes.value[leaf] as number);
      }
    }
  }
}
