import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { DenseMatrix } from "../../src/data/matrix.js";
import { normal } from "../../src/kernels/random.js";
import {
  chi2,
  type FeatureScores,
  fClassif,
  fRegression,
  mutualInfoClassif,
  mutualInfoRegression,
} from "../../src/preprocess/index.js";
import { example, features, type ScoredColumns } from "./features-golden.js";
import { dense, errorOf, expectClose, sparse } from "./support.js";

function expectScores({ scores, pValues }: FeatureScores, expected: ScoredColumns): void {
  expect(scores.length).toBe(expected.scores.length);
  for (const [col, score] of expected.scores.entries()) {
    expect(Math.abs((scores[col] ?? Number.NaN) - score), `score ${col}`).toBeLessThan(1e-9 * score);
    // p-values in the far tail multiply a score's error by its size.
    const p = expected.pValues[col] ?? 0;
    expect(Math.abs((pValues?.[col] ?? Number.NaN) - p), `p-value ${col}`).toBeLessThanOrEqual(1e-8 * p);
  }
}

const counts = features.counts.map((row) => row.slice(0, 4));

describe("scores of columns against scikit-learn", () => {
  it("fClassif", async () => {
    for (const [name, table] of [
      ["iris", "iris"],
      ["cancer", "breast_cancer"],
    ] as const) {
      const { x, y } = await example(table);
      expectScores(await fClassif(x, y), features.fClassif[name]);
    }
    expectScores(await fClassif(dense(counts), features.labels), features.fClassif.counts);
    expectScores(await fClassif(sparse(counts), features.labels), features.fClassif.counts);
  });

  it("fRegression", async () => {
    const { x, y } = await example("diabetes");
    expectScores(await fRegression(x, y), features.fRegression.diabetes);
    const target = features.labels.map((label) => label * 1.5);
    expectScores(await fRegression(dense(counts), target), features.fRegression.counts);
    expectScores(await fRegression(sparse(counts), target), features.fRegression.counts);
    const { scores, pValues } = await fRegression(features.pair, [1, 2.5, 3, 5, 0.5]);
    expectClose(scores, features.fRegression.pair.scores, 1e-10);
    expectClose(pValues, features.fRegression.pair.pValues, 1e-10);
  });

  it("chi2", async () => {
    const { x, y } = await example("iris");
    expectScores(await chi2(x, y), features.chi2.iris);
    expectScores(await chi2(dense(counts), features.labels), features.chi2.counts);
    expectScores(await chi2(sparse(counts), features.labels), features.chi2.counts);
  });

  it.each(["1", "3", "7"])("mutual information by %s neighbours, where no values are equal", async (k) => {
    const options = { nNeighbors: Number(k) };
    const numbers = await mutualInfoRegression(features.noTies, features.target, options);
    expectClose(numbers.scores, features.information.regression[k] ?? [], 1e-12);
    const classes = await mutualInfoClassif(features.noTies, features.classes, options);
    expectClose(classes.scores, features.information.classif[k] ?? [], 1e-12);
  });

  it("mutual information with a class of one row, and of codes", async () => {
    const { information, noTies, rare, codes, classes, target } = features;
    expectClose((await mutualInfoClassif(noTies, rare)).scores, information.rare, 1e-12);
    const counted = { discreteFeatures: true };
    expectClose((await mutualInfoClassif(codes, classes, counted)).scores, information.codes, 1e-12);
    expectClose((await mutualInfoClassif(sparse(codes), classes)).scores, information.codes, 1e-12);
    expectClose((await mutualInfoRegression(codes, target, counted)).scores, information.codesOfNumbers, 1e-12);
  });

  it("mutual information of equal values, as far from the mean of other seeds as those are", async () => {
    for (const [name, score, seeds] of [
      ["iris", mutualInfoClassif, features.information.iris],
      ["diabetes", mutualInfoRegression, features.information.diabetes],
    ] as const) {
      const { x, y } = await example(name);
      const table = x.drop(y);
      const { scores } = await score(table, [...x.columnOf(y)] as number[], { seed: 5 });
      scores.forEach((value, col) => {
        const theirs = seeds.map((own) => own[col] ?? Number.NaN);
        const mean = theirs.reduce((sum, own) => sum + own, 0) / theirs.length;
        const spread = Math.sqrt(theirs.reduce((sum, own) => sum + (own - mean) ** 2, 0) / theirs.length);
        expect(Math.abs(value - mean), `${name} ${col}`).toBeLessThan(4 * spread + 1e-9);
      });
    }
  });
});

