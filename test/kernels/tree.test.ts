/** Trees as arrays: walking them, what is known of them, and what is refused when they are read from storage. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { leafOf, leavesOf, pathsOf } from "../../src/kernels/tree-predict.js";
import { readTree, type TreeState, treeState } from "../../src/kernels/tree-state.js";
import {
  impurityImportances,
  LEAF,
  leafCount,
  nodeCount,
  nodeDepths,
  type TreeStructure,
  treeDepth,
} from "../../src/kernels/tree-structure.js";

/**
 * Node 0 asks whether x1 ≤ 5: left is leaf 1, right node 2, which asks whether x0 ≤ −1: leaves 3 and 4.
 */
function small(): TreeStructure {
  return {
    childrenLeft: Int32Array.of(1, LEAF, 3, LEAF, LEAF),
    childrenRight: Int32Array.of(2, LEAF, 4, LEAF, LEAF),
    feature: Int32Array.of(1, LEAF, 0, LEAF, LEAF),
    threshold: Float64Array.of(5, 0, -1, 0, 0),
    value: Float64Array.of(0, 10, 0, 20, 30),
    width: 1,
    impurity: Float64Array.of(4, 1, 2, 0, 0),
    nNodeSamples: Int32Array.of(10, 4, 6, 2, 4),
    weightedNNodeSamples: Float64Array.of(10, 4, 6, 2, 4),
  };
}

const read = (state: unknown, rules = { features: 2, width: 1 }) =>
  readTree(new StateReader(state, "tree", { version: 1 }), rules);

describe("walking", () => {
  it("goes left up to the threshold itself", () => {
    expect(leafOf(small(), Float64Array.of(0, 5), 0)).toBe(1);
    expect(leafOf(small(), Float64Array.of(0, 5.000000001), 0)).toBe(4);
    expect(leafOf(small(), Float64Array.of(-1, 6), 0)).toBe(3);
  });

  it("reads a row anywhere in a table", () => {
    const table = Float64Array.of(0, 5, -1, 6, 9, 9);
    expect([...leavesOf(small(), table, 3, 2)]).toEqual([1, 3, 4]);
    expect(leafOf(small(), table, 2)).toBe(3);
  });

  it("tells the nodes that each row comes through", () => {
    const { nodes, starts } = pathsOf(small(), Float64Array.of(0, 5, -1, 6, 9, 9), 3, 2);
    expect([...nodes]).toEqual([0, 1, 0, 2, 3, 0, 2, 4]);
    expect([...starts]).toEqual([0, 2, 5, 8]);
  });

  it("does nothing on no rows, and stays at a root without children", () => {
    expect(pathsOf(small(), new Float64Array(0), 0, 2).nodes.length).toBe(0);
    const root = read({ ...leaf() });
    expect(leafOf(root, Float64Array.of(1, 2), 0)).toBe(0);
    expect([treeDepth(root), leafCount(root), nodeCount(root)]).toEqual([0, 1, 1]);
    expect([...impurityImportances(root, 2)]).toEqual([0, 0]);
  });
});

describe("what is known of a tree", () => {
  it("counts nodes, leaves and questions", () => {
    expect([nodeCount(small()), leafCount(small()), treeDepth(small())]).toEqual([5, 3, 2]);
    expect([...nodeDepths(small())]).toEqual([0, 1, 1, 2, 2]);
  });

  it("gives each column its share of the fall in impurity", () => {
    // Column 1: 10 · 4 − 4 · 1 − 6 · 2 = 24; column 0: 6 · 2 = 12.
    expect([...impurityImportances(small(), 3)]).toEqual([12 / 36, 24 / 36, 0]);
  });

  it("takes no importance from a split that rounding made worse", () => {
    const tree = { ...small(), impurity: Float64Array.of(4, 1, 0, 1e-17, 0) };
    expect([...impurityImportances(tree, 2)]).toEqual([0, 1]);
  });
});

function leaf(): TreeState {
  return {
    childrenLeft: Int32Array.of(LEAF),
    childrenRight: Int32Array.of(LEAF),
    feature: Int32Array.of(LEAF),
    threshold: Float64Array.of(0),
    value: Float64Array.of(7),
    impurity: Float64Array.of(0),
    nNodeSamples: Int32Array.of(1),
    weightedNNodeSamples: Float64Array.of(1),
  };
}

type Damage = Partial<Record<keyof TreeState, unknown>>;

