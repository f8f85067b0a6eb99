/**
 * Which nodes of a tree rows come through.
 */
import { CsrMatrix, type DenseMatrix } from "../data/matrix.js";
import { pathsOf } from "../kernels/tree-predict.js";
import { nodeCount, type TreeStructure } from "../kernels/tree-structure.js";

/** Rows × nodes: 1 where a row comes through a node. */
export function decisionPath(tree: TreeStructure, x: DenseMatrix): CsrMatrix {
  const { nodes, starts } = pathsOf(tree, x.values, x.rows, x.cols);
  const values = new Float64Array(nodes.length).fill(1);
  return new CsrMatrix({ values, indices: nodes, indptr: starts }, x.rows, nodeCount(tree));
}
