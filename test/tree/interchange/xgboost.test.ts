/** Models of XGBoost: what is read predicts what XGBoost does, what is written is read again, and what is damaged is refused. */
import { describe, expect, it } from "vitest";
import { createLoader, serialize } from "../../../src/artifact/index.js";
import { MlkitError } from "../../../src/core/errors.js";
import { BoostedClassifierModel, BoostedRegressorModel, fromXgboost, toXgboost } from "../../../src/tree/index.js";
import { greatestBelow, leastFloatAbove, shortFloat } from "../../../src/tree/interchange/float32.js";
import { errorOf } from "../support.js";
import { cases, distance, numbersFrom, scoresOf, x } from "./support.js";

/** XGBoost sums in single precision: a few units in its last place, 6e-8 each. */
const SINGLE = 2e-6;
const { deserialize } = createLoader([BoostedClassifierModel, BoostedRegressorModel]);

describe.each(cases.map((one, index) => [`${one.objective} (${index})`, one] as const))("%s", (_, one) => {
  const model = fromXgboost(one.model);

  it("gives the raw scores of XGBoost, for rows with NaN and categories too", () => {
    expect(distance(scoresOf(model), one.margin)).toBeLessThan(SINGLE);
  });

  it("predicts what XGBoost predicts", () => {
    expect(model.inputNames).toEqual(["age", "income", "debt", "city"]);
    if (model instanceof BoostedRegressorModel) {
      expect(distance(model.predict(x), one.predicted)).toBeLessThan(SINGLE);
    } else if (one.objective === "multi:softmax") {
      expect(model.predict(x)).toEqual(one.predicted);
    } else if (one.objective === "multi:softprob") {
      expect(distance(model.predictProba(x).values, one.predicted)).toBeLessThan(SINGLE);
    } else if (one.objective === "binary:logistic") {
      const second = model.predictProba(x).values.filter((_value, at) => at % 2 === 1);
      expect(distance(second, one.predicted)).toBeLessThan(SINGLE);
    }
  });

  it("is written so that it is read the same, but for rounding", () => {
    const again = fromXgboost(toXgboost(model));
    expect(distance(scoresOf(again), scoresOf(model))).toBeLessThan(SINGLE);
    expect(again.link).toBe(model.link);
  });

  it("goes through an artifact", async () => {
    const again = await deserialize(serialize(model));
    expect(again.toState()).toEqual(model.toState());
  });
});

describe("options", () => {
  const [binary] = cases;
  const json = binary?.model ?? "";

  it("name classes and columns", () => {
    const model = fromXgboost(json, { classes: ["no", "yes"], featureNames: ["a", "b", "c", "d"] });
    expect(model.inputNames).toEqual(["a", "b", "c", "d"]);
    expect(new Set(model.predict(x))).toEqual(new Set(["no", "yes"]));
  });

  it.each([
    ["too few classes", { classes: ["no"] }],
    ["a class twice", { classes: ["no", "no"] }],
    ["labels of two types", { classes: ["no", 1] }],
    ["too few names", { featureNames: ["a"] }],
  ])("refuse %s", async (_, options) => {
    expect((await errorOf(() => fromXgboost(json, options))).code).toBe("PARAM_INVALID");
  });
});

describe("thresholds", () => {
  const next = numbersFrom(1);
  const floats = Float32Array.from({ length: 2000 }, () => (next(2 ** 24) / 2 ** 23 - 1) * 10 ** (next(60) - 30));

  it("send the doubles around a float where single precision sends them", () => {
    for (const float of [0, -0, 1, -1, 2 ** -149, 3.4028234663852886e38, -3.4028234663852886e38, ...floats]) {
      const border = greatestBelow(float);
      expect(Math.fround(border) < float, `${float}`).toBe(true);
      const above = border + Math.max(Number.MIN_VALUE, Math.abs(border) * 2 ** -52);
      expect(Math.fround(above) < float, `${float}`).toBe(false);
      expect(leastFloatAbove(border) === float).toBe(true);
      expect(Math.fround(shortFloat(float)) === float).toBe(true);
    }
  });

  it("leave every float on its side when doubles become floats", () => {
    for (const float of floats) {
      const value = float * (1 + 2 ** -30);
      const border = leastFloatAbove(value);
      expect(border > value && Math.fround(border) === border).toBe(true);
      expect(greatestBelow(border) >= value || Math.fround(value) >= border).toBe(true);
    }
  });
});

