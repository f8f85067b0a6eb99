/**
 * Reading a stored tree, which comes from outside and may be anything: what passes here can be walked without further
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
