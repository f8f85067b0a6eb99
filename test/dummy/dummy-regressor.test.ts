import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DenseMatrix } from "../../src/data/matrix.js";
import { DummyRegressor, DummyRegressorModel, type DummyRegressorOptions } from "../../src/dummy/index.js";
import { errorOf, reload } from "../preprocess/support.js";

interface Case {
  params: DummyRegressorOptions;
  weights: number[] | null;
  target: number[];
  constant: number;
}

const golden: { regressors: Case[] } = JSON.parse(
  readFileSync(new URL("../golden/dummy.json", import.meta.url), "utf8"),
);

const column = (rows: number) => Array.from({ length: rows }, (_, row) => [row]);

async function constantOf(options: DummyRegressorOptions, y: readonly number[], weights?: readonly number[]) {
  const fitOptions = weights === undefined ? {} : { sampleWeight: weights };
  return (await new DummyRegressor(options).fit(column(y.length), y, fitOptions)).constant;
}

describe("DummyRegressor against scikit-learn", () => {
  it.each(golden.regressors.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const constant = await constantOf(given.params, given.target, given.weights ?? undefined);
    // NumPy sums in blocks, which is a rounding or two of numbers up to 300; order statistics and what lies between them are the same bits.
    if (given.params.strategy === "mean") expect(Math.abs(constant - given.constant)).toBeLessThan(1e-12);
    else expect(constant).toBe(given.constant);
  });
});

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("DummyRegressor", () => {
  it("predicts its number for every row, whatever is in it", async () => {
    const model = await new DummyRegressor({ strategy: "constant", constant: -3.5 }).fit(column(4), [1, 2, 3, 4]);
    expect([...model.predict([[Number.NaN], [1e9]])]).toEqual([-3.5, -3.5]);
    expect(model.rowValue()(Float64Array.of(Number.NaN))).toBe(-3.5);
    expect([...model.predict(new DenseMatrix(new Float64Array(0), 0, 1))]).toEqual([]);
  });

  it("finds the median with weights of k as of k rows, bit by bit", async () => {
    const rows = fc.array(fc.tuple(fc.oneof(value, fc.integer({ min: -3, max: 3 })), fc.nat({ max: 3 })), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        fc.pre(drawn.some(([, weight]) => weight > 0));
        const repeated = drawn.flatMap(([each, weight]) => Array.from({ length: weight }, () => each));
        const weighted = await constantOf(
          { strategy: "median" },
          drawn.map(([each]) => each),
          drawn.map(([, weight]) => weight),
        );
        const sorted = repeated.toSorted((a, b) => a - b);
        const middle = ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
        expect(weighted + 0).toBe(middle + 0);
        expect((await constantOf({ strategy: "median" }, repeated)) + 0).toBe(middle + 0);
      }),
    );
  });

  it("finds the median of neighbouring and of enormous numbers", async () => {
    const next = 1 + Number.EPSILON;
    expect(await constantOf({ strategy: "median" }, [1, next, next], [1, 1, 1])).toBe(next);
    expect(await constantOf({ strategy: "median" }, [1e308, -1e308, 1.5e308], [1, 1, 1])).toBe(1e308);
    expect(await constantOf({ strategy: "median" }, [1e308, 1.5e308], [1, 1])).toBe(1.25e308);
    expect(await constantOf({ strategy: "median" }, [0, 5e-324], [1, 2])).toBe(5e-324);
  });

  it("stays between the least and the greatest value at any quantile", async () => {
    const quantile = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1 }), quantile, async (y, q) => {
        const found = await constantOf({ strategy: "quantile", quantile: q }, y);
        expect(found).toBeGreaterThanOrEqual(Math.min(...y));
        expect(found).toBeLessThanOrEqual(Math.max(...y));
      }),
    );
  });

  it("leaves the target as it was", async () => {
    const y = Object.freeze([3, 1, 2]);
    const typed = Float64Array.from(y);
    for (const strategy of ["mean", "median", "quantile"] as const) {
      await new DummyRegressor({ strategy, quantile: 0.5 }).fit(column(3), y);
      await new DummyRegressor({ strategy, quantile: 0.5 }).fit(column(3), typed);
      expect([...typed]).toEqual([3, 1, 2]);
    }
  });

  it.each([
    ["constant", Number.NaN],
    ["constant", "1"],
    ["inputNames", undefined],
  ])("refuses a stored state with a damaged %s", async (key, damage) => {
    const model = await new DummyRegressor().fit([[1]], [2]);
    const damaged = () =>
      reload(model, DummyRegressorModel, (state) => {
        state[key] = damage;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const y = [1, 2];
  it.each([
    ["no quantile", "PARAM_INVALID", () => constantOf({ strategy: "quantile" }, y)],
    ["no constant", "PARAM_INVALID", () => constantOf({ strategy: "constant" }, y)],
    ["a quantile above 1", "PARAM_INVALID", () => constantOf({ strategy: "quantile", quantile: 50 }, y)],
    ["weights for a quantile", "NOT_SUPPORTED", () => constantOf({ strategy: "quantile", quantile: 0.5 }, y, y)],
    ["a mean that overflows", "NUMERIC_FAILURE", () => constantOf({}, [1.7e308, 1.7e308])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
