/** The criteria of regression trees, drawn thresholds, and the tables that trip trees up. */
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor.js";
import { growTree } from "../../src/tree/grow/grow.js";
import { limitsFor } from "../../src/tree/grow/limits.js";
import { sortTable } from "../../src/tree/grow/presort.js";
import { SquaredError } from "../../src/tree/grow/squared-error.js";
import { errorOf } from "./support.js";

const criteria = ["squaredError", "friedmanMse", "absoluteError", "poisson"] as const;
const splitters = ["best", "random"] as const;
const rows = Array.from({ length: 60 }, (_, i) => [(i * 7) % 23, (i * 5) % 19, i % 4]);
const counts = rows.map(([a = 0, b = 0, c = 0]) => ((a * b) % 5) * c);

describe("friedmanMse", () => {
  it("splits as the squared error does, and prices the fall of the sum", async () => {
    const sampleWeight = rows.map((_, row) => (row % 3) + 0.5);
    const learn = (criterion: "squaredError" | "friedmanMse", minImpurityDecrease: number) =>
      new DecisionTreeRegressor({ criterion, minImpurityDecrease }).fit(rows, counts, { sampleWeight });
    expect((await learn("friedmanMse", 0)).tree).toEqual((await learn("squaredError", 0)).tree);
    const weight = sampleWeight.reduce((sum, each) => sum + each, 0);
    const [a, b] = [await learn("friedmanMse", 0.7 * weight), await learn("squaredError", 0.7)];
    expect(a.tree).toEqual(b.tree);
    expect(a.nLeaves).toBeGreaterThan(1);
  });
});

describe("absoluteError", () => {
  const medianOf = async (y: number[], sampleWeight?: number[]) => {
    const options = sampleWeight === undefined ? {} : { sampleWeight };
    const one = y.map(() => [1]);
    return (await new DecisionTreeRegressor({ criterion: "absoluteError" }).fit(one, y, options)).predict([[1]])[0];
  };

  it("predicts the median, by weight", async () => {
    expect(await medianOf([9, 1, 2])).toBe(2);
    expect(await medianOf([9, 1, 2, 4])).toBe(3);
    expect(await medianOf([9, 1, 2, 4], [5, 1, 1, 1])).toBe(9);
    expect(await medianOf([9, 1, 2, 4], [3, 1, 1, 1])).toBe(6.5);
    expect(await medianOf([1, 2, 3], [1, 0, 1])).toBe(2);
    expect(await medianOf([1.5e308, 1.6e308])).toBeCloseTo(1.55e308, -300);
  });

  it("is not thrown off by what lies far out", async () => {
    const x = [[1], [2], [3], [4], [5], [6]];
    const model = await new DecisionTreeRegressor({ criterion: "absoluteError", maxDepth: 1 }).fit(
      x,
      [1, 1, 1e6, 5, 5, 5],
    );
    expect([...model.predict([[1], [6]])]).toEqual([1, 5]);
    expect(model.tree.threshold[0]).toBe(2.5);
  });

  it("comes to the same whether weights differ little or by orders of magnitude", async () => {
    const y = rows.map(([a = 0, b = 0]) => Math.abs(a - b));
    const learn = (sampleWeight: number[]) =>
      new DecisionTreeRegressor({ criterion: "absoluteError", maxDepth: 4 }).fit(rows, y, { sampleWeight });
    const even = await learn(rows.map(() => 1000));
    // One row of nearly no weight makes the weights uneven, and changes nothing else.
    const uneven = await learn(rows.map((_, row) => (row === 59 ? 1e-9 : 1000)));
    const without = await learn(rows.map((_, row) => (row === 59 ? 0 : 1000)));
    expect(uneven.predict(rows)).toEqual(without.predict(rows));
    expect(even.nLeaves).toBeGreaterThan(4);
  });
});

describe("poisson", () => {
  const learn = (y: number[], sampleWeight?: number[]) =>
    new DecisionTreeRegressor({ criterion: "poisson" }).fit(
      y.map((_, row) => [row]),
      y,
      sampleWeight === undefined ? {} : { sampleWeight },
    );

  it("never predicts 0", async () => {
    const model = await learn([0, 0, 0, 4, 0, 2]);
    const predicted = model.predict([[0], [1], [2], [3], [4], [5]]);
    expect(Math.min(...predicted)).toBeGreaterThan(0);
    expect(predicted.reduce((sum, value) => sum + value, 0)).toBeCloseTo(6, 12);
  });

  it("refuses targets below 0, and none above", async () => {
    for (const [y, weights] of [
      [[1, -1, 2], undefined],
      [[0, 0, 0], undefined],
      [
        [0, 5, 0],
        [1, 0, 1],
      ],
    ] as const) {
      const error = await errorOf(() => learn([...y], weights && [...weights]));
      expect(error.code).toBe("TARGET_INVALID");
    }
  });

  it("does not take what is left of a sum of zeros for a target", async () => {
    // In doubles, 0.1 + 0.2 + 0.3 − 0.3 − 0.2 − 0.1 is not 0.
    const model = await learn([0.1, 0.2, 0.3, 0, 0]);
    expect(model.tree.feature[0]).toBe(0);
    expect(model.predict([[4]])[0]).toBeGreaterThan(0);
  });
});

