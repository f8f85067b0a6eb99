/** Fitted forests: storing them, and what a damaged state gives. */
import { describe, expect, it } from "vitest";
import type { Model } from "../../src/core/contracts.js";
import { StateReader } from "../../src/core/state.js";
import {
  ForestClassifierModel,
  ForestRegressorModel,
  RandomForestClassifier,
  RandomForestRegressor,
} from "../../src/tree/index.js";
import { errorOf } from "./support.js";

const x = Array.from({ length: 40 }, (_, row) => [row % 7, (row * 13) % 11, row / 8]);
const labels = x.map(([a = 0, b = 0, c = 0]) => (a > b ? "no" : c > 2 ? "yes" : "maybe"));
const numbers = x.map(([a = 0, b = 0, c = 0]) => a * b + c);
const options = { nEstimators: 4, oobScore: true };
const classifier = await new RandomForestClassifier(options).fit(x, labels);
const regressor = await new RandomForestRegressor(options).fit(x, numbers);

/** A stored state as plain data that a test may damage. */
interface Damaged {
  inputNames: unknown;
  classes?: unknown;
  oobScore: unknown;
  forest: Record<string, unknown>;
}

function reload<M extends Model>(
  model: M,
  kind: { version: number; parse(state: StateReader): M },
  damage: (state: Damaged) => void = () => {},
): M {
  const state = structuredClone(model.toState()) as Damaged;
  damage(state);
  return kind.parse(new StateReader(state, model.kind, { version: kind.version }));
}

const ints = (state: Damaged, key: string) => state.forest[key] as Int32Array;
const floats = (state: Damaged, key: string) => state.forest[key] as Float64Array;
/** Where the second tree starts. */
const second = (state: Damaged) => ints(state, "nodeCounts")[0] as number;

describe("storing", () => {
  it("gives a model that answers the same and stores the same, without what it knew of training rows", () => {
    const c = reload(classifier, ForestClassifierModel);
    expect(c.predictProba(x).values).toEqual(classifier.predictProba(x).values);
    expect(c.toState()).toEqual(classifier.toState());
    expect([c.oobScore, c.oobDecisionFunction]).toEqual([classifier.oobScore, null]);
    expect(c.featureImportances).toEqual(classifier.featureImportances);
    const r = reload(regressor, ForestRegressorModel);
    expect(r.predict(x)).toEqual(regressor.predict(x));
    expect(r.toState()).toEqual(regressor.toState());
    expect([r.oobScore, r.oobPrediction]).toEqual([regressor.oobScore, null]);
    expect([r.nEstimators, r.nodeCount]).toEqual([4, regressor.toState().forest.feature.length]);
  });

  const damages: readonly (readonly [what: string, damage: (state: Damaged) => void])[] = [
    ["no forest", (state) => Object.assign(state, { forest: undefined })],
    ["no names of columns", (state) => Object.assign(state, { inputNames: undefined })],
    ["fewer columns than it asks for", (state) => Object.assign(state, { inputNames: ["x0"] })],
    ["no score", (state) => Object.assign(state, { oobScore: undefined })],
    ["a score above 1", (state) => Object.assign(state, { oobScore: 1.5 })],
    ["a score of NaN", (state) => Object.assign(state, { oobScore: Number.NaN })],
    ["no counts of nodes", ({ forest }) => Object.assign(forest, { nodeCounts: undefined })],
    ["no tree", ({ forest }) => Object.assign(forest, { nodeCounts: new Int32Array(0) })],
    [
      "a tree without nodes",
      ({ forest }) => Object.assign(forest, { nodeCounts: ints({ forest } as Damaged, "nodeCounts").with(1, 0) }),
    ],
    [
      "a count below 0",
      ({ forest }) => Object.assign(forest, { nodeCounts: ints({ forest } as Damaged, "nodeCounts").with(1, -3) }),
    ],
    ["a node more than there are", (state) => ints(state, "nodeCounts")[3]!++],
    ["counts whose sum is beyond 2^31", (state) => ints(state, "nodeCounts").fill(2 ** 31 - 1)],
    [
      "a node that goes over to the next tree",
      (state) => {
        ints(state, "nodeCounts")[0]!--;
        ints(state, "nodeCounts")[1]!++;
      },
    ],
    ["a tree in a ring", (state) => (ints(state, "childrenLeft")[second(state)] = 0)],
    ["a child of another tree", (state) => (ints(state, "childrenRight")[second(state)] = second(state) + 40)],
    ["a child below 0", (state) => (ints(state, "childrenRight")[second(state)] = -2)],
    [
      "two parents of one node",
      (state) => (ints(state, "childrenRight")[second(state)] = ints(state, "childrenLeft")[second(state)] as number),
    ],
    ["a leaf that asks for a column", (state) => (ints(state, "feature")[second(state) - 1] = 0)],
    ["a column that is not there", (state) => (ints(state, "feature")[second(state)] = 3)],
    ["a threshold of NaN", (state) => (floats(state, "threshold")[second(state)] = Number.NaN)],
    ["an infinite threshold", (state) => (floats(state, "threshold")[second(state)] = Number.POSITIVE_INFINITY)],
    ["a value of NaN in the last node", (state) => floats(state, "value").fill(Number.NaN, -1)],
    ["an impurity below 0", (state) => (floats(state, "impurity")[second(state)] = -1)],
    ["a node without rows", (state) => (ints(state, "nNodeSamples")[second(state)] = 0)],
    ["a node without weight", (state) => (floats(state, "weightedNNodeSamples")[second(state)] = 0)],
    ...["childrenLeft", "childrenRight", "feature", "threshold", "value", "impurity", "nNodeSamples"].flatMap(
      (key): [string, (state: Damaged) => void][] => [
        [`${key} of another type`, ({ forest }) => Object.assign(forest, { [key]: new Float32Array(4) })],
        [
          `${key} one value short`,
          ({ forest }) => Object.assign(forest, { [key]: floats({ forest } as Damaged, key).slice(1) }),
        ],
      ],
    ),
  ];
  it.each(damages)("refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(classifier, ForestClassifierModel, damage))).code).toBe("ARTIFACT_STATE");
    expect((await errorOf(() => reload(regressor, ForestRegressorModel, damage))).code).toBe("ARTIFACT_STATE");
  });

  it("names the tree in which something is wrong", async () => {
    const damage = (state: Damaged) => (floats(state, "threshold")[second(state)] = Number.NaN);
    const error = await errorOf(() => reload(regressor, ForestRegressorModel, damage));
    expect(error.message).toContain("ForestRegressorModel.forest.trees[1].threshold");
  });

  const ofClasses: readonly (readonly [what: string, damage: (state: Damaged) => void])[] = [
    ["no classes", (state) => Object.assign(state, { classes: undefined })],
    ["one class", (state) => Object.assign(state, { classes: ["yes"] })],
    ["fewer classes than shares", (state) => Object.assign(state, { classes: ["no", "yes"] })],
    ["a score below 0", (state) => Object.assign(state, { oobScore: -0.1 })],
    ["a share below 0", (state) => floats(state, "value").set([-0.5, 1, 0.5], 3 * second(state))],
    ["shares that sum to 2", (state) => floats(state, "value").set([1, 1, 0], 3 * second(state))],
  ];
  it.each(ofClasses)("of a classifier refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(classifier, ForestClassifierModel, damage))).code).toBe("ARTIFACT_STATE");
  });
});

