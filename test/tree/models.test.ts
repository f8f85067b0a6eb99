/** Fitted trees: storing them, what a damaged state gives, and what they tell of themselves. */
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  TreeClassifierModel,
  TreeRegressorModel,
} from "../../src/tree/index.js";
import { type Damaged, errorOf, reload } from "./support.js";

const x = [
  [1, 4],
  [2, 8],
  [3, 1],
  [4, 9],
  [5, 2],
  [6, 7],
];
const labels = ["no", "yes", "no", "yes", "maybe", "yes"];
const numbers = [1, 5, 2, 6, 9, 5.5];
const classifier = await new DecisionTreeClassifier().fit(x, labels);
const regressor = await new DecisionTreeRegressor().fit(x, numbers);

describe("storing", () => {
  it("gives a model that answers the same and stores the same", () => {
    const c = reload(classifier, TreeClassifierModel);
    expect(c.predict(x)).toEqual(classifier.predict(x));
    expect(c.predictProba(x).values).toEqual(classifier.predictProba(x).values);
    expect(c.toState()).toEqual(classifier.toState());
    const r = reload(regressor, TreeRegressorModel);
    expect(r.predict(x)).toEqual(regressor.predict(x));
    expect(r.toState()).toEqual(regressor.toState());
  });

  const damages: readonly (readonly [what: string, damage: (state: Damaged) => void])[] = [
    ["no tree", (state) => Object.assign(state, { tree: undefined })],
    ["an array as tree", (state) => Object.assign(state, { tree: [] })],
    ["no names of columns", (state) => Object.assign(state, { inputNames: undefined })],
    ["fewer columns than it asks for", (state) => Object.assign(state, { inputNames: ["x0"] })],
    [
      "a tree in a ring",
      ({ tree }) => Object.assign(tree, { childrenLeft: (tree["childrenLeft"] as Int32Array).fill(0) }),
    ],
    ["a threshold of NaN", ({ tree }) => (tree["threshold"] as Float64Array).fill(Number.NaN)],
    ["a child that is not there", ({ tree }) => (tree["childrenRight"] as Int32Array).fill(99, 0, 1)],
    ["a column that is not there", ({ tree }) => (tree["feature"] as Int32Array).fill(2, 0, 1)],
    ["values of ∞", ({ tree }) => (tree["value"] as Float64Array).fill(Number.POSITIVE_INFINITY)],
    ["too few values", ({ tree }) => Object.assign(tree, { value: new Float64Array(1) })],
  ];
  it.each(damages)("refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(classifier, TreeClassifierModel, damage))).code).toBe("ARTIFACT_STATE");
    expect((await errorOf(() => reload(regressor, TreeRegressorModel, damage))).code).toBe("ARTIFACT_STATE");
  });

  const ofClasses: readonly (readonly [what: string, damage: (state: Damaged) => void])[] = [
    ["no classes", (state) => Object.assign(state, { classes: undefined })],
    ["one class", (state) => Object.assign(state, { classes: ["yes"] })],
    ["fewer classes than shares", (state) => Object.assign(state, { classes: ["no", "yes"] })],
    ["the same class twice", (state) => Object.assign(state, { classes: ["no", "no", "yes"] })],
    ["a share below 0", ({ tree }) => (tree["value"] as Float64Array).set([-0.5, 1, 0.5])],
    ["shares that sum to 2", ({ tree }) => (tree["value"] as Float64Array).set([1, 1, 0])],
    ["shares that sum to 0", ({ tree }) => (tree["value"] as Float64Array).fill(0)],
  ];
  it.each(ofClasses)("of a classifier refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(classifier, TreeClassifierModel, damage))).code).toBe("ARTIFACT_STATE");
  });
});

describe("what a model tells", () => {
  it("counts its leaves, nodes and questions", () => {
    expect([classifier.nLeaves, classifier.nodeCount, classifier.depth]).toEqual([3, 5, 2]);
    expect([...classifier.apply(x)]).toEqual([2, 4, 2, 4, 3, 4]);
  });

  it("writes itself as text, with the names of its columns and classes", async () => {
    const names = ["__proto__", "constructor"];
    const frame = Matrix.fromRows(x, names);
    const model = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(
      frame,
      labels.map((label) => `__proto__ ${label}`),
    );
    expect(model.exportText()).toBe(
      "|--- constructor <= 5.50\n|   |--- class: __proto__ no\n|--- constructor >  5.50\n|   |--- class: __proto__ yes\n",
    );
    expect(regressor.exportText({ maxDepth: 0, decimals: 1 })).toContain("|   |--- truncated branch of depth");
  });

  it("refuses options of the text that it has not", async () => {
    expect((await errorOf(() => regressor.exportText({ decimals: -1 }))).code).toBe("PARAM_INVALID");
    expect((await errorOf(() => regressor.exportText({ spaces: 1 } as object))).code).toBe("PARAM_UNKNOWN");
  });
});
