/**
 * Models in LightGBM's text. The fixtures are written by hand after its documentation and source: Debian has no LightGBM to make them with. What a question
 * answers is stated beside it.
 */
import { describe, expect, it } from "vitest";
import { MlkitError } from "../../../src/core/errors.js";
import { BoostedClassifierModel, fromLightgbm, fromXgboost, toLightgbm } from "../../../src/tree/index.js";
import { errorOf } from "../support.js";
import { cases, distance, numbersFrom, scoresOf } from "./support.js";

const head = (objective: string, width = 1) => `tree
version=v4
num_class=${width}
num_tree_per_iteration=${width}
label_index=0
max_feature_idx=1
objective=${objective}
feature_names=size color
feature_infos=[0:9] 0:1:2:33
tree_sizes=99

`;
/** size ≤ 1.5 (NaN to the right) ? (color in {1, 33} ? 10 : 20) : 30 */
const tree = (index = 0) => `Tree=${index}
num_leaves=3
num_cat=1
split_feature=0 1
split_gain=5 2
threshold=1.5 0
decision_type=8 1
left_child=1 -1
right_child=-3 -2
leaf_value=10 20 30
leaf_weight=2 3 4
leaf_count=2 3 4
internal_value=0 0
internal_weight=9 5
internal_count=9 5
cat_boundaries=0 2
cat_threshold=2 2
is_linear=0
shrinkage=0.1

`;
const tail = "end of trees\n\nfeature_importances:\nsize=1\n";
const rows = [
  [1.5, 1],
  [1, 33],
  [1, 0],
  [1, 99],
  [1, -1],
  [1, Number.NaN],
  [1.6, 1],
  [Number.NaN, 1],
];
const answers = [10, 10, 20, 20, 20, 20, 30, 30];

describe("reading", () => {
  it("sends rows where LightGBM sends them", () => {
    const model = fromLightgbm(head("regression") + tree() + tail);
    expect(model.inputNames).toEqual(["size", "color"]);
    expect([...model.predict(rows)]).toEqual(answers);
    expect([...model.featureImportances]).toEqual([5 / 7, 2 / 7]);
    expect([...model.trees.nodes.nNodeSamples]).toEqual([9, 5, 2, 3, 4]);
    expect(model.trees.nodes.value[1]).toBe((2 * 10 + 3 * 20) / 5);
  });

  // Bits 2 and 3 say what is missing: nothing (NaN is 0), zero, or NaN; bit 1 that it goes left.
  it.each([
    [0, "1.5", 10],
    [2, "-1.5", 30],
    [8, "1.5", 30],
    [10, "-1.5", 10],
    [6, "1.5", 10],
    [4, "-1.5", 30],
  ])("with decision_type %i and threshold %s gives %i for NaN", (type, threshold, expected) => {
    const text = tree()
      .replace("decision_type=8 1", `decision_type=${type} 1`)
      .replace("threshold=1.5", `threshold=${threshold}`);
    expect([...fromLightgbm(head("regression") + text + tail).predict([[Number.NaN, 1]])]).toEqual([expected]);
  });

  it.each([
    ["poisson", Math.exp(10)],
    ["tweedie tweedie_variance_power:1.5", Math.exp(10)],
    ["huber", 10],
    ["cross_entropy", 1 / (1 + Math.exp(-10))],
  ])("knows the link of %s", (objective, expected) => {
    const [value = 0] = fromLightgbm(head(objective) + tree() + tail).predict([[1, 1]]) as Float64Array;
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
  });

  it("multiplies by the sigmoid, and names classes", () => {
    const model = fromLightgbm(head("binary sigmoid:0.5") + tree() + tail, { classes: ["no", "yes"] });
    expect([...scoresOf(model, rows)]).toEqual(answers.map((answer) => answer / 2));
    expect(model.predict([[1, 1]])).toEqual(["yes"]);
  });

  it("reads one tree a class, and trees of one leaf", () => {
    const leaf = (index: number) => `Tree=${index}\nnum_leaves=1\nnum_cat=0\nleaf_value=15\n\n`;
    const model = fromLightgbm(head("multiclass num_class:3", 3) + tree(0) + leaf(1) + leaf(2) + tail);
    expect(model instanceof BoostedClassifierModel && model.predict(rows)).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  });
});

