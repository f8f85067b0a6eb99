/** What holds of gradient boosting beyond the contract: going on, stopping early, what is recorded, weights, odd tables. */
import { describe, expect, it } from "vitest";
import { serialize } from "../../../src/artifact/serialize.js";
import type { Label } from "../../../src/core/contracts.js";
import type { ProgressEvent } from "../../../src/core/progress.js";
import { Frame } from "../../../src/data/frame.js";
import { CsrMatrix, Matrix } from "../../../src/data/matrix.js";
import { StandardScaler } from "../../../src/preprocess/standard-scaler.js";
import {
  BoostedRegressorModel,
  GradientBoostingClassifier,
  type GradientBoostingOptions,
  GradientBoostingRegressor,
  type GradientBoostingRegressorOptions,
} from "../../../src/tree/index.js";
import { errorOf, expectClose, reload, type Table, tableOf } from "../support.js";
import { golden } from "./support.js";

const patients = await tableOf({ data: "diabetes", task: "regress" });
const progression = patients.y.map(Number);
const wines = await tableOf({ data: "wine", task: "classify" });
const tumours = await tableOf({ data: "breast_cancer", task: "classify" });
const small = { nEstimators: 12, maxDepth: 2 } as const;
const LOSSES = ["squaredError", "absoluteError", "huber", "quantile"] as const;

function part({ x, y }: Table, keep: (row: number) => boolean) {
  const rows = y.map((_, row) => row).filter(keep);
  return { x: x.take(rows), y: rows.map((row) => Number(y[row])) };
}