describe("the one-row path", () => {
  it("gives the bits of the batch, also when it is used again", () => {
    const [proba, choose, value] = [classifier.rowProba(), classifier.rowClass(), regressor.rowValue()];
    const out = new Float64Array(3).fill(-7);
    const [shares, classes, means] = [classifier.predictProba(x).values, classifier.predict(x), regressor.predict(x)];
    for (const row of [3, 0, 39, 3]) {
      const cells = Float64Array.from(x[row] ?? []);
      proba(cells, out);
      expect(out).toEqual(shares.slice(3 * row, 3 * row + 3));
      expect(classifier.classes[choose(cells)]).toBe(classes[row]);
      expect(value(cells)).toBe(means[row]);
    }
  });

  // Trees are walked eight at a time.
  it.each([1, 7, 8, 9])("gives the bits of the batch with %d trees", async (nEstimators) => {
    const shares = await new RandomForestClassifier({ nEstimators }).fit(x, labels);
    const means = await new RandomForestRegressor({ nEstimators }).fit(x, numbers);
    const [proba, value] = [shares.rowProba(), means.rowValue()];
    const wanted = [shares.predictProba(x).values, means.predict(x)];
    const given = [new Float64Array(3 * x.length), new Float64Array(x.length)] as const;
    x.forEach((row, i) => {
      proba(Float64Array.from(row), given[0].subarray(3 * i, 3 * i + 3));
      given[1][i] = value(Float64Array.from(row));
    });
    expect(given).toEqual(wanted);
  });

  it("goes left at a threshold, and takes the greatest numbers", async () => {
    const model = await new RandomForestRegressor({ nEstimators: 3, bootstrap: false }).fit([[-1], [1]], [5, 6]);
    const value = model.rowValue();
    const cells = [0, Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE];
    expect(cells.map((cell) => value(Float64Array.of(cell)))).toEqual([5, 6, 6, 5]);
  });
});
