import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsrMatrix } from "../../src/data/matrix.js";
import { KBinsDiscretizer, KBinsDiscretizerModel } from "../../src/preprocess/index.js";
import { features } from "./features-golden.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, expectUntouched, frameOf, reload, sparse } from "./support.js";

const STRATEGIES = ["uniform", "quantile", "kmeans"] as const;

describe("KBinsDiscretizer against scikit-learn", () => {
  const cases = features.bins.map((given) => [`${given.table} ${JSON.stringify(given.params)}`, given] as const);
  it.each(cases)("%s", async (_, { table, params, edges, output, inverse }) => {
    const rows = features[table];
    const model = await new KBinsDiscretizer(params).fit(rows);
    // Their edges of a constant column are infinite.
    edges.forEach((expected, col) => {
      if (expected !== null) expectClose(model.binEdges[col] ?? [], expected, 1e-12);
    });
    const given = model.transform([...rows, ...features.later]);
    expect([...given.toDense().values]).toEqual(output.flat());
    const back = model.inverseTransform(model.transform(rows));
    const known = inverse.flatMap((row, at) => row.map((value, col) => value ?? rows[at]?.[col] ?? 0));
    expectClose(back.values, known, 1e-12);
  });
});

describe("KBinsDiscretizer", () => {
  it("puts about as many rows into each bin of quantiles, whatever the rows", async () => {
    const rows = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 20, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 2, max: 6 }), async (values, nBins) => {
        const table = values.map((value) => [value]);
        const model = await new KBinsDiscretizer({ nBins, encode: "ordinal" }).fit(table);
        const counts = new Array<number>(nBins).fill(0);
        for (const bin of model.transform(table).values) counts[bin] = (counts[bin] ?? 0) + 1;
        for (const count of counts) expect(Math.abs(count - values.length / nBins)).toBeLessThan(2);
      }),
    );
  });

  it("gives every number a bin whose edges hold it", async () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...STRATEGIES),
        value,
        async (values, strategy, asked) => {
          const model = await new KBinsDiscretizer({ strategy, encode: "ordinal" }).fit(values.map((each) => [each]));
          const edges = model.binEdges[0] ?? new Float64Array();
          const bin = model.transform([[asked]]).values[0] ?? -1;
          expect(bin).toBeGreaterThanOrEqual(0);
          expect(bin).toBeLessThan(model.nBins[0] ?? 0);
          if (bin > 0) expect(asked).toBeGreaterThanOrEqual(edges[bin] ?? Number.NaN);
          if (bin < edges.length - 2) expect(asked).toBeLessThan(edges[bin + 1] ?? Number.NaN);
        },
      ),
    );
  });

  it("gives a column of one value one bin, and the value back", async () => {
    for (const strategy of STRATEGIES) {
      const model = await new KBinsDiscretizer({ strategy }).fit([
        [0.1, 1],
        [0.1, 2],
        [0.1, 3],
      ]);
      expect(model.nBins[0]).toBe(1);
      expect(model.outputNames[0]).toBe("x0_0");
      expect(model.inverseTransform(model.transform([[7, 1]])).values[0]).toBe(0.1);
    }
  });

  it("learns many rows, with ties, as it learns few", async () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => [((row * 7919) % 150_000) / 3, row % 3]);
    for (const strategy of STRATEGIES) {
      const model = await new KBinsDiscretizer({ strategy, nBins: 4 }).fit(rows);
      const step = 149_999 / 12;
      expectClose(model.binEdges[0] ?? [], [0, step, 2 * step, 3 * step, 4 * step], 1e-3);
      expect(model.nBins[1]).toBeLessThanOrEqual(4);
    }
  });

  it("stores one number a value where it is sparse", async () => {
    const output = (await new KBinsDiscretizer().fit(features.x)).transform(features.x);
    expect(output).toBeInstanceOf(CsrMatrix);
    expect(output.values.length).toBe(features.x.length * 4);
  });

  it("keeps names apart", async () => {
    const frame = frameOf(
      ["a", "a_0"],
      [
        [1, 1],
        [2, 5],
        [4, 9],
      ],
    );
    const { outputNames } = await new KBinsDiscretizer({ nBins: 2 }).fit(frame);
    expect(outputNames).toEqual(["a_0", "a_1", "a_0_0", "a_0_1"]);
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "__proto__"],
      [
        [1, 3],
        [0.5, 1e9],
        [-7, 2],
        [5, 0.1],
      ],
    );
    for (const encode of ["onehot", "onehotDense", "ordinal"] as const) {
      expectRowsAsBatch(await new KBinsDiscretizer({ encode, nBins: 3 }).fit(frame), frame);
    }
  });

  it("never writes its input", async () => {
    await expectUntouched(
      Float64Array.from({ length: 40 }, (_, i) => (i * 17) % 23),
      async (shared) => {
        const rows = Array.from({ length: 10 }, (_, row) => shared.subarray(row * 4, row * 4 + 4));
        for (const strategy of STRATEGIES) await new KBinsDiscretizer({ strategy }).fit(rows.map((row) => [...row]));
      },
    );
  });

  it.each([
    ["edges", Float64Array.of(1, 3, 2)],
    ["edges", Float64Array.of(1, Number.NaN, 3)],
    ["edges", Float64Array.of(1, 1, 3)],
    ["starts", Int32Array.of(0, 2)],
    ["starts", Int32Array.of(0, 4)],
    ["encode", "dense"],
    ["inputNames", ["a", "b"]],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new KBinsDiscretizer({ nBins: 2 }).fit([[1], [2], [3]]);
    const damaged = () =>
      reload(model, KBinsDiscretizerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["missing values", "DATA_NOT_FINITE", () => new KBinsDiscretizer().fit(dense([[1], [null]]))],
    ["sparse rows", "DATA_SPARSE", () => new KBinsDiscretizer().fit(sparse([[1, 0]]))],
    ["one bin", "PARAM_INVALID", () => new KBinsDiscretizer({ nBins: 1 })],
    ["one bin for a column", "PARAM_INVALID", () => new KBinsDiscretizer({ nBins: [2, 1] })],
    [
      "too few numbers of bins",
      "PARAM_INVALID",
      () =>
        new KBinsDiscretizer({ nBins: [2] }).fit([
          [1, 2],
          [3, 4],
        ]),
    ],
    [
      "a number that is no bin",
      "DATA_RANGE",
      async () => (await new KBinsDiscretizer({ encode: "ordinal" }).fit([[1], [2]])).inverseTransform([[0.5]]),
    ],
    [
      "a row without a bin",
      "DATA_RANGE",
      async () => (await new KBinsDiscretizer({ nBins: 2 }).fit([[1], [2]])).inverseTransform([[0, 0]]),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
