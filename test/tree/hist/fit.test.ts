import { monitorEventLoopDelay } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { serialize } from "../../../src/artifact/index.js";
import { Rng } from "../../../src/core/rng.js";
import { Frame } from "../../../src/data/frame.js";
import { DenseMatrix, Matrix } from "../../../src/data/matrix.js";
import { Pipeline } from "../../../src/pipeline/pipeline.js";
import { OrdinalEncoder } from "../../../src/preprocess/ordinal-encoder.js";
import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorOptions,
} from "../../../src/tree/index.js";
import { errorOf } from "../support.js";

/** Rows with missing values, a column of categories, and a target that depends on both. */
function made(rows: number, seed = 1): { x: DenseMatrix; y: number[]; weights: number[] } {
  const rng = new Rng(seed);
  const values = new Float64Array(rows * 5);
  const y: number[] = [];
  for (let row = 0; row < rows; row++) {
    const town = rng.int(9);
    const own = [town, rng.float(), rng.float(), rng.int(4), rng.float()];
    if (rng.int(8) === 0) own[1] = Number.NaN;
    values.set(own, row * 5);
    y.push((town % 3) + 2 * (own[2] as number) + (Number.isNaN(own[1]) ? 1 : (own[1] as number)) + 0.1 * rng.float());
  }
  return { x: Matrix.fromDense(values, rows, 5), y, weights: y.map((_, row) => 1 + (row % 3)) };
}

const { x, y, weights } = made(1200);
const three = y.map((value) => (value < 1.8 ? "low" : value < 3 ? "middle" : "high"));
const options = { maxIter: 12, categoricalFeatures: [0] };

describe("threads", () => {
  const losses = ["squaredError", "absoluteError", "quantile", "poisson", "gamma"] as const;
  const bytesOf = async (loss: HistGradientBoostingRegressorOptions["loss"] & string, threads: number) =>
    serialize(
      await new HistGradientBoostingRegressor({ ...options, loss, earlyStopping: true }).fit(x, y, {
        sampleWeight: weights,
        threads,
      }),
    );

  it.each(losses)("give the same bytes whatever their number, and twice: %s", async (loss) => {
    const inline = await bytesOf(loss, 0);
    for (const threads of [0, 1, 2, 3]) expect(await bytesOf(loss, threads)).toEqual(inline);
  });

  it.each([2, 3])("and for %d classes", async (classes) => {
    const labels = classes === 3 ? three : three.map((label) => label === "low");
    const of = async (threads: number) =>
      serialize(await new HistGradientBoostingClassifier(options).fit<string | boolean>(x, labels, { threads }));
    const inline = await of(0);
    for (const threads of [1, 2, 3]) expect(await of(threads)).toEqual(inline);
  });

  it("end within 100 ms of an abort, and can be used again", async () => {
    const large = made(60_000, 2);
    const recipe = new HistGradientBoostingRegressor({ maxIter: 2000, earlyStopping: false });
    for (const threads of [0, 2]) {
      const controller = new AbortController();
      let aborted = 0;
      setTimeout(() => {
        aborted = performance.now();
        controller.abort();
      }, 250);
      const error = await errorOf(() => recipe.fit(large.x, large.y, { signal: controller.signal, threads }));
      expect(error.code).toBe("ABORTED");
      // Ten times what it should be: the machine of the tests has other things to do.
      expect(performance.now() - aborted).toBeLessThan(1000);
      expect((await new HistGradientBoostingRegressor(options).fit(x, y, { threads })).nIter).toBe(12);
    }
  });

  it.each([0, 2])("let others run while they learn (threads: %d)", async (threads) => {
    const large = made(50_000, 3);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const done: number[] = [];
    const recipe = new HistGradientBoostingRegressor({ maxIter: 30, earlyStopping: true });
    await recipe.fit(large.x, large.y, { threads, onProgress: (event) => done.push(event.done / event.total) });
    delay.disable();
    // The event loop is late by 50 ms at most; here, where other tests run beside, in nine cases of ten.
    expect(delay.percentile(90) / 1e6).toBeLessThan(60);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
  });
});

