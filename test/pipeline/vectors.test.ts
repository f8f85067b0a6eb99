/** Vector columns beside others: through every composite, in batches and one row at a time, missing ones included. */
import { describe, expect, it } from "vitest";
import { Frame } from "../../src/data/frame.js";
import { numericSizes, readMatrix } from "../../src/data/input.js";
import { Ridge } from "../../src/linear/ridge.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { FeatureUnion } from "../../src/pipeline/feature-union.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { OneHotEncoder, SimpleImputer, StandardScaler } from "../../src/preprocess/index.js";

interface Row {
  age: number | null;
  face: Float32Array | null;
  city: string;
  price: number;
}
const rows: Row[] = Array.from({ length: 12 }, (_, row) => ({
  age: row === 4 ? null : 20 + ((row * 7) % 11),
  face: row === 3 || row === 4 ? null : Float32Array.of(row, (row * 5) % 7, -row / 2),
  city: ["Lima", "Oslo"][row % 2] as string,
  price: row * 3 + (row % 4),
}));
const frame = Frame.fromRows(rows);
const filled = () =>
  new Pipeline().add("impute", new SimpleImputer({ addIndicator: true })).add("scale", new StandardScaler());

const recipes = {
  "scaled in a ColumnTransformer": () =>
    ColumnTransformer.for<Row>()
      .add("vectors", filled(), ["face"])
      .add("places", new OneHotEncoder(), ["city"])
      .add("numbers", filled(), ["age"]),
  "passed through, beside numbers of the same part": () =>
    ColumnTransformer.for<Row>()
      .add("all", "passthrough", ["face", "age"])
      .add("places", new OneHotEncoder(), ["city"]),
  "selected by type": () =>
    new ColumnTransformer().add("vectors", filled(), { type: "vector" }).add("numbers", filled(), ["age"]),
  "in a union inside": () =>
    ColumnTransformer.for<Row>().add(
      "both",
      new FeatureUnion().add("plain", new SimpleImputer()).add("scaled", filled()),
      ["age", "face"],
    ),
};

describe("vectors", () => {
  it.each(Object.entries(recipes))("%s: one row has the bits of the batch", async (_, recipe) => {
    const model = await recipe().fit(frame);
    const batch = readMatrix(model.transform(frame)).toDense();
    const row = model.rowTransform();
    const out = new Float64Array(batch.cols);
    const names = model.inputNames as (keyof Row)[];
    rows.forEach((cells, index) => {
      row(
        names.map((name) => cells[name]),
        out,
        0,
      );
      expect([...out], `row ${index}`).toEqual([
        ...batch.values.subarray(index * batch.cols, (index + 1) * batch.cols),
      ]);
    });
  });

  it("are named by dimension, and go into a model that predicts a row without one", async () => {
    const features = recipes["scaled in a ColumnTransformer"]();
    const model = await new Pipeline().add("features", features).add("model", new Ridge()).fit(rows, "price");
    const names = model.stage("features").outputNames;
    expect(names.slice(0, 4)).toEqual(["face_0", "face_1", "face_2", "missingindicator_face_0"]);
    const batch = model.predict(rows);
    rows.forEach(({ age, face, city }, row) => {
      expect(model.predictOne({ age, face, city })).toBe(batch[row]);
    });
  });

  it("may be missing at the first stage of a pipeline of numbers, and as a union's input", async () => {
    const numbers = Frame.fromRows(rows.map(({ face, age }) => ({ face, age })));
    const pipeline = await new Pipeline()
      .add("impute", new SimpleImputer())
      .add("model", new Ridge())
      .fit(numbers, [...frame.column("price")]);
    const union = await new Pipeline()
      .add("both", new FeatureUnion().add("plain", new SimpleImputer()).add("scaled", filled()))
      .add("model", new Ridge())
      .fit(numbers, [...frame.column("price")]);
    for (const model of [pipeline, union]) {
      const batch = model.predict(numbers);
      numbers.toRows().forEach((row, index) => {
        expect(model.predictOne(row)).toBe(batch[index]);
      });
    }
  });

  it("have sizes that follow from their names, strange neighbours included", () => {
    expect(numericSizes(["a", "v", "b"], ["a", "v_0", "v_1", "b"])).toEqual([undefined, 2, undefined]);
    expect(numericSizes(["v", "v_1"], ["v_0", "v_1"])).toEqual([1, undefined]);
    expect(numericSizes(["v", "w"], ["v_0", "w_0", "w_1"])).toEqual([1, 2]);
  });
});
