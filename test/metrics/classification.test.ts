/** Accuracy, precision, recall and F scores: labels of every kind, the choice of the positive one, 0 / 0, refusals. */
import { describe, expect, it } from "vitest";
import {
  accuracyScore,
  balancedAccuracyScore,
  f1Score,
  fbetaScore,
  precisionScore,
  recallScore,
} from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

describe("labels", () => {
  it("may be called like members of Object.prototype", () => {
    const yTrue = ["__proto__", "constructor", "__proto__", "toString"];
    const yPred = ["__proto__", "__proto__", "constructor", "toString"];
    const scores = precisionScore(yTrue, yPred, { average: null });
    expect([...scores]).toEqual([
      ["__proto__", 0.5],
      ["constructor", 0],
      ["toString", 1],
    ]);
  });

  it("sort by number, by UTF-16 code unit, false before true", () => {
    const order = <L extends string | number | boolean>(labels: L[]) => [
      ...recallScore(labels, labels, { average: null }).keys(),
    ];
    expect(order([10, 9, -1])).toEqual([-1, 9, 10]);
    expect(order(["é", "z", "Z", "10", "9"])).toEqual(["10", "9", "Z", "z", "é"]);
    expect(order([true, false])).toEqual([false, true]);
  });

  it("come from arrays, typed arrays and anything iterable with a length", () => {
    const column = {
      length: 3,
      *[Symbol.iterator]() {
        yield* [1, 0, 1];
      },
    };
    expect(accuracyScore(Int32Array.of(1, 0, 1), Float64Array.of(1, 0, 0))).toBe(2 / 3);
    expect(accuracyScore(column, [1, 0, 1])).toBe(1);
  });

  it.each([
    ["1 and '1'", [1, "1"], [1, "1"]],
    ["numbers against strings", [1, 0], ["1", "0"]],
    ["numbers against booleans", [1, 0], [true, false]],
    ["a missing true label", ["a", null], ["a", "a"]],
    ["a missing predicted label", ["a", "a"], ["a", undefined]],
    ["NaN", [0, Number.NaN], [0, 0]],
    ["infinity", [0, Number.POSITIVE_INFINITY], [0, 0]],
    ["an object", [{}], [{}]],
    ["a bigint", [1n], [1n]],
    ["a string instead of a list", "ab", "ab"],
    ["null instead of a list", null, [1]],
    ["nothing instead of a list", [1], undefined],
  ])("refuses %s", (_, yTrue, yPred) => {
    refused("TARGET_INVALID", () => accuracyScore(untyped(yTrue), untyped(yPred)));
  });

  it("names the list and the row of a missing label", () => {
    const error = refused("TARGET_INVALID", () => accuracyScore(["a", "b"], ["a", null]));
    expect(error.message).toContain("Row 1 of yPred");
  });
});

describe("lengths", () => {
  it("differ: both are named", () => {
    const error = refused("DATA_SHAPE", () => f1Score([1, 0, 1], [1, 0]));
    expect(error.data).toEqual({ yTrue: 3, yPred: 2 });
  });

  it("of zero are refused", () => {
    refused("DATA_EMPTY", () => accuracyScore([], []));
  });
});

describe("sampleWeight", () => {
  it.each([
    ["too few", [1, 2]],
    ["negative", [1, -1, 1]],
    ["NaN", [1, Number.NaN, 1]],
    ["infinite", [1, Number.POSITIVE_INFINITY, 1]],
    ["of infinite sum", [1e308, 1e308, 1e308]],
    ["missing", [1, null, 1]],
    ["all zero", [0, 0, 0]],
  ])("%s is refused", (_, sampleWeight) => {
    refused("WEIGHT_INVALID", () => accuracyScore([1, 0, 1], [1, 0, 0], { sampleWeight }));
    refused("WEIGHT_INVALID", () => f1Score([1, 0, 1], [1, 0, 0], { sampleWeight }));
  });

  it("k counts a row k times, 0 leaves it out", () => {
    expect(f1Score([1, 0, 1, 0], [1, 1, 0, 1], { sampleWeight: [2, 1, 3, 0] })).toBe(
      f1Score([1, 1, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0]),
    );
  });
});

