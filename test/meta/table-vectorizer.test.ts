import { describe, expect, it } from "vitest";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { Frame } from "../../src/data/frame.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { TableVectorizer, TableVectorizerModel, type TableVectorizerOptions } from "../../src/meta/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { HistGradientBoostingClassifier } from "../../src/tree/index.js";

const day = (row: number) => new Date(Date.UTC(2026, row % 12, 1 + (row % 28)));
const rows = Array.from({ length: 60 }, (_, row) => ({
  age: row % 9 === 4 ? null : 20 + row,
  owner: row % 7 === 3 ? null : row % 2 === 0,
  city: row % 11 === 6 ? null : (["Lima", "Oslo", "Pune"][row % 3] ?? null),
  user: `user ${(row * 13) % 50}`,
  born:
    row % 8 === 5
      ? null
      : day(row * 5)
          .toISOString()
          .slice(0, 10),
  at: new Date(day(row).getTime() + 3_600_000 * (row % 24)),
  signed: day(row * 3),
  code: row % 2 === 0 ? "007" : "042",
  face: row % 10 === 2 ? null : Float32Array.of(row, -row),
  bank: "A",
  country: null as string | null,
  zip: 1000 + (row % 4),
}));
const frame = Frame.fromRows(rows);
const status = rows.map((_, row) => ((row * 7) % 5 < 2 ? "late" : "paid"));

async function errorOf(call: () => unknown): Promise<MlkitError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof MlkitError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
const fitted = (options: TableVectorizerOptions = {}, x: Frame = frame as object as Frame) =>
  new TableVectorizer(options).fit(x);

