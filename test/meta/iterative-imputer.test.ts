import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { StateReader } from "../../src/core/state.js";
import { DenseMatrix } from "../../src/data/matrix.js";
import { recipeFromJson } from "../../src/index.js";
import { normal } from "../../src/kernels/random.js";
import { BayesianRidge, LogisticRegression, Ridge } from "../../src/linear/index.js";
import { drawNeighbors, orderOf } from "../../src/meta/imputation-order.js";
import { IterativeImputer, IterativeImputerModel, type IterativeImputerOptions } from "../../src/meta/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { SimpleImputer, StandardScaler } from "../../src/preprocess/index.js";
import { DecisionTreeRegressor } from "../../src/tree/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  type Rows,
  sparse,
} from "../preprocess/support.js";

interface Case {
  estimator: "BayesianRidge" | "Ridge" | "DecisionTreeRegressor";
  params: IterativeImputerOptions;
  iterations: number;
  names: string[];
  fitted: Rows;
  later: Rows;
}

const golden: { related: Rows; asked: Rows; iterative: Case[] } = JSON.parse(
  readFileSync(new URL("../golden/missing.json", import.meta.url), "utf8"),
);
const names = ["f0", "f1", "f2", "f3", "f4"];
const estimators = {
  BayesianRidge: () => new BayesianRidge(),
  Ridge: () => new Ridge({ alpha: 0.5 }),
  DecisionTreeRegressor: () => new DecisionTreeRegressor({ maxDepth: 2 }),
};

describe("IterativeImputer against scikit-learn", () => {
  // Each step starts from the rounding of all before it; the steps converge, so that it does not grow.
  it.each(golden.iterative.map((given) => [`${given.estimator}, ${JSON.stringify(given.params)}`, given] as const))(
    "%s",
    async (_, given) => {
      const x = dense(golden.related, names);
      const estimator = estimators[given.estimator]();
      const model = await new IterativeImputer({ estimator, ...given.params }).fit(x);
      expect(model.nIter).toBe(given.iterations);
      expect(model.outputNames).toEqual(given.names);
      expectClose(model.transform(x).values, given.fitted.flat(), 1e-8);
      expectClose(model.transform(dense(golden.asked, names)).values, given.later.flat(), 1e-8);
      expectRowsAsBatch(model, frameOf(names, golden.related));
      expectRowsAsBatch(model, frameOf(names, golden.asked));
    },
  );
});

/** Columns that are sums of a few hidden ones, complete and with gaps. */
function related(rows: number, cols: number): { full: DenseMatrix; holed: DenseMatrix } {
  const rng = new Rng(5);
  const mix = Array.from({ length: 3 * cols }, () => normal(rng));
  const values = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const hidden = [normal(rng), normal(rng), normal(rng)];
    for (let col = 0; col < cols; col++) {
      values[row * cols + col] =
        hidden.reduce((sum, value, k) => sum + value * (mix[k * cols + col] ?? 0), 0) + 0.1 * normal(rng);
    }
  }
  const holed = values.map((value) => (rng.float() < 0.15 ? Number.NaN : value));
  return { full: new DenseMatrix(values, rows, cols), holed: new DenseMatrix(holed, rows, cols) };
}

/** The mean of the squared errors of what was filled in. */
function error(filled: { readonly values: Float64Array }, { full, holed }: ReturnType<typeof related>): number {
  let [sum, count] = [0, 0];
  holed.values.forEach((value, at) => {
    if (!Number.isNaN(value)) {
      expect(filled.values[at]).toBe(value);
      return;
    }
    sum += ((filled.values[at] ?? 0) - (full.values[at] ?? 0)) ** 2;
    count++;
  });
  return sum / count;
}