const mean = (values: Iterable<number>) => {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

describe("going on from a model", () => {
  const variants: readonly GradientBoostingOptions[] = [
    {},
    { subsample: 0.6 },
    { maxFeatures: 3, maxDepth: null, maxLeafNodes: 5 },
    { nIterNoChange: 40 },
    { init: "zero", ccpAlpha: 0.001, learningRate: 0.37 },
  ];

  it.each(variants)("comes to the same bytes as starting anew: %j", async (options) => {
    const go = async (
      nEstimators: number,
      from?: BoostedRegressorModel,
      loss?: GradientBoostingRegressorOptions["loss"],
    ) =>
      new GradientBoostingRegressor({ ...small, ...options, nEstimators, loss: loss ?? "squaredError" }).fit(
        patients.x,
        progression,
        from && { from },
      );
    for (const loss of LOSSES) {
      const [whole, first] = [await go(9, undefined, loss), await go(4, undefined, loss)];
      expect(serialize(await go(9, first, loss))).toEqual(serialize(whole));
      expect(serialize(await go(9, reload(first, BoostedRegressorModel), loss))).toEqual(serialize(whole));
    }
  });

  it.each(variants)("comes to the same bytes for classes too: %j", async (options) => {
    const cases = [
      { table: wines, loss: "logLoss" },
      { table: tumours, loss: "logLoss" },
      { table: tumours, loss: "exponential" },
    ] as const;
    for (const { table, loss } of cases) {
      const recipe = new GradientBoostingClassifier({ ...small, ...options, loss, nEstimators: 7 });
      const first = await recipe.withParams({ nEstimators: 3 }).fit(table.x, table.y);
      const whole = await recipe.fit(table.x, table.y);
      expect(serialize(await recipe.fit(table.x, table.y, { from: first }))).toEqual(serialize(whole));
    }
  });

  it("keeps a model that has all of its rounds, and refuses one that has more", async () => {
    const recipe = new GradientBoostingRegressor(small);
    const model = await recipe.fit(patients.x, progression);
    expect(serialize(await recipe.fit(patients.x, progression, { from: model }))).toEqual(serialize(model));
    const fewer = recipe.withParams({ nEstimators: 11 });
    const error = await errorOf(() => fewer.fit(patients.x, progression, { from: model }));
    expect([error.code, error.data["value"]]).toEqual(["PARAM_INVALID", 11]);
  });

  it("goes on with other options and other rows", async () => {
    const { x, y } = part(patients, (row) => row % 2 === 0);
    const first = await new GradientBoostingRegressor(small).fit(patients.x, progression);
    const next = new GradientBoostingRegressor({ nEstimators: 20, learningRate: 0.01, maxDepth: 4 });
    const model = await next.fit(x, y, { from: first });
    expect(model.nIter).toBe(20);
    expect(model.trees.nodes.value.subarray(0, first.trees.nodes.value.length)).toEqual(first.trees.nodes.value);
    expect(model.trainScore.subarray(0, 12)).toEqual(first.trainScore);
    const drawn = await next.withParams({ subsample: 0.5 }).fit(x, y, { from: first });
    expect([drawn.trainScore.length, drawn.validationScore.length, drawn.oobImprovement.length]).toEqual([20, 0, 0]);
    const watched = await next.fit(x, y, { from: first, validation: { x, y } });
    expect(watched.validationScore.length).toBe(20);
    expect((await next.withParams({ nEstimators: 30 }).fit(x, y, { from: watched })).validationScore.length).toBe(0);
  });

  it("refuses models of other columns, classes or kinds", async () => {
    const x = wines.x;
    const model = await new GradientBoostingClassifier(small).fit(x, wines.y);
    const recipe = new GradientBoostingClassifier(small);
    const two = wines.y.map((label) => (label === wines.y[0] ? 0 : 1));
    const regressor = await new GradientBoostingRegressor(small).fit(x, two);
    for (const [from, y] of [
      [model, two],
      [model, wines.y.map((label) => `${label}!`)],
      [regressor, wines.y],
      [
        await new GradientBoostingClassifier(small).fit(
          Matrix.fromRows(wines.y.map((_, row) => x.values.subarray(row * x.cols, row * x.cols + 3))),
          wines.y,
        ),
        wines.y,
      ],
    ] as const) {
      expect((await errorOf(() => recipe.fit(x, [...y], { from }))).code).toBe("PARAM_INVALID");
    }
    const frame = Frame.fromColumns({ a: [1, 2, 3, 4], b: [4, 3, 2, 1] });
    const own = await new GradientBoostingRegressor(small).fit(frame, [1, 2, 3, 4]);
    const other = Frame.fromColumns({ a: [1, 2, 3, 4], c: [4, 3, 2, 1] });
    const error = await errorOf(() => new GradientBoostingRegressor(small).fit(other, [1, 2, 3, 4], { from: own }));
    expect(error.code).toBe("PARAM_INVALID");
  });
});

describe("rows held out", () => {
  it("end learning when their loss stops falling", async () => {
    const options = { nEstimators: 300, learningRate: 0.3, nIterNoChange: 3, tol: 1e-3, seed: 4 };
    for (const table of [wines, tumours]) {
      const model = await new GradientBoostingClassifier(options).fit(table.x, table.y);
      const { nIter, validationScore } = model;
      expect(nIter).toBeLessThan(300);
      expect([model.trainScore.length, validationScore.length]).toEqual([nIter, nIter]);
      const history = new Array<number>(3).fill(Number.POSITIVE_INFINITY);
      const counts = [...validationScore].map((loss, round) => {
        const falls = history.some((before) => loss + 1e-3 < before);
        if (falls) history[round % 3] = loss;
        return falls;
      });
      expect(counts.indexOf(false)).toBe(nIter - 1);
    }
  });

  it("are as many as validationFraction says, of each class its share, and not learned from", async () => {
    const y = progression.map((value, row) => (row % 10 === 0 ? "rare" : value > 100 ? "high" : "low"));
    const recipe = new GradientBoostingClassifier({ ...small, nIterNoChange: 12, validationFraction: 0.25 });
    const { trees, nIter } = await recipe.fit(patients.x, y);
    expect(nIter).toBe(12);
    const held = Math.ceil(0.25 * y.length);
    expect(trees.nodes.nNodeSamples[0]).toBe(y.length - held);
    const shares = Array.from(trees.baseline, Math.exp);
    ["high", "low", "rare"].forEach((label, code) => {
      const share = y.filter((each) => each === label).length / y.length;
      expect(Math.abs((shares[code] as number) - share)).toBeLessThan(1.5 / (y.length - held));
    });
    const whole = await new GradientBoostingRegressor({ ...small, nIterNoChange: 12 }).fit(patients.x, progression);
    expect(whole.trees.nodes.nNodeSamples[0]).toBe(patients.y.length - Math.ceil(0.1 * patients.y.length));
  });

  it("may be given, and then all training rows are learned from", async () => {
    const train = part(patients, (row) => row % 4 !== 0);
    const validation = part(patients, (row) => row % 4 === 0);
    const watched = await new GradientBoostingRegressor(small).fit(train.x, train.y, { validation });
    const alone = await new GradientBoostingRegressor(small).fit(train.x, train.y);
    expect(watched.predict(patients.x)).toEqual(alone.predict(patients.x));
    const staged = [...alone.stagedPredict(validation.x)];
    const losses = staged.map((all) => mean(validation.y.map((y, row) => (y - (all[row] as number)) ** 2)));
    expectClose(watched.validationScore, losses, 1e-12);
    expect(alone.validationScore.length).toBe(0);
    const recipe = new GradientBoostingRegressor({ nEstimators: 400, maxDepth: 5, nIterNoChange: 2 });
    const stopped = await recipe.fit(train.x, train.y, { validation });
    expect(stopped.trees.nodes.nNodeSamples[0]).toBe(train.y.length);
    expect(stopped.nIter).toBeLessThan(400);
  });

  it("are read as training rows are, and refused where they do not fit", async () => {
    const frame = Frame.fromColumns({ a: [1, 2, 3, 4], b: [4, 3, 2, 1] });
    const labels = ["x", "y", "x", "y"];
    const recipe = new GradientBoostingClassifier(small);
    const turned = Frame.fromColumns({ b: [4, 3], more: ["?", "?"], a: [1, 2] });
    const validation = { x: turned.select("b", "a"), y: ["x", "y"] };
    expect((await recipe.fit(frame, labels, { validation })).validationScore.length).toBe(12);
    const codeOf = async (bad: object) =>
      (await errorOf(() => recipe.fit(frame, labels, { validation: { ...validation, ...bad } }))).code;
    expect(await codeOf({ y: ["x", "z"] })).toBe("LABEL_UNKNOWN");
    expect(await codeOf({ y: ["x"] })).toBe("TARGET_LENGTH");
    expect(
      await codeOf({
        x: [
          [1, Number.NaN],
          [2, 2],
        ],
      }),
    ).toBe("DATA_NOT_FINITE");
    expect(await codeOf({ x: [[1], [2]] })).toBe("COLUMN_MISMATCH");
    expect(await codeOf({ x: Frame.fromColumns({ a: [1, 2] }) })).toBe("COLUMN_MISSING");
    expect(await codeOf({ x: Matrix.fromDense(new Float64Array(0), 0, 2), y: [] })).toBe("DATA_EMPTY");
  });

  it("must leave rows of each class to learn from", async () => {
    const x = Array.from({ length: 12 }, (_, row) => [row]);
    const recipe = new GradientBoostingClassifier({ ...small, nIterNoChange: 2 });
    const lone = x.map((_, row) => (row === 3 ? "b" : "a"));
    expect((await recipe.fit(x, lone)).trees.nodes.nNodeSamples[0]).toBe(10);
    const pair = x.map((_, row) => (row > 9 ? "b" : "a"));
    const most = recipe.withParams({ validationFraction: 0.8 });
    expect((await errorOf(() => most.fit(x, pair))).code).toBe("SPLIT_INVALID");
    const one = new GradientBoostingRegressor({ nIterNoChange: 2 });
    expect((await errorOf(() => one.fit([[1]], [1]))).code).toBe("SPLIT_INVALID");
  });

  it("end a model that goes on in the same round, and a model that had ended stays as it is", async () => {
    const recipe = new GradientBoostingRegressor({
      nEstimators: 300,
      learningRate: 0.5,
      nIterNoChange: 3,
      maxDepth: 2,
    });
    const whole = await recipe.fit(patients.x, progression);
    expect(whole.nIter).toBeGreaterThan(5);
    const first = await recipe.withParams({ nEstimators: 4 }).fit(patients.x, progression);
    expect(first.nIter).toBe(4);
    expect(serialize(await recipe.fit(patients.x, progression, { from: first }))).toEqual(serialize(whole));
    expect(serialize(await recipe.fit(patients.x, progression, { from: whole }))).toEqual(serialize(whole));
  });
});

describe("what is recorded", () => {
  it.each(LOSSES)("the mean loss of each round on all rows: %s", async (loss) => {
    const model = await new GradientBoostingRegressor({ ...small, loss, alpha: 0.3 }).fit(patients.x, progression);
    const staged = [...model.stagedPredict(patients.x)];
    const lossOf = (off: number) => {
      if (loss === "squaredError") return off * off;
      if (loss === "absoluteError") return Math.abs(off);
      return off > 0 ? 0.3 * off : -0.7 * off;
    };
    // The width of "huber" is that of the residuals before the round, which nothing keeps.
    if (loss === "huber") expect([...model.trainScore].every((score) => score > 0)).toBe(true);
    else {
      const losses = staged.map((all) => mean(progression.map((y, row) => lossOf(y - (all[row] as number)))));
      expectClose(model.trainScore, losses, 1e-12);
    }
    expect(model.trainScore.at(-1)).toBeLessThan(model.trainScore[0] as number);
    expect(staged.at(-1)).toEqual(model.predict(patients.x));
  });

  it("of drawn rows the loss on them, and by how much the loss of the others fell", async () => {
    const options = { nEstimators: 60, maxDepth: 2, subsample: 0.5 };
    const model = await new GradientBoostingRegressor(options).fit(patients.x, progression);
    const { trainScore, validationScore, oobImprovement, trees } = model;
    expect([trainScore.length, validationScore.length, oobImprovement.length]).toEqual([60, 0, 60]);
    expect(trees.nodes.nNodeSamples[0]).toBe(221);
    // Rows that were not drawn are explained less well than those that were, though better than by the mean.
    const spread = mean(progression.map((y) => (y - mean(progression)) * (y - mean(progression))));
    const left = spread - mean(oobImprovement) * 60;
    expect(left).toBeGreaterThan(trainScore.at(-1) as number);
    expect(left).toBeLessThan(0.7 * spread);
    expect(oobImprovement[0]).toBeGreaterThan(0);
    const other = await new GradientBoostingRegressor({ ...options, seed: 1 }).fit(patients.x, progression);
    expect(other.predict(patients.x)).not.toEqual(model.predict(patients.x));
  });

  it("the share of each column, and nothing where nothing was split", async () => {
    const { x } = wines;
    const model = await new GradientBoostingClassifier(small).fit(x, wines.y);
    expect(mean(model.featureImportances) * x.cols).toBeCloseTo(1, 12);
    const none = await new GradientBoostingRegressor(small).fit(
      x,
      wines.y.map(() => 3),
    );
    expect([...none.featureImportances]).toEqual(new Array(x.cols).fill(0));
    expect([...none.predict(x)]).toEqual(wines.y.map(() => 3));
  });

  it("nodes that hold what they would add as leaves", async () => {
    for (const loss of LOSSES) {
      const deep = new GradientBoostingRegressor({ loss, nEstimators: 1, maxDepth: 3, learningRate: 1 });
      const root = new GradientBoostingRegressor({ loss, nEstimators: 1, minSamplesSplit: 1000, learningRate: 1 });
      const [whole, leaf] = [await deep.fit(patients.x, progression), await root.fit(patients.x, progression)];
      expect(leaf.trees.nodes.value.length).toBe(1);
      expectClose([whole.trees.nodes.value[0] as number], leaf.trees.nodes.value, 1e-9, 1e-9);
    }
  });
});

describe("weights", () => {
  const weights = progression.map((_, row) => [1, 3, 0, 2][row % 4] as number);
  const repeated = weights.flatMap((weight, row) => new Array<number>(weight).fill(row));

  it.each(LOSSES)("count rows: %s", async (loss) => {
    const recipe = new GradientBoostingRegressor({ ...small, loss, alpha: 0.6 });
    const weighed = await recipe.fit(patients.x, progression, { sampleWeight: weights });
    const rows = repeated.map((row) => progression[row] as number);
    const many = await recipe.fit(patients.x.take(repeated), rows);
    expectClose(weighed.predict(patients.x), many.predict(patients.x), 1e-9);
    expectClose(weighed.trainScore, many.trainScore, 1e-9);
  });

  it.each(["logLoss", "exponential"] as const)("count rows of classes: %s", async (loss) => {
    const { x, y } = tumours;
    const own = y.map((_, row) => [1, 3, 0, 2][row % 4] as number);
    const all = own.flatMap((weight, row) => new Array<number>(weight).fill(row));
    const recipe = new GradientBoostingClassifier({ ...small, loss });
    const weighed = await recipe.fit(x, y, { sampleWeight: own });
    const many = await recipe.fit(
      x.take(all),
      all.map((row) => y[row] as Label),
    );
    expectClose(weighed.predictProba(x).values, many.predictProba(x).values, 1e-9);
  });

  it("of one class alone are refused", async () => {
    const sampleWeight = tumours.y.map((label) => (label === tumours.y[0] ? 1 : 0));
    const error = await errorOf(() =>
      new GradientBoostingClassifier(small).fit(tumours.x, tumours.y, { sampleWeight }),
    );
    expect(error.code).toBe("TARGET_ONE_CLASS");
  });
});

describe("odd tables", () => {
  it("of one row predict its target, whatever is drawn", async () => {
    for (const loss of LOSSES) {
      for (const subsample of [1, 0.3]) {
        const model = await new GradientBoostingRegressor({ ...small, loss, subsample }).fit([[1, 2]], [7]);
        expect([...model.predict([[5, 5]])]).toEqual([7]);
      }
    }
  });

  it("of constant columns predict the best constant", async () => {
    const x = [[1], [1], [1], [1]];
    const model = await new GradientBoostingRegressor(small).fit(x, [1, 2, 3, 6]);
    expect(model.predict(x)[0]).toBeCloseTo(3, 12);
    expect(model.trees.nodeCounts.every((count) => count === 1)).toBe(true);
    const classes = await new GradientBoostingClassifier(small).fit(x, ["a", "a", "b", "a"]);
    expect(classes.predictProba(x).values[0]).toBeCloseTo(0.75, 12);
  });

  it("of two rows are learned by heart", async () => {
    const model = await new GradientBoostingClassifier().fit([[1], [2]], ["a", "b"]);
    expect(model.predict([[1], [2]])).toEqual(["a", "b"]);
  });

  it("with NaN or ±∞ are refused, as are one class, sparse tables and three classes for 'exponential'", async () => {
    const learn = (value: number) => new GradientBoostingRegressor(small).fit([[1], [value]], [1, 2]);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect((await errorOf(() => learn(value))).code).toBe("DATA_NOT_FINITE");
    }
    const one = new GradientBoostingClassifier(small);
    expect((await errorOf(() => one.fit([[1], [2]], ["a", "a"]))).code).toBe("TARGET_ONE_CLASS");
    const sparse = new CsrMatrix(
      { values: Float64Array.of(1), indices: Int32Array.of(0), indptr: Int32Array.of(0, 1, 1) },
      2,
      2,
    );
    expect((await errorOf(() => one.fit(sparse, ["a", "b"]))).code).toBe("DATA_SPARSE");
    const three = new GradientBoostingClassifier({ loss: "exponential" });
    const error = await errorOf(() => three.fit(wines.x, wines.y));
    expect([error.code, error.data["name"]]).toEqual(["PARAM_INVALID", "loss"]);
  });

  it("whose loss grows beyond all numbers are refused", async () => {
    const x = [[1], [2], [3], [4]];
    const far = new GradientBoostingRegressor(small);
    expect((await errorOf(() => far.fit(x, [-1e200, 0, 1, 1e200]))).code).toBe("NUMERIC_FAILURE");
    const wild = new GradientBoostingRegressor({ learningRate: 1000, nEstimators: 200 });
    expect((await errorOf(() => wild.fit(patients.x, progression))).code).toBe("NUMERIC_FAILURE");
    const steep = new GradientBoostingClassifier({ loss: "exponential", learningRate: 1000, maxDepth: 1 });
    expect((await errorOf(() => steep.fit(tumours.x, tumours.y))).code).toBe("NUMERIC_FAILURE");
  });

  it("of targets far from 0 are learned as near it", async () => {
    const recipe = new GradientBoostingRegressor(small);
    const near = await recipe.fit(patients.x, progression);
    const far = await recipe.fit(
      patients.x,
      progression.map((y) => y + 1e9),
    );
    expectClose(
      far.predict(patients.x).map((value) => value - 1e9),
      near.predict(patients.x),
      0,
      1e-5,
    );
  });
});

