/** Binned rows down a tree: a few nanoseconds a row and node, for rows that were binned by the same edges as those that the tree was grown from. */
import type { BinnedRows } from "../../../src/kernels/binning/bin-rows.js";
import { missingBin } from "../../../src/kernels/binning/edges.js";
import { LEAF } from "../../../src/tree/boosted/structure.js";
import type { GrownTree } from "../../../src/tree/hist/engine/grown-tree.js";

/**
 * Adds to the scores of the rows from `start` up to `end` what `values` says of the leaf that each falls into. Threads take shares of the rows.
 *
 * @param memory - what holds the bins
 * @param values - a number a node
 * @param scores - a number a row
 */
export function addTreeToRows(
  memory: WebAssembly.Memory,
  binned: BinnedRows,
  tree: GrownTree,
  values: Float64Array,
  scores: Float64Array,
  start: number,
  end: number,
): void {
  const { layout, bins, edges } = binned;
  const bytes = new Uint8Array(memory.buffer, bins, layout.bytes);
  const { childrenLeft, childrenRight, feature, missingLeft } = tree.nodes;
  const { bin, leftBinsAt, leftBins } = tree.questions;
  const missing = feature.map((column) => (column === LEAF ? 0 : missingBin(edges, column)));
  const offsets = Float64Array.from(feature, (column) => (column === LEAF ? 0 : (layout.offsets[column] as number)));
  for (let row = start; row < end; row++) {
    let node = 0;
    while (feature[node] !== LEAF) {
      const own = bytes[(offsets[node] as number) + row * layout.stride] as number;
      const set = leftBinsAt[node] as number;
      const left =
        own === missing[node]
          ? missingLeft[node] === 1
          : set < 0
            ? own <= (bin[node] as number)
            : (((leftBins[set + (own >> 5)] as number) >>> (own & 31)) & 1) === 1;
      node = (left ? childrenLeft[node] : childrenRight[node]) as number;
    }
    (scores[row] as number) += values[node] as number;
  }
}
