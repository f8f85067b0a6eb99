import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsrMatrix, DenseMatrix } from "../../src/data/matrix.js";
import { SimpleImputer, StandardScaler, StandardScalerModel } from "../../src/preprocess/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  golden,
  type Rows,
  reload,
  type ScalerCase,
  sparse,
} from "./support.js";

async function fitCase(
  { params, weights, parts }: ScalerCase,
  rows: Rows,
  layout = dense,
): Promise<StandardScalerModel> {
  const recipe = new StandardScaler(params);
  if (parts === null) return recipe.fit(layout(rows), undefined, weights === null ? {} : { sampleWeight: weights });
  let model: StandardScalerModel | undefined;
  for (const [start, end] of parts) {
    model = await recipe.fit(layout(rows.slice(start, end)), undefined, model === undefined ? {} : { from: model });
  }
  if (model === undefined) throw new Error("no parts");
  return model;
}

function expectCase(model: StandardScalerModel, { mean, variance, scale }: ScalerCase): void {
  if (mean !== null) expectClose(model.mean, mean);
  if (variance !== null) expectClose(model.variance, variance);
  expectClose(model.scale, scale ?? model.scale.map(() => 1));
}

describe("StandardScaler against scikit-learn", () => {
  it.each(golden.scalers.map((given, index) => [index, given] as const))("case %i", async (_, given) => {
    const model = await fitCase(given, golden.numbers);
    expectCase(model, given);
    expectClose(model.transform(dense(golden.numbers)).values, given.output.flat(), 1e-9);
  });

  it.each(golden.sparseScalers.map((given, index) => [index, given] as const))("sparse case %i", async (_, given) => {
    const model = await fitCase(given, golden.counts, sparse as typeof dense);
    expectCase(model, given);
    const output = model.transform(sparse(golden.counts));
    expect(output).toBeInstanceOf(CsrMatrix);
    expectClose(output.toDense().values, given.output.flat());
  });
});

