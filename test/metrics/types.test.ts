/** What the compiler knows of metrics, and what it refuses: `tsc` checks this file, and the calls run. */
import { expect, expectTypeOf, it } from "vitest";
import {
  type Average,
  accuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  precisionScore,
  rocAucScore,
  rocCurve,
} from "../../src/metrics/index.js";
import { refused } from "./refused.js";

type Status = "paid" | "late";

/** As a frame's column types itself: null where missing. */
const column: Iterable<Status | null> & { readonly length: number; get(i: number): Status | null } = {
  length: 2,
  get: () => "paid",
  *[Symbol.iterator]() {
    yield "paid" as const;
    yield "late" as const;
  },
};
const predicted: Status[] = ["paid", "late"];

it("takes a column and predictions of its label type", () => {
  expect(f1Score(column, predicted, { posLabel: "late" })).toBe(1);
  expectTypeOf(f1Score(column, predicted, { posLabel: "late" })).toEqualTypeOf<number>();
  expect(accuracyScore([1, 1, 1], [1, 1, 0])).toBe(2 / 3);
});

it("refuses a posLabel that is no label", () => {
  // @ts-expect-error: "Late" is misspelt
  refused("LABEL_UNKNOWN", () => f1Score(column, predicted, { posLabel: "Late" }));
  // @ts-expect-error: misspelt
  refused("LABEL_UNKNOWN", () => precisionScore(["a", "b"], ["b", "a"], { posLabel: "c" }));
  // @ts-expect-error: no such label
  refused("LABEL_UNKNOWN", () => rocCurve(column, [1, 2], { posLabel: "lat" }));
  // @ts-expect-error: no such label
  refused("LABEL_UNKNOWN", () => rocAucScore(column, [1, 2], { posLabel: "lat" }));
  // @ts-expect-error: no such label
  refused("LABEL_UNKNOWN", () => confusionMatrix(column, predicted).get("paid", "lat"));
  // @ts-expect-error: no such label
  refused("LABEL_UNKNOWN", () => classificationReport(column, predicted).get("lat"));
});

it("refuses labels of different types", () => {
  // @ts-expect-error: strings against numbers
  refused("TARGET_INVALID", () => f1Score(column, [1, 0], { average: "macro" }));
  // @ts-expect-error: booleans against numbers
  refused("TARGET_INVALID", () => accuracyScore([true, false], [1, 0]));
});

it("gives a map for average: null and a number for the others", () => {
  expectTypeOf(f1Score(column, predicted, { average: null })).toEqualTypeOf<ReadonlyMap<Status, number>>();
  expectTypeOf(f1Score(column, predicted, { average: "macro" })).toEqualTypeOf<number>();
  const average: Average = "macro" as Average;
  expectTypeOf(f1Score(column, predicted, { average })).toEqualTypeOf<number | ReadonlyMap<Status, number>>();
});

it("refuses options that do not exist", () => {
  // @ts-expect-error: misspelt
  refused("PARAM_UNKNOWN", () => f1Score(column, predicted, { poslabel: "late" }));
  // @ts-expect-error: no such average
  refused("PARAM_INVALID", () => f1Score(column, predicted, { average: "mean" }));
});
