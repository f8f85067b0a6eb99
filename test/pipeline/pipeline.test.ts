import { beforeEach, describe, expect, test } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { SamplerEstimator } from "../../src/base/samplers.js";
import type { EncodedLabels } from "../../src/core/labels.js";
import type { ProgressEvent } from "../../src/core/progress.js";
import { Frame } from "../../src/data/frame.js";
import { readTable, type Table } from "../../src/data/input.js";
import { Matrix } from "../../src/data/matrix.js";
import { ColumnTransformer, Pipeline, PipelineRegressor } from "../../src/pipeline/index.js";
import { OneHotEncoder, SimpleImputer, StandardScaler } from "../../src/preprocess/index.js";
import { type Home, homes, Sign, seen, Total, throughBytes } from "./harness.js";

const features = ColumnTransformer.for<Home>()
  .add("numbers", new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler()), ["size", "age"])
  .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["town", "sold"]);
const recipe = new Pipeline().add("features", features).add("model", new Total());

beforeEach(() => {
  seen.length = 0;
});

describe("a fitted pipeline", () => {
  test("predicts one row as it predicts many, bit for bit", async () => {
    const model = await recipe.fit(Frame.fromRows(homes), "price");
    expect(homes.map((home) => model.predictOne(home))).toEqual([...model.predict(homes)]);
  });

  test("knows its features, its inputs, its target and its recipe", async () => {
    const model = await recipe.fit(homes, "price");
    expect(model.featureNames).toEqual([
      "size",
      "age",
      "town_Lima",
      "town_Oslo",
      "town_Rome",
      "sold_false",
      "sold_true",
    ]);
    expect(model.inputSchema.names).toEqual(["size", "age", "town", "sold"]);
    expect(model.target).toBe("price");
    expect(model.recipe).toEqual(JSON.parse(JSON.stringify(recipe)));
    expect(model.lineage.rows).toBe(4);
    expect(model.stages.map(({ name }) => name)).toEqual(["features", "model"]);
    expect(model.stage("model").state.rows).toBe(4);
    expect(() => model.stage("modell" as "model")).toThrow(/no stage 'modell'/);
  });

  test("needs only the columns that its stages read, in any order, as rows, frame or with more columns", async () => {
    const model = await recipe.fit(homes, "price");
    const expected = [...model.predict(homes)];
    expect([...model.predict(Frame.fromRows(homes))]).toEqual(expected);
    const shuffled = homes.map(({ size, age, town, sold }) => ({ sold, town, age, size }));
    expect([...model.predict(shuffled)]).toEqual(expected);
  });

  test("survives its bytes, and gives the same bytes again", async () => {
    const model = await recipe.fit(homes, "price");
    const again = await throughBytes(model);
    expect(again).toBeInstanceOf(PipelineRegressor);
    if (!(again instanceof PipelineRegressor)) return;
    expect([...again.predict(homes)]).toEqual([...model.predict(homes)]);
    expect(homes.map((home) => again.predictOne(home))).toEqual([...model.predict(homes)]);
    expect(serialize(again)).toEqual(serialize(model));
    expect(again.recipe).toEqual(model.recipe);
  });

  test("is the same for the same rows, and tells other rows by their digest", async () => {
    const [a, b] = [await recipe.fit(homes, "price"), await recipe.fit(Frame.fromRows(homes), "price")];
    expect(serialize(a)).toEqual(serialize(b));
    const other = await recipe.fit(homes.slice(1), "price");
    expect(other.lineage.dataDigest).not.toBe(a.lineage.dataDigest);
  });

  test("classifies, with labels of the target's own type", async () => {
    const model = await new Pipeline()
      .add("n", ColumnTransformer.for<Home>().add("n", new StandardScaler(), ["size"]))
      .add("m", new Sign())
      .fit(homes, "sold");
    expect(model.classes).toEqual([false, true]);
    expect(model.predict(homes)).toEqual([false, true, true, false]);
    expect(model.predictOne({ size: 9 })).toBe(true);
    expect([...model.predictProbaOne({ size: 9 })]).toEqual([0, 1]);
    expect(model.outputSchema.field("sold")).toMatchObject({ type: "boolean", values: [false, true] });
    expect(model.predictProba(homes).names).toEqual(["false", "true"]);
  });

  test("maps data when it ends in a transformer, alone and inside another", async () => {
    const inner = new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler());
    const outer = new Pipeline().add("inner", inner).add("model", new Total());
    const x = homes.map(({ size, age }) => ({ size, age }));
    const alone = await inner.fit(x);
    const model = await outer.fit(x, [1, 2, 3, 4]);
    const total = (row: ArrayLike<number>) => (row[0] ?? 0) + (row[1] ?? 0);
    const mapped = readTable(alone.transform(x));
    const values = mapped instanceof Matrix ? mapped.toDense().values : new Float64Array();
    expect([...model.predict(x)]).toEqual(homes.map((_, i) => total(values.slice(i * 2))));
    expect(model.predictOne({ size: 1, age: null })).toBe(model.predict([{ size: 1, age: null }])[0]);
  });
});

