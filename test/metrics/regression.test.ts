/** Regression metrics: weights, constant targets, refusals. */
import { describe, expect, it } from "vitest";
import {
  maxError,
  meanAbsoluteError,
  meanSquaredError,
  medianAbsoluteError,
  r2Score,
  rootMeanSquaredError,
} from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

const weighted = { meanAbsoluteError, meanSquaredError, rootMeanSquaredError, medianAbsoluteError, r2Score };
const all = { ...weighted, maxError };

describe.each(Object.entries(all))("%s", (_, metric) => {
  it.each([
    ["NaN", [1, Number.NaN], [1, 2], "DATA_NOT_FINITE"],
    ["infinity", [1, 2], Float64Array.of(1, Number.NEGATIVE_INFINITY), "DATA_NOT_FINITE"],
    ["a missing value", [1, null], [1, 2], "TARGET_INVALID"],
    ["text", [1, 2], ["1", "2"], "TARGET_INVALID"],
    ["bigints", BigInt64Array.of(1n, 2n), [1, 2], "TARGET_INVALID"],
    ["different lengths", [1, 2, 3], [1, 2], "DATA_SHAPE"],
    ["no rows", [], [], "DATA_EMPTY"],
    ["no list", [1, 2], 3, "TARGET_INVALID"],
  ] as const)("refuses %s", (_case, yTrue, yPred, code) => {
    refused(code, () => metric(untyped(yTrue), untyped(yPred)));
  });
});

describe.each(Object.entries(weighted))("%s, weighted", (_, metric) => {
  const yTrue = [3, -0.5, 2, 7];
  const yPred = [2.5, 0.25, 2, 8];

  it("weight k is the row k times, 0 is no row", () => {
    const repeated = metric([3, 3, 2, 7, 7, 7], [2.5, 2.5, 2, 8, 8, 8]);
    expect(metric(yTrue, yPred, { sampleWeight: [2, 0, 1, 3] })).toBeCloseTo(repeated, 14);
  });

  it("weights of 1 change nothing", () => {
    expect(metric(yTrue, yPred, { sampleWeight: [1, 1, 1, 1] })).toBe(metric(yTrue, yPred));
  });

  it("refuses bad weights and unknown options", () => {
    refused("WEIGHT_INVALID", () => metric(yTrue, yPred, { sampleWeight: [1, 1, 1] }));
    refused("WEIGHT_INVALID", () => metric(yTrue, yPred, { sampleWeight: [0, 0, 0, 0] }));
    refused("PARAM_UNKNOWN", () => metric(yTrue, yPred, untyped({ squared: false })));
  });
});

describe("r2Score", () => {
  it("of a constant target is 1 or 0, even where its mean cannot be computed exactly", () => {
    const tenths = new Float64Array(10).fill(0.1);
    expect(r2Score(tenths, tenths)).toBe(1);
    expect(r2Score(tenths, new Float64Array(10).fill(0.2))).toBe(0);
    expect(r2Score([...tenths, 5], [...tenths, 1], { sampleWeight: [...tenths.map(() => 1), 0] })).toBe(1);
  });

  it("of a single row is undefined", () => {
    refused("METRIC_UNDEFINED", () => r2Score([1], [1]));
  });
});

it("leaves its inputs as they were", () => {
  const yTrue = Object.freeze([3, 1, 2]);
  const yPred = Float64Array.of(1, 2, 3);
  for (const metric of Object.values(all)) metric(yTrue, yPred);
  expect(yPred).toEqual(Float64Array.of(1, 2, 3));
});
