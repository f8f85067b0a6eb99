import { describe, expect, test } from "vitest";
import { schema } from "../../src/core/schema.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import {
  ColumnTransformer,
  FeatureUnion,
  FunctionTransformer,
  Pipeline,
  TransformedTargetRegressor,
  toHtml,
} from "../../src/pipeline/index.js";
import { createRecipeReader } from "../../src/pipeline/recipe.js";
import { OneHotEncoder, SimpleImputer, StandardScaler } from "../../src/preprocess/index.js";
import { type Home, homes, Total, throughBytes } from "./harness.js";

const double = (x: Matrix) => x.toDense().withValues(x.toDense().values.map((value) => value * 2));
const read = createRecipeReader([
  Pipeline,
  ColumnTransformer,
  FeatureUnion,
  FunctionTransformer,
  TransformedTargetRegressor,
  StandardScaler,
  OneHotEncoder,
  SimpleImputer,
]);

describe("ColumnTransformer", () => {
  test("takes columns by name, by type and by pattern, and passes or drops the rest", async () => {
    const byRule = new ColumnTransformer({ remainder: "passthrough" })
      .add("numbers", new StandardScaler({ withStd: false }), { type: "number", matching: "s*" })
      .add("flags", "passthrough", { type: "boolean" })
      .add("places", new OneHotEncoder(), ["town"]);
    const model = await byRule.fit(Frame.fromRows(homes).drop("age"));
    expect(model.outputNames).toEqual(["size", "sold", "town_Lima", "town_Oslo", "town_Rome", "price"]);
    expect([...model.transform(homes.slice(0, 1)).toDense().values]).toEqual([-1.75, 1, 1, 0, 0, 10]);
  });

  test("prefixes names that two parts give, and those alone", async () => {
    const model = await new ColumnTransformer()
      .add("raw", "passthrough", ["size", "price"])
      .add("scaled", new StandardScaler(), ["size"])
      .fit(homes);
    expect(model.outputNames).toEqual(["raw__size", "price", "scaled__size"]);
  });

  test("stays sparse when few values are stored", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ id: `k${i}`, n: i }));
    const wide = await new ColumnTransformer()
      .add("ids", new OneHotEncoder(), ["id"])
      .add("n", "passthrough", ["n"])
      .fit(rows);
    expect(wide.transform(rows)).toBeInstanceOf(CsrMatrix);
    const narrow = await new ColumnTransformer().add("ids", new OneHotEncoder(), ["id"]).fit(rows.slice(0, 2));
    expect(narrow.transform(rows.slice(0, 2)).layout).toBe("dense");
    expect(
      wide
        .transform(rows)
        .toDense()
        .values.filter((value) => value !== 0),
    ).toHaveLength(39);
  });

  test("refuses columns and parts that cannot work", async () => {
    const code = (expected: string) => expect.objectContaining({ code: expected });
    await expect(new ColumnTransformer().add("n", new StandardScaler(), ["sise"]).fit(homes)).rejects.toMatchObject({
      code: "COLUMN_MISSING",
      message: /'size'/,
    });
    await expect(
      new ColumnTransformer().add("n", new StandardScaler(), { matching: "zz*" }).fit(homes),
    ).rejects.toMatchObject({ code: "STAGE_INVALID" });
    await expect(
      new ColumnTransformer().add("n", new SimpleImputer({ strategy: "mostFrequent" }), ["town"]).fit(homes),
    ).rejects.toMatchObject({ code: "STAGE_INVALID", message: /encoder/ });
    await expect(new ColumnTransformer().fit(homes)).rejects.toMatchObject({ code: "DATA_EMPTY" });
    expect(() => new ColumnTransformer().add("n", new StandardScaler(), [])).toThrow(code("STAGE_INVALID"));
    expect(() => new ColumnTransformer().add("n", new StandardScaler(), ["a", "a"])).toThrow(code("STAGE_INVALID"));
    expect(() => new ColumnTransformer().add("n", new Total() as never, ["size"])).toThrow(code("STAGE_INVALID"));
    const Row = schema({ size: "number" });
    expect(() => ColumnTransformer.for({ schema: Row }).add("n", new StandardScaler(), ["sise" as "size"])).toThrow(
      code("COLUMN_MISSING"),
    );
  });

  test("columns may be named like members of Object", async () => {
    const rows = [
      Object.fromEntries([
        ["__proto__", 1],
        ["constructor", "a"],
      ]),
      Object.fromEntries([
        ["__proto__", 3],
        ["constructor", "b"],
      ]),
    ];
    const model = await new ColumnTransformer()
      .add("n", new StandardScaler(), ["__proto__"])
      .add("c", new OneHotEncoder(), ["constructor"])
      .fit(rows);
    expect(model.outputNames).toEqual(["__proto__", "constructor_a", "constructor_b"]);
    expect([...model.transform(rows).toDense().values]).toEqual([-1, 1, 0, 1, 0, 1]);
    const again = await throughBytes(model);
    expect(again).toMatchObject({ outputNames: model.outputNames });
  });

  test("vectors go beside numbers and strings, in one row as in many", async () => {
    const rows = [
      { v: new Float32Array([1, 2]), town: "Lima", n: 1 },
      { v: new Float32Array([3, 6]), town: "Oslo", n: 2 },
    ];
    const model = await new Pipeline()
      .add(
        "features",
        new ColumnTransformer()
          .add("v", new StandardScaler(), ["v", "n"])
          .add("raw", "passthrough", ["v"])
          .add("t", new OneHotEncoder(), ["town"]),
      )
      .add("model", new Total())
      .fit(rows, [1, 2]);
    expect(model.featureNames).toEqual(["v__v_0", "v__v_1", "n", "raw__v_0", "raw__v_1", "town_Lima", "town_Oslo"]);
    expect(rows.map((row) => model.predictOne(row))).toEqual([...model.predict(rows)]);
  });
});