describe("fit", () => {
  test("takes matrices and rows of numbers", async () => {
    const numeric = new Pipeline().add("scale", new StandardScaler()).add("model", new Total());
    const model = await numeric.fit([[1], [3]], [0, 0]);
    expect([...model.predict(Matrix.fromRows([[1], [5]]))]).toEqual([-1, 3]);
    expect(model.predictOne({ x0: 5 })).toBe(3);
  });

  test("passes a validation set through the stages fitted so far", async () => {
    const numeric = new Pipeline().add("scale", new StandardScaler()).add("model", new Total());
    await numeric.fit([[1], [3]], [0, 0], { validation: { x: [[5]], y: [1] } });
    expect(seen).toHaveLength(1);
    expect(seen[0] instanceof Matrix && [...seen[0].toDense().values]).toEqual([3]);
  });

  test("gives sampleWeight to the last stage, and refuses it where none predicts", async () => {
    const model = await recipe.fit(homes, "price", { sampleWeight: [1, 2, 3, 4] });
    expect(model.stage("model").state.weight).toBe(10);
    await expect(features.withParams({}).fit(homes)).resolves.toBeDefined();
    await expect(
      new Pipeline().add("s", new StandardScaler()).fit([[1]], undefined, { sampleWeight: [1] }),
    ).rejects.toThrow(/does not use sampleWeight/);
  });

  test("goes on from a fitted pipeline: transformers stay, the last stage goes on", async () => {
    const numeric = new Pipeline().add("scale", new StandardScaler()).add("model", new Total());
    const first = await numeric.fit([[1], [3]], [0, 0]);
    const second = await numeric.fit([[100], [300]], [0, 0], { from: first });
    expect(second.stage("scale")).toBe(first.stage("scale"));
    expect(second.stage("model").state.bias).toBe(100);
    await expect(numeric.fit([[1]], [0], { from: first.stage("scale") })).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
  });

  test("resamples at fit time alone", async () => {
    class Twice extends SamplerEstimator<object> {
      readonly declaration = { kind: "test/Twice", params: {}, traits: {}, models: [] };
      constructor() {
        super({ kind: "test/Twice", params: {}, traits: {}, models: [] });
      }
      protected async resample(x: Table, { codes }: EncodedLabels) {
        const rows = Int32Array.from({ length: codes.length * 2 }, (_, i) => i % codes.length);
        return { x: x.take(rows), codes: rows.map((row) => codes[row] ?? 0) };
      }
    }
    const model = await new Pipeline()
      .add("twice", new Twice())
      .add("model", new Total())
      .fit([[1], [3]], [0, 1]);
    expect(model.stages.map(({ name }) => name)).toEqual(["model"]);
    expect(model.stage("model").state.rows).toBe(4);
    expect(model.predict([[2]])).toHaveLength(1);
  });

  test("reports progress with the path of the stage, and ends when it is aborted", async () => {
    const events: ProgressEvent[] = [];
    await recipe.fit(homes, "price", { onProgress: (event) => events.push(event) });
    expect(events.some(({ stage }) => stage.join(".") === "features")).toBe(true);
    expect(events.at(-1)).toMatchObject({ stage: [], done: 2, total: 2 });
    const controller = new AbortController();
    controller.abort("enough");
    await expect(recipe.fit(homes, "price", { signal: controller.signal })).rejects.toMatchObject({
      code: "ABORTED",
      name: "AbortError",
      cause: "enough",
    });
  });

  test("leaves its inputs as they were", async () => {
    const frozen = Object.freeze(homes.map((home) => Object.freeze({ ...home })));
    await recipe.fit(frozen, "price");
    const values = new Float64Array(new SharedArrayBuffer(32)).fill(2);
    await new Pipeline()
      .add("s", new StandardScaler())
      .add("m", new Total())
      .fit(Matrix.fromDense(values, 2, 2), [1, 2]);
    expect([...values]).toEqual([2, 2, 2, 2]);
  });
});

