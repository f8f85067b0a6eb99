/** Fitted boosted models: their ways of predicting agree, and what a damaged state gives. */
import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/core/contracts.js";
import { StateReader } from "../../../src/core/state.js";
import { boostedLeaf } from "../../../src/tree/boosted/walk.js";
import { BoostedClassifierModel, BoostedRegressorModel, fromXgboost } from "../../../src/tree/index.js";
import { cases, numbersFrom, x } from "../interchange/support.js";
import { errorOf } from "../support.js";

const modelOf = (objective: string) => fromXgboost(cases.find((one) => one.objective === objective)?.model ?? "");
const classifiers = [modelOf("binary:logistic"), modelOf("multi:softprob")] as BoostedClassifierModel[];
const regressors = [
  modelOf("reg:squarederror"),
  modelOf("reg:gamma"),
  modelOf("reg:logistic"),
] as BoostedRegressorModel[];

/** What a walk of one row after the other through all nodes gives, summed round by round. */
function slowly({ trees }: BoostedClassifierModel | BoostedRegressorModel, rows: number[][]): number[] {
  const { width, baseline, nodeCounts, nodes } = trees;
  return rows.flatMap((row) => {
    const scores = [...baseline];
    let root = 0;
    nodeCounts.forEach((count, t) => {
      const leaf = boostedLeaf(trees, root, Float64Array.from(row), 0);
      scores[t % width] = (scores[t % width] as number) + (nodes.value[leaf] as number);
      root += count;
    });
    return scores;
  });
}

describe("the ways of predicting", () => {
  it.each([...classifiers, ...regressors])("agree to the bit: batches, single rows, stages ($kind, $link)", (model) => {
    // 1 row walks alone, many together; 160 and 7 are no multiples of four, and 1000 more than a block.
    const next = numbersFrom(3);
    for (const count of [1, 7, 160, 1001]) {
      const rows = Array.from({ length: count }, () => x[next(x.length)] as number[]);
      const scores = model.decisionFunction(rows);
      const values = scores instanceof Float64Array ? scores : scores.values;
      expect([...values]).toEqual(slowly(model, rows));
      const staged = [...model.stagedDecisionFunction(rows)];
      expect(staged).toHaveLength(model.nIter);
      expect(staged.at(-1)).toEqual(scores);
      expect([...model.stagedPredict(rows)].at(-1)).toEqual(model.predict(rows));
    }
  });

  it.each(classifiers)("give a row what they give a batch ($link)", (model) => {
    const [proba, choose] = [model.rowProba(), model.rowClass()];
    const width = model.classes.length;
    const out = new Float64Array(width);
    const [shares, labels] = [model.predictProba(x).values, model.predict(x)];
    x.forEach((row, index) => {
      proba(Float64Array.from(row), out);
      expect(out).toEqual(shares.slice(width * index, width * (index + 1)));
      expect(model.classes[choose(Float64Array.from(row))]).toBe(labels[index]);
    });
    expect([...model.stagedPredictProba(x)].at(-1)).toEqual(model.predictProba(x));
  });

  it.each(regressors)("give a row what they give a batch ($link)", (model) => {
    const value = model.rowValue();
    expect(x.map((row) => value(Float64Array.from(row)))).toEqual([...model.predict(x)]);
  });

  it("tell leaves by their number in their tree", () => {
    const [, model] = classifiers as [BoostedClassifierModel, BoostedClassifierModel];
    const leaves = model.apply(x);
    expect(leaves).toHaveLength(x.length * 9);
    expect([...model.apply(x.slice(2, 3))]).toEqual([...leaves.slice(18, 27)]);
    expect(Math.max(...leaves)).toBeLessThan(Math.max(...model.trees.nodeCounts));
    expect([model.nIter, model.nTreesPerIteration]).toEqual([3, 3]);
  });

  it("write trees as text, with sets of categories", async () => {
    const [model] = regressors as [BoostedRegressorModel];
    const text = model.exportText(0);
    expect(text).toMatch(/^\|--- \w+ (<=|in) .+\n/);
    expect(text).toMatch(/city in \{[\d, ]+\}/);
    expect(text).toContain("city not in {");
    expect((await errorOf(() => model.exportText(3))).code).toBe("PARAM_INVALID");
  });
});

