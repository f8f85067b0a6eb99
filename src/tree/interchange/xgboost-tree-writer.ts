/**
 * One tree in XGBoost's words.
 */
import { type BoostedTrees, LEAF } from "../boosted/structure.js";
import { leastFloatAbove, shortFloat } from "./float32.js";
import { unsupportedModel } from "./foreign.js";

/** What XGBoost writes for a node without a parent. */
const NO_PARENT = 2147483647;

/** The tree whose nodes start at `root`, as JSON. XGBoost takes the right child for the one after the left, whatever it reads: nodes are numbered so. */
export function xgboostTree(trees: BoostedTrees, root: number, id: number, features: number): string {
  const { nodes, categoryBits } = trees;
  const order = [root];
  const left: number[] = [];
  const parents = [NO_PARENT];
  const defaultLeft: number[] = [];
  const conditions: number[] = [];
  const categories: number[] = [];
  const [setNodes, segments, sizes]: [number[], number[], number[]] = [[], [], []];
  // The list grows while it is walked: children are put at its end.
  for (let place = 0; place < order.length; place++) {
    const node = order[place] as number;
    const set = nodes.categories[node] as number;
    // Categories that XGBoost does not know go left there: where they go right here, the children change places.
    const turned = set !== LEAF && nodes.missingLeft[node] === 0;
    defaultLeft.push(turned ? 1 : (nodes.missingLeft[node] as number));
    if (nodes.feature[node] === LEAF) {
      left.push(LEAF);
      conditions.push(leafFloat(nodes.value[node] as number));
      continue;
    }
    left.push(order.length);
    parents.push(place, place);
    const children = [root + (nodes.childrenLeft[node] as number), root + (nodes.childrenRight[node] as number)];
    order.push(...(turned ? children.reverse() : children));
    conditions.push(set === LEAF ? thresholdFloat(nodes.threshold[node] as number) : 0);
    if (set === LEAF) continue;
    setNodes.push(place);
    segments.push(categories.length);
    for (const code of codesOf(categoryBits, set, turned)) categories.push(code);
    sizes.push(categories.length - (segments.at(-1) as number));
  }
  const own = (array: ArrayLike<number>) => order.map((node) => array[node] as number);
  const floats = {
    base_weights: own(nodes.value).map(leafFloat),
    loss_changes: own(nodes.gain).map(float),
    split_conditions: conditions,
    sum_hessian: own(nodes.cover).map(float),
  };
  const others = {
    categories,
    categories_nodes: setNodes,
    categories_segments: segments,
    categories_sizes: sizes,
    default_left: defaultLeft,
    id,
    left_children: left,
    parents,
    right_children: left.map((child) => (child === LEAF ? LEAF : child + 1)),
    split_indices: own(nodes.feature).map((feature) => Math.max(0, feature)),
    split_type: own(nodes.categories).map((set) => (set === LEAF ? 0 : 1)),
    tree_param: { num_deleted: "0", num_feature: `${features}`, num_nodes: `${order.length}`, size_leaf_vector: "0" },
  };
  const lists = Object.entries(floats).map(([key, list]) => `"${key}":[${list.map(floatText).join(",")}]`);
  return `{${lists.join(",")},${JSON.stringify(others).slice(1)}`;
}

/** The categories of a set, or all others that its words reach. */
function codesOf(bits: Uint32Array, set: number, inSet: boolean): number[] {
  const codes: number[] = [];
  for (let code = 0; code < 32 * (bits[set] as number); code++) {
    const bit = ((bits[set + 1 + (code >>> 5)] as number) >>> (code & 31)) & 1;
    if ((bit === 1) === inSet) codes.push(code);
  }
  return codes;
}

/** A number that XGBoost knows for a float: without a point or an exponent, it takes it for an integer. */
function floatText(value: number): string {
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}E0` : text;
}

/** A number for information only; the greatest float stands for what is beyond. */
function float(value: number): number {
  return shortFloat(Math.min(Math.fround(value), GREATEST));
}

/** (2 − 2^-23) · 2^127. */
const GREATEST = 3.4028234663852886e38;

function leafFloat(value: number): number {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw beyond("a leaf", value);
  return shortFloat(rounded);
}

function thresholdFloat(value: number): number {
  const above = leastFloatAbove(value);
  if (!Number.isFinite(above)) throw beyond("a threshold", value);
  return shortFloat(above);
}

function beyond(what: string, value: number): Error {
  return unsupportedModel(
    "XGBoost",
    `${what} beyond single precision`,
    String(value),
    "Scale the column or the target",
  );
}