describe("FeatureUnion", () => {
  test("gives the same input to each part", async () => {
    const union = new FeatureUnion().add("scaled", new StandardScaler()).add("filled", new SimpleImputer());
    const x = Matrix.fromRows([[1], [3]], ["size"]);
    const model = await union.fit(x);
    expect(model.outputNames).toEqual(["scaled__size", "filled__size"]);
    expect([...model.transform(x).toDense().values]).toEqual([-1, 1, 1, 3]);
  });

  test("stands in a pipeline: one row as many, before and after its bytes", async () => {
    const union = new FeatureUnion()
      .add("a", ColumnTransformer.for<Home>().add("n", new StandardScaler(), ["size"]))
      .add("b", ColumnTransformer.for<Home>().add("t", new OneHotEncoder(), ["town"]));
    const pipeline = new Pipeline().add("both", union).add("model", new Total());
    const model = await pipeline.fit(homes, [1, 2, 3, 4]);
    expect(model.inputSchema.names).toEqual(["size", "town"]);
    expect(homes.map((home) => model.predictOne(home))).toEqual([...model.predict(homes)]);
    const again = (await throughBytes(model)) as typeof model;
    expect([...again.predict(homes)]).toEqual([...model.predict(homes)]);
  });
});

describe("FunctionTransformer", () => {
  test("stores the name alone, and asks for the function at load", async () => {
    const model = await new Pipeline()
      .add("twice", new FunctionTransformer({ name: "double" }, double))
      .add("model", new Total())
      .fit([[1], [2]], [1, 2]);
    expect([...model.predict([[5]])]).toEqual([10]);
    expect(model.predictOne({ x0: 5 })).toBe(10);
    const again = (await throughBytes(model, { double })) as typeof model;
    expect(again.predictOne({ x0: 5 })).toBe(10);
    await expect(throughBytes(model)).rejects.toMatchObject({ code: "FUNCTION_UNKNOWN", message: /double/ });
    await expect(throughBytes(model, { double: (x: Matrix) => x })).rejects.toMatchObject({ code: "ARTIFACT_EXAMPLE" });
  });

  test("reads columns of any type", async () => {
    const upper = (x: Frame) => x.withColumn("town", (row) => String(row["town"]).toUpperCase());
    const pipeline = new Pipeline()
      .add("upper", new FunctionTransformer({ name: "upper", reads: "columns" }, upper))
      .add("encode", new OneHotEncoder())
      .add("model", new Total());
    const towns = homes.map(({ town }) => ({ town }));
    const model = await pipeline.fit(towns, [1, 2, 3, 4]);
    expect(model.featureNames).toEqual(["town_LIMA", "town_OSLO", "town_ROME"]);
    expect(towns.map((row) => model.predictOne(row))).toEqual([...model.predict(towns)]);
  });

  test("may call the model that it is part of", async () => {
    let depth = 0;
    const nested = (x: Matrix): Matrix => {
      depth++;
      if (depth === 2) expect(holder.model?.predictOne({ x0: 7 })).toBe(7);
      return x;
    };
    const holder: { model?: { predictOne(row: { x0: number }): number } } = {};
    holder.model = await new Pipeline()
      .add("f", new FunctionTransformer({ name: "nested" }, nested))
      .add("m", new Total())
      .fit([[1]], [1]);
    expect(holder.model.predictOne({ x0: 5 })).toBe(5);
  });

  test("refuses what gives other rows, and what is no function", async () => {
    await expect(
      new FunctionTransformer({ name: "first" }, (x: Matrix) => x.take([0])).fit([[1], [2]]),
    ).rejects.toMatchObject({ code: "DATA_SHAPE" });
    expect(() => new FunctionTransformer({ name: "" }, double)).toThrow(
      expect.objectContaining({ code: "STAGE_INVALID" }),
    );
  });
});

