/**
 * Whether target encoding lets a model learn from noise. A column of many categories says nothing of the target; what a model that was fitted on it predicts of new
 * rows can be no better than chance, and an encoding that saw the target of the rows that it encodes shows itself by what it promises or costs. Each seed makes rows of its
 * own, on which all ways are tried.
 */
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { Frame } from "../../src/data/frame.js";
import type { Matrix } from "../../src/data/matrix.js";
import { StratifiedKFold } from "../../src/data/split/k-fold.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { logLoss } from "../../src/metrics/log-loss.js";
import { rocAucScore } from "../../src/metrics/roc-auc.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { TargetEncoder } from "../../src/preprocess/index.js";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const [ROWS, CATEGORIES] = [500, 120];
/** Student's t for 19 degrees of freedom, 99 %. */
const T = 2.861;

interface Score {
  /** The area under the curve of rows that were not learned from, the mean over folds. */
  readonly auc: number;
  /** Their log loss. */
  readonly loss: number;
}

function noise(seed: number): { x: Frame; y: number[] } {
  const rng = new Rng(seed).derive("noise");
  const x = Frame.fromRows(Array.from({ length: ROWS }, () => ({ id: `id-${rng.int(CATEGORIES)}` })));
  return { x, y: Array.from({ length: ROWS }, () => rng.int(2)) };
}

const pick = (y: readonly number[], rows: Int32Array) => Array.from(rows, (row) => y[row] as number);
const logistic = () => new LogisticRegression({ C: 100 });
const encoder = () => new TargetEncoder({ smooth: 0 });

/** Cross-validates: `predict` learns from some rows and gives the probability of class 1 of others. */
async function scored(
  y: readonly number[],
  predict: (train: Int32Array, test: Int32Array) => Promise<Matrix>,
): Promise<Score> {
  const aucs: number[] = [];
  const losses: number[] = [];
  for (const { train, test } of new StratifiedKFold({ shuffle: true, seed: 5 }).split(y.length, { y })) {
    const proba = (await predict(train, test)).toDense();
    aucs.push(rocAucScore(pick(y, test), proba));
    losses.push(logLoss(pick(y, test), proba));
  }
  return { auc: mean(aucs), loss: mean(losses) };
}

/** As users do it: the encoder in a pipeline. */
function crossFitted({ x, y }: ReturnType<typeof noise>): Promise<Score> {
  return scored(y, async (train, test) => {
    const pipeline = new Pipeline().add("encode", encoder()).add("model", logistic());
    return (await pipeline.fit(x.take(train), pick(y, train))).predictProba(x.take(test));
  });
}

/** The encoder learns from the training rows and encodes these very rows. */
function naive({ x, y }: ReturnType<typeof noise>): Promise<Score> {
  return scored(y, async (train, test) => {
    const fitted = await encoder().fit(x.take(train), pick(y, train));
    const model = await logistic().fit(fitted.transform(x.take(train)), pick(y, train));
    return model.predictProba(fitted.transform(x.take(test)));
  });
}

/** The encoder learns from all rows before they are cut into folds. */
async function beforehand({ x, y }: ReturnType<typeof noise>): Promise<Score> {
  const encoded = (await encoder().fit(x, y)).transform(x);
  return scored(y, async (train, test) => {
    return (await logistic().fit(encoded.take(train), pick(y, train))).predictProba(encoded.take(test));
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean and its interval of 99 %. */
function interval(values: readonly number[]): { mean: number; low: number; high: number } {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const half = T * Math.sqrt(squares / (values.length - 1) / values.length);
  return { mean: middle, low: middle - half, high: middle + half };
}

describe("target encoding of noise with 120 categories in 500 rows, over 20 seeds", async () => {
  const tables = SEEDS.map(noise);
  const fair = await Promise.all(tables.map(crossFitted));
  const leaky = await Promise.all(tables.map(naive));
  const promised = await Promise.all(tables.map(beforehand));
  const less = (a: readonly Score[], b: readonly Score[], of: keyof Score) =>
    interval(a.map((score, seed) => score[of] - (b[seed] as Score)[of]));

  it("predicts new rows no better than chance in a pipeline, and costs nothing", () => {
    const auc = interval(fair.map((score) => score.auc));
    expect(auc.low).toBeLessThan(0.5);
    expect(auc.high).toBeGreaterThan(0.5);
    expect(Math.abs(auc.mean - 0.5)).toBeLessThan(0.03);
    // That of always saying one half is log 2.
    const loss = interval(fair.map((score) => score.loss));
    expect(loss.high).toBeLessThan(Math.LN2 + 0.02);
  });

  it("would be believed beyond all reason if it had encoded its own training rows", () => {
    expect(interval(leaky.map((score) => score.loss)).low).toBeGreaterThan(Math.LN2 + 0.2);
    expect(less(leaky, fair, "loss").low).toBeGreaterThan(0.2);
  });

  it("would promise what no new row keeps if it had learned before the rows were cut into folds", () => {
    expect(interval(promised.map((score) => score.auc)).low).toBeGreaterThan(0.7);
    expect(less(promised, fair, "auc").low).toBeGreaterThan(0.2);
  });
});
