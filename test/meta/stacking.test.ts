import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { StratifiedKFold } from "../../src/data/split/k-fold.js";
import { LinearClassifierModel } from "../../src/linear/linear-classifier-model.js";
import { LinearRegression } from "../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import { ConstantClassifierModel, StackingClassifier, StackingRegressor } from "../../src/meta/index.js";
import { accuracyScore } from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../../src/tree/index.js";
import { errorOf, expectClose, noise, Picky, steps, stored } from "./support.js";

const { x, y } = steps(90);

describe("StackingClassifier", () => {
  it("learns nothing from what members say of rows that they remember", async () => {
    // A tree knows each of its training rows by heart, and nothing of others: whoever learns from the former trusts it.
    const { x: table, y: labels } = noise(300, 4, 11);
    const model = await new StackingClassifier().add("tree", new DecisionTreeClassifier()).fit(table, labels);
    expect(accuracyScore(labels, model.estimator("tree").predict(table))).toBe(1);
    expect(Math.abs(model.estimator("finalEstimator").coef.values[0] ?? 9)).toBeLessThan(0.6);
    const leaked = await new LogisticRegression().fit(model.stackedFeatures(table), labels);
    expect(Math.abs(leaked.coef.values[0] ?? 0)).toBeGreaterThan(4);
  });

  it("gives the final classifier what each row's fold did not learn from", async () => {
    const tree = new DecisionTreeClassifier({ maxDepth: 2 });
    const model = await new StackingClassifier({ cv: 3 }).add("tree", tree).fit(x, y);
    const outside = new Float64Array(x.rows);
    for (const { train, test } of new StratifiedKFold({ nSplits: 3 }).split(x, { y })) {
      const member = await tree.fit(
        x.take(train),
        [...train].map((row) => y[row] ?? ""),
      );
      member.predictProba(x.take(test)).values.forEach((value, at) => {
        if (at % 2 === 1) outside[test[(at - 1) / 2] ?? 0] = value;
      });
    }
    const final = await new LogisticRegression().fit(Matrix.fromDense(outside, x.rows, 1, ["tree"]), y);
    expectClose(model.estimator("finalEstimator").coef.values, final.coef.values, 1e-12);
  });

  it("names features by members and classes, and columns that are passed through", async () => {
    const three = y.map((label, row) => (row % 3 === 0 ? "other" : label));
    const recipe = new StackingClassifier({ passthrough: true })
      .add("x0", new DecisionTreeClassifier({ maxDepth: 1 }))
      .add("b", new LogisticRegression());
    const names = ["x0.high", "x0.low", "x0.other", "b.high", "b.low", "b.other", "x0", "x1"];
    expect((await recipe.fit(x, three)).stackedFeatures(x).names).toEqual(names);
    const two = await recipe.fit(x, y);
    expect(two.stackedFeatures(x).names).toEqual(["x0", "b", "x0 (2)", "x1"]);
    expect([...(await stored(two)).predictProba(x).values]).toEqual([...two.predictProba(x).values]);
    const codes = await recipe.withParams({ stackMethod: "predict", passthrough: false }).fit(x, three);
    expect(codes.stackedFeatures(x).cols).toBe(2);
    expect(new Set(codes.stackedFeatures(x).values)).toEqual(new Set([0, 1, 2]));
  });

  it("goes on where a fold lacks a class, or has one alone", async () => {
    const rows = Array.from({ length: 12 }, (_, row) => [row]);
    const rare = rows.map((_, row) => (row === 5 ? "rare" : row % 2 === 0 ? "even" : "odd"));
    const model = await new StackingClassifier({ cv: 3 }).add("tree", new DecisionTreeClassifier()).fit(rows, rare);
    expect(model.predictProba(rows).values.every(Number.isFinite)).toBe(true);
    const lone = rows.map((_, row) => (row === 0 ? "a" : "b"));
    const once = await new StackingClassifier({ cv: 3 }).add("linear", new LogisticRegression()).fit(rows, lone);
    expect(once.estimator("linear")).toBeInstanceOf(LinearClassifierModel);
    const scores = new StackingClassifier({ cv: 3, stackMethod: "decisionFunction" }).add(
      "linear",
      new LogisticRegression(),
    );
    const error = await errorOf(() => scores.fit(rows, lone));
    expect([error.code, error.message]).toEqual(["SPLIT_INVALID", expect.stringMatching(/^In stage 'linear': /)]);
  });

  it("refuses members without scores where scores are asked for, and more folds than rows", async () => {
    const recipe = new StackingClassifier({ stackMethod: "decisionFunction" }).add(
      "tree",
      new DecisionTreeClassifier(),
    );
    expect((await errorOf(() => recipe.fit(x, y))).code).toBe("STAGE_INVALID");
    const few = new StackingClassifier().add("tree", new DecisionTreeClassifier());
    expect((await errorOf(() => few.fit([[1], [2], [3]], ["a", "b", "a"]))).code).toBe("SPLIT_INVALID");
  });

  it("keeps the name finalEstimator to itself", async () => {
    const recipe = new StackingClassifier();
    const code = async (call: () => unknown) => (await errorOf(call)).code;
    expect(await code(() => recipe.add("finalEstimator" as never, new LogisticRegression()))).toBe("STAGE_NAME");
    expect(await code(() => new StackingClassifier({ finalEstimator: new Ridge() as never }))).toBe("STAGE_INVALID");
    expect(await code(() => recipe.fit(x, y))).toBe("PIPELINE_EMPTY");
  });

  it("names the member and the fold that fail, and in progress", async () => {
    const recipe = new StackingRegressor({ cv: 3 })
      .add("line", new LinearRegression())
      .add("picky", new Picky({ least: 80 }));
    const error = await errorOf(() =>
      recipe.fit(
        x,
        y.map((_, row) => row),
      ),
    );
    expect(error.message).toMatch(/^In stage 'picky\.fold 0': Too few rows/);
    const paths: string[] = [];
    let [done, total] = [0, 0];
    const model = await new StackingClassifier({ cv: 3 })
      .add("linear", new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression()))
      .fit(x, y, {
        onProgress: (event) => {
          paths.push(event.stage.join("."));
          if (event.stage.length === 0) [done, total] = [event.done, event.total];
        },
      });
    expect(paths).toEqual(expect.arrayContaining(["linear.model", "linear.fold 2.model", "finalEstimator"]));
    expect([done, total]).toEqual([5, 5]);
    expect(model.estimators).toHaveLength(1);
  });

  it("weighs rows for members and the final classifier alike", async () => {
    const recipe = new StackingClassifier().add("tree", new DecisionTreeClassifier({ maxDepth: 2 }));
    const halves = await recipe.fit(x, y, { sampleWeight: y.map((_, row) => (row < 60 ? 1 : 0)) });
    const fewer = await recipe.fit(x.take([...Array(60).keys()]), y.slice(0, 60));
    expect([...halves.predictProba(x).values]).toEqual([...fewer.predictProba(x).values]);
    const heavy = await recipe.fit(x, y, { sampleWeight: y.map((label) => (label === "high" ? 50 : 1)) });
    const counts = (labels: readonly string[]) => labels.filter((label) => label === "high").length;
    expect(counts(heavy.predict(x))).toBeGreaterThan(counts((await recipe.fit(x, y)).predict(x)));
  });

  it("predicts the one class that a final classifier could meet", () => {
    const model = new ConstantClassifierModel(["a"], ["yes"]);
    expect(model.predict([[1], [2]])).toEqual(["yes", "yes"]);
  });
});