describe("TransformedTargetRegressor", () => {
  const square = { func: Math.sqrt, inverse: (y: number) => y * y, names: ["sqrt", "square"] } as const;
  test("fits on the transformed target and predicts on the target's own scale", async () => {
    const model = await new TransformedTargetRegressor(new Total({ bias: 1 }), square).fit([[1], [2]], [1, 4]);
    expect([...model.predict([[2]])]).toEqual([9]);
    expect(model.rowValue()(Float64Array.of(2))).toBe(9);
    const again = (await throughBytes(model, { square: square.inverse })) as typeof model;
    expect([...again.predict([[2]])]).toEqual([9]);
  });

  test("takes a transformer that can be undone", async () => {
    const model = await new TransformedTargetRegressor(new Total(), new StandardScaler()).fit([[0], [0]], [10, 30]);
    expect([...model.predict([[0]])]).toEqual([20]);
    const again = (await throughBytes(model)) as typeof model;
    expect([...again.predict([[1]])]).toEqual([30]);
  });

  test("refuses targets and predictions outside the functions", async () => {
    await expect(new TransformedTargetRegressor(new Total(), square).fit([[1]], [-1])).rejects.toMatchObject({
      code: "TARGET_INVALID",
    });
    const broken = { func: (y: number) => y, inverse: () => Number.NaN, names: ["same", "nan"] } as const;
    const model = await new TransformedTargetRegressor(new Total(), broken).fit([[1]], [1]);
    expect(() => model.predict([[1]])).toThrow(expect.objectContaining({ code: "NUMERIC_FAILURE" }));
  });
});

