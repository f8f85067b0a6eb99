/**
 * Reading stored trees, which come from outside and may be anything: what passes here can be walked without further
 * checks. O(nodes).
 */
import type { StateReader } from "../core/state.js";
import { LEAF, type TreeStructure } from "./tree-structure.js";

/** What a tree must fit. */
export interface TreeRules {
  /** The number of columns that it may ask for. */
  readonly features: number;
  /** The numbers that a node predicts. */
  readonly width: number;
}

/** What an artifact stores of a tree: the structure without what the model around it knows. */
export type TreeState = Omit<TreeStructure, "width">;

/** The arrays of a tree, as they are stored. */
export function treeState(tree: TreeStructure): TreeState {
  const { width: _, ...arrays } = tree;
  return arrays;
}

/**
 * Checks and takes a tree from a stored state.
 *
 * @throws ArtifactError `ARTIFACT_STATE` unless the arrays agree in length, every node but the root has exactly one
 * parent, which comes before it, leaves are marked as such, columns exist, and numbers are finite.
 */
export function readTree(state: StateReader, { features, width }: TreeRules): TreeStructure {
  const feature = state.int32("feature", { min: LEAF, max: features - 1 });
  const { length } = feature;
  if (length === 0) state.fail("feature", "at least one node");
  const children = { length, min: LEAF, max: length - 1 };
  const tree: TreeStructure = {
    childrenLeft: state.int32("childrenLeft", children),
    childrenRight: state.int32("childrenRight", children),
    feature,
    threshold: state.float64("threshold", { length, finite: true }),
    value: state.float64("value", { length: length * width, finite: true }),
    width,
    impurity: state.float64("impurity", { length, finite: true, min: 0 }),
    nNodeSamples: state.int32("nNodeSamples", { length, min: 1 }),
    weightedNNodeSamples: state.float64("weightedNNodeSamples", { length, finite: true, min: Number.MIN_VALUE }),
  };
  checkShape(state, tree);
  return tree;
}

// Children come after their parents, so that walks end; each is the child of one node, so that the leaves are a partition.
function checkShape(state: StateReader, { childrenLeft, childrenRight, feature }: TreeStructure): void {
  const { length } = feature;
  const hasParent = new Uint8Array(length);
  const adopt = (key: string, child: number, node: number): void => {
    if (child <= node) state.fail(key, `the child of node ${node} after it`);
    if (hasParent[child] === 1) state.fail(key, `one parent for node ${child}`);
    hasParent[child] = 1;
  };
  for (let node = 0; node < length; node++) {
    const left = childrenLeft[node] as number;
    const right = childrenRight[node] as number;
    if (left === LEAF || right === LEAF || feature[node] === LEAF) {
      if (left !== right) state.fail("childrenRight", `two children or none for node ${node}`);
      if (left !== feature[node]) state.fail("feature", `${LEAF} in leaves and a column elsewhere, as in node ${node}`);
      continue;
    }
    adopt("childrenLeft", left, node);
    adopt("childrenRight", right, node);
  }
  const orphan = hasParent.indexOf(0, 1);
  if (orphan > 0) state.fail("childrenLeft", `a parent for node ${orphan}`);
}

/**
 * Whether `readTree` would take each of these trees, which stand one after the other in the same arrays, but for what they
 * predict. It takes one pass where `readTree` takes several, and does not say what is wrong, and where.
 */
export function areSoundTrees(nodeCounts: Int32Array, nodes: TreeStructure, features: number): boolean {
  const hasParent = new Uint8Array(nodeCounts.reduce((most, count) => Math.max(most, count), 0));
  let root = 0;
  for (const count of nodeCounts) {
    if (count < 1 || !hasSoundNumbers(nodes, root, root + count)) return false;
    if (!hasSoundShape(nodes, root, count, features, hasParent.fill(0, 0, count))) return false;
    root += count;
  }
  return true;
}

/** Whether the nodes `from` ≤ node < `to` have numbers that nodes can have. Each comparison is false for NaN. */
function hasSoundNumbers(nodes: TreeStructure, from: number, to: number): boolean {
  const { threshold, impurity, nNodeSamples, weightedNNodeSamples } = nodes;
  for (let node = from; node < to; node++) {
    if (!(Math.abs(threshold[node] as number) < Number.POSITIVE_INFINITY)) return false;
    if (!((impurity[node] as number) >= 0 && (impurity[node] as number) < Number.POSITIVE_INFINITY)) return false;
    const weight = weightedNNodeSamples[node] as number;
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY && (nNodeSamples[node] as number) >= 1)) return false;
  }
  return true;
}

// Every node but the root having one parent is as much as: as many children as nodes without the root, none twice.
function hasSoundShape(
  { childrenLeft, childrenRight, feature }: TreeStructure,
  root: number,
  count: number,
  features: number,
  hasParent: Uint8Array,
): boolean {
  let children = 0;
  for (let own = 0; own < count; own++) {
    const asked = feature[root + own] as number;
    const left = childrenLeft[root + own] as number;
    const right = childrenRight[root + own] as number;
    if (asked === LEAF) {
      if (left !== LEAF || right !== LEAF) return false;
      continue;
    }
    if (asked < 0 || asked >= features || left <= own || left >= count || right <= own || right >= count) return false;
    if (left === right || hasParent[left] === 1 || hasParent[right] === 1) return false;
    hasParent[left] = 1;
    hasParent[right] = 1;
    children += 2;
  }
  return children === count - 1;
}

/** Whether no value is NaN or infinite; v − v is 0 for finite values alone. Two sums, so that neither waits for the other. */
export function allFinite(values: Float64Array): boolean {
  const last = values.length - 1;
  let [even, odd] = [0, 0];
  for (let i = 0; i < last; i += 2) {
    even += (values[i] as number) - (values[i] as number);
    odd += (values[i + 1] as number) - (values[i + 1] as number);
  }
  return even + odd === 0 && (last < 0 || Number.isFinite(values[last]));
}
