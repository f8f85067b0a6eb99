/** ROC AUC and the curves: which class is positive, what columns mean, refusals. */
import { describe, expect, it } from "vitest";
import { precisionRecallCurve, rocAucScore, rocCurve } from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

const proba = [
  [0.8, 0.1, 0.1],
  [0.2, 0.5, 0.3],
  [0.1, 0.5, 0.4],
  [0.3, 0.3, 0.4],
];
const yTrue = ["a", "b", "c", "c"];

describe("two classes", () => {
  it("the label that sorts second is positive, unless posLabel says otherwise", () => {
    const labels = ["late", "paid", "late", "paid"];
    const scores = [0.9, 0.2, 0.6, 0.7];
    expect(rocAucScore(labels, scores)).toBe(0.25);
    expect(rocAucScore(labels, scores, { posLabel: "late" })).toBe(0.75);
    expect(rocAucScore(labels, scores, { labels: ["paid", "late"] })).toBe(0.75);
  });

  it("two columns: that of the positive label counts", () => {
    const columns = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.6, 0.4],
      [0.7, 0.3],
    ];
    const labels = ["late", "paid", "late", "paid"];
    expect(rocAucScore(labels, columns)).toBe(0.75);
    expect(rocAucScore(labels, columns, { posLabel: "late" })).toBe(0.75);
    expect(rocAucScore(labels, { rows: 4, cols: 2, values: Float32Array.from(columns.flat()) })).toBe(0.75);
  });

  it("needs both classes, of a weight above 0", () => {
    refused("METRIC_UNDEFINED", () => rocAucScore([1, 1], [0.1, 0.2]));
    refused("METRIC_UNDEFINED", () => rocAucScore([0, 1], [0.1, 0.2], { sampleWeight: [1, 0] }));
    refused("METRIC_UNDEFINED", () => rocCurve([0, 0], [0.1, 0.2]));
    refused("METRIC_UNDEFINED", () => rocCurve([1, 1], [0.1, 0.2]));
    refused("METRIC_UNDEFINED", () => precisionRecallCurve([0, 0], [0.1, 0.2]));
  });
});

describe("three classes", () => {
  it("average: null gives each class's area", () => {
    const areas = rocAucScore(yTrue, proba, { multiClass: "ovr", average: null });
    expect([...areas]).toEqual([
      ["a", 1],
      ["b", 5 / 6],
      ["c", 1],
    ]);
  });

  it("labels name the columns, in any order", () => {
    const turned = proba.map(([a = 0, b = 0, c = 0]) => [c, a, b]);
    const labels = ["c", "a", "b"];
    for (const multiClass of ["ovr", "ovo"] as const) {
      expect(rocAucScore(yTrue, turned, { multiClass, labels })).toBeCloseTo(
        rocAucScore(yTrue, proba, { multiClass }),
        12,
      );
    }
  });

  it("a class without rows is refused one against the rest, and left out one against one", () => {
    const labels = ["a", "b", "c"];
    refused("METRIC_UNDEFINED", () => rocAucScore(["a", "b", "b", "a"], proba, { multiClass: "ovr", labels }));
    expect(rocAucScore(["a", "b", "b", "a"], proba, { multiClass: "ovo", labels })).toBeGreaterThan(0);
    refused("METRIC_UNDEFINED", () => rocAucScore(["a", "a", "a", "a"], proba, { multiClass: "ovo", labels }));
  });

  it.each([
    ["no multiClass", {}, "PARAM_INVALID"],
    ["a bad multiClass", { multiClass: "raise" }, "PARAM_INVALID"],
    ["a bad average", { multiClass: "ovr", average: "binary" }, "PARAM_INVALID"],
    ["micro one against one", { multiClass: "ovo", average: "micro" }, "PARAM_INVALID"],
    ["no average one against one", { multiClass: "ovo", average: null }, "PARAM_INVALID"],
    ["a positive label", { multiClass: "ovr", posLabel: "a" }, "PARAM_INVALID"],
    ["weights one against one", { multiClass: "ovo", sampleWeight: [1, 1, 1, 1] }, "NOT_SUPPORTED"],
    ["labels that lack one", { multiClass: "ovr", labels: ["a", "b", "d"] }, "LABEL_UNKNOWN"],
    ["too many labels", { multiClass: "ovr", labels: ["a", "b", "c", "d"] }, "DATA_SHAPE"],
    ["an unknown option", { multiclass: "ovr" }, "PARAM_UNKNOWN"],
  ] as const)("%s is refused", (_, options, code) => {
    refused(code, () => rocAucScore(yTrue, proba, untyped(options)));
  });

  it("rows have to sum to 1", () => {
    refused("PROBABILITY_INVALID", () =>
      rocAucScore(
        yTrue,
        proba.map((row) => row.map((p) => 2 * p)),
        { multiClass: "ovr" },
      ),
    );
  });
});

describe("scores", () => {
  it.each([
    ["NaN", [0.1, Number.NaN], "DATA_NOT_FINITE"],
    ["infinity", [0.1, Number.POSITIVE_INFINITY], "DATA_NOT_FINITE"],
    ["NaN in a typed array", Float64Array.of(0.1, Number.NaN), "DATA_NOT_FINITE"],
    ["a missing score", [0.1, null], "TARGET_INVALID"],
    ["text", ["0.1", "0.2"], "TARGET_INVALID"],
    ["too few", [0.1], "DATA_SHAPE"],
    ["ragged rows", [[0.1, 0.9], [0.1]], "DATA_SHAPE"],
    ["a matrix whose values do not fill it", { rows: 2, cols: 2, values: [1, 2, 3] }, "DATA_SHAPE"],
    ["a matrix of too few rows", { rows: 1, cols: 2, values: [0.5, 0.5] }, "DATA_SHAPE"],
    ["a sparse matrix", { rows: 2, cols: 2, values: [1, 1], indices: [0, 1], indptr: [0, 1, 2] }, "DATA_SPARSE"],
    ["a number", 1, "TARGET_INVALID"],
  ] as const)("refuses %s", (_, scores, code) => {
    refused(code, () => rocAucScore([0, 1], untyped(scores)));
  });

  it("refuses no rows", () => {
    refused("DATA_EMPTY", () => rocAucScore([], []));
    refused("DATA_EMPTY", () => rocCurve([], []));
  });

  it("refuses a positive label that does not occur", () => {
    refused("LABEL_UNKNOWN", () => rocAucScore(["a", "b"], [1, 2], untyped({ posLabel: "c" })));
    refused("LABEL_UNKNOWN", () => rocCurve(["a", "b"], [1, 2], untyped({ posLabel: "c" })));
    refused("PARAM_INVALID", () => rocCurve(["a", "b"], [1, 2]));
    refused("PARAM_INVALID", () => rocCurve(["a", "b", "c"], [1, 2, 3], { posLabel: "a" }));
  });
});

it("leaves its inputs as they were", () => {
  const scores = Float64Array.of(0.3, 0.1, 0.2);
  rocCurve([0, 1, 1], scores);
  rocAucScore([0, 1, 1], scores);
  precisionRecallCurve([0, 1, 1], scores);
  expect(scores).toEqual(Float64Array.of(0.3, 0.1, 0.2));
});
