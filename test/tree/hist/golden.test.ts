import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../../src/data/matrix.js";
import {
  type BoostedClassifierModel,
  type BoostedRegressorModel,
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierOptions,
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorOptions,
} from "../../../src/tree/index.js";
import { tableOf } from "../support.js";

interface Case {
  data: "diabetes" | "breast_cancer" | "wine" | "iris" | "digits" | "made";
  task: "regress" | "classify";
  params: HistGradientBoostingRegressorOptions & HistGradientBoostingClassifierOptions;
  weighted: boolean;
  holes: boolean;
  step: number;
  raw: number[][];
  trainScore: number[];
  leaves: number[];
}

const golden: { x: number[][]; y: number[]; cases: Case[] } = JSON.parse(
  readFileSync(new URL("../../golden/hist_gradient_boosting.json", import.meta.url), "utf8"),
);

/** The rows of a case; missing values and weights by the rule of the script. */
async function rowsOf({ data, task, weighted, holes }: Case) {
  const { x, y } = data === "made" ? madeRows(task) : await realRows(data, task);
  const values = x.toDense().values.slice();
  for (let at = 0; holes && at < values.length; at++) {
    const [row, col] = [Math.floor(at / x.cols), at % x.cols];
    if ((row * 7 + col * 3) % 10 === 0) values[at] = Number.NaN;
  }
  const options = weighted ? { sampleWeight: y.map((_, row) => ((row % 4) + 1) / 2) } : {};
  return { x: Matrix.fromDense(values, x.rows, x.cols), y, options };
}

function madeRows(task: Case["task"]) {
  return { x: Matrix.fromRows(golden.x), y: task === "regress" ? golden.y : golden.y.map((y) => Number(y > 1)) };
}

async function realRows(data: Exclude<Case["data"], "made">, task: Case["task"]) {
  const { x, y } = await tableOf({ data, task });
  if (data !== "digits") return { x, y };
  return { x: x.take(y.slice(0, 600).map((_, row) => row)), y: y.slice(0, 600) };
}

/** Fits as the script does: the loss is watched on the training rows, and never ends it. */
async function learn({ task, params }: Case, { x, y, options }: Awaited<ReturnType<typeof rowsOf>>) {
  const watching = { earlyStopping: true, validationFraction: null, nIterNoChange: 1000 };
  const numbers = y.map(Number);
  if (task === "classify") {
    return new HistGradientBoostingClassifier({ ...params, ...watching }).fit(x, y, options);
  }
  return new HistGradientBoostingRegressor({ ...params, ...watching }).fit(x, numbers, options);
}

function rawScores(model: BoostedClassifierModel | BoostedRegressorModel, x: Matrix): Float64Array {
  const raw = model.decisionFunction(x);
  return raw instanceof Float64Array ? raw : raw.values;
}

/** The greatest distance of any shown score from scikit-learn's, in units of how far these are spread. */
function distance(scores: Float64Array, { raw, step }: Case): number {
  const width = raw[0]?.length ?? 1;
  const all = raw.flat();
  const spread = Math.max(...all) - Math.min(...all);
  let most = 0;
  for (const [shown, own] of raw.entries()) {
    for (const [k, score] of own.entries()) {
      most = Math.max(most, Math.abs((scores[shown * step * width + k] as number) - score) / spread);
    }
  }
  return most;
}

const cases = golden.cases.map((each) => ({
  ...each,
  title: `${each.data} ${JSON.stringify(each.params)}${each.weighted ? " weighted" : ""}${each.holes ? " with missing values" : ""}`,
}));

/**
 * scikit-learn adds single floats up in doubles, where here the same floats are integers that are added exactly: scores differ by some 1e-9, after a
 * hundred rounds by 1e-6. Where the bounds of monotonic constraints
 * leave nothing to gain, scikit-learn splits by what its sums are off by, some 1e-13, and the trees after that differ: the rounds before are held to its numbers, the end to its loss.
 */
const CLOSE = 2e-6;
const FIRST_ROUNDS = 8;

describe("boosting on histograms beside scikit-learn 1.2.1", () => {
  it.each(cases)("$title", async (each) => {
    const { trainScore, params } = each;
    const rows = await rowsOf(each);
    const model = await learn(each, rows);
    expect(model.trainScore.length).toBe(trainScore.length);
    const [first = 0, last = 0] = [trainScore[0], trainScore.at(-1)];
    const bounded = params.monotonicCst !== undefined;
    for (const [round, score] of trainScore.slice(0, bounded ? FIRST_ROUNDS : undefined).entries()) {
      expect(Math.abs((model.trainScore[round] as number) - score) / (last - first), `round ${round}`).toBeLessThan(
        CLOSE,
      );
    }
    if (bounded) expect(((model.trainScore.at(-1) as number) - last) / (last - first)).toBeGreaterThan(-0.02);
    else expect(distance(rawScores(model, rows.x), each)).toBeLessThan(CLOSE);
  });
});
