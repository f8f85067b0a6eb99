import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SplineTransformer, SplineTransformerModel } from "../../src/preprocess/index.js";
import { features } from "./features-golden.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, frameOf, reload, sparse } from "./support.js";

describe("SplineTransformer against scikit-learn", () => {
  const cases = features.splines.map((given) => [JSON.stringify(given.params), given] as const);
  it.each(cases)("%s", async (_, { params, names, output }) => {
    const model = await new SplineTransformer(params as object).fit(dense(features.s, ["u", "v"]));
    expect(model.outputNames).toEqual(names);
    const asked = params.extrapolation === "error" ? features.s : [...features.s, ...features.outside];
    // Polynomials far outside are in the thousands, and differ relative to that.
    expectClose(model.transform(dense(asked)).values, output.flat(), 1e-11);
  });

  it.each(features.single.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const only = (rows: number[][]) => dense(rows.map(([value]) => [value ?? 0]));
    const model = await new SplineTransformer(given.params as object).fit(only(features.s));
    expectClose(model.transform(only([...features.s, ...features.outside])).values, given.output.flat(), 1e-12);
  });

  it("quantiles that fall together", async () => {
    const model = await new SplineTransformer(features.tied.params as object).fit(dense(features.ties, ["t"]));
    expectClose(
      model.transform(dense([...features.ties, ...features.ties])).values,
      features.tied.output.flat(),
      1e-12,
    );
  });
});

describe("SplineTransformer", () => {
  it("gives parts of 1, within and beyond the knots", async () => {
    const value = fc.double({ min: -20, max: 20, noNaN: true });
    const options = fc.record({
      degree: fc.integer({ min: 0, max: 4 }),
      nKnots: fc.integer({ min: 5, max: 9 }),
      extrapolation: fc.constantFrom("constant", "linear", "continue", "periodic"),
    });
    await fc.assert(
      fc.asyncProperty(options, fc.array(value, { minLength: 1, maxLength: 10 }), async (given, asked) => {
        const model = await new SplineTransformer(given).fit([[-3], [1], [4]]);
        const { values, cols } = model.transform(asked.map((each) => [each])).toDense();
        for (let row = 0; row < asked.length; row++) {
          const own = values.subarray(row * cols, (row + 1) * cols);
          const size = own.reduce((sum, each) => sum + Math.abs(each), 0);
          expect(Math.abs(own.reduce((sum, each) => sum + each, 0) - 1)).toBeLessThan(1e-12 * Math.max(1, size));
        }
      }),
    );
  });

  it("begins again after a period", async () => {
    const model = await new SplineTransformer({ extrapolation: "periodic" }).fit([[0], [24]]);
    for (const hour of [0, 1.5, 13, 23.25]) {
      expectClose(model.transform([[hour + 24]]).values, model.transform([[hour]]).values, 1e-12);
      expectClose(model.transform([[hour - 48]]).values, model.transform([[hour]]).values, 1e-12);
    }
  });

  it("gives zeros for a column that does not vary, and numbers for any value", async () => {
    for (const extrapolation of ["error", "constant", "linear", "continue", "periodic"] as const) {
      const model = await new SplineTransformer({ extrapolation }).fit([[7], [7]]);
      expect([...model.transform([[7]]).values].every((value) => value === 0)).toBe(true);
      if (extrapolation !== "error") expect(model.transform([[8]]).values.every(Number.isFinite)).toBe(true);
    }
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "b"],
      [
        [0.1, 3],
        [0.3, 9],
        [-7, 4.5],
        [2, 1],
      ],
    );
    for (const extrapolation of ["error", "constant", "linear", "continue", "periodic"] as const) {
      expectRowsAsBatch(await new SplineTransformer({ extrapolation, includeBias: false }).fit(frame), frame);
    }
  });

  it("gives the knots of each column", async () => {
    const model = await new SplineTransformer({ nKnots: 3, knots: "quantile" }).fit([
      [1, 0],
      [2, 0],
      [9, 8],
    ]);
    expect(model.knots.map((own) => [...own])).toEqual([
      [1, 2, 9],
      [0, 0, 8],
    ]);
  });

  it.each([
    ["knots", Float64Array.of(1, 2)],
    ["knots", new Float64Array(11).map((_, at) => -at)],
    ["knots", new Float64Array(11).fill(Number.NaN)],
    ["nKnots", 1],
    ["nKnots", 1e15],
    ["degree", 0.5],
    ["degree", 4],
    ["extrapolation", "none"],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new SplineTransformer().fit([[1], [2]]);
    const damaged = () =>
      reload(model, SplineTransformerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["missing values", "DATA_NOT_FINITE", () => new SplineTransformer().fit(dense([[1], [null]]))],
    ["sparse rows", "DATA_SPARSE", () => new SplineTransformer().fit(sparse([[1, 0]]))],
    ["one knot", "PARAM_INVALID", () => new SplineTransformer({ nKnots: 1 })],
    ["one given knot", "PARAM_INVALID", () => new SplineTransformer({ knots: [[1]] }).fit([[1]])],
    ["knots of other columns", "PARAM_INVALID", () => new SplineTransformer({ knots: [[1], [2]] }).fit([[1, 2]])],
    ["knots that fall together", "PARAM_INVALID", () => new SplineTransformer({ knots: [[1], [1]] }).fit([[1]])],
    [
      "too few knots for a period",
      "PARAM_INVALID",
      () => new SplineTransformer({ nKnots: 3, extrapolation: "periodic" }).fit([[1], [2]]),
    ],
    [
      "a value beyond the knots",
      "DATA_RANGE",
      async () => (await new SplineTransformer({ extrapolation: "error" }).fit([[1], [2]])).transform([[2.5]]),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
