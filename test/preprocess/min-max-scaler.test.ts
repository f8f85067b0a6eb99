import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DenseMatrix } from "../../src/data/matrix.js";
import { MinMaxScaler, MinMaxScalerModel, StandardScaler } from "../../src/preprocess/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  type Rows,
  reload,
  sparse,
} from "./support.js";

interface ScalerCase {
  params: { featureRange: [number, number]; clip: boolean };
  parts: [number, number][] | null;
  dataMin: number[];
  dataMax: number[];
  scale: number[];
  min: number[];
  output: Rows;
  inverse: Rows;
}

interface Golden {
  numbers: Rows;
  laterNumbers: Rows;
  scalers: ScalerCase[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/min_max_ordinal.json", import.meta.url), "utf8"));

async function fitCase({ params, parts }: ScalerCase): Promise<MinMaxScalerModel> {
  const recipe = new MinMaxScaler(params);
  if (parts === null) return recipe.fit(dense(golden.numbers));
  let model: MinMaxScalerModel | undefined;
  for (const [start, end] of parts) {
    const part = dense(golden.numbers.slice(start, end));
    model = await recipe.fit(part, undefined, model === undefined ? {} : { from: model });
  }
  if (model === undefined) throw new Error("no parts");
  return model;
}

describe("MinMaxScaler against scikit-learn", () => {
  it.each(golden.scalers.map((given, index) => [index, given] as const))("case %i, the same bits", async (_, given) => {
    const model = await fitCase(given);
    for (const key of ["dataMin", "dataMax", "scale", "min"] as const) expect([...model[key]]).toEqual(given[key]);
    const later = dense(golden.laterNumbers);
    expectClose(model.transform(later).values, given.output.flat(), 0);
    expectClose(model.inverseTransform(later).values, given.inverse.flat(), 0);
  });
});

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("MinMaxScaler", () => {
  it("maps every training value into the range, the ends to its ends", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(finite, { nil: null, freq: 5 }), { minLength: 1 }), async (column) => {
        fc.pre(column.some((value) => value !== null));
        const rows = column.map((value) => [value]);
        const values = [...(await new MinMaxScaler().fit(dense(rows))).transform(dense(rows)).values];
        const known = values.filter((value) => !Number.isNaN(value));
        expect(values.map(Number.isNaN)).toEqual(column.map((value) => value === null));
        // Multiplying by a rounded factor leaves the ends a rounding of the whole sum away.
        const model = await new MinMaxScaler().fit(dense(rows));
        const rounding = 4 * Number.EPSILON * Math.max(1, Math.abs(model.min[0] ?? 0));
        expect(Math.min(...known)).toBeGreaterThanOrEqual(-rounding);
        expect(Math.max(...known)).toBeLessThanOrEqual(1 + rounding);
      }),
    );
  });

  it("learns from parts what it learns from all rows", async () => {
    const value = fc.option(finite, { freq: 3 });
    const table = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async (rows, cut) => {
        const at = 1 + (cut % (rows.length - 1));
        const all = await new MinMaxScaler().fit(dense(rows));
        const first = await new MinMaxScaler().fit(dense(rows.slice(0, at)));
        const both = await new MinMaxScaler().fit(dense(rows.slice(at)), undefined, { from: first });
        expect(both.toState()).toEqual(all.toState());
      }),
    );
  });

  it("keeps the names of the first part where later ones have none", async () => {
    const first = await new MinMaxScaler().fit(dense([[1, 2]], ["a", "b"]));
    const both = await new MinMaxScaler().fit([[3, 4]], undefined, { from: first });
    expect(both.inputNames).toEqual(["a", "b"]);
  });

  it("leaves a column without any value as it is", async () => {
    const model = await new MinMaxScaler({ featureRange: [5, 6] }).fit(dense([[null], [null]]));
    expect([...model.scale, ...model.min, ...model.transform([[7]]).values]).toEqual([1, 0, 7]);
  });

  it("maps a constant column to the first end, and its neighbours by their distance", async () => {
    const model = await new MinMaxScaler({ featureRange: [2, 4] }).fit([[10], [10]]);
    expect([...model.transform([[10], [11]]).values]).toEqual([2, 4]);
  });

  it("cuts off values beyond the range, and leaves missing ones missing", async () => {
    const model = await new MinMaxScaler({ featureRange: [-1, 1], clip: true }).fit([[0], [10]]);
    expect([...model.transform(dense([[-5], [0], [5], [10], [99], [null]])).values]).toEqual([
      -1,
      -1,
      0,
      1,
      1,
      Number.NaN,
    ]);
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "b", "flag"],
      [
        [1, null, true],
        [0.3, 1e9, null],
        [-7, 2, false],
        [5, 0.1, true],
      ],
    );
    for (const clip of [false, true])
      expectRowsAsBatch(await new MinMaxScaler({ clip }).fit(frame.take([0, 1])), frame);
  });

  it("names its output as its input and drops the kinds of columns", async () => {
    const kinds = [{ categories: ["a", "b", "c"] }, "number"] as const;
    const x = new DenseMatrix(Float64Array.of(0, 1, 2, 5), 2, 2, { names: ["__proto__", "n"], kinds });
    const output = (await new MinMaxScaler().fit(x)).transform(x);
    expect(output.names).toEqual(["__proto__", "n"]);
    expect(output.kinds).toBeUndefined();
  });

  it("never writes its input", async () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => (i % 7 === 0 ? Number.NaN : i));
    await expectUntouched(values, async (shared) => {
      const x = new DenseMatrix(shared, 10, 4);
      const model = await new MinMaxScaler({ clip: true }).fit(x);
      model.inverseTransform(model.transform(x));
    });
  });

  it("survives storage", async () => {
    const model = await new MinMaxScaler({ clip: true }).fit(dense(golden.numbers));
    const again = reload(model, MinMaxScalerModel);
    expect(again.transform(dense(golden.laterNumbers))).toEqual(model.transform(dense(golden.laterNumbers)));
    expect(again.toState()).toEqual(model.toState());
  });

  it.each([
    ["least", 2],
    ["greatest", -1],
    ["greatest", Number.POSITIVE_INFINITY],
    ["clip", 1],
    ["scale", Float64Array.of(0, 1)],
    ["scale", Float64Array.of(1)],
    ["min", Float64Array.of(Number.NaN, 1)],
    ["dataMin", [1, 2]],
    ["dataMax", undefined],
    ["count", Float64Array.of(-1, 1)],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new MinMaxScaler().fit([
      [1, 2],
      [3, 4],
    ]);
    const damaged = () =>
      reload(model, MinMaxScalerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["a range of enormous width", "NUMERIC_FAILURE", () => new MinMaxScaler().fit([[1e308], [-1e308]])],
    [
      "a feature range of enormous width",
      "NUMERIC_FAILURE",
      () => new MinMaxScaler({ featureRange: [-1e308, 1e308] }).fit([[1], [2]]),
    ],
    ["sparse rows", "DATA_SPARSE", () => new MinMaxScaler().fit(sparse([[1, 0]]))],
    [
      "sparse rows to invert",
      "DATA_SPARSE",
      async () => (await new MinMaxScaler().fit([[1, 2]])).inverseTransform(sparse([[1, 0]])),
    ],
    [
      "too few columns to invert",
      "COLUMN_MISMATCH",
      async () => (await new MinMaxScaler().fit([[1, 2]])).inverseTransform([[1]]),
    ],
    ["a range upside down", "PARAM_INVALID", () => new MinMaxScaler({ featureRange: [1, 0] })],
    [
      "a model of another kind",
      "PARAM_INVALID",
      async () => new MinMaxScaler().fit([[1]], undefined, { from: await new StandardScaler().fit([[1]]) }),
    ],
    [
      "a model of other columns",
      "PARAM_INVALID",
      async () => new MinMaxScaler().fit([{ b: 1 }], undefined, { from: await new MinMaxScaler().fit([{ a: 1 }]) }),
    ],
    [
      "weights, which mean nothing to a range",
      "NOT_SUPPORTED",
      () => new MinMaxScaler().fit([[1]], undefined, { sampleWeight: [1] }),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