describe("drawn thresholds", () => {
  it("lie between the least and the greatest value, evenly, and differ with the seed", async () => {
    const x = [[-3], [-3], [5], [5]];
    const thresholds: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { tree } = await new DecisionTreeRegressor({ splitter: "random", seed }).fit(x, [1, 2, 3, 4]);
      thresholds.push(tree.threshold[0] as number);
    }
    expect(Math.min(...thresholds)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...thresholds)).toBeLessThan(5);
    const mean = thresholds.reduce((sum, value) => sum + value, 0) / thresholds.length;
    // The standard error is 8 / √12 / √200 = 0.16.
    expect(Math.abs(mean - 1)).toBeLessThan(0.7);
    expect(new Set(thresholds).size).toBeGreaterThan(190);
  });

  it("take the best of the columns", async () => {
    const x = rows.map(([a = 0], row) => [row < 30 ? 0 : 1, a]);
    const y = rows.map((_, row) => (row < 30 ? 0 : 10));
    for (let seed = 0; seed < 10; seed++) {
      const { tree } = await new DecisionTreeRegressor({ splitter: "random", seed, maxDepth: 1 }).fit(x, y);
      expect(tree.feature[0]).toBe(0);
    }
  });

  it("part values that are as far apart as numbers can be, and next to each other", async () => {
    for (const [low, high] of [
      [-1.7e308, 1.7e308],
      [1, 1.0000002],
      [0, 5e-324],
    ] as const) {
      const model = await new DecisionTreeRegressor({ splitter: "random" }).fit([[low], [high]], [0, 1]);
      expect([...model.predict([[low], [high]])]).toEqual(high - low > 1e-7 ? [0, 1] : [0.5, 0.5]);
    }
  });

  it("know classes too, with all the limits", async () => {
    const y = rows.map(([a = 0, b = 0]) => (a > b ? "more" : "less"));
    for (const criterion of ["gini", "entropy", "logLoss"] as const) {
      const model = await new DecisionTreeClassifier({ criterion, splitter: "random", seed: 3 }).fit(rows, y);
      expect(model.predict(rows)).toEqual(y);
      const small = await new DecisionTreeClassifier({ criterion, splitter: "random", maxLeafNodes: 4 }).fit(rows, y);
      expect(small.nLeaves).toBe(4);
    }
  });
});

describe.each(splitters)("tables that trip trees up, splitter %s", (splitter) => {
  it.each(criteria)("%s: constant columns, one row, equal targets, duplicates", async (criterion) => {
    const recipe = new DecisionTreeRegressor({ criterion, splitter });
    expect([...(await recipe.fit([[1, 2]], [7])).predict([[0, 0]])]).toEqual([7]);
    const constant = await recipe.fit([[1], [1], [1]], [1, 2, 6]);
    expect([constant.nLeaves, constant.depth]).toEqual([1, 0]);
    expect(constant.predict([[5]])[0]).toBe(criterion === "absoluteError" ? 2 : 3);
    expect(
      (
        await recipe.fit(
          rows,
          rows.map(() => 0.1),
        )
      ).nLeaves,
    ).toBe(1);
    const twice = await recipe.fit([...rows, ...rows], [...counts, ...counts]);
    expect(twice.nodeCount).toBe((await recipe.fit(rows, counts)).nodeCount);
  });

  it.each(criteria)("%s: rows of weight 0 are not there", async (criterion) => {
    const recipe = new DecisionTreeRegressor({ criterion, splitter, maxDepth: 5 });
    const sampleWeight = rows.map((_, row) => row % 3);
    const kept = rows.map((_, row) => row).filter((row) => row % 3 > 0);
    const [a, b] = [
      await recipe.fit(rows, counts, { sampleWeight }),
      await recipe.fit(
        kept.map((row) => rows[row] as number[]),
        kept.map((row) => counts[row] as number),
        { sampleWeight: kept.map((row) => row % 3) },
      ),
    ];
    expect(a.tree).toEqual(b.tree);
  });

  it.each(["absoluteError", "poisson"] as const)("%s: targets of any size", async (criterion) => {
    const recipe = new DecisionTreeRegressor({ criterion, splitter });
    const { tree } = await recipe.fit(rows, counts);
    for (const size of [2 ** -1000, 2 ** -40, 2 ** 900]) {
      const scaled = (
        await recipe.fit(
          rows,
          counts.map((count) => count * size),
        )
      ).tree;
      expect([scaled.feature, scaled.threshold]).toEqual([tree.feature, tree.threshold]);
    }
    const tiny = await recipe.fit([[1], [2], [3]], [1e-280, 1e-280, 3e-280]);
    expect([...tiny.predict([[3]])]).toEqual([3e-280]);
  });

  it("infinite numbers are refused, in the table and in the target", async () => {
    const recipe = new DecisionTreeRegressor({ splitter });
    for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      expect((await errorOf(() => recipe.fit([[1], [bad]], [1, 2]))).code).toBe("DATA_NOT_FINITE");
      expect((await errorOf(() => recipe.fit([[1], [2]], [1, bad]))).code).toBe("TARGET_INVALID");
    }
    const classifier = new DecisionTreeClassifier({ splitter });
    expect((await errorOf(() => classifier.fit([[1], [Number.NaN]], ["a", "b"]))).code).toBe("DATA_NOT_FINITE");
    expect(
      (
        await errorOf(() =>
          classifier.fit(
            rows,
            rows.map(() => "a"),
          ),
        )
      ).code,
    ).toBe("TARGET_ONE_CLASS");
    const path = () =>
      classifier.costComplexityPruningPath(
        rows,
        rows.map(() => "a"),
      );
    expect((await errorOf(path)).code).toBe("TARGET_ONE_CLASS");
  });
});

