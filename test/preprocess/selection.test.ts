import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsrMatrix, DenseMatrix } from "../../src/data/matrix.js";
import { FeatureSelectorModel, SelectKBest, VarianceThreshold } from "../../src/preprocess/index.js";
import { example, features } from "./features-golden.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, frameOf, reload, sparse } from "./support.js";

describe("selections against scikit-learn", () => {
  it.each(features.variances)("VarianceThreshold $threshold", async ({ threshold, scores, support }) => {
    const model = await new VarianceThreshold({ threshold }).fit(dense(features.v));
    expectClose(model.scores, scores);
    expect([...model.support]).toEqual(support);
  });

  it.each(features.sparseVariances)(
    "VarianceThreshold $threshold of sparse rows",
    async ({ threshold, scores, support }) => {
      for (const layout of [sparse, dense]) {
        const model = await new VarianceThreshold({ threshold }).fit(layout(features.counts));
        // Theirs counts the zeros that sparse rows leave out in ranges too.
        expectClose(model.scores, scores);
        expect([...model.support]).toEqual(support);
      }
    },
  );

  it("SelectKBest", async () => {
    const iris = await example("iris");
    for (const [k, support] of features.best.iris) {
      expect([...(await new SelectKBest({ k }).fit(iris.x, iris.y)).support]).toEqual(support);
    }
    const diabetes = await example("diabetes");
    for (const [k, support] of features.best.diabetes) {
      const model = await new SelectKBest({ k, scoreFunc: "fRegression" }).fit(diabetes.x, diabetes.y);
      expect([...model.support]).toEqual(support);
    }
    const rows = iris.x.select("sepal_length", "sepal_width").toRows();
    const thrice = rows.map((row) => [0, 1, 2].flatMap(() => Object.values(row).map(Number)));
    for (const [k, support] of features.tiedBest) {
      expect([...(await new SelectKBest({ k }).fit(thrice, iris.x.columnOf(iris.y))).support]).toEqual(support);
    }
  });
});

