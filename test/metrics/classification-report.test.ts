/** The classification report as data and as text. */
import { expect, it } from "vitest";
import { classificationReport } from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

// The example of scikit-learn's documentation, and the text that it shows.
const yTrue = [0, 1, 2, 2, 2];
const yPred = [0, 0, 2, 2, 1];

it("prints scikit-learn's layout", () => {
  expect(String(classificationReport(yTrue, yPred))).toBe(
    [
      "              precision  recall  f1-score  support",
      "",
      "           0       0.50    1.00      0.67        1",
      "           1       0.00    0.00      0.00        1",
      "           2       1.00    0.67      0.80        3",
      "",
      "    accuracy                         0.60        5",
      "   macro avg       0.50    0.56      0.49        5",
      "weighted avg       0.70    0.60      0.61        5",
    ].join("\n"),
  );
});

it("shows the micro average in place of the accuracy where labels were left out", () => {
  const report = classificationReport(Int32Array.of(1, 1, 1), Int32Array.of(1, 1, 0), { labels: [1, 2] });
  const lines = String(report).split("\n");
  expect(lines).toHaveLength(8);
  expect(lines[5]).toBe("   micro avg       1.00    0.67      0.80        3");
  expect(report.accuracy).toBe(2 / 3);
});

it("prints as many decimals as asked for, and weights with as many", () => {
  const report = classificationReport(yTrue, yPred, { sampleWeight: [0.5, 1, 1, 1, 1] });
  expect(report.toString(3)).toContain("0.333   1.000     0.500    0.500");
  refused("PARAM_INVALID", () => report.toString(1.5));
});

it("is data", () => {
  const report = classificationReport(yTrue, yPred);
  expect(report.get(2)).toEqual({ label: 2, precision: 1, recall: 2 / 3, f1: 0.8, support: 3 });
  expect(report.classes.map(({ label }) => label)).toEqual([0, 1, 2]);
  expect(Object.keys(JSON.parse(JSON.stringify(report)))).toEqual([
    "accuracy",
    "classes",
    "microAverage",
    "macroAverage",
    "weightedAverage",
  ]);
});

it("refuses what it cannot answer", () => {
  refused("LABEL_UNKNOWN", () => classificationReport(yTrue, yPred).get(3));
  refused("METRIC_UNDEFINED", () => classificationReport([0, 0], [0, 1], { zeroDivision: "error" }));
  refused("PARAM_INVALID", () => classificationReport(yTrue, yPred, untyped({ zeroDivision: "warn" })));
  refused("PARAM_UNKNOWN", () => classificationReport(yTrue, yPred, untyped({ digits: 2 })));
});