/** A stored state as plain data that a test may damage. */
interface Damaged {
  [key: string]: unknown;
  trees: Record<string, unknown>;
}

function reload<M extends Model>(
  model: Model,
  kind: { version: number; parse(state: StateReader): M },
  damage: (state: Damaged) => void = () => {},
): M {
  const state = structuredClone(model.toState()) as Damaged;
  damage(state);
  return kind.parse(new StateReader(state, model.kind, { version: kind.version }));
}

const put = (key: string, at: number, value: number) => (state: Damaged) => {
  (state.trees[key] as Int32Array)[at] = value;
};

describe("storing", () => {
  const [binary, multi] = classifiers as [BoostedClassifierModel, BoostedClassifierModel];
  const [regressor] = regressors as [BoostedRegressorModel];

  it("gives models that answer the same", () => {
    expect(reload(multi, BoostedClassifierModel).predictProba(x)).toEqual(multi.predictProba(x));
    expect(reload(binary, BoostedClassifierModel).toState()).toEqual(binary.toState());
    expect(reload(regressor, BoostedRegressorModel).predict(x)).toEqual(regressor.predict(x));
  });

  it.each<readonly [string, (state: Damaged) => void]>([
    ["no trees", (state) => Object.assign(state, { trees: undefined })],
    ["an unknown link", (state) => Object.assign(state, { link: "probit" })],
    ["no word on NaN", (state) => Object.assign(state, { missing: undefined })],
    ["fewer columns", (state) => Object.assign(state, { inputNames: ["a"] })],
    ["a tree without nodes", put("nodeCounts", 0, 0)],
    ["a node more", (state) => (state.trees["nodeCounts"] as Int32Array)[0]!++],
    ["a ring", put("childrenLeft", 1, 0)],
    ["a child beyond its tree", put("childrenRight", 0, 9999)],
    [
      "two parents",
      (state) => put("childrenRight", 0, (state.trees["childrenLeft"] as Int32Array)[0] as number)(state),
    ],
    [
      "a leaf with a child",
      (state) => put("childrenLeft", (state.trees["feature"] as Int32Array).indexOf(-1), 1)(state),
    ],
    ["a column that is not there", put("feature", 0, 9)],
    ["a threshold of NaN", put("threshold", 0, Number.NaN)],
    ["an infinite value", put("value", 0, Number.POSITIVE_INFINITY)],
    ["a way for NaN of 2", put("missingLeft", 0, 2)],
    ["a gain below 0", put("gain", 0, -1)],
    ["a baseline of NaN", put("baseline", 0, Number.NaN)],
    ["a set that starts nowhere", (state) => put("categories", 0, 1)(state)],
    ["a set beyond the end", (state) => put("categories", 0, 1e6)(state)],
    ["a set of more words than there are", put("categoryBits", 0, 4e9)],
  ])("refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(regressor, BoostedRegressorModel, damage))).code).toBe("ARTIFACT_STATE");
  });

  it.each<readonly [string, (state: Damaged) => void]>([
    ["one class", (state) => Object.assign(state, { classes: [0] })],
    ["a class more than trees", (state) => Object.assign(state, { classes: [0, 1, 2, 3] })],
    ["a link for two classes", (state) => Object.assign(state, { link: "logistic" })],
    ["an unfinished round", (state) => Object.assign(state.trees, { nodeCounts: Int32Array.of(1) })],
  ])("of a classifier refuses %s", async (_, damage) => {
    expect((await errorOf(() => reload(multi, BoostedClassifierModel, damage))).code).toBe("ARTIFACT_STATE");
  });
});
