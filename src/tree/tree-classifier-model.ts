/**
 * A fitted decision tree that tells classes apart: each leaf holds the shares of the classes among its training rows.
 */
import { ClassifierModel, largest } from "../base/models.js";
import type { RowNumber, RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { CsrMatrix, Matrix } from "../data/matrix.js";
import { leafOf, leavesOf } from "../kernels/tree-predict.js";
import { readTree, type TreeState, treeState } from "../kernels/tree-state.js";
import { impurityImportances, leafCount, nodeCount, type TreeStructure, treeDepth } from "../kernels/tree-structure.js";
import { checkShares } from "./class-shares.js";
import { decisionPath } from "./decision-path.js";
import { type ExportClassesTextOptions, exportClassesText } from "./export-text.js";

/** What a fitted decision tree for classification stores. */
export interface TreeClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** Sorted. */
  readonly classes: readonly L[];
  /** The values of its nodes are the shares of the classes: one number a class, summing to 1. */
  readonly tree: TreeState;
}

/** Predicts the most frequent class of the leaf that a row comes to, and the shares of the classes there as probabilities. */
export class TreeClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "TreeClassifierModel";
  static readonly version = 1;
  readonly kind = TreeClassifierModel.kind;
  readonly version = TreeClassifierModel.version;
  readonly traits: Traits = {};
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /** The tree itself: arrays with one entry a node, the root first. */
  readonly tree: TreeStructure;
  /** The position of the most frequent class of each node. */
  readonly #winners: Int32Array;

  constructor(inputNames: readonly string[], classes: readonly L[], tree: TreeStructure) {
    super();
    this.inputNames = inputNames;
    this.classes = classes;
    this.tree = tree;
    const { width, value } = tree;
    this.#winners = new Int32Array(tree.feature.length);
    for (let node = 0; node < tree.feature.length; node++) this.#winners[node] = largest(value, node * width, width);
  }

  static parse(state: StateReader): TreeClassifierModel {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const tree = readTree(state.child("tree"), { features: inputNames.length, width: classes.length });
    checkShares(state.child("tree"), tree);
    return new TreeClassifierModel(inputNames, classes, tree);
  }

  toState(): TreeClassifierState<L> {
    return { inputNames: this.inputNames, classes: this.classes, tree: treeState(this.tree) };
  }

  /** How much each column helped to part the classes (Gini importance): at least 0, summing to 1 unless there is no split. */
  get featureImportances(): Float64Array {
    return impurityImportances(this.tree, this.inputNames.length);
  }
  /** The greatest number of questions from the root to a leaf. */
  get depth(): number {
    return treeDepth(this.tree);
  }
  /** The number of leaves. */
  get nLeaves(): number {
    return leafCount(this.tree);
  }
  /** The number of nodes, leaves among them. */
  get nodeCount(): number {
    return nodeCount(this.tree);
  }

  /**
   * The leaf that each row comes to, as its number among the nodes.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  apply(x: TableInput<object>): Int32Array {
    const { values, rows, cols } = this.read(x).toDense();
    return leavesOf(this.tree, values, rows, cols);
  }

  /**
   * The nodes that each row comes through, from the root to its leaf: rows × nodes, 1 where it comes through.
   *
   * @throws SchemaError, DataError as `predict`.
   */
  decisionPath(x: TableInput<object>): CsrMatrix {
    return decisionPath(this.tree, this.read(x).toDense());
  }

  /**
   * The tree as indented lines of text, with the names of columns and classes.
   *
   * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
   */
  exportText(options?: ExportClassesTextOptions): string {
    return exportClassesText(this.tree, this.inputNames, (node) => this.#className(node), options);
  }

  #className(node: number): string {
    return String(this.classes[this.#winners[node] as number]);
  }

  protected probabilities(x: Matrix): Float64Array {
    const { tree } = this;
    const { width, value } = tree;
    const { values, rows, cols } = x.toDense();
    const out = new Float64Array(rows * width);
    for (let row = 0, at = 0; row < rows; row++) {
      const from = leafOf(tree, values, row * cols) * width;
      for (let k = 0; k < width; k++) out[at++] = value[from + k] as number;
    }
    return out;
  }

  protected override decide(x: Matrix): Int32Array {
    const { values, rows, cols } = x.toDense();
    const winners = this.#winners;
    return leavesOf(this.tree, values, rows, cols).map((leaf) => winners[leaf] as number);
  }

  override rowProba(): RowProba {
    const { tree } = this;
    const { width, value } = tree;
    return (x, out) => {
      const from = leafOf(tree, x, 0) * width;
      for (let k = 0; k < width; k++) out[k] = value[from + k] as number;
    };
  }

  override rowClass(): RowNumber {
    const { tree } = this;
    const winners = this.#winners;
    return (x) => winners[leafOf(tree, x, 0)] as number;
  }
}