describe("fitting", () => {
  it("says how far it is, and can be ended", async () => {
    const { x, y } = tumours;
    const big = Matrix.fromDense(
      Float64Array.from({ length: 20 * x.values.length }, (_, i) => x.values[i % x.values.length] as number),
      20 * x.rows,
      x.cols,
    );
    const labels = Array.from({ length: big.rows }, (_, row) => y[row % x.rows] as Label);
    const events: ProgressEvent[] = [];
    const controller = new AbortController();
    const onProgress = (event: ProgressEvent) => {
      events.push(event);
      if (event.done > 0) controller.abort();
    };
    const fit = () => new GradientBoostingClassifier().fit(big, labels, { signal: controller.signal, onProgress });
    expect((await errorOf(fit)).code).toBe("ABORTED");
    expect(events.at(-1)?.done).toBeLessThan(100);
    expect(events.every(({ done, total }) => done <= total && total === 100)).toBe(true);
  });

  it("does not depend on the scale of columns", async () => {
    const { x } = patients;
    const scaled = (await new StandardScaler().fit(x)).transform(x);
    const recipe = new GradientBoostingRegressor({ ...small, maxDepth: 1 });
    const [plain, other] = [await recipe.fit(x, progression), await recipe.fit(scaled, progression)];
    expectClose(other.predict(scaled), plain.predict(x), 1e-9);
  });

  it("finds what a grid search over a diabetes regression would: better than one tree, worse when left to run", async () => {
    const [train, test] = [part(patients, (row) => row % 3 !== 0), part(patients, (row) => row % 3 === 0)];
    const errorOfModel = async (options: GradientBoostingRegressorOptions) => {
      const predicted = (await new GradientBoostingRegressor(options).fit(train.x, train.y)).predict(test.x);
      return mean(test.y.map((y, row) => (y - (predicted[row] as number)) ** 2));
    };
    const good = await errorOfModel({
      maxDepth: 2,
      learningRate: 0.05,
      nEstimators: 100,
      subsample: 0.7,
      minSamplesLeaf: 5,
    });
    expect(good).toBeLessThan(0.85 * (await errorOfModel({ nEstimators: 1, learningRate: 1, maxDepth: 5 })));
    expect(good).toBeLessThan(0.9 * (await errorOfModel({ maxDepth: 6, learningRate: 0.5, nEstimators: 200 })));
  });
});

describe("the golden table", () => {
  it("has rows of weight 0, repeats and a constant column", () => {
    expect(golden.weights.some((weight) => weight === 0)).toBe(true);
    expect(new Set(golden.x.map((row) => row[4])).size).toBe(1);
  });
});
