import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { QuantileTransformer, QuantileTransformerModel } from "../../src/preprocess/index.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, expectUntouched, frameOf, reload, sparse } from "./support.js";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const column = fc.array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { minLength: 2, maxLength: 60 });
const rowsOf = (values: readonly number[]) => values.map((value) => [value]);

describe("QuantileTransformer", () => {
  it("keeps the order of values, within the ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        column,
        fc.constantFrom("uniform", "normal"),
        fc.integer({ min: 2, max: 80 }),
        async (drawn, outputDistribution, nQuantiles) => {
          const model = await new QuantileTransformer({ outputDistribution, nQuantiles }).fit(rowsOf(drawn));
          const asked = [...drawn, ...drawn.map((value) => value * 1.1 + 0.1)].sort((a, b) => a - b);
          const { values } = model.transform(rowsOf(asked));
          const [low, high] = outputDistribution === "uniform" ? [0, 1] : [-5.2, 5.2];
          values.forEach((value, at) => {
            expect(value).toBeGreaterThanOrEqual(low);
            expect(value).toBeLessThanOrEqual(high);
            if (at > 0) expect(value - (values[at - 1] ?? 0)).toBeGreaterThanOrEqual(-1e-14);
          });
        },
      ),
    );
  });

  it("gives back with inverseTransform what was strictly between the ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 50 }),
        async (drawn) => {
          for (const outputDistribution of ["uniform", "normal"] as const) {
            const model = await new QuantileTransformer({ outputDistribution }).fit(rowsOf(drawn));
            const back = model.inverseTransform(model.transform(rowsOf(drawn)));
            expectClose(back.values, drawn, 1e-9);
          }
        },
      ),
    );
  });

  it("maps equal quantiles to the middle of their shares, and ends to ends", async () => {
    const model = await new QuantileTransformer().fit(rowsOf([1, 2, 2, 2, 3]));
    expect([...model.transform(rowsOf([1, 2, 3, 0, 9, 2.5])).values]).toEqual([0, 0.5, 1, 0, 1, 0.875]);
    const constant = await new QuantileTransformer().fit(rowsOf([4, 4, 4]));
    expect([...constant.transform(rowsOf([3, 4, 5])).values]).toEqual([0, 0, 1]);
  });

  it("tells tiny columns apart, whatever their unit", async () => {
    const drawn = [1, 2, 3, 4, 5];
    const options = { outputDistribution: "normal" } as const;
    const plain = await new QuantileTransformer(options).fit(rowsOf(drawn));
    const tiny = await new QuantileTransformer(options).fit(rowsOf(drawn.map((value) => value * 2 ** -60)));
    expect(tiny.transform(rowsOf(drawn.map((value) => value * 2 ** -60))).values).toEqual(
      plain.transform(rowsOf(drawn)).values,
    );
  });

  it("leaves a column without any value as it is, and missing values missing", async () => {
    const model = await new QuantileTransformer().fit(
      dense([
        [null, 1],
        [null, null],
        [null, 3],
      ]),
    );
    expect([
      ...model.transform(
        dense([
          [7, 2],
          [null, null],
        ]),
      ).values,
    ]).toEqual([7, 0.5, Number.NaN, Number.NaN]);
    expect([...model.inverseTransform([[7, 0.5]]).values]).toEqual([7, 2]);
  });

  it("learns from a sample by its seed, near to what all rows give", async () => {
    const x = Matrix.fromDense(
      Float64Array.from({ length: 30_000 }, (_, k) => ((k * 7919) % 30_000) / 30_000),
      30_000,
      1,
    );
    const learn = async (options: object) => await new QuantileTransformer({ nQuantiles: 50, ...options }).fit(x);
    const [one, again, other, all] = [
      await learn({ subsample: 3000 }),
      await learn({ subsample: 3000 }),
      await learn({ subsample: 3000, seed: 1 }),
      await learn({ subsample: 30_000 }),
    ];
    expect(again.toState()).toEqual(one.toState());
    expect(other.quantiles).not.toEqual(one.quantiles);
    one.quantiles.forEach((quantile, k) => {
      expect(Math.abs(quantile - (all.quantiles[k] ?? 0))).toBeLessThan(0.03);
    });
  });

  it("learns the same from a table that is sorted in several runs", async () => {
    const values = Float64Array.from({ length: 150_000 }, (_, k) => (k * 48_271) % 150_001);
    const model = await new QuantileTransformer({ nQuantiles: 11, subsample: 200_000 }).fit(
      Matrix.fromDense(values, 150_000, 1),
    );
    const sorted = values.slice().sort();
    expect(model.quantiles[0]).toBe(sorted[0]);
    expect(model.quantiles[10]).toBe(sorted[149_999]);
    const middle = 0.5 * 149_999;
    expect(model.quantiles[5]).toBe(((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2);
  });

  it("leaves zeros that sparse rows leave out alone", async () => {
    const rows = [
      [0, 1],
      [-2, 0],
      [0, 0],
      [4, 5],
      [1, 9],
    ];
    const model = await new QuantileTransformer({ ignoreImplicitZeros: true }).fit(sparse(rows));
    const output = model.transform(sparse(rows));
    expect(output.toDense().values).toEqual(Float64Array.of(0, 0, 0, 0, 0, 0, 1, 0.5, 0.5, 1));
    expectClose(model.inverseTransform(output).toDense().values, rows.flat());
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
    for (const outputDistribution of ["uniform", "normal"] as const) {
      expectRowsAsBatch(await new QuantileTransformer({ outputDistribution, nQuantiles: 3 }).fit(frame), frame);
    }
  });

  it("never writes its input", async () => {
    await expectUntouched(
      Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 11),
      async (shared) => {
        const x = Matrix.fromDense(shared, 10, 4);
        const model = await new QuantileTransformer().fit(x);
        model.inverseTransform(model.transform(x));
      },
    );
  });

  it.each([
    ["inputNames", ["a"]],
    ["outputDistribution", "even"],
    ["sparse", 0],
    ["nQuantiles", 0],
    ["nQuantiles", 3],
    ["quantiles", Float64Array.of(2, 1, 3, 4)],
    ["quantiles", Float64Array.of(1, Number.NaN, 3, 4)],
    ["count", Float64Array.of(-1, 2)],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new QuantileTransformer().fit([
      [1, 2],
      [3, 4],
    ]);
    expect(reload(model, QuantileTransformerModel).transform([[2, 2]])).toEqual(model.transform([[2, 2]]));
    const damaged = () =>
      reload(model, QuantileTransformerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    [
      "more quantiles than rows that are looked at",
      "PARAM_INVALID",
      () => new QuantileTransformer({ nQuantiles: 20, subsample: 10 }).fit([[1]]),
    ],
    ["sparse rows whose zeros count", "DATA_SPARSE", () => new QuantileTransformer().fit(sparse([[1, 0]]))],
    ["a range of enormous width", "NUMERIC_FAILURE", () => new QuantileTransformer().fit([[1e308], [-1e308]])],
    [
      "another distribution",
      "PARAM_INVALID",
      () => new QuantileTransformer(JSON.parse('{"outputDistribution":"even"}')),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