describe("StackingRegressor", () => {
  const rows = Array.from({ length: 60 }, (_, row) => [row, (row * 7) % 11]);
  const sorted = rows.map(([a = 0, b = 0]) => a * 2 + b);

  it("trusts the member that is right", async () => {
    const model = await new StackingRegressor()
      .add("line", new LinearRegression())
      .add("tree", new DecisionTreeRegressor({ maxDepth: 1 }))
      .fit(rows, sorted);
    const { coef } = model.estimator("finalEstimator");
    expect(coef[0]).toBeCloseTo(1, 2);
    expect(Math.abs(coef[1] ?? 1)).toBeLessThan(0.02);
    expect(model.rowValue()(Float64Array.of(3, 4))).toBe(model.predict([[3, 4]])[0]);
  });

  it("shuffles where it is asked to: folds in the order of sorted rows lack what they are asked for", async () => {
    const recipe = new StackingRegressor().add("tree", new DecisionTreeRegressor({ maxDepth: 6 }));
    const trust = async (shuffle: boolean) =>
      (await recipe.withParams({ shuffle, seed: 1 }).fit(rows, sorted)).estimator("finalEstimator").coef[0] ?? 0;
    expect(Math.abs((await trust(true)) - 1)).toBeLessThan(Math.abs((await trust(false)) - 1));
  });

  it("reads sparse rows where its members do, and passes them through", async () => {
    const dense = Matrix.fromRows(rows.map(([a = 0, b = 0]) => [a % 3 === 0 ? a : 0, b]));
    const stays = [...dense.values].map((value, at) => [value, at] as const).filter(([value]) => value !== 0);
    const indptr = Int32Array.from({ length: 61 }, (_, row) => stays.filter(([, at]) => at < row * 2).length);
    const parts = {
      values: Float64Array.from(stays, ([value]) => value),
      indices: Int32Array.from(stays, ([, at]) => at % 2),
      indptr,
    };
    const sparse = Matrix.fromCsr(parts, 60, 2);
    const recipe = new StackingRegressor({ passthrough: true }).add("line", new LinearRegression());
    const model = await recipe.fit(sparse, sorted);
    expect(model.stackedFeatures(sparse).layout).toBe("csr");
    expectClose(model.predict(sparse), (await recipe.fit(dense, sorted)).predict(dense), 1e-9);
    const toTree = recipe.withParams({ passthrough: true }).add("ridge", new Ridge());
    const tree = new StackingRegressor({
      passthrough: true,
      finalEstimator: new DecisionTreeRegressor({ maxDepth: 3 }),
    });
    const both = await tree.add("line", new LinearRegression()).fit(sparse, sorted);
    expect(both.stackedFeatures(sparse).layout).toBe("dense");
    expect((await toTree.fit(sparse, sorted)).estimators).toHaveLength(2);
  });
});