describe("scores of columns", () => {
  it("gives numbers for columns that do not vary, or vary with the target alone", async () => {
    const x = [
      [0.1, 0.1, 1e6],
      [0.1, 0.1, 1e6],
      [0.1, 0.3, 1e6 + 1],
      [0.1, 0.3, 1e6 + 2],
    ];
    const labels = ["a", "a", "b", "b"];
    const f = await fClassif(x, labels);
    expect([f.scores[0], f.pValues[0]]).toEqual([0, 1]);
    expect([f.scores[1], f.pValues[1]]).toEqual([Number.MAX_VALUE, 0]);
    expect(f.scores[2]).toBeCloseTo(9, 8);
    const r = await fRegression(x, [2, 2, 5, 5]);
    expect([r.scores[0], r.pValues[0]]).toEqual([0, 1]);
    expect(r.scores[1]).toBeGreaterThan(1e10);
    const still = await fRegression(x, [3, 3, 3, 3]);
    expect([...still.scores, ...still.pValues]).toEqual([0, 0, 0, 1, 1, 1]);
    const none = await chi2([[0], [0]], ["a", "b"]);
    expect([...none.scores, ...none.pValues]).toEqual([0, 1]);
  });

  it("keeps to the truth for many rows", { timeout: 30_000 }, async () => {
    const rng = new Rng(4);
    const rows = 20_000;
    const r = 0.8;
    const values = new Float64Array(rows * 2);
    const y = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      y[row] = normal(rng);
      values[2 * row] = r * (y[row] ?? 0) + Math.sqrt(1 - r * r) * normal(rng);
      values[2 * row + 1] = row % 3;
    }
    const { scores } = await mutualInfoRegression(new DenseMatrix(values, rows, 2), y);
    // Two normal variables of correlation r share −½ log(1 − r²).
    expect(Math.abs((scores[0] ?? 0) + 0.5 * Math.log(1 - r * r))).toBeLessThan(0.02);
    expect(scores[1]).toBeLessThan(0.02);
  });

  it("draws by its seed, and measures the columns that it is told to", async () => {
    const { x, y } = await example("iris");
    const once = await mutualInfoClassif(x, y, { seed: 1 });
    expect((await mutualInfoClassif(x, y, { seed: 1 })).scores).toEqual(once.scores);
    expect((await mutualInfoClassif(x, y, { seed: 2 })).scores).not.toEqual(once.scores);
    const counted = await mutualInfoClassif(x, y, { discreteFeatures: ["petal_width"] });
    expect(counted.scores[3]).not.toBe(once.scores[3]);
    const kinds = [{ categories: ["a", "b"] }, "number"] as const;
    const coded = new DenseMatrix(Float64Array.of(0, 1.5, 1, 2.5, 0, 3, 1, 9), 4, 2, { kinds });
    const { scores } = await mutualInfoClassif(coded, ["p", "q", "p", "q"], { nNeighbors: 1 });
    expect(scores[0]).toBeCloseTo(Math.log(2), 12);
  });

  it("counts rows whose values cannot be parted", async () => {
    const x = Array.from({ length: 40 }, (_, row) => [1e17 + (row % 2), row % 2]);
    const { scores } = await mutualInfoClassif(
      x,
      x.map(([, b]) => b ?? 0),
    );
    expect(scores.every((score) => score >= 0 && Number.isFinite(score))).toBe(true);
  });

  it.each([
    ["one class", "TARGET_ONE_CLASS", () => fClassif([[1], [2]], ["a", "a"])],
    ["as many classes as rows", "METRIC_UNDEFINED", () => fClassif([[1], [2]], ["a", "b"])],
    ["two rows for a line", "METRIC_UNDEFINED", () => fRegression([[1], [2]], [1, 2])],
    ["as few rows as neighbours", "METRIC_UNDEFINED", () => mutualInfoClassif([[1], [2]], ["a", "b"])],
    [
      "values below 0 as counts",
      "DATA_RANGE",
      () =>
        chi2(
          [
            [1, -1],
            [2, 3],
          ],
          ["a", "b"],
        ),
    ],
    ["no target", "TARGET_MISSING", () => fClassif([[1], [2]], "y")],
    ["too short a target", "TARGET_LENGTH", () => fRegression([[1], [2]], [1])],
    ["labels for numbers", "TARGET_INVALID", () => fRegression([{ a: 1, y: "b" }], "y")],
    ["missing values", "DATA_NOT_FINITE", () => fClassif(dense([[1], [null]]), ["a", "b"])],
    ["squares that overflow", "NUMERIC_FAILURE", () => fClassif([[1e200], [-1e200], [3]], ["a", "b", "a"])],
    ["no neighbours", "PARAM_INVALID", () => mutualInfoClassif([[1], [2]], ["a", "b"], { nNeighbors: 0 })],
    [
      "a column that is none",
      "PARAM_INVALID",
      () => mutualInfoClassif([[1], [2], [3], [4]], ["a", "b", "a", "b"], { discreteFeatures: ["z"] }),
    ],
    [
      "amounts in sparse rows",
      "NOT_SUPPORTED",
      () => mutualInfoClassif(sparse([[1], [2], [3], [4]]), ["a", "b", "a", "b"], { discreteFeatures: false }),
    ],
    ["a signal that fired", "ABORTED", () => fClassif([[1], [2]], ["a", "b"], { signal: AbortSignal.abort() })],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
