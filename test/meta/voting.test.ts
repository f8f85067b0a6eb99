import { describe, expect, it } from "vitest";
import { LinearRegression } from "../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import { VotingClassifier, VotingRegressor } from "../../src/meta/index.js";
import { FunctionTransformer } from "../../src/pipeline/function-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { OneHotEncoder } from "../../src/preprocess/one-hot-encoder.js";
import { SimpleImputer } from "../../src/preprocess/simple-imputer.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier } from "../../src/tree/index.js";
import { errorOf, expectClose, Majority, Picky, steps, stored } from "./support.js";

const { x, y } = steps(80);

describe("VotingClassifier", () => {
  const members = new VotingClassifier()
    .add("stump", new DecisionTreeClassifier({ maxDepth: 1 }))
    .add("linear", new Pipeline().add("scale", new StandardScaler()).add("model", new LogisticRegression()))
    .add("deep", new DecisionTreeClassifier());

  it("goes by the majority of the votes, and by the first class where they are even", async () => {
    const model = await members.fit(x, y);
    const votes = model.estimators.map((member) => member.predict(x));
    model.predict(x).forEach((label, row) => {
      const high = votes.filter((vote) => vote[row] === "high").length;
      expect(label).toBe(high >= 2 ? "high" : "low");
      expect(model.predictProba(x).values[2 * row]).toBeCloseTo(high / 3, 12);
    });
    const even = new VotingClassifier().add("one", new Majority()).add("deep", new DecisionTreeClassifier());
    const numbers = [[1], [2], [3]];
    expect((await even.fit(numbers, [7, 5, 7])).predict(numbers)).toEqual([7, 5, 7]);
  });

  it("averages probabilities by weights", async () => {
    const model = await members.withParams({ voting: "soft", weights: [1, 0, 3] }).fit(x, y);
    const [first, , third] = model.estimators.map((member) => member.predictProba(x).values);
    const means = Float64Array.from(first ?? [], (value, at) => (value + 3 * (third?.[at] ?? 0)) / 4);
    expectClose(model.predictProba(x).values, means, 1e-12);
  });

  it("types and finds its members by name", async () => {
    const model = await members.fit(x, y);
    expect(model.estimator("deep").depth).toBeGreaterThan(2);
    expect(model.estimator("linear").stage("model").coef.cols).toBe(2);
    expect((await errorOf(() => model.estimator("other" as never))).code).toBe("STAGE_NAME");
  });

  it("refuses weights that are not one a member, and members that are none", async () => {
    const codes = async (call: () => unknown) => (await errorOf(call)).code;
    expect(await codes(() => members.withParams({ weights: [1, 2] }).fit(x, y))).toBe("PARAM_INVALID");
    expect(await codes(() => members.withParams({ weights: [0, 0, 0] }).fit(x, y))).toBe("PARAM_INVALID");
    expect(await codes(() => new VotingClassifier().fit(x, y))).toBe("PIPELINE_EMPTY");
    expect(await codes(() => members.add("stump" as never, new LogisticRegression()))).toBe("STAGE_NAME");
    expect(await codes(() => members.add("a.b", new LogisticRegression()))).toBe("STAGE_NAME");
    expect(await codes(() => members.add("ridge", new Ridge() as never))).toBe("STAGE_INVALID");
    expect(await codes(() => members.add("scaler", new StandardScaler() as never))).toBe("STAGE_INVALID");
    expect(await codes(() => members.add("maps", new Pipeline().add("s", new StandardScaler()) as never))).toBe(
      "STAGE_INVALID",
    );
    expect(await codes(() => members.add("none", undefined as never))).toBe("STAGE_INVALID");
    expect(await codes(() => new VotingClassifier({}, [{ name: "r", stage: new Ridge() }]))).toBe("STAGE_INVALID");
  });

  it("is immutable", () => {
    const before = String(members);
    members.add("more", new LogisticRegression());
    members.withParams({ "deep.maxDepth": 3 });
    expect(String(members)).toBe(before);
    expect(members.steps).toBeUndefined();
  });

  it("names a member that fails, in the message and in progress", async () => {
    const weightless = members.add("majority", new Majority());
    expect((await errorOf(() => weightless.fit(x, y, { sampleWeight: y.map(() => 1) }))).code).toBe("NOT_SUPPORTED");
    const regression = new VotingRegressor()
      .add("line", new LinearRegression())
      .add("inner", new VotingRegressor().add("picky", new Picky({ least: 1000 })));
    const error = await errorOf(() =>
      regression.fit(
        x,
        y.map((_, row) => row),
      ),
    );
    expect([error.code, error.message]).toEqual([
      "NUMERIC_FAILURE",
      expect.stringMatching(/^In stage 'inner\.picky': Too few rows/),
    ]);
    const paths = new Set<string>();
    await members.fit(x, y, { onProgress: ({ stage }) => paths.add(stage.join(".")) });
    expect([...paths]).toEqual(expect.arrayContaining(["stump", "linear.model", "deep", ""]));
  });

  it("can be ended while a member learns", async () => {
    const controller = new AbortController();
    const work = members.fit(x, y, {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage[0] === "linear") controller.abort();
      },
    });
    expect((await errorOf(() => work)).code).toBe("ABORTED");
  });

  it("reads what its members read: missing values in pipelines that fill them in", async () => {
    const holed = [...Array(20)].map((_, row) => [row % 5 === 0 ? Number.NaN : row, row % 3]);
    const labels = holed.map((_, row) => (row < 10 ? "few" : "many"));
    const filled = new Pipeline().add("fill", new SimpleImputer()).add("model", new LogisticRegression());
    const recipe = new VotingClassifier({ voting: "soft" }).add("filled", filled);
    const model = await recipe.fit(holed, labels);
    const proba = model.rowProba();
    const one = new Float64Array(2);
    holed.forEach((row, at) => {
      proba(Float64Array.from(row), one);
      expect([...one]).toEqual([...model.predictProba(holed).values.slice(2 * at, 2 * at + 2)]);
    });
    const mixed = recipe.add("tree", new LogisticRegression());
    expect((await errorOf(() => mixed.fit(holed, labels))).code).toBe("DATA_NOT_FINITE");
  });

  it("hands rows to pipelines whose first stage reads columns, one or many", async () => {
    const numbers = [...Array(30)].map((_, row) => [row % 4 === 0 ? Number.NaN : row % 4, row]);
    const labels = numbers.map((_, row) => row % 4 === 1);
    const encoded = new Pipeline()
      .add("encode", new OneHotEncoder({ handleUnknown: "ignore" }))
      .add("model", new LogisticRegression());
    const model = await stored(
      await new VotingClassifier({ voting: "soft" }).add("encoded", encoded).fit(numbers, labels),
    );
    const proba = model.rowProba();
    const one = new Float64Array(2);
    numbers.forEach((row, at) => {
      proba(Float64Array.from(row), one);
      expect([...one]).toEqual([...model.predictProba([row]).values]);
      expect([...one]).toEqual([...model.predictProba(numbers).values.slice(2 * at, 2 * at + 2)]);
    });
  });

  it("refuses in one row what a stage of a member refuses in many", async () => {
    const divide = (table: import("../../src/data/matrix.js").Matrix) =>
      table.toDense().withValues(table.toDense().values.map((value) => 1 / value));
    const inverse = new Pipeline()
      .add("inverse", new FunctionTransformer({ name: "divide" }, divide))
      .add("model", new LogisticRegression());
    const model = await new VotingClassifier().add("inverse", inverse).fit([[1], [2], [3], [4]], ["a", "a", "b", "b"]);
    expect((await errorOf(() => model.predict([[0]]))).message).toMatch(/^In stage 'model'/);
    expect((await errorOf(() => model.rowClass()(Float64Array.of(0)))).message).toMatch(/^In stage 'model'/);
  });
});

describe("VotingRegressor", () => {
  it("averages by weights, also in one row", async () => {
    const rows = [[1], [2], [4]];
    const recipe = new VotingRegressor({ weights: [1, 3] })
      .add("line", new LinearRegression())
      .add("ridge", new Ridge({ alpha: 5 }));
    const model = await recipe.fit(rows, [1, 2, 9]);
    const [line = 0] = model.estimator("line").predict([[7]]);
    const [ridge = 0] = model.estimator("ridge").predict([[7]]);
    expect(model.predict([[7]])[0]).toBeCloseTo((line + 3 * ridge) / 4, 12);
    expect(model.rowValue()(Float64Array.of(7))).toBe(model.predict([[7]])[0]);
    expect((await errorOf(() => recipe.add("tree", new DecisionTreeClassifier() as never))).code).toBe("STAGE_INVALID");
    expect((await errorOf(() => new VotingRegressor().fit(rows, [1, 2, 9]))).code).toBe("PIPELINE_EMPTY");
  });
});
