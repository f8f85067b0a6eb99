/**
 * Storing and reading the trees of a boosted model. What is read comes from outside and may be anything; what passes can be walked without further
 * checks. One pass over the nodes.
 */
import type { StateReader } from "../../core/state.js";
import { rootsOf } from "./roots.js";
import { type BoostedNodes, type BoostedTrees, LEAF } from "./structure.js";

/** What an artifact stores of the trees of a boosted model: a handful of arrays. */
export interface BoostedTreesState extends BoostedNodes {
  readonly baseline: Float64Array;
  readonly nodeCounts: Int32Array;
  /** Empty where no node asks for categories. */
  readonly categories: Int32Array;
  readonly categoryBits: Uint32Array;
}

/** The arrays of the trees, as they are stored. */
export function boostedState({ baseline, nodeCounts, nodes, categoryBits }: BoostedTrees): BoostedTreesState {
  const categories = categoryBits.length === 0 ? new Int32Array(0) : nodes.categories;
  return { baseline, nodeCounts, ...nodes, categories, categoryBits };
}

/** What stored trees must fit. */
export interface BoostedRules {
  /** The number of columns that they may ask for. */
  readonly features: number;
  /** The raw scores of a row. */
  readonly width: number;
}

/**
 * Checks and takes the trees of a boosted model from a stored state.
 *
 * @throws ArtifactError `ARTIFACT_STATE` unless there is a whole number of rounds, the arrays agree in length, every node but the roots has exactly one
 * parent, which comes before it in the same tree, leaves are marked as such, columns and sets of categories exist, and numbers are finite.
 */
export function readBoosted(state: StateReader, { features, width }: BoostedRules): BoostedTrees {
  const nodeCounts = state.int32("nodeCounts", { min: 1 });
  if (nodeCounts.length % width !== 0) state.fail("nodeCounts", `a whole number of rounds, ${width} trees each`);
  const length = nodeCounts.reduce((sum, count) => sum + count, 0);
  const categoryBits = state.uint32("categoryBits");
  const stored = state.int32("categories", { min: LEAF, length: categoryBits.length === 0 ? 0 : length });
  const trees: BoostedTrees = {
    width,
    baseline: state.float64("baseline", { length: width, finite: true }),
    nodeCounts,
    nodes: {
      childrenLeft: state.int32("childrenLeft", { length }),
      childrenRight: state.int32("childrenRight", { length }),
      feature: state.int32("feature", { length, min: LEAF, max: features - 1 }),
      threshold: state.float64("threshold", { length, finite: true }),
      missingLeft: state.uint8("missingLeft", { length, max: 1 }),
      categories: stored.length === length ? stored : new Int32Array(length).fill(LEAF),
      value: state.float64("value", { length, finite: true }),
      gain: state.float64("gain", { length, finite: true, min: 0 }),
      cover: state.float64("cover", { length, finite: true, min: 0 }),
      nNodeSamples: state.int32("nNodeSamples", { length, min: 0 }),
    },
    categoryBits,
  };
  checkSets(state, trees);
  checkShapes(state, trees);
  return trees;
}

// Children come after their parents, so that walks end; each is the child of one node, so that the leaves are a partition. Every node but the root of its
// tree having one parent is as much as: as many children as nodes without the root, none twice.
function checkShapes(state: StateReader, trees: BoostedTrees): void {
  const { childrenLeft, childrenRight, feature, categories } = trees.nodes;
  const hasParent = new Uint8Array(feature.length);
  const roots = rootsOf(trees);
  for (let t = 0; t < trees.nodeCounts.length; t++) {
    const root = roots[t] as number;
    const count = trees.nodeCounts[t] as number;
    let children = 0;
    for (let own = 0; own < count; own++) {
      const node = root + own;
      const left = childrenLeft[node] as number;
      const right = childrenRight[node] as number;
      if (feature[node] === LEAF) {
        if (left !== LEAF || right !== LEAF || categories[node] !== LEAF)
          failAt(state, "feature", t, own, "a column where a node has children or categories");
        continue;
      }
      if (left <= own || left >= count)
        failAt(state, "childrenLeft", t, own, "a child after its parent in the same tree");
      if (right <= own || right >= count)
        failAt(state, "childrenRight", t, own, "a child after its parent in the same tree");
      if (left === right || hasParent[root + left] === 1 || hasParent[root + right] === 1)
        failAt(state, "childrenLeft", t, own, "children with one parent each");
      hasParent[root + left] = 1;
      hasParent[root + right] = 1;
      children += 2;
    }
    if (children !== count - 1) state.fail("childrenLeft", `a parent for each node of tree ${t} but its root`);
  }
}

function failAt(state: StateReader, key: string, tree: number, node: number, expected: string): never {
  return state.fail(key, `${expected}, in node ${node} of tree ${tree}`);
}

// A node may name the start of a set alone: a set that starts in the middle of another would be read as something else.
function checkSets(state: StateReader, { nodes: { categories }, categoryBits }: BoostedTrees): void {
  if (categoryBits.length === 0) return;
  const starts = new Uint8Array(categoryBits.length);
  let at = 0;
  while (at < categoryBits.length) {
    starts[at] = 1;
    at += 1 + (categoryBits[at] as number);
  }
  if (at !== categoryBits.length) state.fail("categoryBits", "sets that end where the array ends");
  for (let node = 0; node < categories.length; node++) {
    const set = categories[node] as number;
    if (set !== LEAF && starts[set] !== 1) state.fail("categories", `the start of a set, in node ${node}`);
  }
}