describe("what cannot be read", () => {
  const [binary] = cases;
  const parsed = () => JSON.parse((binary?.model ?? "").replaceAll("NaN", "0"));
  // biome-ignore lint/suspicious/noExplicitAny: a damaged model may be anything.
  type Any = any;
  const tree = (model: Any) => model.learner.gradient_booster.model.trees[0];

  it.each<readonly [string, (model: Any) => void, string]>([
    ["a ring", (model) => (tree(model).left_children[1] = 1), "MODEL_INVALID"],
    ["two parents", (model) => (tree(model).right_children[0] = tree(model).left_children[0]), "MODEL_INVALID"],
    ["a child that is not there", (model) => (tree(model).right_children[0] = 99), "MODEL_INVALID"],
    ["a child of −5", (model) => (tree(model).left_children[0] = -5), "MODEL_INVALID"],
    ["a column that is not there", (model) => (tree(model).split_indices[0] = 4), "MODEL_INVALID"],
    ["a leaf of NaN", (model) => tree(model).split_conditions.fill(null), "MODEL_INVALID"],
    ["a list one short", (model) => tree(model).default_left.pop(), "MODEL_INVALID"],
    ["no trees", (model) => delete model.learner.gradient_booster.model.trees, "MODEL_INVALID"],
    [
      "a tree without nodes",
      (model) => Object.assign(tree(model), { left_children: [], right_children: [] }),
      "MODEL_INVALID",
    ],
    ["a name twice", (model) => model.learner.feature_names.fill("a"), "MODEL_INVALID"],
    ["a billion columns", (model) => (model.learner.learner_model_param.num_feature = "1000000000"), "MODEL_INVALID"],
    ["a base score of 1", (model) => (model.learner.learner_model_param.base_score = "1"), "MODEL_INVALID"],
    ["an unknown class", (model) => (model.learner.gradient_booster.model.tree_info[0] = 7), "MODEL_INVALID"],
    ["a category below 0", (model) => (tree(model).categories[0] = -1), "MODEL_INVALID"],
    ["a far segment", (model) => (tree(model).categories_segments[0] = 1e6), "MODEL_INVALID"],
    ["a linear booster", (model) => (model.learner.gradient_booster.name = "gblinear"), "NOT_SUPPORTED"],
    ["a ranking", (model) => (model.learner.objective.name = "rank:pairwise"), "NOT_SUPPORTED"],
    ["an objective named like a method", (model) => (model.learner.objective.name = "__proto__"), "NOT_SUPPORTED"],
    ["several outputs", (model) => (tree(model).tree_param.size_leaf_vector = "3"), "NOT_SUPPORTED"],
  ])("is %s", async (_, damage, code) => {
    const model = parsed();
    damage(model);
    expect((await errorOf(() => fromXgboost(model))).code).toBe(code);
  });

  it("is any text that is no model, by a coded error", async () => {
    for (const text of ["", "{}", "null", "[]", '"learner"', '{"learner":[]}', '{"__proto__":{"learner":{}}}']) {
      expect((await errorOf(() => fromXgboost(text))).code, text).toBe("MODEL_INVALID");
    }
  });

  it("never ends in anything but a model or a coded error", () => {
    const next = numbersFrom(99);
    const parts = ["-1", "0", "NaN", "null", '"', "[", "]", "1e999", "99999999999", "{}", "true", ""];
    for (let round = 0; round < 400; round++) {
      const text = cases[round % cases.length]?.model ?? "";
      const at = next(text.length);
      const damaged = text.slice(0, at) + parts[next(parts.length)] + text.slice(at + next(12));
      try {
        const model = fromXgboost(damaged);
        expect(
          scoresOf(
            model,
            x.slice(0, 3).map((row) => model.inputNames.map((_, i) => row[i] ?? 0)),
          ).length,
        ).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof MlkitError)) throw error;
      }
    }
  });
});
