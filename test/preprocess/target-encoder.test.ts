import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { Label } from "../../src/core/contracts.js";
import { KFold } from "../../src/data/split/k-fold.js";
import { Ridge } from "../../src/linear/ridge.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { TargetEncoder, TargetEncoderModel } from "../../src/preprocess/index.js";
import { golden } from "./categories-golden.js";
import { errorOf, expectClose, expectRowsAsBatch, frameOf, reload } from "./support.js";

const { rows, later, cases, ...known } = golden.targets;
const NAMES = ["city", "code"];
const frame = frameOf(NAMES, rows);

// Sums of up to 90 numbers in another order: some units in the last place.
const CLOSE = 1e-12;

describe("TargetEncoder against the published formulas", () => {
  it.each(cases.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const { targetType } = given.params;
    const constant = given.means[0] === known.constant[0];
    const amount = constant ? known.constant : known.amount;
    const y = targetType === "continuous" ? amount : targetType === "binary" ? known.late : known.classes;
    const { model, output } = await new TargetEncoder({ ...given.params, shuffle: false }).fitTransform(frame, y);
    expectClose(model.targetMean, given.means, CLOSE);
    expectClose(model.transform(frame).values, given.fitted.flat(), CLOSE);
    expectClose(model.transform(frameOf(NAMES, later)).values, given.later.flat(), CLOSE);
    expectClose(output.values, given.crossFitted.flat(), CLOSE);
    expect(output.names).toEqual(model.outputNames);
    const auto = await new TargetEncoder({ ...given.params, targetType: "auto", shuffle: false }).fit(frame, y);
    expect(auto.toState()).toEqual(model.toState());
    expectRowsAsBatch(model, frameOf(NAMES, [...rows, ...later]));
    expect(reload(model, TargetEncoderModel).transform(frame)).toEqual(model.transform(frame));
  });
});

const homes = frameOf(
  ["city", "rooms", "garden"],
  [
    ["Lima", 1, true],
    ["Lima", 2, null],
    ["Oslo", 1, false],
    [null, 2, true],
    ["Oslo", null, false],
    [null, 1, true],
  ],
);
const prices = [10, 14, 30, 50, 34, 54];