describe("refusals", () => {
  const numeric = new Pipeline().add("scale", new StandardScaler()).add("model", new Total());
  test.each([
    ["an empty pipeline", () => new Pipeline().fit([[1]]), "PIPELINE_EMPTY", /add\(name/],
    ["no target", () => numeric.fit([[1]]), "TARGET_MISSING", /no target/],
    ["a target that is no column", () => numeric.fit([{ a: 1 }], "b" as never), "TARGET_MISSING", /'b'/],
    ["a target that is a feature", () => recipe.fit(homes, "size" as never), "TARGET_IS_FEATURE", /stage 'features'/],
    ["a short target", () => numeric.fit([[1], [2]], [1]), "TARGET_LENGTH", /1 values; expected: 2/],
    [
      "strings for a numeric stage",
      () => numeric.fit([{ a: "x", y: 1 }], "y" as never),
      "COLUMN_TYPE",
      /In stage 'scale'.*'a'.*OneHotEncoder/,
    ],
    [
      "a validation set of other columns",
      () => numeric.fit([[1]], [1], { validation: { x: [[1, 2]], y: [1] } }),
      "COLUMN_MISMATCH",
      /scale/,
    ],
  ])("%s", async (_, run, code, message) => {
    const error = await run().then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code });
    expect(String(error)).toMatch(message);
  });

  test.each([
    ["a stage after one that predicts", () => numeric.add("more", new StandardScaler() as never), "STAGE_ORDER"],
    ["a name that is taken", () => numeric.add("scale" as never, new StandardScaler() as never), "STAGE_NAME"],
    ["a name with a dot", () => new Pipeline().add("a.b", new StandardScaler()), "STAGE_NAME"],
    ["an empty name", () => new Pipeline().add("", new StandardScaler()), "STAGE_NAME"],
    ["a class for an estimator", () => new Pipeline().add("a", StandardScaler as never), "STAGE_INVALID"],
  ])("%s", (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }));
  });

  test("rows and tables that do not fit the fit", async () => {
    const model = await recipe.fit(homes, "price");
    const row = { size: 1, age: 2, town: "Lima", sold: true };
    expect(() => model.predictOne({ size: 1, age: 2, town: "Lima" } as never)).toThrow(
      expect.objectContaining({ code: "COLUMN_MISSING" }),
    );
    expect(() => model.predictOne({ ...row, size: "1" as never })).toThrow(
      expect.objectContaining({ code: "CELL_TYPE" }),
    );
    expect(() => model.predict([{ ...row, size: "1" as never }])).toThrow(
      expect.objectContaining({ code: "CELL_TYPE" }),
    );
    expect(() => model.predict(Frame.fromRows([{ ...row, town: 3 }]) as never)).toThrow(
      expect.objectContaining({ code: "COLUMN_TYPE" }),
    );
    expect(() => model.predictOne({ ...row, size: Number.POSITIVE_INFINITY })).toThrow(
      /In stage 'features\.numbers\.fill'|infinite/,
    );
    expect(() => model.predict([{ ...row, size: Number.POSITIVE_INFINITY }])).toThrow(
      expect.objectContaining({ code: "DATA_NOT_FINITE" }),
    );
  });

  test("a missing value that reaches a model which does not read any, in one row as in many", async () => {
    const model = await new Pipeline()
      .add("scale", new StandardScaler())
      .add("model", new Total())
      .fit([{ a: 1 }, { a: 2 }], [1, 2]);
    for (const run of [() => model.predictOne({ a: null }), () => model.predict([{ a: null }, { a: 1 }])]) {
      expect(run).toThrow(expect.objectContaining({ code: "DATA_NOT_FINITE" }));
      expect(run).toThrow(/In stage 'model'.*SimpleImputer/);
    }
  });

  test("an error inside predictOne leaves the model usable", async () => {
    const model = await recipe.fit(homes, "price");
    const before = model.predictOne(homes[0] as Home);
    expect(() => model.predictOne({} as never)).toThrow();
    expect(model.predictOne(homes[0] as Home)).toBe(before);
  });
});
