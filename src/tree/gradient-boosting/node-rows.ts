/**
 * Which training rows belong to each node of a grown tree.
 *
 * The rows are ordered by their leaves, and leaves as they stand in the tree from left to right: then the rows of every node, not of leaves alone, stand
 * side by side. One pass over the rows.
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import { inRanges, type Work } from "./range.js";

/** The rows of each node: those of `rows` from `starts[node]` to before `ends[node]`. */
export interface NodeRows {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Orders the rows that a tree was grown from, given in order, by the leaf that each came to. */
export function* groupRows(tree: TreeStructure, rows: Int32Array, leaves: Int32Array): Work<NodeRows> {
  const { childrenLeft, childrenRight, nNodeSamples } = tree;
  const starts = new Int32Array(childrenLeft.length);
  const ends = new Int32Array(childrenLeft.length);
  for (let node = 0; node < starts.length; node++) {
    const start = starts[node] as number;
    const left = childrenLeft[node] as number;
    ends[node] = start + (nNodeSamples[node] as number);
    if (left === LEAF) continue;
    starts[left] = start;
    starts[childrenRight[node] as number] = start + (nNodeSamples[left] as number);
  }
  const grouped = new Int32Array(rows.length);
  const next = starts.slice();
  yield* inRanges(rows.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      const leaf = leaves[row] as number;
      const at = next[leaf] as number;
      grouped[at] = row;
      next[leaf] = at + 1;
    }
  });
  return { rows: grouped, starts, ends };
}
