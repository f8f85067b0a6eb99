/** Decision trees: the contract of estimators, ties, limits, odd input, and manners towards others. */
import { describe, expect, it } from "vitest";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { checkEstimator } from "../../src/testing/index.js";
import { DecisionTreeClassifier, DecisionTreeRegressor } from "../../src/tree/index.js";
import { errorOf } from "./support.js";

describe("the contract of estimators: DecisionTreeClassifier", () => {
  const checks = checkEstimator({ make: (options) => new DecisionTreeClassifier(options) });
  it.each(checks.map((check) => [check.name, check] as const))("%s", (_, check) => check.run());
});

describe("the contract of estimators: DecisionTreeRegressor", () => {
  const checks = checkEstimator({ make: (options) => new DecisionTreeRegressor(options) });
  it.each(checks.map((check) => [check.name, check] as const))("%s", (_, check) => check.run());
});

describe("ties", () => {
  it("go to the first column, then to the lowest threshold", async () => {
    const x = [
      [7, 0, 0, 0],
      [7, 1, 1, 1],
      [7, 2, 2, 2],
      [7, 3, 3, 3],
    ];
    const { tree } = await new DecisionTreeRegressor({ maxDepth: 1 }).fit(x, [0, 5, 5, 0]);
    expect([tree.feature[0], tree.threshold[0]]).toEqual([1, 0.5]);
    const classes = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(x, [0, 1, 1, 0]);
    expect([classes.tree.feature[0], classes.tree.threshold[0]]).toEqual([1, 0.5]);
  });

  it("are seen as ties whichever way a column runs, and however far the targets lie from 0", async () => {
    const x = [
      [3, 1],
      [2, 2],
      [1, 3],
      [0, 4],
    ];
    for (const far of [0, 0.1, 1e9 + 0.1, -1e15]) {
      const y = [0.1, 0.2, 0.7, 0.9].map((value) => value * 1024 + far);
      const { tree } = await new DecisionTreeRegressor().fit(x, y);
      expect([...tree.feature].filter((col) => col >= 0)).toEqual([0, 0, 0]);
    }
  });

  it("among drawn columns differ with the seed, and are the same for one", async () => {
    const x = Array.from({ length: 40 }, (_, i) => [i % 2, i % 3, i % 5, i % 7, i % 11]);
    const y = x.map((row) => row.reduce((sum, value) => sum + value * value, 0));
    const grow = (seed: number) => new DecisionTreeRegressor({ maxFeatures: 2, seed }).fit(x, y);
    const first = [...(await grow(1)).tree.feature];
    expect([...(await grow(1)).tree.feature]).toEqual(first);
    const others = await Promise.all([2, 3, 4].map(async (seed) => [...(await grow(seed)).tree.feature]));
    expect(others.some((other) => String(other) !== String(first))).toBe(true);
  });
});

describe("maxFeatures", () => {
  const wide = Array.from({ length: 30 }, (_, i) => Array.from({ length: 20 }, (_, col) => (i * (col + 3)) % 17));
  const y = wide.map((row) => (row[19] as number) + (row[4] as number) / 10);

  it("looks at more columns until one can be split", async () => {
    const x = wide.map((row) => row.map((value, col) => (col === 13 ? value : 1)));
    for (const maxFeatures of [1, 0.01, "log2", "sqrt"] as const) {
      const { tree } = await new DecisionTreeRegressor({ maxFeatures, maxDepth: 1 }).fit(x, y);
      expect(tree.feature[0]).toBe(13);
    }
  });

  it("of all columns and more is the tree without it", async () => {
    const all = await new DecisionTreeRegressor().fit(wide, y);
    const many = await new DecisionTreeRegressor({ maxFeatures: 99, seed: 5 }).fit(wide, y);
    expect(many.toState()).toEqual(all.toState());
  });
});

describe("thresholds", () => {
  it("stand halfway, and on the lower value where there is nothing between", async () => {
    const near = 1e10;
    const next = 1e10 + 2 ** -19;
    const halves = await new DecisionTreeRegressor().fit([[-4], [8]], [0, 1]);
    expect(halves.tree.threshold[0]).toBe(2);
    const model = await new DecisionTreeRegressor().fit([[near], [next]], [0, 1]);
    expect([...model.predict([[near], [next]])]).toEqual([0, 1]);
  });

  it("do not overflow", async () => {
    const model = await new DecisionTreeRegressor().fit([[1.6e308], [1.7e308], [-1.7e308]], [0, 1, 2]);
    expect([...model.predict([[1.6e308], [1.7e308], [-1.7e308]])]).toEqual([0, 1, 2]);
  });

  it("part no values that are within 1e-7 of each other", async () => {
    const model = await new DecisionTreeRegressor().fit([[0], [5e-8], [1]], [0, 1, 5]);
    expect([model.nLeaves, ...model.predict([[0]])]).toEqual([2, 0.5]);
  });

  it("keep values that single precision would make equal apart", async () => {
    const x = [[1_700_000_000], [1_700_000_001], [1_700_000_002]];
    expect([...(await new DecisionTreeRegressor().fit(x, [3, 1, 2])).predict(x)]).toEqual([3, 1, 2]);
  });
});

