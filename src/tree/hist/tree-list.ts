/**
 * The trees of a boosted model as they are grown, and all of them put into one set of arrays in the end.
 */
import { type BoostedNodes, type BoostedTrees, LEAF } from "../boosted/structure.js";

/** One tree on its own, its root first. */
export interface OneTree {
  readonly nodes: BoostedNodes;
  readonly categoryBits: Uint32Array;
}

/** Puts trees together: those of `before`, then the others in order. */
export function joinTrees(
  baseline: Float64Array,
  before: BoostedTrees | undefined,
  trees: readonly OneTree[],
): BoostedTrees {
  const parts: readonly OneTree[] = before === undefined ? trees : [before, ...trees];
  const own = trees.map(({ nodes }) => nodes.feature.length);
  const nodeCounts = Int32Array.from([...(before?.nodeCounts ?? []), ...own]);
  const all = <A extends Int32Array | Float64Array | Uint8Array | Uint32Array>(
    room: A,
    take: (part: OneTree) => ArrayLike<number>,
  ): A => {
    let at = 0;
    for (const part of parts) {
      const numbers = take(part);
      room.set(numbers, at);
      at += numbers.length;
    }
    return room;
  };
  const length = nodeCounts.reduce((sum, count) => sum + count, 0);
  const bits = parts.reduce((sum, { categoryBits }) => sum + categoryBits.length, 0);
  const nodes: BoostedNodes = {
    childrenLeft: all(new Int32Array(length), ({ nodes }) => nodes.childrenLeft),
    childrenRight: all(new Int32Array(length), ({ nodes }) => nodes.childrenRight),
    feature: all(new Int32Array(length), ({ nodes }) => nodes.feature),
    threshold: all(new Float64Array(length), ({ nodes }) => nodes.threshold),
    missingLeft: all(new Uint8Array(length), ({ nodes }) => nodes.missingLeft),
    categories: all(new Int32Array(length), ({ nodes }) => nodes.categories),
    value: all(new Float64Array(length), ({ nodes }) => nodes.value),
    gain: all(new Float64Array(length), ({ nodes }) => nodes.gain),
    cover: all(new Float64Array(length), ({ nodes }) => nodes.cover),
    nNodeSamples: all(new Int32Array(length), ({ nodes }) => nodes.nNodeSamples),
  };
  moveSets(nodes.categories, parts);
  const categoryBits = all(new Uint32Array(bits), (part) => part.categoryBits);
  return { width: baseline.length, baseline, nodeCounts, nodes, categoryBits };
}

/** Sets of categories stand behind those of the trees before. */
function moveSets(categories: Int32Array, parts: readonly OneTree[]): void {
  let node = 0;
  let moved = 0;
  for (const { nodes, categoryBits } of parts) {
    const end = node + nodes.feature.length;
    if (moved > 0) {
      for (let at = node; at < end; at++)
        if (categories[at] !== LEAF) categories[at] = (categories[at] as number) + moved;
    }
    node = end;
    moved += categoryBits.length;
  }
}
