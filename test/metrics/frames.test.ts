/** Metrics over what the rest of the library hands them: columns of a frame, and matrices. */
import { expect, expectTypeOf, it } from "vitest";
import { type Infer, schema } from "../../src/core/schema.js";
import { Frame } from "../../src/data/frame.js";
import { Matrix } from "../../src/data/matrix.js";
import { f1Score, logLoss, meanAbsoluteError, rocAucScore } from "../../src/metrics/index.js";
import { refused } from "./refused.js";

const Loan = schema({ amount: "number?", status: ["paid", "late"] });
const frame = Frame.fromRows<Infer<typeof Loan>>(
  [
    { amount: 10, status: "paid" },
    { amount: 20, status: "late" },
    { amount: null, status: "late" },
  ],
  { schema: Loan },
);
const predicted: ("paid" | "late")[] = ["paid", "late", "paid"];

it("labels come from a column, and posLabel is one of its values", () => {
  const score = f1Score(frame.column("status"), predicted, { posLabel: "late" });
  expectTypeOf(score).toEqualTypeOf<number>();
  expect(score).toBe(2 / 3);
  // @ts-expect-error: no such status
  refused("LABEL_UNKNOWN", () => f1Score(frame.column("status"), predicted, { posLabel: "lat" }));
});

it("numbers come from a column; a missing one is refused", () => {
  expect(meanAbsoluteError(frame.slice(0, 2).column("amount"), [11, 19])).toBe(1);
  refused("TARGET_INVALID", () => meanAbsoluteError(frame.column("amount"), [11, 19, 30]));
});

it("probabilities come from a matrix, which must be dense", () => {
  const proba = Matrix.fromDense(Float64Array.of(0.2, 0.8, 0.9, 0.1, 0.6, 0.4), 3, 2);
  const labels = ["late", "paid"] as const;
  expect(rocAucScore(frame.column("status"), proba, { labels })).toBe(1);
  expect(logLoss(frame.column("status"), proba, { labels })).toBeCloseTo(0.2797765635793423, 12);
  const sparse = Matrix.fromCsr(
    { values: Float64Array.of(1, 1, 1), indices: Int32Array.of(1, 0, 0), indptr: Int32Array.of(0, 1, 2, 3) },
    3,
    2,
  );
  refused("DATA_SPARSE", () => rocAucScore(frame.column("status"), sparse, { labels }));
});
