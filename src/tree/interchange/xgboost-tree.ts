/**
 * One tree of an XGBoost model: parallel lists with one entry a node.
 */

import { greatestBelow } from "./float32.js";
import { unsupportedModel } from "./foreign.js";
import type { JsonPlace } from "./json-place.js";
import type { ForeignTree } from "./tree-builder.js";

/** What categories XGBoost knows: single-precision floats tell no more apart. */
const MOST_CATEGORIES = 1 << 24;

/**
 * Reads a tree; what its leaves add is multiplied by `weight`. XGBoost sends all categories to the left that a split does not name, and missing values where
 * they belong; here both go one way. So sets reach as far as any set of their column does, which `reach` tells in words when all trees were read.
 */
export function readXgboostTree(place: JsonPlace, weight: number, reach: Map<number, number>): ForeignTree {
  const left = place.at("left_children").numbers();
  const count = left.length;
  const outputs = place.at("tree_param").at("size_leaf_vector");
  if (outputs.value !== undefined && outputs.number() > 1) {
    throw unsupportedModel("XGBoost", "several outputs a tree", outputs.path, "Train one tree an output");
  }
  const list = (key: string) => place.at(key).numbers(count);
  const optional = (key: string) => (place.at(key).value === undefined ? undefined : list(key));
  const [right, feature, condition] = [list("right_children"), list("split_indices"), list("split_conditions")];
  const [defaultLeft, gain, cover] = [list("default_left"), optional("loss_changes"), optional("sum_hessian")];
  const kinds = optional("split_type");
  const sets = categorySets(place, count);
  for (const [node, words] of sets) {
    const column = feature[node] as number;
    reach.set(column, Math.max(reach.get(column) ?? 0, words.length));
  }
  const reaching = (node: number) => {
    const words = sets.get(node) ?? missingSet(node);
    const more = (reach.get(feature[node] as number) ?? 0) - words.length;
    return defaultLeft[node] === 1 ? words : [...words, ...new Array<number>(more).fill(0xffffffff)];
  };
  const missingSet = (node: number) => place.at("categories_nodes").fail(`the categories of node ${node}`);
  return {
    count,
    node: (index) => {
      const isLeaf = left[index] === -1;
      const bySet = kinds?.[index] === 1 && !isLeaf;
      const float = Math.fround(condition[index] as number);
      return {
        // Any other number below 0 is no mark of a leaf, and refused as a child.
        left: isLeaf ? -1 : (left[index] as number) >= 0 ? (left[index] as number) : Number.NaN,
        right: right[index] as number,
        feature: feature[index] as number,
        threshold: Number.isFinite(float) ? greatestBelow(float) : float,
        missingLeft: defaultLeft[index] === 1,
        ...(bySet ? { set: reaching(index) } : {}),
        value: weight * float,
        gain: gain?.[index] ?? 0,
        cover: cover?.[index] ?? 0,
        samples: 0,
      };
    },
  };
}

/** The words of the categories that go left, by node. XGBoost names those that go right. */
function categorySets(place: JsonPlace, count: number): ReadonlyMap<number, readonly number[]> {
  const sets = new Map<number, readonly number[]>();
  const nodes = place.at("categories_nodes");
  if (nodes.value === undefined) return sets;
  const categories = place.at("categories").numbers();
  const at = nodes.numbers();
  const starts = place.at("categories_segments").numbers(at.length);
  const sizes = place.at("categories_sizes").numbers(at.length);
  at.forEach((node, index) => {
    const start = starts[index] as number;
    const end = start + (sizes[index] as number);
    if (!(node >= 0 && node < count)) nodes.fail("numbers of nodes");
    if (!(start >= 0 && end >= start && end <= categories.length) || !Number.isInteger(start) || !Number.isInteger(end))
      place.at("categories_segments").fail("places of categories");
    if (sets.has(node)) nodes.fail("each node once");
    const right = categories.slice(start, end);
    if (!right.every((code) => Number.isInteger(code) && code >= 0 && code < MOST_CATEGORIES))
      place.at("categories").fail(`categories from 0 to ${MOST_CATEGORIES - 1}`);
    const words = new Array<number>(
      right.length === 0 ? 0 : 1 + (right.reduce((most, code) => Math.max(most, code), 0) >>> 5),
    );
    words.fill(0xffffffff);
    for (const code of right) words[code >>> 5] = ((words[code >>> 5] as number) & ~(1 << (code & 31))) >>> 0;
    sets.set(node, words);
  });
  return sets;
}