describe("IterativeImputer", () => {
  const data = related(400, 8);

  it("fills in better than one value a column, from all columns or from the nearest, in any order", async () => {
    const simple = error((await new SimpleImputer().fit(data.holed)).transform(data.holed), data);
    const recipes: IterativeImputerOptions[] = [
      {},
      { nNearestFeatures: 5 },
      { imputationOrder: "random", seed: 3 },
      { initialStrategy: "median", imputationOrder: "arabic" },
    ];
    for (const options of recipes) {
      const model = await new IterativeImputer(options).fit(data.holed);
      expect(error(model.transform(data.holed), data)).toBeLessThan(0.15 * simple);
    }
    const tree = await new IterativeImputer({ estimator: new DecisionTreeRegressor({ maxDepth: 6 }), maxIter: 4 }).fit(
      data.holed,
    );
    expect(error(tree.transform(data.holed), data)).toBeLessThan(0.5 * simple);
  });

  it("draws other columns by another seed, and the same by the same", async () => {
    const learned = async (seed: number) => {
      const model = await new IterativeImputer({ nNearestFeatures: 2, maxIter: 2, tol: 0, seed }).fit(data.holed);
      return model.steps.map(({ neighbors }) => [...neighbors]);
    };
    const first = await learned(1);
    expect(first).toHaveLength(16);
    expect(first.every((neighbors) => neighbors.length === 2)).toBe(true);
    expect(await learned(1)).toEqual(first);
    expect(await learned(2)).not.toEqual(first);
  });

  it("draws columns in proportion to their correlation, each once, and never the column itself", () => {
    const correlation = Float64Array.of(1, 0.9, 0.05, 0.05, 0.9, 1, 0, 0, 0.05, 0, 1, 0, 0.05, 0, 0, 1);
    const rng = new Rng(0);
    let often = 0;
    for (let draw = 0; draw < 500; draw++) {
      const drawn = drawNeighbors(0, 2, correlation, 4, rng);
      expect(new Set(drawn).size).toBe(2);
      expect(drawn.includes(0)).toBe(false);
      if (drawn.includes(1)) often++;
    }
    expect(often).toBeGreaterThan(450);
    expect([...drawNeighbors(0, 3, correlation, 4, rng)]).toEqual([1, 2, 3]);
  });

  it("orders columns", () => {
    const columns = Int32Array.of(0, 1, 2, 3);
    const missing = Float64Array.of(2, 1, 2, 0);
    const order = (how: Parameters<typeof orderOf>[0]) => [...orderOf(how, columns, missing, new Rng(0))];
    expect(order("ascending")).toEqual([3, 1, 0, 2]);
    expect(order("descending")).toEqual([2, 0, 1, 3]);
    expect(order("roman")).toEqual([0, 1, 2, 3]);
    expect(order("arabic")).toEqual([3, 2, 1, 0]);
    expect(order("random").toSorted()).toEqual([0, 1, 2, 3]);
    expect([...columns]).toEqual([0, 1, 2, 3]);
  });

  it("asks pipelines too", async () => {
    const estimator = new Pipeline().add("scale", new StandardScaler()).add("model", new Ridge({ alpha: 0.01 }));
    const model = await new IterativeImputer({ estimator, maxIter: 3 }).fit(data.holed);
    const filled = model.transform(data.holed);
    expect(filled.values.every(Number.isFinite)).toBe(true);
    const row = model.rowTransform();
    const out = new Float64Array(8);
    row(data.holed.values.subarray(0, 8), out, 0);
    expect([...out]).toEqual([...filled.values.subarray(0, 8)]);
    expect((await model.transformAsync(data.holed)).values).toEqual(filled.values);
  });

  it("fills as at first where there is nothing to learn from", async () => {
    const one = await new IterativeImputer().fit([[1], [Number.NaN], [3]]);
    expect([one.nIter, ...one.transform([[Number.NaN]]).values]).toEqual([0, 2]);
    const none = await new IterativeImputer({ skipComplete: true }).fit([
      [1, 2],
      [3, 4],
    ]);
    expect([none.nIter, ...none.transform([[Number.NaN, 5]]).values]).toEqual([0, 2, 5]);
    const whole = await new IterativeImputer().fit([
      [1, 2],
      [3, 6],
      [4, 8],
    ]);
    expect(whole.nIter).toBe(1);
    expect(whole.transform([[Number.NaN, 4]]).values[0]).toBeCloseTo(2, 3);
  });

  it("keeps columns without a value where told to", async () => {
    const rows = dense([
      [1, null, 2],
      [3, null, 6],
      [4, null, null],
    ]);
    expect((await errorOf(() => new IterativeImputer().fit(rows))).code).toBe("DATA_EMPTY");
    const model = await new IterativeImputer({ keepEmptyFeatures: true, addIndicator: true }).fit(rows);
    const output = model.transform(rows);
    expect(output.names).toEqual(["x0", "x1", "x2", "missingindicator_x1", "missingindicator_x2"]);
    expect([...output.values.subarray(0, 5)]).toEqual([1, 0, 2, 1, 0]);
    expect(output.values[12]).toBeCloseTo(8, 2);
  });

  it("is a recipe of a recipe", () => {
    const recipe = new IterativeImputer({ estimator: new Ridge({ alpha: 2 }), maxIter: 3 });
    expect(recipe.withParams({ "estimator.alpha": 5, tol: 0 }).estimator.params.alpha).toBe(5);
    expect(JSON.stringify(recipeFromJson(JSON.parse(JSON.stringify(recipe))))).toBe(JSON.stringify(recipe));
    expect(JSON.stringify(recipeFromJson({ kind: "IterativeImputer" }))).toBe(JSON.stringify(new IterativeImputer()));
    expect(String(recipe)).toBe("IterativeImputer({ maxIter: 3 })\n└─ estimator: Ridge({ alpha: 2 })");
    expect(recipe.params.maxIter).toBe(3);
  });

  it("never writes its input, and survives storage", async () => {
    await expectUntouched(data.holed.values, async (shared) => {
      const x = new DenseMatrix(shared, 400, 8);
      (await new IterativeImputer({ maxIter: 1 }).fit(x)).transform(x);
    });
    const model = await new IterativeImputer({ maxIter: 2, maxValue: 1, addIndicator: true }).fit(data.holed);
    const again = IterativeImputerModel.parse(new StateReader(model.toState(), "model", { version: 1 }));
    expect(again.transform(data.holed)).toEqual(model.transform(data.holed));
  });

  it("ends when it is aborted", async () => {
    const controller = new AbortController();
    const work = new IterativeImputer({ maxIter: 50, tol: 0 }).fit(data.holed, undefined, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect((await errorOf(() => work)).code).toBe("ABORTED");
  });

  it.each([
    ["inputNames", ["a"]],
    ["statistics", Float64Array.of(1, Number.NaN)],
    ["minValue", Float64Array.of(1, 2)],
    ["maxValue", Float64Array.of(Number.NaN, 1)],
    ["indicators", Int32Array.of(5)],
    ["nIter", 0],
    ["nIter", 3],
    ["steps", [{}]],
    ["steps", [{ column: 2, neighbors: Int32Array.of(1) }]],
    ["steps", [{ column: 0, neighbors: Int32Array.of(0) }]],
  ])("refuses a stored state with damaged %s (%#)", async (key, value) => {
    const model = await new IterativeImputer({ maxIter: 1 }).fit([
      [1, 2],
      [3, 6],
      [4, Number.NaN],
    ]);
    const bounds = { minValue: Float64Array.of(0, 0), maxValue: Float64Array.of(1, 1) };
    const state = { ...model.toState(), ...bounds, [key]: value };
    const damaged = () => IterativeImputerModel.parse(new StateReader(state, "model", { version: 1 }));
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["a classifier", "STAGE_INVALID", () => new IterativeImputer({ estimator: new LogisticRegression() as never })],
    [
      "bounds that cross",
      "PARAM_INVALID",
      () =>
        new IterativeImputer({ minValue: 2, maxValue: 1 }).fit([
          [1, 2],
          [3, 4],
        ]),
    ],
    [
      "bounds for other columns",
      "PARAM_INVALID",
      () =>
        new IterativeImputer({ minValue: [1] }).fit([
          [1, 2],
          [3, 4],
        ]),
    ],
    ["strings", "COLUMN_TYPE", () => new IterativeImputer().fit([{ a: "x" }])],
    ["sparse rows", "DATA_SPARSE", () => new IterativeImputer().fit(sparse([[1, 0]]))],
    ["infinite values", "DATA_NOT_FINITE", () => new IterativeImputer().fit([[Number.POSITIVE_INFINITY]])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});