describe("StandardScaler", () => {
  it("divides a constant column by 1, however its mean rounds", async () => {
    const model = await new StandardScaler().fit(Array.from({ length: 100 }, (_, i) => [0.1, 1e10 + 0.1, i % 2]));
    expect([...model.scale]).toEqual([1, 1, 0.5]);
  });

  it("leaves a column without any value, or without any weight, as it is", async () => {
    const model = await new StandardScaler().fit(
      dense([
        [null, 7],
        [null, 3],
        [null, null],
      ]),
      undefined,
      {
        sampleWeight: [0, 0, 1],
      },
    );
    expect([...model.mean, ...model.scale]).toEqual([0, 0, 1, 1]);
    expect([...model.transform([[5, 6]]).values]).toEqual([5, 6]);
  });

  it("learns the same from sparse and dense rows with missing values", async () => {
    const rows: Rows = [
      [0, 1, null],
      [2, null, 0],
      [0, 0, 0],
      [5, 0, 3],
      [null, 4, 0],
    ];
    const recipe = new StandardScaler({ withMean: false });
    for (const options of [{}, { sampleWeight: [1, 2, 0.5, 3, 1] }]) {
      const a = await recipe.fit(dense(rows), undefined, options);
      const b = await recipe.fit(sparse(rows), undefined, options);
      for (const key of ["mean", "variance", "scale"] as const) expectClose(b[key], a[key]);
      expectClose(b.transform(sparse(rows)).toDense().values, a.transform(dense(rows)).values);
    }
  });

  it("weighs a row k times as k rows, and one of weight 0 as none", async () => {
    const rows = fc.array(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.nat({ max: 3 })), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        fc.pre(drawn.some(([, weight]) => weight > 0));
        const weighted = await new StandardScaler().fit(
          drawn.map(([value]) => [value]),
          undefined,
          { sampleWeight: drawn.map(([, weight]) => weight) },
        );
        const repeated = await new StandardScaler().fit(
          drawn.flatMap(([value, weight]) => Array.from({ length: weight }, () => [value])),
        );
        expectClose(weighted.mean, repeated.mean, 1e-9);
        expectClose(weighted.variance, repeated.variance, 1e-9);
      }),
    );
  });

  it("learns from parts what it learns from all rows", async () => {
    const value = fc.option(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { freq: 5 });
    const table = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(table, fc.nat(), async (rows, cut) => {
        const at = 1 + (cut % (rows.length - 1));
        const all = await new StandardScaler().fit(dense(rows));
        const first = await new StandardScaler().fit(dense(rows.slice(0, at)));
        const both = await new StandardScaler().fit(dense(rows.slice(at)), undefined, { from: first });
        expectClose(both.mean, all.mean, 1e-9);
        expectClose(both.variance, all.variance, 1e-9);
        expect([...both.moments.count]).toEqual([...all.moments.count]);
      }),
    );
  });

  it("gives back with inverseTransform what it was given", async () => {
    const model = await new StandardScaler().fit(dense(golden.numbers));
    const x = dense(golden.numbers);
    expectClose(model.inverseTransform(model.transform(x)).values, x.values);
    const plain = await new StandardScaler({ withMean: false }).fit(sparse(golden.counts));
    const back = plain.inverseTransform(plain.transform(sparse(golden.counts)));
    expect(back).toBeInstanceOf(CsrMatrix);
    expectClose(back.toDense().values, golden.counts.flat());
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
    for (const params of [{}, { withMean: false }, { withStd: false }]) {
      expectRowsAsBatch(await new StandardScaler(params).fit(frame), frame);
    }
  });

  it("names its output as its input and drops the kinds of columns", async () => {
    const x = new DenseMatrix(Float64Array.of(0, 1, 2, 5), 2, 2, {
      names: ["__proto__", "n"],
      kinds: [{ categories: ["a", "b", "c"] }, "number"],
    });
    const output = (await new StandardScaler().fit(x)).transform(x);
    expect(output.names).toEqual(["__proto__", "n"]);
    expect(output.kinds).toBeUndefined();
  });

  it("never writes its input", async () => {
    await expectUntouched(
      Float64Array.from({ length: 40 }, (_, i) => (i % 7 === 0 ? Number.NaN : i)),
      async (shared) => {
        const x = new DenseMatrix(shared, 10, 4);
        const model = await new StandardScaler().fit(x, undefined, {
          sampleWeight: Object.freeze(new Array(10).fill(2)),
        });
        model.inverseTransform(model.transform(x));
      },
    );
  });

  it("survives storage", async () => {
    const model = await new StandardScaler({ withMean: false }).fit(dense(golden.numbers));
    const again = reload(model, StandardScalerModel);
    expect(again.transform(dense(golden.numbers))).toEqual(model.transform(dense(golden.numbers)));
    expect(again.traits).toEqual(model.traits);
  });

  it.each([
    ["inputNames", ["a"]],
    ["inputNames", "a"],
    ["centre", 1],
    ["mean", Float64Array.of(1, Number.NaN)],
    ["mean", [1, 2]],
    ["scale", Float64Array.of(0, 1)],
    ["scale", Float64Array.of(-1, 1)],
    ["variance", Float64Array.of(-1, 1)],
    ["count", Float64Array.of(1)],
    ["count", undefined],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new StandardScaler().fit([
      [1, 2],
      [3, 4],
    ]);
    const damaged = () =>
      reload(model, StandardScalerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it("ends when its signal fires", async () => {
    const fit = () => new StandardScaler().fit([[1]], undefined, { signal: AbortSignal.abort() });
    expect((await errorOf(fit)).code).toBe("ABORTED");
  });

  it.each([
    ["infinite values", "DATA_NOT_FINITE", () => new StandardScaler().fit([[1], [Number.POSITIVE_INFINITY]])],
    [
      "infinite values alone in a column, beside one far from 0",
      "DATA_NOT_FINITE",
      () =>
        new StandardScaler().fit([
          [Number.NEGATIVE_INFINITY, 1e9],
          [Number.NEGATIVE_INFINITY, 1e9 + 1],
        ]),
    ],
    [
      "infinite values of weight 0",
      "DATA_NOT_FINITE",
      () => new StandardScaler().fit([[1], [Number.POSITIVE_INFINITY]], undefined, { sampleWeight: [1, 0] }),
    ],
    [
      "infinite values in sparse rows",
      "DATA_NOT_FINITE",
      () => new StandardScaler({ withMean: false }).fit(sparse([[0], [Number.POSITIVE_INFINITY]])),
    ],
    [
      "infinite values many rows on",
      "DATA_NOT_FINITE",
      () => {
        const values = new Float64Array(900_000).fill(3);
        values[800_000] = Number.POSITIVE_INFINITY;
        return new StandardScaler().fit(new DenseMatrix(values, 300_000, 3));
      },
    ],
    ["sums that overflow", "NUMERIC_FAILURE", () => new StandardScaler().fit([[1e308], [1e308]])],
    ["squares that overflow", "NUMERIC_FAILURE", () => new StandardScaler().fit([[1e200], [-1e200]])],
    ["sparse rows to centre", "DATA_SPARSE", () => new StandardScaler().fit(sparse([[1, 0]]))],
    ["no rows", "DATA_EMPTY", () => new StandardScaler().fit(new DenseMatrix(new Float64Array(0), 0, 2))],
    ["strings", "COLUMN_TYPE", () => new StandardScaler().fit([{ a: "1" }])],
    ["weights of 0", "WEIGHT_INVALID", () => new StandardScaler().fit([[1]], undefined, { sampleWeight: [0] })],
    ["an option that is none", "PARAM_UNKNOWN", () => new StandardScaler(JSON.parse('{"withMeans":true}'))],
    ["an option of a wrong type", "PARAM_INVALID", () => new StandardScaler(JSON.parse('{"withStd":1}'))],
    [
      "a model of another kind",
      "PARAM_INVALID",
      async () => new StandardScaler().fit([[1]], undefined, { from: await new SimpleImputer().fit([[1]]) }),
    ],
    [
      "a model of other columns",
      "PARAM_INVALID",
      async () => new StandardScaler().fit([{ b: 1 }], undefined, { from: await new StandardScaler().fit([{ a: 1 }]) }),
    ],
    [
      "a model of more columns",
      "PARAM_INVALID",
      async () => new StandardScaler().fit([[1]], undefined, { from: await new StandardScaler().fit([[1, 2]]) }),
    ],
    [
      "sparse rows after centring",
      "DATA_SPARSE",
      async () => (await new StandardScaler().fit([[1, 2]])).transform(sparse([[1, 0]])),
    ],
    ["too few columns", "COLUMN_MISMATCH", async () => (await new StandardScaler().fit([[1, 2]])).transform([[1]])],
    [
      "too few columns to invert",
      "COLUMN_MISMATCH",
      async () => (await new StandardScaler().fit([[1, 2]])).inverseTransform([[1]]),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