describe("writing", () => {
  it.each(cases.map((one) => [one.objective, one.model] as const))("keeps the scores of %s", (_, json) => {
    const model = fromXgboost(json);
    const again = fromLightgbm(toLightgbm(model));
    // The score before the trees is added to a leaf first: another order of one sum.
    expect(distance(scoresOf(again), scoresOf(model))).toBeLessThan(1e-14);
    expect([again.link, again.inputNames]).toEqual([model.link, model.inputNames]);
  });

  it("keeps unknown categories and NaN on their side", () => {
    const model = fromLightgbm(head("regression") + tree() + tail);
    expect([...fromLightgbm(toLightgbm(model)).predict(rows)]).toEqual(answers);
  });

  it("has no white space in names", () => {
    const named = (featureNames: string[]) =>
      fromLightgbm(toLightgbm(fromLightgbm(head("regression") + tree() + tail, { featureNames }))).inputNames;
    expect(named(["the size", "c"])).toEqual(["the_size", "c"]);
    expect(named(["a b", "a_b"])).toEqual(["Column_0", "Column_1"]);
  });
});

describe("what cannot be read", () => {
  const whole = head("regression") + tree() + tail;
  it.each([
    ["no text of LightGBM", "", "{}", "MODEL_INVALID"],
    ["cut off", "end of trees", "", "MODEL_INVALID"],
    ["a ring", "left_child=1 -1", "left_child=1 0", "MODEL_INVALID"],
    ["a leaf twice", "right_child=-3 -2", "right_child=-3 -1", "MODEL_INVALID"],
    ["a leaf that is not there", "right_child=-3 -2", "right_child=-9 -2", "MODEL_INVALID"],
    ["a question that is not there", "left_child=1 -1", "left_child=7 -1", "MODEL_INVALID"],
    ["a column that is not there", "split_feature=0 1", "split_feature=2 1", "MODEL_INVALID"],
    ["a leaf of NaN", "leaf_value=10", "leaf_value=nan", "MODEL_INVALID"],
    ["an infinite leaf", "leaf_value=10", "leaf_value=1e999", "MODEL_INVALID"],
    ["a billion leaves", "num_leaves=3", "num_leaves=1000000000", "MODEL_INVALID"],
    ["a billion columns", "max_feature_idx=1", "max_feature_idx=1000000000", "MODEL_INVALID"],
    ["a set that is not there", "threshold=1.5 0", "threshold=1.5 1", "MODEL_INVALID"],
    ["a set that ends before it starts", "cat_boundaries=0 2", "cat_boundaries=2 0", "MODEL_INVALID"],
    ["an unknown kind of missing values", "decision_type=8 1", "decision_type=12 1", "MODEL_INVALID"],
    ["linear leaves", "is_linear=0", "is_linear=1", "NOT_SUPPORTED"],
    ["a random forest", "label_index=0", "average_output", "NOT_SUPPORTED"],
    ["another objective", "objective=regression", "objective=lambdarank", "NOT_SUPPORTED"],
    ["the root of a target", "objective=regression", "objective=regression sqrt", "NOT_SUPPORTED"],
    ["zeros that go astray", "decision_type=8 1", "decision_type=4 1", "NOT_SUPPORTED"],
  ])("is %s", async (_, part, other, code) => {
    const text = part === "" ? other : whole.replace(part, other);
    expect((await errorOf(() => fromLightgbm(text))).code).toBe(code);
  });

  it("never ends in anything but a model or a coded error", () => {
    const next = numbersFrom(5);
    const parts = ["-1", "0", "nan", "=", "\n", " ", "1e999", "99999999999", "Tree=9\n", ""];
    for (let round = 0; round < 600; round++) {
      const at = next(whole.length);
      try {
        const model = fromLightgbm(whole.slice(0, at) + parts[next(parts.length)] + whole.slice(at + next(8)));
        expect(scoresOf(model, [model.inputNames.map(() => 1)]).length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof MlkitError)) throw error;
      }
    }
  });
});