describe("selections of columns", () => {
  it("drops what is constant, however its mean rounds, and keeps whatever is not", async () => {
    const column = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 6 }), fc.boolean(), async (columns, asSparse) => {
        const varies = columns.map((own) => new Set(own).size > 1);
        fc.pre(varies.includes(true));
        const rows = [0, 1, 2, 3, 4].map((row) => columns.map((own) => 0.1 * (own[row] ?? 0)));
        const model = await new VarianceThreshold().fit((asSparse ? sparse : dense)(rows));
        expect([...model.support]).toEqual(varies.flatMap((each, col) => (each ? [col] : [])));
      }),
    );
  });

  it("gives the columns as they are, sparse ones sparse, and puts them back", async () => {
    const model = await new SelectKBest({ k: 2, scoreFunc: "chi2" }).fit(sparse(features.counts), features.labels);
    const [a = 0, b = 0] = model.support;
    const expected = features.counts.flatMap((row) => [row[a] ?? 0, row[b] ?? 0]);
    const output = model.transform(sparse(features.counts));
    expect(output).toBeInstanceOf(CsrMatrix);
    expect([...output.toDense().values]).toEqual(expected);
    expect([...model.transform(dense(features.counts)).values]).toEqual(expected);
    const back = features.counts.flatMap((row) => row.map((value, col) => (col === a || col === b ? value : 0)));
    const inverse = model.inverseTransform(output);
    expect(inverse).toBeInstanceOf(CsrMatrix);
    expect([...inverse.toDense().values]).toEqual(back);
    expect([...model.inverseTransform(output.toDense()).values]).toEqual(back);
  });

  it("hands on names and kinds of columns, and missing values", async () => {
    const x = new DenseMatrix(Float64Array.of(0, 1, 7, 1, 1, Number.NaN), 2, 3, {
      names: ["__proto__", "n", "m"],
      kinds: [{ categories: ["a", "b"] }, "number", "number"],
    });
    const model = await new VarianceThreshold().fit(x);
    const output = model.transform(x);
    expect(output.names).toEqual(["__proto__"]);
    expect(output.kinds).toEqual([{ categories: ["a", "b"] }]);
  });

  it("keeps all columns for their scores", async () => {
    const { x, y } = await example("iris");
    for (const scoreFunc of ["fClassif", "chi2", "mutualInfoClassif"] as const) {
      const model = await new SelectKBest({ k: "all", scoreFunc }).fit(x, y);
      expect(model.outputNames.length).toBe(4);
      expect(model.scores.length).toBe(4);
      expect(model.pValues === null).toBe(scoreFunc === "mutualInfoClassif");
      expect(model.threshold).toBeNull();
    }
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "b", "c"],
      [
        [0.1, 3, null],
        [0.3, 3, 4],
        [-7, 3, 1],
      ],
    );
    expectRowsAsBatch(await new VarianceThreshold().fit(frame), frame);
  });

  it("draws nothing but by its seed", async () => {
    const { x, y } = await example("iris");
    const scoreOf = async (seed: number) =>
      (await new SelectKBest({ k: 1, scoreFunc: "mutualInfoClassif", seed }).fit(x, y)).scores;
    expect(await scoreOf(1)).toEqual(await scoreOf(1));
    expect(await scoreOf(1)).not.toEqual(await scoreOf(2));
  });

  it.each([
    ["support", Int32Array.of(1, 0)],
    ["support", Int32Array.of(3)],
    ["support", new Int32Array(0)],
    ["scores", Float64Array.of(1, 2)],
    ["scores", Float64Array.of(1, 2, Number.NaN)],
    ["pValues", Float64Array.of(1, 2, 0)],
    ["pValues", undefined],
    ["threshold", Number.NaN],
    ["missing", 1],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new VarianceThreshold().fit([
      [1, 2, 3],
      [2, 1, 3],
    ]);
    const damaged = () =>
      reload(model, FeatureSelectorModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["constant columns alone", "SELECTION_EMPTY", () => new VarianceThreshold().fit([[1], [1]])],
    ["a threshold that is too high", "SELECTION_EMPTY", () => new VarianceThreshold({ threshold: 9 }).fit([[1], [2]])],
    ["variances that overflow", "NUMERIC_FAILURE", () => new VarianceThreshold().fit([[1e200], [-1e200]])],
    ["more columns than there are", "PARAM_INVALID", () => new SelectKBest({ k: 2 }).fit([[1], [2]], ["a", "b"])],
    ["no columns", "PARAM_INVALID", () => new SelectKBest({ k: 0 })],
    ["no target", "TARGET_MISSING", () => new SelectKBest({ k: 1 }).fit([[1], [2]])],
    ["one class", "TARGET_ONE_CLASS", () => new SelectKBest({ k: 1 }).fit([[1], [2]], ["a", "a"])],
    ["infinite values", "DATA_NOT_FINITE", () => new SelectKBest({ k: 1 }).fit([[1], [-Infinity]], ["a", "b"])],
    [
      "sparse missing values",
      "DATA_NOT_FINITE",
      () => new SelectKBest({ k: 1 }).fit(sparse([[1], [2], [Number.NaN]]), ["a", "b", "a"]),
    ],
    [
      "squares that overflow",
      "NUMERIC_FAILURE",
      () => new SelectKBest({ k: 1 }).fit([[1e200], [-1e200], [3]], ["a", "b", "a"]),
    ],
    ["missing values", "DATA_NOT_FINITE", () => new SelectKBest({ k: 1 }).fit(dense([[1], [null]]), ["a", "b"])],
    [
      "missing values later",
      "DATA_NOT_FINITE",
      async () => (await new SelectKBest({ k: 1 }).fit([[1], [2], [3]], [0, 1, 0])).transform(dense([[null]])),
    ],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
