import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { Label } from "../../src/core/contracts.js";
import { Frame } from "../../src/data/frame.js";
import { OrdinalEncoder, OrdinalEncoderModel, type OrdinalEncoderOptions } from "../../src/preprocess/index.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, frameOf, type Rows, reload } from "./support.js";

interface OrdinalCase {
  params: OrdinalEncoderOptions;
  categories: Label[][];
  fitted: Rows;
  later: Rows;
}

interface Golden {
  strings: Rows<string>;
  knownStrings: Rows<string>;
  strangeStrings: Rows<string>;
  encodedNumbers: Rows;
  ordinals: OrdinalCase[];
  strangeOrdinals: OrdinalCase[];
  numberOrdinals: OrdinalCase[];
  listedOrdinals: OrdinalCase[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/min_max_ordinal.json", import.meta.url), "utf8"));
const table = (rows: Rows<string>) => frameOf(["city", "colour"], rows);
const complete = (rows: Rows<string>) => rows.filter(([city]) => city !== null);

async function expectCase(
  { params, categories, fitted, later }: OrdinalCase,
  rows: Frame,
  other: Frame,
): Promise<void> {
  const model = await new OrdinalEncoder(params).fit(rows);
  expect(model.categories).toEqual(categories);
  expectClose(model.transform(rows).values, fitted.flat(), 0);
  expectClose(model.transform(other).values, later.flat(), 0);
}

describe("OrdinalEncoder against scikit-learn", () => {
  const { strings, knownStrings, strangeStrings } = golden;
  const cases = (list: OrdinalCase[]) => list.map((given) => [JSON.stringify(given.params), given] as const);
  it.each(cases(golden.ordinals))("strings, %s", (_, given) => expectCase(given, table(strings), table(knownStrings)));
  it.each(cases(golden.strangeOrdinals))("unknown strings, %s", (_, given) =>
    expectCase(given, table(strings), table(strangeStrings)),
  );
  it.each(cases(golden.listedOrdinals))("listed categories, %s", (_, given) =>
    expectCase(given, table(complete(strings)), table(complete(knownStrings))),
  );
  it.each(cases(golden.numberOrdinals))("numbers, %s", (_, given) => {
    const rows = (list: Rows) => frameOf(["a", "b"], list);
    return expectCase(given, rows(golden.encodedNumbers), rows(golden.encodedNumbers.toReversed()));
  });
});

const people = frameOf(
  ["city", "owner", "rooms"],
  [
    ["Oslo", true, 3],
    ["Lima", null, 1],
    [null, false, null],
    ["Oslo", true, 1],
  ],
);

describe("OrdinalEncoder", () => {
  it("encodes strings, booleans and numbers, and hands on their categories", async () => {
    const model = await new OrdinalEncoder().fit(people);
    const codes = model.transform(people);
    expect([...codes.values]).toEqual([1, 1, 1, 0, Number.NaN, 0, Number.NaN, 0, Number.NaN, 1, 1, 0]);
    expect(codes.kinds).toEqual([
      { categories: ["Lima", "Oslo"] },
      { categories: [false, true] },
      { categories: [1, 3] },
    ]);
    expect(codes.names).toEqual(people.columns);
  });

  it.each([[{ encodedMissingValue: -1 }], [{ handleUnknown: "useEncodedValue", unknownValue: -1 }]] as const)(
    "gives columns of numbers where a number stands for no category: %o",
    async (options) => {
      expect((await new OrdinalEncoder(options).fit(people)).transform(people).kinds).toBeUndefined();
    },
  );

  it("gives back with inverseTransform what it was given, in the types of the columns", async () => {
    for (const options of [{}, { encodedMissingValue: -1 }]) {
      const model = await new OrdinalEncoder(options).fit(people);
      const back = model.inverseTransform(model.transform(people));
      expect(back.toRows()).toEqual(people.toRows());
      expect(back.columns.map((name) => back.columnOf(name).type)).toEqual(["string", "boolean", "number"]);
    }
  });

  it("gives null with inverseTransform for what was unknown", async () => {
    const options = { handleUnknown: "useEncodedValue", unknownValue: -7 } as const;
    const model = await new OrdinalEncoder(options).fit([{ city: "Lima" }]);
    const codes = model.transform([{ city: "Rome" }, { city: "Lima" }]);
    expect([...codes.values]).toEqual([-7, 0]);
    expect(model.inverseTransform(codes).toRows()).toEqual([{ city: null }, { city: "Lima" }]);
  });

  it("round-trips any strings", async () => {
    const cell = fc.option(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "constructor", "")));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1 }), async (cells) => {
        const x = frameOf(
          ["__proto__x"],
          cells.map((value) => [value]),
        );
        const model = await new OrdinalEncoder().fit(x);
        expect([...model.inverseTransform(model.transform(x)).columnOf("__proto__x")]).toEqual(cells);
      }),
    );
  });

  it("keeps a missing value missing where the training rows had none", async () => {
    const model = await new OrdinalEncoder().fit([{ city: "Lima" }]);
    expect([...model.transform([{ city: null }, { city: "Lima" }]).values]).toEqual([Number.NaN, 0]);
  });

  it("keeps the order of listed categories and takes those that no training row has", async () => {
    const model = await new OrdinalEncoder({ categories: [["small", "medium", "large"]] }).fit([{ size: "large" }]);
    expect([...model.transform([{ size: "medium" }, { size: "large" }]).values]).toEqual([1, 2]);
  });

  it("takes unlisted training categories where unknown ones have a value", async () => {
    const recipe = new OrdinalEncoder({ categories: [["a"]], handleUnknown: "useEncodedValue" });
    const model = await recipe.fit([{ c: "a" }, { c: "b" }]);
    expect([...model.transform([{ c: "b" }]).values]).toEqual([Number.NaN]);
  });

  it("learns a column without any value", async () => {
    const x = Frame.fromRows([
      { a: "x", b: null },
      { a: "y", b: null },
    ]);
    const model = await new OrdinalEncoder().fit(x);
    expect([...model.transform(x).values]).toEqual([0, Number.NaN, 1, Number.NaN]);
    expect((await errorOf(() => model.transform([{ a: "x", b: "new" }]))).message).toContain(
      "nothing but missing values",
    );
    expect(reload(model, OrdinalEncoderModel).transform(x)).toEqual(model.transform(x));
  });

  it("gives one row the bits of the batch", async () => {
    const options: OrdinalEncoderOptions[] = [
      {},
      { handleUnknown: "useEncodedValue", unknownValue: -1, encodedMissingValue: 9 },
    ];
    for (const each of options) expectRowsAsBatch(await new OrdinalEncoder(each).fit(people), people);
  });

  it("narrows what its input accepts to the known categories, where unknown ones are refused", async () => {
    const field = { name: "city", type: "string", nullable: true } as const;
    expect((await new OrdinalEncoder().fit(people)).narrowInput(field)).toEqual({ ...field, values: ["Lima", "Oslo"] });
    const open = await new OrdinalEncoder({ handleUnknown: "useEncodedValue" }).fit(people);
    expect(open.narrowInput(field)).toEqual(field);
  });

  it("tells the compiler what it reads and gives", async () => {
    expectTypeOf<CellsIn<OrdinalEncoder>>().toEqualTypeOf<Label | null>();
    expectTypeOf<CellsOut<OrdinalEncoder>>().toEqualTypeOf<number>();
    expectTypeOf((await new OrdinalEncoder().fit(people)).inverseTransform([[0, 0, 0]])).toEqualTypeOf<Frame>();
    // @ts-expect-error scikit-learn's word is spelled otherwise
    expect(() => new OrdinalEncoder({ handleUnknown: "use_encoded_value" })).toThrow();
  });

  it.each([
    ["inputNames", ["a"]],
    ["handleUnknown", "ignore"],
    ["unknownValue", "x"],
    ["unknownValue", undefined],
    ["encodedMissingValue", Number.NaN],
    ["columns", [{ labels: ["a", 1] }]],
    ["columns", [{ labels: ["a", "a"] }]],
    ["columns", [{}]],
    ["columns", 3],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new OrdinalEncoder().fit([{ a: "x" }]);
    const damaged = () =>
      reload(model, OrdinalEncoderModel, (state) => {
        state[key] = value;
        if (key === "inputNames") state["columns"] = [];
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const one = Frame.fromRows([{ a: "x" }, { a: "y" }]);
  const asked = async (cell: string | number | boolean) =>
    (await new OrdinalEncoder().fit(one)).transform([{ a: cell }]);
  it.each([
    ["an unknown category", "CATEGORY_UNKNOWN", () => asked("z")],
    ["a value of another type", "COLUMN_TYPE", () => asked(1)],
    [
      "a training category that is not listed",
      "CATEGORY_UNKNOWN",
      () => new OrdinalEncoder({ categories: [["x"]] }).fit(one),
    ],
    [
      "lists for other columns",
      "PARAM_INVALID",
      () => new OrdinalEncoder({ categories: [["x", "y"], ["z"]] }).fit(one),
    ],
    ["an unknownValue without use", "PARAM_INVALID", () => new OrdinalEncoder({ unknownValue: -1 }).fit(one)],
    [
      "an unknownValue that is a code",
      "PARAM_INVALID",
      () => new OrdinalEncoder({ handleUnknown: "useEncodedValue", unknownValue: 1 }).fit(one),
    ],
    [
      "an encodedMissingValue that is a code",
      "PARAM_INVALID",
      () => new OrdinalEncoder({ encodedMissingValue: 0 }).fit(one),
    ],
    [
      "a number that is no code",
      "CATEGORY_UNKNOWN",
      async () => (await new OrdinalEncoder().fit(one)).inverseTransform([[0.5]]),
    ],
    [
      "other columns to invert",
      "COLUMN_MISMATCH",
      async () => (await new OrdinalEncoder().fit(one)).inverseTransform([[1, 1]]),
    ],
    ["an infinite number", "DATA_NOT_FINITE", () => new OrdinalEncoder().fit(dense([[1], [Number.POSITIVE_INFINITY]]))],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
