/**
 * The trees of an ml.js forest as parallel arrays, one entry a node, one tree after the other.
 *
 * Each tree stands in preorder: the child on the side of smaller values comes right after its parent, the other one further on. So
 * every walk goes forwards and ends. Built once from the package's nested objects; walked without them, bit by bit as they are.
 */
import type { StateReader } from "../core/state.js";

/** Stands in place of a column in leaves. */
const LEAF = -1;

/** The trees of a forest. */
export interface MlForest {
  /** Where each tree starts. */
  readonly starts: Int32Array;
  /** The column that a node asks for; −1 in leaves. */
  readonly feature: Int32Array;
  /** A row goes to the next node where its value is less than this. In leaves: what they predict. */
  readonly value: Float64Array;
  /** Where a row goes otherwise; −1 in leaves. */
  readonly other: Int32Array;
}

/** A node of ml-cart, as JSON. */
export interface MlCartNode {
  readonly splitColumn?: number;
  readonly splitValue?: number;
  readonly left?: MlCartNode;
  readonly right?: MlCartNode;
  /** In leaves: the mean of the target, or the shares of the classes as one row. */
  readonly distribution?: number | readonly (readonly number[])[];
}

/** A forest of ml-random-forest, as JSON. */
export interface MlForestJson {
  readonly baseModel: {
    /** The columns that each tree was given; nodes count among these. */
    readonly indexes: readonly (readonly number[])[];
    readonly estimators: readonly { readonly root: MlCartNode }[];
  };
}

/** Flattens a forest. `leaf` gives the number that a leaf predicts. */
export function flattenForest(
  { baseModel }: MlForestJson,
  leaf: (distribution: MlCartNode["distribution"]) => number,
): MlForest {
  const starts: number[] = [];
  const feature: number[] = [];
  const value: number[] = [];
  const other: number[] = [];
  const add = (node: MlCartNode, columns: readonly number[]): void => {
    const at = feature.length;
    other.push(LEAF);
    const { left, right, splitColumn, splitValue } = node;
    if (left === undefined || right === undefined || splitColumn === undefined || splitValue === undefined) {
      feature.push(LEAF);
      value.push(leaf(node.distribution));
      return;
    }
    feature.push(columns[splitColumn] ?? LEAF);
    value.push(splitValue);
    add(left, columns);
    other[at] = feature.length;
    add(right, columns);
  };
  baseModel.estimators.forEach(({ root }, tree) => {
    starts.push(feature.length);
    add(root, baseModel.indexes[tree] ?? []);
  });
  return {
    starts: Int32Array.from(starts),
    feature: Int32Array.from(feature),
    value: Float64Array.from(value),
    other: Int32Array.from(other),
  };
}

/** What the tree that starts at a node predicts for the row whose numbers stand from `at` on. */
export function predictTree({ feature, value, other }: MlForest, start: number, x: Float64Array, at: number): number {
  let node = start;
  let column = feature[node] as number;
  while (column !== LEAF) {
    node = (x[at + column] as number) < (value[node] as number) ? node + 1 : (other[node] as number);
    column = feature[node] as number;
  }
  return value[node] as number;
}

/**
 * Checks and takes a forest from a stored state.
 *
 * @throws ArtifactError `ARTIFACT_STATE` unless the arrays agree in length, every walk ends in a leaf of its own tree, columns exist,
 * and numbers are finite.
 */
export function readForest(state: StateReader, features: number): MlForest {
  const feature = state.int32("feature", { min: LEAF, max: features - 1 });
  const { length } = feature;
  const forest: MlForest = {
    starts: state.int32("starts", { min: 0, max: length - 1 }),
    feature,
    value: state.float64("value", { length, finite: true }),
    other: state.int32("other", { length, min: LEAF, max: length - 1 }),
  };
  const { starts, other } = forest;
  if (starts[0] !== 0) state.fail("starts", "a first tree that starts at 0");
  for (let tree = 0; tree < starts.length; tree++) {
    const start = starts[tree] as number;
    const end = starts[tree + 1] ?? length;
    if (end <= start) state.fail("starts", "ascending numbers");
    for (let node = start; node < end; node++) {
      const next = other[node] as number;
      const leaf = feature[node] === LEAF;
      if (leaf ? next !== LEAF : next <= node + 1 || next >= end) {
        state.fail("other", `a later node of the same tree, or ${LEAF} in a leaf, as for node ${node}`);
      }
    }
  }
  return forest;
}
