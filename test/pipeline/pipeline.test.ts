import { describe, expect, test } from "vitest";
import { defineEstimator } from "../../src/base/define.js";
import { MlkitError } from "../../src/core/errors.js";
import { Frame } from "../../src/data/frame.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { OneHotEncoder } from "../../src/preprocess/one-hot-encoder.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";

const Total = defineEstimator({
  kind: "test/Total",
  task: "regress",
  params: {},
  traits: { sparse: true },
  learn: (_x, y) => ({ bias: y[0] ?? 0 }),
  parse: (state) => ({ bias: state.number("bias") }),
  predict: ({ bias }, x) => {
    const { values, rows, cols } = x.toDense();
    return Float64Array.from({ length: rows }, (_, row) => values.slice(row * cols, (row + 1) * cols).reduce((sum, value) => sum + value, bias));
  },
});

interface Home {
  size: number;
  age: number;
  town: string;
  price: number;
}
const homes: Home[] = [
  { size: 1, age: 5, town: "Lima", price: 10 },
  { size: 3, age: 7, town: "Oslo", price: 20 },
  { size: 5, age: 9, town: "Lima", price: 30 },
];

const recipe = new Pipeline()
  .add(
    "features",
    ColumnTransformer.for<Home>().add("numbers", new StandardScaler(), ["size", "age"]).add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["town"]),
  )
  .add("model", new Total());

describe("Pipeline", () => {
  test("fits, predicts one row as many, and knows its names", async () => {
    const model = await recipe.fit(Frame.fromRows(homes), "price");
    expect(model.featureNames).toEqual(["size", "age", "town_Lima", "town_Oslo"]);
    const all = model.predict(homes);
    expect(homes.map((home) => model.predictOne(home))).toEqual([...all]);
    expect(model.inputSchema.names).toEqual(["size", "age", "town"]);
    expect(model.target).toBe("price");
  });

  test("names the stage in errors", async () => {
    const untyped = new Pipeline().add("scale", new StandardScaler()).add("model", new Total());
    await expect(untyped.fit([{ a: "x", y: 1 }], "y" as never)).rejects.toThrow(/In stage 'scale'.*'a'/);
    await expect(untyped.fit([{ a: "x", y: 1 }], "y" as never)).rejects.toBeInstanceOf(MlkitError);
  });
});
