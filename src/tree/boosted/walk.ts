/**
 * The walk of one row through one tree of a boosted model, with all that a node may ask for: a threshold or a set of categories, and a way of its own
 * for rows without a value.
 */
import { type BoostedTrees, LEAF } from "./structure.js";

/** The leaf that a row comes to, counted from the root of its tree at `root`; the row's numbers start at `at` in `x`. */
export function boostedLeaf({ nodes, categoryBits }: BoostedTrees, root: number, x: Float64Array, at: number): number {
  const { childrenLeft, childrenRight, feature, threshold, missingLeft, categories } = nodes;
  let node = root;
  let left = childrenLeft[node] as number;
  while (left !== LEAF) {
    const value = x[at + (feature[node] as number)] as number;
    const set = categories[node] as number;
    let goesLeft = value <= (threshold[node] as number);
    if (set !== LEAF) goesLeft = isIn(categoryBits, set, value, missingLeft[node] === 1);
    else if (Number.isNaN(value)) goesLeft = missingLeft[node] === 1;
    node = root + (goesLeft ? left : (childrenRight[node] as number));
    left = childrenLeft[node] as number;
  }
  return node - root;
}

/** Whether a category is in the set that starts at `set`; `unknown` for what is none. */
function isIn(bits: Uint32Array, set: number, category: number, unknown: boolean): boolean {
  const code = category | 0;
  if (code !== category || code < 0 || code >= 32 * (bits[set] as number)) return unknown;
  return (((bits[set + 1 + (code >>> 5)] as number) >>> (code & 31)) & 1) === 1;
}
