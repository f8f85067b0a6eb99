/** OneHotEncoder with categories and drops that are given, and with dense output. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { CsrMatrix, DenseMatrix, type Matrix } from "../../src/data/matrix.js";
import { OneHotEncoder, OneHotEncoderModel, type OneHotEncoderOptions } from "../../src/preprocess/index.js";
import { golden } from "./categories-golden.js";
import { errorOf, expectRowsAsBatch, frameOf, reload } from "./support.js";

const { rows, later, cases } = golden.oneHots;
const NAMES = ["city", "size"];
const cities = ["Lima", "Oslo", "Lima"].map((city) => ({ city }));

function rowsOf(x: Matrix): number[][] {
  const { values, cols } = x.toDense();
  return Array.from({ length: x.rows }, (_, row) => [...values.subarray(row * cols, (row + 1) * cols)]);
}

/** scikit-learn's word for the rule. */
function optionsOf(params: OneHotEncoderOptions): OneHotEncoderOptions {
  return JSON.parse(JSON.stringify(params).replace("if_binary", "ifBinary"));
}

describe("OneHotEncoder with lists against scikit-learn", () => {
  const frame = frameOf(NAMES, rows);

  it.each(cases.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const model = await new OneHotEncoder(optionsOf(given.params)).fit(frame);
    const spelled = given.names.map((name) =>
      name.replace("infrequent_sklearn", "infrequent").replace(/_None$/, "_null"),
    );
    expect(model.outputNames).toEqual(spelled);
    expect(rowsOf(model.transform(frame))).toEqual(given.fitted);
    if (given.later !== null) expect(rowsOf(model.transform(frameOf(NAMES, later)))).toEqual(given.later);
    // scikit-learn 1.2 counts the output columns here where some categories are infrequent; later versions count the categories, as ours.
    if (given.params.maxCategories === null) expect(model.dropIdx).toEqual(given.dropIdx ?? [null, null]);
    expectRowsAsBatch(model, frame);
    const again = reload(model, OneHotEncoderModel);
    expect(again.transform(frame)).toEqual(model.transform(frame));
    const dense = await new OneHotEncoder({ ...optionsOf(given.params), sparseOutput: false }).fit(frame);
    expect(dense.transform(frame)).toEqual(model.transform(frame).toDense());
    expectRowsAsBatch(dense, frame);
    expect(dense.inverseTransform(dense.transform(frame)).toRows()).toEqual(
      model.inverseTransform(model.transform(frame)).toRows(),
    );
  });
});

describe("OneHotEncoder", () => {
  it("keeps listed categories in their order, whether rows have them or not", async () => {
    const model = await new OneHotEncoder({ categories: [["Rome", "Oslo", "Lima"]] }).fit(cities);
    expect(model.categories).toEqual([["Rome", "Oslo", "Lima"]]);
    expect(rowsOf(model.transform([{ city: "Lima" }, { city: "Rome" }]))).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    const numbers = await new OneHotEncoder({ categories: [[3, 1, 2, null]] }).fit([[1], [Number.NaN]]);
    expect(rowsOf(numbers.transform([[2], [Number.NaN]]))).toEqual([
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it("lists a missing value alone", async () => {
    const model = reload(
      await new OneHotEncoder({ categories: [[null]], handleUnknown: "ignore" }).fit(cities),
      OneHotEncoderModel,
    );
    expect(rowsOf(model.transform([{ city: "Lima" }, { city: null }]))).toEqual([[0], [1]]);
  });

  it("drops named categories, also those that objects have as properties", async () => {
    const categories = ["__proto__", "constructor"].map((a) => ({ a, b: null }));
    const model = await new OneHotEncoder({ drop: ["constructor", null] }).fit(categories);
    expect(model.outputNames).toEqual(["a___proto__"]);
    expect(model.dropIdx).toEqual([1, 0]);
    expect(model.inverseTransform(model.transform(categories)).toRows()).toEqual(categories);
  });

  it("drops the column of infrequent categories where there is no other", async () => {
    const model = await new OneHotEncoder({ drop: "first", minFrequency: 5 }).fit(cities);
    expect([model.outputNames, model.dropIdx]).toEqual([[], [0]]);
    expect(reload(model, OneHotEncoderModel).transform(cities)).toEqual(model.transform(cities));
  });

  it("says in its types how it gives its rows", async () => {
    const sparse = (await new OneHotEncoder({ sparseOutput: true }).fit(cities)).transform(cities);
    const dense = (await new OneHotEncoder({ sparseOutput: false }).fit(cities)).transform(cities);
    const either = new OneHotEncoder({ sparseOutput: cities.length > 1 });
    expectTypeOf(sparse).toEqualTypeOf<CsrMatrix>();
    expectTypeOf(dense).toEqualTypeOf<DenseMatrix>();
    expectTypeOf((await either.fit(cities)).transform(cities)).toEqualTypeOf<CsrMatrix | DenseMatrix>();
    expect(sparse).toBeInstanceOf(CsrMatrix);
    expect(dense).toBeInstanceOf(DenseMatrix);
    expect(await dense.values).toEqual(sparse.toDense().values);
  });

  it("gives the same rows beside other work as at once", async () => {
    const many = Array.from({ length: 40_000 }, (_, row) => ({ a: `c${row % 7}`, b: row % 3 }));
    for (const options of [{ sparseOutput: false }, { drop: ["c3", 1] }]) {
      const model = await new OneHotEncoder<boolean>(options).fit(many);
      expect(await model.transformAsync(many)).toEqual(model.transform(many));
    }
  });

  it.each([
    ["a category of rows that is not listed", "CATEGORY_UNKNOWN", { categories: [["Lima", "Rome"]] }],
    ["categories of another type", "CATEGORY_UNKNOWN", { categories: [[1, 2]] }],
    ["lists for another number of columns", "PARAM_INVALID", { categories: [["Lima"], ["Oslo"]] }],
    ["drops for another number of columns", "PARAM_INVALID", { drop: [] }],
    ["a drop that is no category", "PARAM_INVALID", { drop: ["Rome"] }],
    ["a missing value to drop where there is none", "PARAM_INVALID", { drop: [null] }],
    ["an infrequent category to drop", "PARAM_INVALID", { drop: ["Oslo"], minFrequency: 2 }],
  ] as const)("refuses %s", async (_, code, options) => {
    const error = await errorOf(() => new OneHotEncoder(options).fit(cities));
    expect(error.code).toBe(code);
  });

  it("refuses a missing value that is not listed, and takes it where unknown ones are ignored", async () => {
    const holed = [...cities, { city: null }];
    const categories = [["Lima", "Oslo"]];
    const error = await errorOf(() => new OneHotEncoder({ categories }).fit(holed));
    expect(error).toMatchObject({ code: "CATEGORY_UNKNOWN", data: { column: "city", value: null } });
    const lenient = await new OneHotEncoder({ categories, handleUnknown: "ignore" }).fit(holed);
    expect(rowsOf(lenient.transform([{ city: null }]))).toEqual([[0, 0]]);
  });
});
