/** Log loss: clipping, columns, refusals. */
import { expect, it } from "vitest";
import { logLoss } from "../../src/metrics/index.js";
import { refused, untyped } from "./refused.js";

it("keeps certainty from costing infinitely much: -ln of eps, by the width of the numbers", () => {
  expect(logLoss([0, 1], [1, 0])).toBeCloseTo(36.04365338911715, 10);
  expect(logLoss([0, 1], Float32Array.of(1, 0))).toBeCloseTo(15.942385152878742, 6);
  expect(logLoss([0, 1], [1, 0], { eps: 0.01 })).toBeCloseTo(4.605170185988091, 12);
});

it("labels name the columns, in any order", () => {
  const proba = [
    [0.1, 0.9],
    [0.7, 0.3],
  ];
  expect(logLoss(["paid", "late"], proba, { labels: ["late", "paid"] })).toBe(
    logLoss(
      ["paid", "late"],
      proba.map(([late = 0, paid = 0]) => [paid, late]),
      { labels: ["paid", "late"] },
    ),
  );
  expect(logLoss(["paid", "late"], [0.1, 0.7], { labels: ["paid", "late"] })).toBe(
    logLoss(["paid", "late"], [0.9, 0.3], { labels: ["late", "paid"] }),
  );
});

it("takes a matrix, and a column for a class that does not occur", () => {
  const proba = { rows: 2, cols: 3, values: Float64Array.of(0.5, 0.25, 0.25, 0.25, 0.5, 0.25) };
  expect(logLoss([0, 1], proba, { labels: [0, 1, 2] })).toBeCloseTo(Math.LN2, 15);
});

it.each([
  ["below 0", [0, 1], [-0.1, 0.5], {}, "PROBABILITY_INVALID"],
  ["above 1", [0, 1], [0.1, 1.5], {}, "PROBABILITY_INVALID"],
  [
    "rows that do not sum to 1",
    [0, 1],
    [
      [0.5, 0.6],
      [0.5, 0.5],
    ],
    {},
    "PROBABILITY_INVALID",
  ],
  ["NaN", [0, 1], [0.1, Number.NaN], {}, "DATA_NOT_FINITE"],
  ["one label", [1, 1], [0.1, 0.2], {}, "METRIC_UNDEFINED"],
  ["one label in labels", [1, 1], [0.1, 0.2], { labels: [1] }, "METRIC_UNDEFINED"],
  ["three labels, one column", [0, 1, 2], [0.1, 0.2, 0.3], {}, "DATA_SHAPE"],
  [
    "two labels, three columns",
    [0, 1],
    [
      [0.5, 0.25, 0.25],
      [0.5, 0.25, 0.25],
    ],
    {},
    "DATA_SHAPE",
  ],
  ["a label outside labels", [0, 3], [0.1, 0.2], { labels: [0, 1] }, "LABEL_UNKNOWN"],
  ["different lengths", [0, 1, 1], [0.1, 0.2], {}, "DATA_SHAPE"],
  ["eps", [0, 1], [0.1, 0.2], { eps: 0.5 }, "PARAM_INVALID"],
  ["an unknown option", [0, 1], [0.1, 0.2], { epsilon: 0.5 }, "PARAM_UNKNOWN"],
] as const)("refuses %s", (_, yTrue, proba, options, code) => {
  refused(code, () => logLoss(untyped(yTrue), untyped(proba), untyped(options)));
});