const damages: readonly (readonly [what: string, damage: Damage])[] = [
  ["no nodes", { feature: Int32Array.of() }],
  ["a child that is its own parent", { childrenLeft: Int32Array.of(0, LEAF, 3, LEAF, LEAF) }],
  ["a ring of two nodes", { childrenLeft: Int32Array.of(1, LEAF, 0, LEAF, LEAF) }],
  ["a child before its parent", { childrenRight: Int32Array.of(2, LEAF, 1, LEAF, LEAF) }],
  ["a child past the last node", { childrenRight: Int32Array.of(2, LEAF, 5, LEAF, LEAF) }],
  ["a child far out of range", { childrenRight: Int32Array.of(2147483647, LEAF, 4, LEAF, LEAF) }],
  ["a child below −1", { childrenLeft: Int32Array.of(1, -2, 3, LEAF, LEAF) }],
  ["the same child on both sides", { childrenRight: Int32Array.of(1, LEAF, 4, LEAF, LEAF) }],
  ["a node with two parents", { childrenRight: Int32Array.of(2, LEAF, 3, LEAF, LEAF) }],
  [
    "nodes that nothing leads to",
    { childrenLeft: Int32Array.of(1, LEAF, LEAF, LEAF, LEAF), childrenRight: Int32Array.of(2, LEAF, LEAF, LEAF, LEAF) },
  ],
  [
    "nodes that nothing leads to, marked as leaves",
    {
      childrenLeft: Int32Array.of(1, LEAF, LEAF, LEAF, LEAF),
      childrenRight: Int32Array.of(2, LEAF, LEAF, LEAF, LEAF),
      feature: Int32Array.of(1, LEAF, LEAF, LEAF, LEAF),
    },
  ],
  ["a node with one child", { childrenRight: Int32Array.of(2, LEAF, LEAF, LEAF, LEAF) }],
  ["a leaf that asks for a column", { feature: Int32Array.of(1, 0, 0, LEAF, LEAF) }],
  ["a node that asks for none", { feature: Int32Array.of(LEAF, LEAF, 0, LEAF, LEAF) }],
  ["a column that is not there", { feature: Int32Array.of(2, LEAF, 0, LEAF, LEAF) }],
  ["a negative column", { feature: Int32Array.of(-3, LEAF, 0, LEAF, LEAF) }],
  ["a threshold of NaN", { threshold: Float64Array.of(Number.NaN, 0, -1, 0, 0) }],
  ["a threshold of ∞", { threshold: Float64Array.of(Number.POSITIVE_INFINITY, 0, -1, 0, 0) }],
  ["a value of NaN", { value: Float64Array.of(0, Number.NaN, 0, 20, 30) }],
  ["too few values", { value: Float64Array.of(0, 10, 0, 20) }],
  ["too many thresholds", { threshold: Float64Array.of(5, 0, -1, 0, 0, 0) }],
  ["too few children", { childrenLeft: Int32Array.of(1, LEAF, 3, LEAF) }],
  ["too many children", { childrenRight: Int32Array.of(2, LEAF, 4, LEAF, LEAF, LEAF) }],
  ["a negative impurity", { impurity: Float64Array.of(-4, 1, 2, 0, 0) }],
  ["an impurity of NaN", { impurity: Float64Array.of(Number.NaN, 1, 2, 0, 0) }],
  ["a node without rows", { nNodeSamples: Int32Array.of(10, 0, 6, 2, 4) }],
  ["too few counts", { nNodeSamples: Int32Array.of(10, 4) }],
  ["a node without weight", { weightedNNodeSamples: Float64Array.of(10, 4, 0, 2, 4) }],
  ["a weight of ∞", { weightedNNodeSamples: Float64Array.of(Number.POSITIVE_INFINITY, 4, 6, 2, 4) }],
  ["children of another type", { childrenLeft: Float64Array.of(1, -1, 3, -1, -1) }],
  ["a list for an array", { feature: [1, -1, 0, -1, -1] }],
  ["thresholds of another type", { threshold: new Float32Array(5) }],
  ["a missing array", { impurity: undefined }],
];

describe("reading a stored tree", () => {
  it("gives the tree that was stored", () => {
    expect(read(treeState(small()))).toEqual(small());
  });

  it.each(damages)("refuses %s", (_, damage) => {
    let error: unknown;
    try {
      read({ ...treeState(small()), ...damage });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(MlkitError);
    expect(error).toMatchObject({ code: "ARTIFACT_STATE" });
  });

  it("refuses arrays or gives a tree whose every walk ends at a leaf, whatever the children", () => {
    const child = fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 7, maxLength: 7 });
    const rows = Float64Array.from({ length: 24 }, (_, i) => (i * 7) % 5);
    let taken = 0;
    const chain = [
      [1, -1, 3, -1, 5, -1, -1],
      [2, -1, 4, -1, 6, -1, -1],
      [0, -1, 1, -1, 0, -1, -1],
    ] as const;
    fc.assert(
      fc.property(child, child, child, fc.boolean(), (left, right, feature, sound) => {
        const state = {
          childrenLeft: Int32Array.from(sound ? chain[0] : left),
          childrenRight: Int32Array.from(sound ? chain[1] : right),
          feature: Int32Array.from(sound ? chain[2] : feature),
          threshold: Float64Array.from(feature),
          value: new Float64Array(7),
          impurity: new Float64Array(7),
          nNodeSamples: new Int32Array(7).fill(1),
          weightedNNodeSamples: new Float64Array(7).fill(1),
        };
        let tree: TreeStructure;
        try {
          tree = read(state);
        } catch (error) {
          expect(error).toMatchObject({ code: "ARTIFACT_STATE" });
          return;
        }
        taken++;
        for (const node of leavesOf(tree, rows, 12, 2)) expect(tree.childrenLeft[node]).toBe(LEAF);
        expect(treeDepth(tree)).toBeLessThan(7);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
