import { describe, expect, it } from "vitest";
import { Frame } from "../../src/data/frame.js";
import { deserialize, recipeFromJson, serialize } from "../../src/index.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { BaggingClassifier } from "../../src/meta/bagging-classifier.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { OneHotEncoder } from "../../src/preprocess/one-hot-encoder.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { samplers } from "./support.js";

interface Loan {
  amount: number;
  city: string;
  status: "paid" | "late";
}

const rows = Array.from(
  { length: 120 },
  (_, row): Loan => ({
    amount: ((row * 37) % 101) / 10,
    city: ["Lima", "Oslo", "Quito"][row % 3] ?? "",
    status: (row * 37) % 101 > 85 ? "late" : "paid",
  }),
);
const loans = Frame.fromRows(rows);

const features = ColumnTransformer.for<Loan>()
  .add("amount", new StandardScaler(), ["amount"])
  .add("city", new OneHotEncoder(), ["city"]);

describe.each(Object.entries(samplers))("%s in a pipeline", (name, Sampler) => {
  const recipe = new Pipeline()
    .add("features", features)
    .add("even", new Sampler())
    .add("model", new LogisticRegression());

  it("is there at fit time alone", async () => {
    const model = await recipe.fit(loans, "status");
    expect(model.stages.map((stage) => stage.name)).toEqual(["features", "model"]);
    // The same from stages that are put together by hand.
    const { model: mapped, output } = await features.fitTransform(loans, loans.column("status"));
    const x = "numRows" in output ? output : output.toDense();
    const even = await new Sampler().fitResample(x, [...loans.column("status")]);
    const alone = await new LogisticRegression().fit(even.x, even.y);
    expect([...model.predictProba(loans).values]).toEqual([...alone.predictProba(mapped.transform(loans)).values]);
    expect(rows.slice(0, 9).map((row) => model.predictOne(row))).toEqual(model.predict(loans).slice(0, 9));
  });

  it("is stored in the recipe, and in nothing that predicts", async () => {
    const bytes = serialize(await recipe.fit(loans, "status"));
    const again = await deserialize(bytes, { as: recipe });
    expect(again.stages.map((stage) => stage.name)).toEqual(["features", "model"]);
    expect(recipeFromJson(JSON.parse(JSON.stringify(recipe))).toString()).toBe(recipe.toString());
    expect(recipe.toString()).toContain(`even: ${name}()`);
  });

  it("leaves a validation set as it is", async () => {
    const watched = recipe.withParams({});
    await expect(
      watched.fit(loans, "status", { validation: { x: loans, y: rows.map(({ status }) => status) } }),
    ).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
    });
  });

  it("refuses weights before any stage is fitted", async () => {
    await expect(recipe.fit(loans, "status", { sampleWeight: rows.map(() => 1) })).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
      message: expect.stringMatching(/In stage 'even': Weights cannot be kept through resampling/),
    });
    expect(recipe.declaration.traits.weights).toBe(false);
  });

  it("is refused as the last stage, and inside a stage that maps rows", async () => {
    const last: Pipeline = new Pipeline([
      { name: "features", stage: features },
      { name: "even", stage: new Sampler() },
    ]);
    await expect(last.fit(loans, "status")).rejects.toMatchObject({ code: "STAGE_ORDER" });
    const inner = new Pipeline([
      ...last.parts.map((part) => ({ name: part.name, stage: part.stage ?? features })),
      { name: "scale", stage: new StandardScaler() },
    ]);
    const outer = new Pipeline([
      { name: "inner", stage: inner },
      { name: "model", stage: new LogisticRegression() },
    ]);
    await expect(outer.fit(loans, "status")).rejects.toMatchObject({
      code: "STAGE_INVALID",
      message: expect.stringMatching(/In stage 'inner': .*sampler 'even'/),
    });
  });

  it("evens out what each member of an ensemble is given", async () => {
    const member = new Pipeline().add("even", new Sampler()).add("model", new LogisticRegression());
    const x = rows.map(({ amount }) => [amount, amount * amount]);
    const model = await new BaggingClassifier({ estimator: member, nEstimators: 3 }).fit(
      x,
      rows.map(({ status }) => status),
    );
    expect(model.estimators).toHaveLength(3);
  });

  it("may come before columns are chosen, where it reads them", async () => {
    const first = new Pipeline().add("even", new Sampler()).add("model", new LogisticRegression());
    await expect(
      first.fit(
        rows.map(({ amount, status }) => ({ amount, status })),
        "status",
      ),
    ).resolves.toBeDefined();
  });

  it("reads sparse rows, or is given dense ones", async () => {
    const sparse = new Pipeline()
      .add("city", new OneHotEncoder())
      .add("even", new Sampler())
      .add("model", new LogisticRegression());
    const model = await sparse.fit(loans.select("city", "status"), "status");
    expect(model.predict(loans)).toHaveLength(120);
  });
});
