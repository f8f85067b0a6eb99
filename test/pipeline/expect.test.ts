import { describe, expect, test } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { ColumnTransformer, FeatureUnion, Pipeline, TransformedTargetRegressor } from "../../src/pipeline/index.js";
import { OneHotEncoder, SimpleImputer, StandardScaler } from "../../src/preprocess/index.js";
import { deserialize, type Home, homes, Sign, Total } from "./harness.js";

const columns = ColumnTransformer.for<Home>()
  .add("n", new StandardScaler(), ["size"])
  .add("t", new OneHotEncoder(), ["town"]);
const recipe = new Pipeline().add("features", columns).add("model", new Total());
const bytes = serialize(await recipe.fit(homes, "price"));
const kinds = [Total, Sign];

describe("a loaded model is held to the recipe given as `as`", () => {
  test("and is typed as what that recipe fits", async () => {
    const model = await deserialize(bytes, { as: recipe, kinds });
    const price: number = model.predictOne({ size: 1, town: "Lima" });
    expect(price).toBe(model.predict(homes)[0]);
    expect(model.stage("model").state.rows).toBe(4);
  });

  test("whatever its parameters are", async () => {
    const changed = recipe.withParams({ "features.n.withMean": false, "model.bias": 9 });
    await expect(deserialize(bytes, { as: changed, kinds })).resolves.toBeDefined();
  });

  test("also where the target is transformed", async () => {
    const onTarget = new TransformedTargetRegressor(new Total(), new StandardScaler());
    const scaled = new Pipeline().add("features", columns).add("model", onTarget);
    const stored = serialize(await scaled.fit(homes, "price"));
    const model = await deserialize(stored, { as: scaled, kinds });
    expect(model.predict(homes)).toHaveLength(homes.length);
    const other = new Pipeline()
      .add("features", columns)
      .add(
        "model",
        new TransformedTargetRegressor(new Total(), { func: (y) => y, inverse: (y) => y, names: ["same", "same"] }),
      );
    await expect(deserialize(stored, { as: other, kinds })).rejects.toThrow(/transformer/);
  });

  const numbers = ColumnTransformer.for<Home>().add("n", new StandardScaler(), ["size"]);
  test.each([
    [
      "another predictor",
      new Pipeline().add("features", columns).add("model", new Sign()),
      /PipelineClassifier|test\/Sign/,
    ],
    ["another name of a stage", new Pipeline().add("features", columns).add("total", new Total()), /'total'/],
    ["a stage less", new Pipeline().add("features", columns), /stages 'features'/],
    [
      "other columns",
      new Pipeline().add("features", numbers.add("t", new OneHotEncoder(), ["sold"])).add("model", new Total()),
      /at 'features\.t'.*'sold'/,
    ],
    [
      "another part",
      new Pipeline()
        .add("features", numbers.add("t", new SimpleImputer({ strategy: "mostFrequent" }), ["size"]))
        .add("model", new Total()),
      /features\.t/,
    ],
    [
      "a part that passes through",
      new Pipeline().add("features", numbers.add("t", "passthrough", ["size"])).add("model", new Total()),
      /features\.t/,
    ],
    [
      "a union for a transformer of columns",
      new Pipeline().add("features", new FeatureUnion().add("n", columns)).add("model", new Total()),
      /FeatureUnion/,
    ],
    ["no pipeline", new StandardScaler(), /StandardScalerModel/],
  ])("%s is refused", async (_, as, message) => {
    const error = await deserialize(bytes, { as: as as typeof recipe, kinds }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "ARTIFACT_TYPE" });
    expect(String(error)).toMatch(message);
  });
});