describe("going on from a model", () => {
  it.each([{}, { earlyStopping: true, nIterNoChange: 3 }])("comes to the bytes of starting anew: %o", async (more) => {
    const recipe = (maxIter: number) => new HistGradientBoostingClassifier({ ...options, ...more, maxIter });
    const first = await recipe(5).fit(x, three);
    const further = await recipe(11).fit(x, three, { from: first });
    expect(serialize(further)).toEqual(serialize(await recipe(11).fit(x, three)));
    expect(first.nIter).toBe(5);
  });

  it.each(["absoluteError", "gamma"] as const)("with the loss %s too", async (loss) => {
    const recipe = (maxIter: number) => new HistGradientBoostingRegressor({ ...options, loss, maxIter });
    const first = await recipe(4).fit(x, y, { sampleWeight: weights });
    const further = await recipe(9).fit(x, y, { sampleWeight: weights, from: first, threads: 2 });
    expect(serialize(further)).toEqual(serialize(await recipe(9).fit(x, y, { sampleWeight: weights })));
  });

  it("leaves a model that had ended early as it is", async () => {
    const recipe = new HistGradientBoostingRegressor({ maxIter: 400, learningRate: 0.5, earlyStopping: true });
    const ended = await recipe.fit(x, y);
    expect(ended.nIter).toBeLessThan(400);
    expect(serialize(await recipe.fit(x, y, { from: ended }))).toEqual(serialize(ended));
  });

  it("refuses models that it did not give, and fewer rounds", async () => {
    const model = await new HistGradientBoostingRegressor(options).fit(x, y);
    const poisson = new HistGradientBoostingRegressor({ ...options, loss: "poisson" });
    const fewer = new HistGradientBoostingRegressor({ ...options, maxIter: 3 });
    const classifier = new HistGradientBoostingClassifier(options);
    expect((await errorOf(() => poisson.fit(x, y, { from: model }))).code).toBe("PARAM_INVALID");
    expect((await errorOf(() => fewer.fit(x, y, { from: model }))).code).toBe("PARAM_INVALID");
    expect((await errorOf(() => classifier.fit(x, three, { from: model }))).code).toBe("PARAM_INVALID");
    const other = await classifier.fit(
      x,
      y.map((value) => value > 2),
    );
    expect((await errorOf(() => classifier.fit(x, three, { from: other }))).code).toBe("PARAM_INVALID");
  });
});

describe("early stopping", () => {
  it("watches the rows that fit is given, without ending by itself on few rows", async () => {
    const other = made(300, 5);
    const validation = { x: other.x, y: other.y };
    const watching = await new HistGradientBoostingRegressor(options).fit(x, y, { validation });
    expect(watching.validationScore.length).toBe(13);
    const alone = await new HistGradientBoostingRegressor(options).fit(x, y);
    expect(alone.validationScore.length + alone.trainScore.length).toBe(0);
    expect(alone.predict(x)).toEqual(watching.predict(x));
    const raw = watching.decisionFunction(other.x);
    const loss = raw.reduce((sum, score, row) => sum + (score - (other.y[row] as number)) ** 2 / 2, 0) / 300;
    expect(watching.validationScore.at(-1)).toBeCloseTo(-loss, 10);
  });

  it("holds out the same share of each class, drawn by the seed", async () => {
    const drawn = (seed: number) =>
      new HistGradientBoostingClassifier({ ...options, earlyStopping: true, seed }).fit(x, three);
    const [one, again, other] = [await drawn(1), await drawn(1), await drawn(2)];
    expect(serialize(again)).toEqual(serialize(one));
    expect(other.validationScore[0]).toBeCloseTo(one.validationScore[0] as number, 3);
    expect(other.validationScore.at(-1)).not.toBe(one.validationScore.at(-1));
  });

  it("starts by itself from 10,001 rows on", async () => {
    const large = made(10_001, 6);
    const recipe = new HistGradientBoostingRegressor({ maxIter: 3 });
    expect((await recipe.fit(large.x, large.y)).validationScore.length).toBe(4);
    const fewer = large.x.take(Array.from({ length: 10_000 }, (_, row) => row));
    expect((await recipe.fit(fewer, large.y.slice(0, 10_000))).validationScore.length).toBe(0);
  });

  it("refuses to hold out what is not there", async () => {
    const recipe = new HistGradientBoostingClassifier({ earlyStopping: true, validationFraction: 0.9 });
    expect((await errorOf(() => recipe.fit([[1], [2], [3]], ["a", "b", "b"]))).code).toBe("SPLIT_INVALID");
  });
});