describe("TargetEncoder", () => {
  it("gives a missing value that was seen an encoding of its own, and the mean to what was not", async () => {
    const model = await new TargetEncoder({ smooth: 0 }).fit(homes, prices);
    expect(model.categories).toEqual([
      ["Lima", "Oslo", null],
      [1, 2, null],
      [false, true, null],
    ]);
    expect([...(model.encodings[0] ?? [])]).toEqual([12, 32, 52]);
    const strange = frameOf(homes.columns, [
      ["Rome", 3, false],
      [null, null, null],
    ]);
    expectClose(model.transform(strange).values, [32, 32, 32, 52, 34, 14]);
    const full = await new TargetEncoder({ smooth: 0 }).fit([{ a: "x" }, { a: "y" }], [1, 4.5]);
    expect([...full.transform([{ a: null }, { a: "z" }]).values]).toEqual([2.75, 2.75]);
  });

  it("tells amounts from classes", async () => {
    const typeOf = async (y: readonly Label[]) => (await new TargetEncoder().fit(homes, y)).targetType;
    expect(await typeOf(["a", "b", "a", "b", "a", "b"])).toBe("binary");
    expect(await typeOf(["a", "b", "c", "b", "a", "b"])).toBe("multiclass");
    expect(await typeOf([true, false, true, true, true, true])).toBe("binary");
    expect(await typeOf([0, 1, 1, 1, 0, 1])).toBe("binary");
    expect(await typeOf([0.5, 1, 1, 1, 0.5, 1])).toBe("continuous");
    expect(await typeOf([0, 1, 2, 1, 0, 1])).toBe("continuous");
    expect(await typeOf([7, 7, 7, 7, 7, 7])).toBe("continuous");
  });

  it("takes the share of the second of two classes, and of each of several in a column of its own", async () => {
    const late = ["paid", "late", "paid", "late", "paid", "paid"];
    const two = await new TargetEncoder({ smooth: 0 }).fit(homes.select("city"), late);
    expect([two.classes, two.outputNames]).toEqual([["late", "paid"], ["city"]]);
    expect([...two.transform([{ city: "Lima" }, { city: "Oslo" }]).values]).toEqual([0.5, 1]);
    const each = await new TargetEncoder({ smooth: 0, targetType: "multiclass" }).fit(homes.select("city"), late);
    expect(each.outputNames).toEqual(["city_late", "city_paid"]);
    expect([...each.transform([{ city: "Lima" }, { city: "Oslo" }]).values]).toEqual([0.5, 0.5, 0, 1]);
  });

  it("takes the names of built-in properties as categories, columns and classes", async () => {
    const x = frameOf(
      ["__proto__", "constructor"],
      [
        ["__proto__", "toString"],
        ["constructor", "__proto__"],
        ["hasOwnProperty", "a"],
        ["__proto__", "a"],
      ],
    );
    const y = ["__proto__", "constructor", "toString", "__proto__"];
    const model = reload(await new TargetEncoder({ smooth: 0 }).fit(x, y), TargetEncoderModel);
    expect(model.outputNames.slice(0, 3)).toEqual([
      "__proto_____proto__",
      "__proto___constructor",
      "__proto___toString",
    ]);
    expect([...model.transform(x.slice(0, 2)).values]).toEqual([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0]);
  });

  it("encodes training rows by the folds without them, whichever way they are cut", async () => {
    const cell = fc.option(fc.constantFrom("a", "b", "c"), { nil: null });
    const table = fc.array(fc.tuple(cell, fc.integer({ min: 0, max: 9 }), fc.boolean()), {
      minLength: 6,
      maxLength: 30,
    });
    const smooth = fc.oneof(fc.constant("auto" as const), fc.double({ min: 0, max: 20, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(table, smooth, fc.nat(5), async (all, weight, seed) => {
        const x = frameOf(["s", "n", "b"], all);
        const y = all.map(([, n], row) => n + row / 7);
        const recipe = new TargetEncoder({ smooth: weight, cv: 3, seed });
        const { model, output } = await recipe.fitTransform(x, y);
        expect((await recipe.fit(x, y)).toState()).toEqual(model.toState());
        for (const { train, test } of new KFold({ nSplits: 3, shuffle: true, seed }).split(all.length)) {
          const fold = await recipe.fit(
            x.take(train),
            Array.from(train, (row) => y[row] as number),
          );
          expectClose(output.take(test).values, fold.transform(x.take(test)).values);
        }
      }),
    );
  });

  it("stays between the least and the greatest target, and nearer the mean the more it is smoothed", async () => {
    const table = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.double({ min: -9, max: 9, noNaN: true })), {
      minLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(table, async (all) => {
        const x = all.map(([a]) => ({ a }));
        const y = all.map(([, value]) => value);
        const spread = async (smooth: "auto" | number) => {
          const { encodings, targetMean } = await new TargetEncoder({ smooth, targetType: "continuous" }).fit(x, y);
          return Array.from(encodings[0] ?? [], (value) => Math.abs(value - (targetMean[0] as number)));
        };
        const [free, some, much, auto] = await Promise.all([0, 1, 50, "auto" as const].map(spread));
        free?.forEach((most, at) => {
          expect(some?.[at]).toBeLessThanOrEqual(most + 1e-12);
          expect(much?.[at]).toBeLessThanOrEqual((some?.[at] as number) + 1e-12);
          expect(auto?.[at]).toBeLessThanOrEqual(most + 1e-12);
        });
      }),
    );
  });

  it("survives storage inside a pipeline of columns, with unseen categories at predict time", async () => {
    const pipeline = new Pipeline()
      .add("features", new ColumnTransformer().add("places", new TargetEncoder({ cv: 2 }), ["city", "garden"]))
      .add("model", new Ridge());
    const model = await pipeline.fit(homes.withColumn("price", prices), "price");
    expect(model.predictOne({ city: "Rome", garden: null })).toBeTypeOf("number");
    expect(model.inputSchema.field("city")).toMatchObject({ nullable: true, type: "string" });
  });

  it("draws other folds for another seed, the same for the same", async () => {
    const drawn = async (seed: number) =>
      (await new TargetEncoder({ seed, cv: 2, smooth: 1 }).fitTransform(frame, known.amount)).output;
    expect(await drawn(1)).toEqual(await drawn(1));
    expect(await drawn(2)).not.toEqual(await drawn(1));
  });

  it("tells what cells it reads and gives", () => {
    expectTypeOf<CellsIn<TargetEncoder>>().toEqualTypeOf<Label | null>();
    expectTypeOf<CellsOut<TargetEncoder>>().toEqualTypeOf<number>();
  });

  const column = { labels: ["a", "b"], missing: false, encodings: Float64Array.of(1, 2) };
  it.each([
    ["inputNames", ["a", "b"]],
    ["targetType", "auto"],
    ["targetType", "binary"],
    ["classes", ["a"]],
    ["targetMean", Float64Array.of(1, 2)],
    ["targetMean", Float64Array.of(Number.NaN)],
    ["columns", {}],
    ["columns", [{ ...column, labels: ["a", "a"] }]],
    ["columns", [{ ...column, labels: [], encodings: new Float64Array(0) }]],
    ["columns", [{ ...column, missing: true }]],
    ["columns", [{ ...column, encodings: Float64Array.of(1, Number.POSITIVE_INFINITY) }]],
    ["columns", [{ ...column, encodings: [1, 2] }]],
  ])("refuses a stored state with a damaged %s (%#)", async (key, value) => {
    const model = await new TargetEncoder().fit([{ a: "a" }, { a: "b" }], [1, 2.5]);
    const damaged = () =>
      reload(model, TargetEncoderModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const city = homes.select("city");
  it.each([
    ["no target", "TARGET_MISSING", () => new TargetEncoder().fit(city)],
    ["a target of another length", "TARGET_LENGTH", () => new TargetEncoder().fit(city, [1, 2])],
    ["a missing target", "TARGET_INVALID", () => new TargetEncoder().fit(city, [1, 2, null, 4, 5, 6])],
    ["a missing label", "TARGET_INVALID", () => new TargetEncoder().fit(city, [null, "b", "c", "b", "a", "a"])],
    ["labels of several types", "TARGET_INVALID", () => new TargetEncoder().fit(city, ["a", 1, "a", 1, 1, 1])],
    [
      "labels as amounts",
      "TARGET_INVALID",
      () => new TargetEncoder({ targetType: "continuous" }).fit(city, "abcdef".split("")),
    ],
    ["one class", "TARGET_ONE_CLASS", () => new TargetEncoder().fit(city, Array(6).fill("a"))],
    ["three classes for two", "TARGET_INVALID", () => new TargetEncoder({ targetType: "binary" }).fit(city, prices)],
    [
      "enormous targets",
      "NUMERIC_FAILURE",
      () =>
        new TargetEncoder().fit(
          city,
          prices.map((y) => y * 1e300),
        ),
    ],
    ["fewer rows than folds", "SPLIT_INVALID", () => new TargetEncoder({ cv: 7 }).fitTransform(city, prices)],
    ["weights", "NOT_SUPPORTED", () => new TargetEncoder().fit(city, prices, { sampleWeight: prices })],
    ["timestamps", "COLUMN_TYPE", () => new TargetEncoder().fit([{ t: new Date(0) }, { t: new Date(1) }], [1, 2])],
    ["infinite numbers", "DATA_NOT_FINITE", () => new TargetEncoder().fit([[1], [1 / 0]], [1, 2])],
    [
      "another type later",
      "COLUMN_TYPE",
      async () => (await new TargetEncoder().fit(city, prices)).transform([{ city: 1 }]),
    ],
    ["a weight below 0", "PARAM_INVALID", () => new TargetEncoder({ smooth: -1 })],
    ["one fold", "PARAM_INVALID", () => new TargetEncoder({ cv: 1 })],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
