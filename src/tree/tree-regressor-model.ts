/**
 * A fitted decision tree that predicts numbers: each leaf holds one.
 */
import { RegressorModel } from "../base/models.js";
import type { RowNumber } from "../base/row.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import type { CsrMatrix, Matrix } from "../data/matrix.js";
import { leafOf, leavesOf } from "../kernels/tree-predict.js";
import { readTree, type TreeState, treeState } from "../kernels/tree-state.js";
import { impurityImportances, leafCount, nodeCount, type TreeStructure, treeDepth } from "../kernels/tree-structure.js";
import { decisionPath } from "./decision-path.js";
import { type ExportTextOptions, exportText } from "./export-text.js";

/** What a fitted decision tree for regression stores. */
export interface TreeRegressorState {
  readonly inputNames: readonly string[];
  /** The value of each node is its prediction. */
  readonly tree: TreeState;
}

/** Predicts the number of the leaf that a row comes to: the mean of the training rows there, for the squared error. */
export class TreeRegressorModel extends RegressorModel {
  static readonly kind = "TreeRegressorModel";
  static readonly version = 1;
  readonly kind = TreeRegressorModel.kind;
  readonly version = TreeRegressorModel.version;
  readonly traits: Traits = {};
  readonly inputNames: readonly string[];
  /** The tree itself: arrays with one entry a node, the root first. */
  readonly tree: TreeStructure;

  constructor(inputNames: readonly string[], tree: TreeStructure) {
    super();
    this.inputNames = inputNames;
    this.tree = tree;
  }

  static parse(state: StateReader): TreeRegressorModel {
    const inputNames = state.strings("inputNames");
    const tree = readTree(state.child("tree"), { features: inputNames.length, width: 1 });
    return new TreeRegressorModel(inputNames, tree);
  }

  toState(): TreeRegressorState {
    return { inputNames: this.inputNames, tree: treeState(this.tree) };
  }

  /** How much of the fall in impurity each column brought: at least 0, summing to 1 unless there is no split. */
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
   * The tree as indented lines of text, with the names of columns.
   *
   * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
   */
  exportText(options?: ExportTextOptions): string {
    const { value } = this.tree;
    const leafText = (node: number, decimals: number) => `value: [${(value[node] as number).toFixed(decimals)}]`;
    return exportText(this.tree, this.inputNames, leafText, options);
  }

  protected values(x: Matrix): Float64Array {
    const { tree } = this;
    const { values, rows, cols } = x.toDense();
    const out = new Float64Array(rows);
    for (let row = 0; row < rows; row++) out[row] = tree.value[leafOf(tree, values, row * cols)] as number;
    return out;
  }

  override rowValue(): RowNumber {
    const { tree } = this;
    const { value } = tree;
    return (x) => value[leafOf(tree, x, 0)] as number;
  }
}