describe("targets", () => {
  it("of any size are told apart", async () => {
    for (const size of [1e-200, 1e-12, 1, 1e12, 1e100]) {
      const y = [1, 2, 3, 5].map((value) => value * size);
      const model = await new DecisionTreeRegressor().fit([[1], [2], [3], [4]], y);
      expect([...model.predict([[1], [2], [3], [4]])]).toEqual(y);
    }
  });

  it("too far apart to be squared are refused", async () => {
    const error = await errorOf(() => new DecisionTreeRegressor().fit([[1], [2]], [-1e200, 1e200]));
    expect(error.code).toBe("NUMERIC_FAILURE");
  });

  it("that are all the same give one leaf of just that number", async () => {
    const model = await new DecisionTreeRegressor().fit([[1], [2], [3]], [0.1, 0.1, 0.1], {
      sampleWeight: [0.3, 0.1, 0.7],
    });
    expect([model.nLeaves, ...model.predict([[9]])]).toEqual([1, 0.1]);
    expect([...model.featureImportances]).toEqual([0]);
  });

  it("come to the same with weights of any size", async () => {
    const x = Array.from({ length: 30 }, (_, i) => [(i * 7) % 11, (i * 5) % 13]);
    const y = x.map(([a = 0, b = 0]) => a * b);
    const whole = await new DecisionTreeRegressor().fit(x, y);
    for (const size of [1e-300, 1e-9, 0.1, 3, 1e18]) {
      const { tree } = await new DecisionTreeRegressor().fit(x, y, { sampleWeight: y.map(() => size) });
      expect([tree.feature, tree.threshold]).toEqual([whole.tree.feature, whole.tree.threshold]);
    }
  });
});

describe("class weights", () => {
  const x = [[1], [2], [3], [4], [5]];
  const y = ["a", "a", "a", "b", "a"];

  it("change the shares of a leaf", async () => {
    const model = await new DecisionTreeClassifier({
      classWeight: [["b", 12]],
      maxLeafNodes: 2,
      minSamplesLeaf: 2,
    }).fit(x, y);
    expect([...model.predictProba([[5]]).values]).toEqual([1 / 13, 12 / 13]);
    const even = await new DecisionTreeClassifier({ classWeight: "balanced", maxDepth: 1, minImpurityDecrease: 9 }).fit(
      x,
      y,
    );
    expect([...even.predictProba([[5]]).values]).toEqual([0.5, 0.5]);
  });

  it("are refused for labels that no row has, labels twice, and nothing left to tell apart", async () => {
    const weigh = (classWeight: [string | number, number][]) => () =>
      new DecisionTreeClassifier({ classWeight }).fit(x, y);
    expect((await errorOf(weigh([["c", 1]]))).code).toBe("LABEL_UNKNOWN");
    expect((await errorOf(weigh([[1, 1]]))).code).toBe("LABEL_UNKNOWN");
    expect(
      (
        await errorOf(
          weigh([
            ["a", 1],
            ["a", 2],
          ]),
        )
      ).code,
    ).toBe("PARAM_INVALID");
    expect((await errorOf(weigh([["b", 0]]))).code).toBe("TARGET_ONE_CLASS");
  });
});

describe("manners", () => {
  const rows = 20_000;
  const x = new DenseMatrix(
    Float64Array.from({ length: rows * 8 }, (_, i) => (i * 7919) % 10_007),
    rows,
    8,
  );
  const y = Float64Array.from({ length: rows }, (_, i) => (i * 104_729) % 9_973);

  it("lets others run while it grows, and tells how far it is", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const seen: number[] = [];
    await new DecisionTreeRegressor().fit(x, y, { onProgress: ({ done, total }) => seen.push(done / total) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it("ends early when it is told to", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 5);
    const error = await errorOf(() => new DecisionTreeRegressor().fit(x, y, { signal: controller.signal }));
    expect(error.code).toBe("ABORTED");
  });

  it("refuses sparse and missing values, when fitted and when asked", async () => {
    const parts = { values: Float64Array.of(1), indices: Int32Array.of(0), indptr: Int32Array.of(0, 1, 1) };
    const sparse = Matrix.fromCsr(parts, 2, 1);
    expect((await errorOf(() => new DecisionTreeRegressor().fit(sparse, [1, 2]))).code).toBe("DATA_SPARSE");
    const model = await new DecisionTreeRegressor().fit([[1], [2]], [1, 2]);
    expect((await errorOf(() => model.predict([[Number.NaN]]))).code).toBe("DATA_NOT_FINITE");
    expect((await errorOf(() => model.apply(sparse))).code).toBe("DATA_SPARSE");
    expect((await errorOf(() => model.decisionPath([[1, 2]]))).code).toBe("COLUMN_MISMATCH");
  });
});