describe("columns", () => {
  it("of categories come from an OrdinalEncoder as such", async () => {
    const towns = ["Lima", "Oslo", "Quito", "Riga", "Bern", "Cork"];
    const good = new Set(["Oslo", "Bern", "Quito"]);
    const rows = Array.from({ length: 240 }, (_, row) => ({ town: towns[row % 6] as string }));
    const target = rows.map(({ town }) => (good.has(town) ? 1 : 0));
    const frame = Frame.fromRows(rows);
    const recipe = new HistGradientBoostingRegressor({ maxIter: 1, learningRate: 1, maxLeafNodes: 2 });
    const native = await new Pipeline().add("codes", new OrdinalEncoder()).add("model", recipe).fit(frame, target);
    expect([...native.predict(frame)].map(Math.round)).toEqual(target);
    const numbers = recipe.withParams({ categoricalFeatures: null });
    const ordered = await new Pipeline().add("codes", new OrdinalEncoder()).add("model", numbers).fit(frame, target);
    expect([...ordered.predict(frame)].map(Math.round)).not.toEqual(target);
  });

  it("of categories send what was not seen the way of missing values", async () => {
    const model = await new HistGradientBoostingRegressor(options).fit(x, y);
    const row = (town: number) => [town, 0.5, 0.5, 1, 0.5];
    expect(model.predict([row(77)])).toEqual(model.predict([row(Number.NaN)]));
    expect(model.predict([row(-3)])).toEqual(model.predict([row(Number.NaN)]));
  });

  it("are named or numbered", async () => {
    const names = ["town", "a", "b", "c", "d"];
    const named = Matrix.fromDense(x.values, x.rows, x.cols, names);
    const bytes = async (more: HistGradientBoostingRegressorOptions) =>
      serialize(await new HistGradientBoostingRegressor({ maxIter: 3, ...more }).fit(named, y));
    const one = await bytes({
      categoricalFeatures: [0],
      monotonicCst: [0, 0, 1, 0, -1],
      interactionCst: [[0, 2], [1]],
    });
    const other = await bytes({
      categoricalFeatures: ["town"],
      monotonicCst: [
        ["b", 1],
        ["d", -1],
      ],
      interactionCst: [["town", "b"], ["a"]],
    });
    expect(other).toEqual(one);
  });

  it("are refused where they are not there, or constrained where they have no order", async () => {
    const wrong: HistGradientBoostingRegressorOptions[] = [
      { categoricalFeatures: ["town"] },
      { categoricalFeatures: [5] },
      { monotonicCst: [1, 0] },
      { monotonicCst: [["nowhere", 1]] },
      { interactionCst: [[0, 9]] },
      { categoricalFeatures: [0], monotonicCst: [1, 0, 0, 0, 0] },
    ];
    for (const more of wrong) {
      expect((await errorOf(() => new HistGradientBoostingRegressor(more).fit(x, y))).code).toBe("PARAM_INVALID");
    }
    const rising = new HistGradientBoostingClassifier({ monotonicCst: [0, 1, 0, 0, 0] });
    expect((await errorOf(() => rising.fit(x, three))).code).toBe("PARAM_INVALID");
  });

  it("with a direction make predictions rise or fall", async () => {
    const model = await new HistGradientBoostingRegressor({ ...options, monotonicCst: [0, 0, 1, 0, 0] }).fit(x, y);
    for (let row = 0; row < 50; row++) {
      const own = Array.from(x.values.subarray(row * 5, row * 5 + 5));
      const path = Array.from({ length: 21 }, (_, k) => own.map((value, col) => (col === 2 ? k / 20 : value)));
      const predicted = [...model.predict(path)];
      expect(predicted).toEqual([...predicted].sort((a, b) => a - b));
    }
  });

  it("that may not meet add up", async () => {
    const model = await new HistGradientBoostingRegressor({ ...options, interactionCst: "noInteractions" }).fit(x, y);
    const at = (a: number, b: number) => model.predict([[2, 0.5, a, 1, b]])[0] as number;
    expect(at(0.9, 0.9) - at(0.1, 0.9)).toBeCloseTo(at(0.9, 0.1) - at(0.1, 0.1), 10);
  });
});