describe("the positive label", () => {
  it("is 1 or true where nobody doubts it", () => {
    expect(precisionScore([0, 1, 1], [1, 1, 0])).toBe(0.5);
    expect(precisionScore([-1, 1, 1], [1, 1, -1])).toBe(0.5);
    expect(precisionScore([false, true, true], [true, true, false])).toBe(0.5);
  });

  it("has to be given for other labels, which the error names", () => {
    const error = refused("PARAM_INVALID", () => f1Score(["paid", "late"], ["paid", "late"]));
    expect(error.message).toContain('"late", "paid"');
    refused("PARAM_INVALID", () => f1Score([1, 2], [2, 1]));
  });

  it("that does not occur is refused, with those that do", () => {
    const error = refused("LABEL_UNKNOWN", () =>
      f1Score(["paid", "late"], ["paid", "late"], untyped({ posLabel: "Late" })),
    );
    expect(error.message).toContain('"late", "paid"');
    refused("LABEL_UNKNOWN", () => f1Score([1, 0], [0, 1], untyped({ posLabel: "1" })));
  });

  it("may be absent where one class stands alone: then 0 / 0 decides", () => {
    expect(recallScore([0, 0], [0, 0])).toBe(0);
    expect(recallScore([0, 0], [0, 0], { zeroDivision: 1 })).toBe(1);
    refused("METRIC_UNDEFINED", () => recallScore([0, 0], [0, 0], { zeroDivision: "error" }));
    refused("LABEL_UNKNOWN", () => recallScore([0, 0], [0, 0], untyped({ posLabel: "0" })));
  });

  it("means nothing among three labels", () => {
    const error = refused("PARAM_INVALID", () => f1Score(["a", "b", "c"], ["a", "b", "c"], { posLabel: "a" }));
    expect(error.remedy).toContain("average");
  });
});

describe("zeroDivision", () => {
  const yTrue = ["a", "a", "b"];
  const yPred = ["a", "b", "c"];

  it("0 is the default, 1 counts it as perfect", () => {
    expect([...recallScore(yTrue, yPred, { average: null }).values()]).toEqual([0.5, 0, 0]);
    expect([...recallScore(yTrue, yPred, { average: null, zeroDivision: 1 }).values()]).toEqual([0.5, 0, 1]);
  });

  it('"error" refuses, and names the label', () => {
    const error = refused("METRIC_UNDEFINED", () =>
      recallScore(yTrue, yPred, { average: "macro", zeroDivision: "error" }),
    );
    expect(error.data).toMatchObject({ label: "c", actual: 0, predicted: 1 });
  });

  it('"error" leaves alone what is defined: F1 with true or predicted rows, and classes that weigh nothing', () => {
    expect(f1Score(yTrue, yPred, { average: "macro", zeroDivision: "error" })).toBe(2 / 9);
    expect(recallScore(yTrue, yPred, { average: "weighted", zeroDivision: "error" })).toBe(1 / 3);
    expect(precisionScore(yTrue, yPred, { average: "micro", zeroDivision: "error" })).toBe(1 / 3);
  });
});

describe("F-beta", () => {
  const yTrue = [1, 1, 1, 0, 0];
  const yPred = [1, 0, 0, 1, 0];

  it("runs from precision at 0 to recall at infinity", () => {
    expect(fbetaScore(yTrue, yPred, 0)).toBe(precisionScore(yTrue, yPred));
    expect(fbetaScore(yTrue, yPred, Number.POSITIVE_INFINITY)).toBe(recallScore(yTrue, yPred));
    expect(fbetaScore(yTrue, yPred, 1)).toBe(f1Score(yTrue, yPred));
  });

  it.each([-1, Number.NaN, "1"])("refuses beta %s", (beta) => {
    refused("PARAM_INVALID", () => fbetaScore(yTrue, yPred, untyped(beta)));
  });
});

describe("options", () => {
  it.each([
    ["average", { average: "mean" }, "PARAM_INVALID"],
    ["zeroDivision", { zeroDivision: 0.5 }, "PARAM_INVALID"],
    ["posLabel without use", { average: "macro", posLabel: 1 }, "PARAM_INVALID"],
    ["labels without use", { labels: [1] }, "PARAM_INVALID"],
    ["no labels", { average: "macro", labels: [] }, "PARAM_INVALID"],
    ["a label twice", { average: "macro", labels: [1, 1] }, "PARAM_INVALID"],
    ["labels of another type", { average: "macro", labels: ["1"] }, "TARGET_INVALID"],
    ["labels that are no list", { average: "macro", labels: 1 }, "TARGET_INVALID"],
    ["a misspelt name", { poslabel: 1 }, "PARAM_UNKNOWN"],
  ] as const)("%s is refused", (_, options, code) => {
    for (const metric of [precisionScore, recallScore, f1Score]) {
      refused(code, () => metric([1, 0], [1, 0], untyped(options)));
    }
  });

  it("a misspelt name is answered with the right one", () => {
    expect(refused("PARAM_UNKNOWN", () => accuracyScore([1], [1], untyped({ sampleweight: [1] }))).remedy).toContain(
      "sampleWeight",
    );
  });
});

it("balanced accuracy counts only classes that truly occur", () => {
  expect(balancedAccuracyScore(["a", "a", "b"], ["a", "c", "b"])).toBe(0.75);
  expect(balancedAccuracyScore(["a", "a", "b"], ["a", "c", "b"], { sampleWeight: [1, 1, 0] })).toBe(0.5);
});
