/**
 * One tree in LightGBM's words: questions and leaves are counted apart, leaves as −1, −2, …
 */
import { type BoostedTrees, LEAF } from "../boosted/structure.js";

/** `decision_type` of a comparison and of a set of categories, with NaN as missing values; 2 more where these go left. */
const COMPARES = 8;
const CATEGORICAL = 9;

/** The tree whose nodes start at `root`. */
export function lightgbmTree(trees: BoostedTrees, root: number): string {
  const { nodes, categoryBits } = trees;
  const { questions, leaves, numbers } = countedApart(trees, root);
  const of = (list: readonly number[], array: ArrayLike<number>) => list.map((node) => array[node] as number);
  const bounds = [0];
  const words: number[] = [];
  const rows = questions.map((node) => {
    const set = nodes.categories[node] as number;
    const children = [nodes.childrenLeft[node] as number, nodes.childrenRight[node] as number];
    const [left, right] = children.map((child) => numbers.get(root + child) as number);
    const toLeft = nodes.missingLeft[node] === 1;
    if (set === LEAF)
      return { left, right, threshold: nodes.threshold[node] as number, type: COMPARES + (toLeft ? 2 : 0) };
    // LightGBM sends what is missing or unknown to the right: where it goes left here, the children change places.
    const own = categoryBits.subarray(set + 1, set + 1 + (categoryBits[set] as number));
    for (const word of own) words.push(toLeft ? ~word >>> 0 : word);
    bounds.push(words.length);
    const threshold = bounds.length - 2;
    return { left: toLeft ? right : left, right: toLeft ? left : right, threshold, type: CATEGORICAL };
  });
  const lines: [string, readonly (number | undefined)[]][] = [
    ["num_leaves", [leaves.length]],
    ["num_cat", [bounds.length - 1]],
    ["split_feature", of(questions, nodes.feature)],
    ["split_gain", of(questions, nodes.gain)],
    ["threshold", rows.map((row) => row.threshold)],
    ["decision_type", rows.map((row) => row.type)],
    ["left_child", rows.map((row) => row.left)],
    ["right_child", rows.map((row) => row.right)],
    ["leaf_value", of(leaves, nodes.value)],
    ["leaf_weight", of(leaves, nodes.cover)],
    ["leaf_count", of(leaves, nodes.nNodeSamples)],
    ["internal_value", of(questions, nodes.value)],
    ["internal_weight", of(questions, nodes.cover)],
    ["internal_count", of(questions, nodes.nNodeSamples)],
  ];
  if (bounds.length > 1) lines.push(["cat_boundaries", bounds], ["cat_threshold", words]);
  lines.push(["is_linear", [0]], ["shrinkage", [1]]);
  return `${lines.map(([key, list]) => `${key}=${list.join(" ")}`).join("\n")}\n`;
}

/** The questions and the leaves of a tree, from the root on, and the number of each. */
function countedApart({ nodes }: BoostedTrees, root: number) {
  const [questions, leaves]: [number[], number[]] = [[], []];
  const numbers = new Map<number, number>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (nodes.feature[node] === LEAF) {
      leaves.push(node);
      numbers.set(node, -leaves.length);
      continue;
    }
    numbers.set(node, questions.length);
    questions.push(node);
    waiting.push(root + (nodes.childrenRight[node] as number), root + (nodes.childrenLeft[node] as number));
  }
  return { questions, leaves, numbers };
}