describe("recipes", () => {
  const numbers = new Pipeline().add("fill", new SimpleImputer()).add("scale", new StandardScaler());
  const recipe = new Pipeline()
    .add(
      "features",
      ColumnTransformer.for<Home>()
        .add("numbers", numbers, ["size", "age"])
        .add("places", new OneHotEncoder(), ["town"])
        .add("rest", "passthrough", { type: "boolean" }),
    )
    .add("twice", new FunctionTransformer({ name: "double" }, double));

  test("go into JSON and back", () => {
    const json = JSON.parse(JSON.stringify(recipe));
    const again = read(json, { functions: { double } });
    expect(JSON.parse(JSON.stringify(again))).toEqual(json);
    expect(String(again)).toBe(String(recipe));
    const target = new TransformedTargetRegressor(new Total(), {
      func: Math.sqrt,
      inverse: Math.abs,
      names: ["a", "b"],
    });
    const back = read(JSON.parse(JSON.stringify(target)), { kinds: [Total], functions: { a: Math.sqrt, b: Math.abs } });
    expect(String(back)).toBe("TransformedTargetRegressor(test/Total(), a ⇄ b)");
  });

  test("from JSON name only what is in the list", () => {
    expect(() => read({ kind: "Piepline", stages: [] })).toThrow(/'Pipeline'/);
    expect(() => read({ kind: "__proto__" })).toThrow(expect.objectContaining({ code: "KIND_UNKNOWN" }));
    expect(() => read({ kind: "constructor" })).toThrow(expect.objectContaining({ code: "KIND_UNKNOWN" }));
    expect(() => read(JSON.parse(JSON.stringify(recipe)))).toThrow(
      expect.objectContaining({ code: "FUNCTION_UNKNOWN" }),
    );
    expect(() => read({ kind: "StandardScaler", params: { withMeen: 1 } })).toThrow(/withMean/);
    expect(() =>
      read({ kind: "Pipeline", stages: [{ name: "a", stage: { kind: "StandardScaler", params: [] } }] }),
    ).toThrow(expect.objectContaining({ code: "RECIPE_INVALID" }));
    let deep: object = { kind: "StandardScaler" };
    for (let i = 0; i < 100; i++) deep = { kind: "Pipeline", stages: [{ name: "a", stage: deep }] };
    expect(() => read(deep)).toThrow(expect.objectContaining({ code: "RECIPE_INVALID" }));
    expect(() => read({ kind: "StandardScaler" }, { kinds: [StandardScaler] })).toThrow(
      expect.objectContaining({ code: "KIND_DUPLICATE" }),
    );
  });

  test("change by path, and leave the original", () => {
    const changed = recipe.withParams({
      "features.numbers.scale.withMean": false,
      "features.remainder": "passthrough",
    });
    expect(String(changed)).toContain("scale: StandardScaler({ withMean: false })");
    expect(String(changed)).toContain('remainder: "passthrough"');
    expect(String(recipe)).not.toContain("withMean");
    expect(() => recipe.withParams({ "features.numbers.scale.withMeen": 1 } as never)).toThrow(
      expect.objectContaining({ code: "PARAM_UNKNOWN" }),
    );
    expect(() => recipe.withParams({ "feature.numbers": 1 } as never)).toThrow(
      expect.objectContaining({ code: "PARAM_UNKNOWN" }),
    );
    expect(() => recipe.withParams({ "features.numbers.scale.withMean": 1 } as never)).toThrow(
      expect.objectContaining({ code: "PARAM_INVALID" }),
    );
  });

  test("read as text", () => {
    expect(String(recipe)).toBe(
      [
        "Pipeline",
        "├─ features: ColumnTransformer",
        "│  ├─ numbers: Pipeline ← size, age",
        "│  │  ├─ fill: SimpleImputer()",
        "│  │  └─ scale: StandardScaler()",
        "│  ├─ places: OneHotEncoder() ← town",
        "│  └─ rest: passthrough ← columns of type boolean",
        '└─ twice: FunctionTransformer({ name: "double" })',
      ].join("\n"),
    );
  });

  test("show as HTML in which names are only text", () => {
    const html = toHtml(new Pipeline().add("<script>alert(1)</script>", recipe));
    expect(html).not.toContain("<script>");
    expect(html).toContain("&#60;script&#62;");
    expect(html.match(/<details/g)?.length).toBe(html.match(/<\/details>/g)?.length);
    expect(html).toContain("OneHotEncoder");
  });
});
