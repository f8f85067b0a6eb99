/**
 * Storing and reading the trees of a forest. What is read comes from outside and may be anything; what passes can be walked
 * without further checks. O(nodes).
 */
import { StateReader } from "../core/state.js";
import {
  allFinite,
  areSoundTrees,
  readTree,
  type TreeRules,
  type TreeState,
  treeState,
} from "../kernels/tree-state.js";
import { checkShares, nodeWithoutShares } from "./class-shares.js";
import { type Forest, forestOf } from "./forest-structure.js";

/** What an artifact stores of the trees of a forest: the arrays of all nodes, and how many nodes each tree has. */
export interface ForestState extends TreeState {
  readonly nodeCounts: Int32Array;
}

/** The arrays of a forest, as they are stored. */
export function forestState({ nodeCounts, nodes }: Forest): ForestState {
  return { nodeCounts, ...treeState(nodes) };
}

/** What a forest must fit. */
export interface ForestRules extends TreeRules {
  /** Whether nodes predict the shares of classes; any finite numbers otherwise. */
  readonly shares?: boolean;
}

/**
 * Checks and takes a forest from a stored state.
 *
 * @throws ArtifactError `ARTIFACT_STATE` unless there is a tree, the arrays agree in length, and every tree is one that
 * `readTree` takes, and shares are at least 0 and sum to 1.
 */
export function readForest(state: StateReader, rules: ForestRules): Forest {
  const nodeCounts = state.int32("nodeCounts", { min: 1 });
  if (nodeCounts.length === 0) state.fail("nodeCounts", "at least one tree");
  const length = nodeCounts.reduce((sum, count) => sum + count, 0);
  const forest = forestOf(nodeCounts, {
    childrenLeft: state.int32("childrenLeft", { length }),
    childrenRight: state.int32("childrenRight", { length }),
    feature: state.int32("feature", { length }),
    threshold: state.float64("threshold", { length }),
    value: state.float64("value", { length: length * rules.width }),
    width: rules.width,
    impurity: state.float64("impurity", { length }),
    nNodeSamples: state.int32("nNodeSamples", { length }),
    weightedNNodeSamples: state.float64("weightedNNodeSamples", { length }),
  });
  const { nodes } = forest;
  const sound = rules.shares === true ? nodeWithoutShares(nodes) < 0 : allFinite(nodes.value);
  if (!sound || !areSoundTrees(nodeCounts, nodes, rules.features)) refuse(state, forest, rules);
  return forest;
}

/** Reads tree by tree, which says what is wrong, and where. */
function refuse(state: StateReader, { trees, nodes }: Forest, rules: ForestRules): never {
  trees.forEach((tree, index) => {
    readTree(new StateReader(tree, `${state.path}.trees[${index}]`, { version: state.version }), rules);
  });
  if (rules.shares === true) checkShares(state, nodes);
  return state.fail("nodeCounts", "trees that can be walked");
}