describe("targets too large for the criterion", () => {
  it("are refused rather than to give infinities", async () => {
    const far = [-1e308, 1e308, 1.5e308];
    for (const criterion of ["squaredError", "friedmanMse", "absoluteError"] as const) {
      const error = await errorOf(() => new DecisionTreeRegressor({ criterion }).fit([[1], [2], [3]], far));
      expect(error.code).toBe("NUMERIC_FAILURE");
    }
    const error = await errorOf(() =>
      new DecisionTreeRegressor({ criterion: "poisson" }).fit([[1], [2], [3]], [1e308, 1e308, 1.5e308]),
    );
    expect(error.code).toBe("NUMERIC_FAILURE");
  });
});

describe("costComplexityPruningPath", () => {
  it("takes a table with the name of its target, and the options of fit", async () => {
    const people = counts.map((count, row) => ({ age: row % 11, rooms: (row * 3) % 7, count }));
    const table = people.map(({ age, rooms }) => [age, rooms]);
    const recipe = new DecisionTreeRegressor({ minSamplesLeaf: 4, ccpAlpha: 0.3 });
    const byName = await recipe.costComplexityPruningPath(people, "count");
    expect(byName).toEqual(await recipe.costComplexityPruningPath(table, counts));
    expect(byName.ccpAlphas[0]).toBe(0);
    const stopped = recipe.costComplexityPruningPath(table, counts, { signal: AbortSignal.abort() });
    expect((await errorOf(() => stopped)).code).toBe("ABORTED");
  });

  it("of a tree of one leaf has one step", async () => {
    const path = await new DecisionTreeRegressor().costComplexityPruningPath([[1], [1]], [0, 2]);
    expect([[...path.ccpAlphas], [...path.impurities]]).toEqual([[0], [1]]);
  });
});

describe("columns of categories", () => {
  it("are read as their codes", async () => {
    const kinds = [{ categories: ["low", "middle", "high"] }];
    const x = new DenseMatrix(Float64Array.of(0, 1, 2, 0, 1, 2), 6, 1, { names: ["level"], kinds });
    const model = await new DecisionTreeRegressor().fit(x, [1, 2, 3, 1, 2, 3]);
    expect([...model.tree.threshold].filter((_, node) => model.tree.feature[node] === 0)).toEqual([0.5, 1.5]);
  });
});

describe("long work", () => {
  /** How often a piece of work pauses, and what it comes to. */
  function pausesOf<T>(work: Generator<unknown, T, void>): { pauses: number; result: T } {
    let pauses = 0;
    let step = work.next();
    for (; step.done !== true; step = work.next()) pauses++;
    return { pauses, result: step.value };
  }

  it("pauses while it sorts, grows and numbers the nodes of a large tree", () => {
    const [size, cols] = [100_000, 2];
    const rng = new Rng(4);
    const table = Float64Array.from({ length: size * cols }, () => rng.float());
    const taken = Int32Array.from({ length: size }, (_, row) => row);
    const sorting = pausesOf(sortTable(table, cols, taken));
    expect(sorting.pauses).toBeGreaterThan(10);
    const targets = Float64Array.from({ length: size }, () => rng.float());
    const options = { maxDepth: null, minSamplesSplit: 2, minSamplesLeaf: 1, minWeightFractionLeaf: 0 };
    const limits = limitsFor(
      { ...options, maxFeatures: null, maxLeafNodes: null, minImpurityDecrease: 0 },
      size,
      cols,
      size,
    );
    const criterion = new SquaredError(targets, undefined);
    const growth = { columns: sorting.result, criterion, limits, rng, shuffled: false };
    const settled: number[] = [];
    const work = growTree(growth);
    let step = work.next();
    for (; step.done !== true; step = work.next()) settled.push(step.value);
    expect(step.value.feature.length).toBe(2 * size - 1);
    // Every row has its leaf by then: what is left is to number the nodes.
    expect(settled.filter((count) => count === size).length).toBeGreaterThan(10);
  });

  it("is the same matrix read twice", async () => {
    const x = Matrix.fromRows(rows);
    const before = x.values.slice();
    await new DecisionTreeRegressor({ criterion: "absoluteError" }).fit(x, counts);
    expect(x.values).toEqual(before);
  });
});