describe("TableVectorizer", () => {
  it("decides by type and values, and says why", async () => {
    const { choices } = await fitted();
    expect(Object.fromEntries(choices.map(({ name, use }) => [name, use]))).toEqual({
      age: "number",
      owner: "boolean",
      city: "category",
      user: "category",
      born: "datetime",
      at: "datetime",
      signed: "datetime",
      code: "category",
      face: "vector",
      bank: "drop",
      country: "drop",
      zip: "number",
    });
    const reasons = new Map(choices.map(({ name, reason }) => [name, reason]));
    expect([reasons.get("bank"), reasons.get("country"), reasons.get("born")]).toEqual([
      "one value at the fit",
      "no value at the fit",
      "strings that are all dates",
    ]);
  });

  it("names what it gives, each column by its rule", async () => {
    const { outputNames } = await fitted({ maxCategories: 5 });
    const of = (prefix: string) => outputNames.filter((name) => name.startsWith(`${prefix}_`) || name === prefix);
    expect(of("age")).toEqual(["age"]);
    expect(outputNames).toContain("missingindicator_age");
    expect(outputNames).toContain("missingindicator_owner");
    expect(of("city")).toEqual(["city_Lima", "city_Oslo", "city_Pune", "city_null"]);
    expect(of("user")).toHaveLength(5);
    expect(of("user").at(-1)).toBe("user_infrequent");
    expect(of("born")).toEqual(
      ["year", "month", "day", "weekday", "totalSeconds", "isMissing"].map((part) => `born_${part}`),
    );
    expect(of("at")).toEqual(["year", "month", "day", "hour", "weekday", "totalSeconds"].map((part) => `at_${part}`));
    // Days without times have no hour.
    expect(of("signed")).toEqual(["year", "month", "day", "weekday", "totalSeconds"].map((part) => `signed_${part}`));
    expect(of("face")).toEqual(["face_0", "face_1"]);
  });

  it("leaves no value missing, so that any model can follow; or all of them, for models that read them", async () => {
    expect((await fitted()).transform(frame).toDense().values.every(Number.isFinite)).toBe(true);
    const kept = (await fitted({ missing: "keep" })).transform(frame).toDense();
    const age = kept.names.indexOf("age");
    rows.forEach((row, index) => {
      expect(kept.values[index * kept.cols + age]).toBe(row.age ?? Number.NaN);
    });
    const linear = new Pipeline()
      .add("table", new TableVectorizer())
      .add("scale", new StandardScaler())
      .add("model", new LogisticRegression());
    const boosted = new Pipeline()
      .add("table", new TableVectorizer({ missing: "keep" }))
      .add("model", new HistGradientBoostingClassifier());
    const row = { ...(rows[5] as (typeof rows)[0]), city: "never seen", age: null, face: null, born: null };
    for (const model of [await linear.fit(frame, status), await boosted.fit(frame, status)]) {
      expect(["late", "paid"]).toContain(model.predictOne(row));
      expect(model.predictProbaOne(row)).toEqual(model.predictProba([row]).values);
    }
  });

  it("freezes types and formats: what drifts is refused, what is dropped is not asked for", async () => {
    const model = await fitted();
    const drifted = (change: object) => errorOf(() => model.transform([{ ...rows[0], ...change }]));
    expect((await drifted({ age: "31" })).code).toBe("COLUMN_TYPE");
    expect((await drifted({ code: 7 })).code).toBe("COLUMN_TYPE");
    expect((await drifted({ owner: 1 })).code).toBe("COLUMN_TYPE");
    expect((await drifted({ born: "24.12.1990" })).code).toBe("DATE_FORMAT");
    expect((await drifted({ face: Float32Array.of(1, 2, 3) })).code).toBe("COLUMN_TYPE");
    expect(model.inputNames).not.toContain("bank");
    expect(model.transform(frame.drop("bank", "country")).rows).toBe(60);
  });

  it("does what overrides say", async () => {
    const model = await fitted({
      overrides: [
        { columns: ["zip", "owner"], use: "category" },
        { columns: ["user"], use: "drop" },
        { columns: ["bank"], use: "category" },
      ],
    });
    expect(model.choices.filter(({ reason }) => reason === "said by an override").map(({ name }) => name)).toEqual([
      "owner",
      "user",
      "bank",
      "zip",
    ]);
    expect(model.outputNames).toEqual(expect.arrayContaining(["zip_1000", "owner_true", "bank_A"]));
    expect(model.outputNames.some((name) => name.startsWith("user_"))).toBe(false);
  });

  it("asks for the format of dates that can be read in two ways", async () => {
    const x: Frame = Frame.fromRows([{ at: "03/04/2026" }, { at: "05/06/2026" }]);
    expect((await errorOf(() => fitted({}, x))).code).toBe("DATE_FORMAT");
    const model = await fitted({ overrides: [{ columns: ["at"], use: "datetime", format: "MM/dd/yyyy" }] }, x);
    expect([...model.transform(x).toDense().values].filter((_, index) => index % 5 === 1)).toEqual([3, 5]);
  });

  it("survives storage, and refuses choices that are not its model's", async () => {
    const model = await fitted();
    const parse = (change: object) =>
      TableVectorizerModel.parse(new StateReader({ ...model.toState(), ...change }, "model", { version: 1 }));
    expect(parse({}).transform(frame)).toEqual(model.transform(frame));
    for (const choices of [
      [],
      model.choices.slice(1),
      [...model.choices, ...model.choices],
      [{ name: "age", use: "text" }],
    ])
      expect((await errorOf(() => parse({ choices }))).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["an override of no column", "COLUMN_MISSING", { overrides: [{ columns: ["zp"], use: "drop" }] }],
    ["dates out of numbers", "COLUMN_TYPE", { overrides: [{ columns: ["zip"], use: "datetime" }] }],
    [
      "a table that tells nothing",
      "DATA_EMPTY",
      { overrides: frame.columns.map((name) => ({ columns: [name], use: "drop" })) },
    ],
    ["dates that are none", "DATE_FORMAT", { overrides: [{ columns: ["city"], use: "datetime" }] }],
  ] as const)("refuses %s", async (_, code, options) => {
    expect((await errorOf(() => fitted(options as TableVectorizerOptions))).code).toBe(code);
  });
});