describe("odd data", () => {
  const regressor = new HistGradientBoostingRegressor({ maxIter: 5, minSamplesLeaf: 1 });

  it("of columns that say nothing, or of one row, gives the mean", async () => {
    const empty = Array.from({ length: 50 }, () => [3, Number.NaN]);
    const target = empty.map((_, row) => row % 4);
    const mean = target.reduce((sum, value) => sum + value, 0) / 50;
    const model = await regressor.fit(empty, target);
    expect(model.predict([[9, 1]])[0]).toBeCloseTo(mean, 12);
    expect([...(await regressor.fit([[1, 2]], [7])).predict([[0, 0]])]).toEqual([7]);
  });

  it("tells missing from constant", async () => {
    const rows = Array.from({ length: 60 }, (_, row) => [row % 2 === 0 ? 1 : Number.NaN]);
    const model = await regressor.withParams({ learningRate: 1 }).fit(
      rows,
      rows.map((_, row) => row % 2),
    );
    expect([...model.predict([[1], [Number.NaN]])].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 1]);
  });

  it("is refused where it is infinite, of one class, or beyond a loss", async () => {
    const code = async (call: () => Promise<unknown>) => (await errorOf(call)).code;
    const classifier = new HistGradientBoostingClassifier();
    expect(await code(() => regressor.fit([[1], [Number.POSITIVE_INFINITY]], [1, 2]))).toBe("DATA_NOT_FINITE");
    expect(await code(() => regressor.fit([[1], [Number.NEGATIVE_INFINITY]], [1, 2]))).toBe("DATA_NOT_FINITE");
    expect(await code(() => classifier.fit([[1], [2]], ["a", "a"]))).toBe("TARGET_ONE_CLASS");
    const of = (loss: "poisson" | "gamma") => new HistGradientBoostingRegressor({ loss });
    expect(await code(() => of("poisson").fit([[1], [2]], [1, -1]))).toBe("TARGET_INVALID");
    expect(await code(() => of("poisson").fit([[1], [2]], [0, 0]))).toBe("TARGET_INVALID");
    expect(await code(() => of("gamma").fit([[1], [2]], [1, 0]))).toBe("TARGET_INVALID");
    const validation = { x: [[1]], y: [-1] };
    expect(await code(() => of("gamma").fit([[1], [2]], [1, 2], { validation }))).toBe("TARGET_INVALID");
  });

  it("of targets beyond all squares is refused, of large and of small ones not", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row]);
    const learn = (size: number) =>
      regressor.fit(
        rows,
        rows.map(([value = 0]) => value * size),
      );
    const last = async (size: number) => ((await learn(size)).predict([[39]])[0] as number) / size;
    // Of splits that are as good as each other, rounding decides.
    expect(await last(1e60)).toBeCloseTo(await last(1), 0);
    expect(await last(1e-60)).toBeCloseTo(await last(1), 0);
    expect((await errorOf(() => learn(1e150))).code).toBe("NUMERIC_FAILURE");
  });

  it("keeps weights of classes", async () => {
    const rows = Array.from({ length: 400 }, (_, row) => [row % 10]);
    const labels = rows.map((_, row) => (row % 7 === 0 ? "rare" : "usual"));
    const share = async (classWeight: "balanced" | readonly (readonly [string, number])[] | null) => {
      const model = await new HistGradientBoostingClassifier({ classWeight, maxIter: 3 }).fit(rows, labels);
      return model.predictProba([[4]]).toDense().values[0] as number;
    };
    expect(await share(null)).toBeLessThan(0.25);
    expect(await share("balanced")).toBeGreaterThan(0.4);
    expect(await share([["rare", 100]])).toBeGreaterThan(0.8);
  });

  it("has staged predictions whose losses are those that were kept", async () => {
    const watching = { earlyStopping: true, validationFraction: null, nIterNoChange: 100 };
    const model = await new HistGradientBoostingClassifier({ ...options, ...watching }).fit(x, three);
    const losses = [...model.stagedPredictProba(x)].map((shares) => {
      const codes = three.map((label) => model.classes.indexOf(label));
      const { values } = shares.toDense();
      return codes.reduce((sum, code, row) => sum - Math.log(values[row * 3 + code] as number), 0) / x.rows;
    });
    for (const [round, loss] of losses.entries()) expect(model.trainScore[round + 1]).toBeCloseTo(-loss, 10);
    expect(model.trainScore.length).toBe(13);
  });

  it("is read as a matrix whose kinds say what holds categories", async () => {
    const kinds = [{ categories: [..."abcdefghi"] }, "number", "number", "number", "number"] as const;
    const kinded = new DenseMatrix(x.values, x.rows, x.cols, { kinds });
    const [one, other] = [
      new HistGradientBoostingRegressor({ maxIter: 4 }),
      new HistGradientBoostingRegressor(options),
    ];
    expect(serialize(await one.fit(kinded, y))).toEqual(serialize(await other.withParams({ maxIter: 4 }).fit(x, y)));
  });
});
