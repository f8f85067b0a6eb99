/** Parity with scikit-learn 1.2: every value of test/golden/metrics.json to a relative 1e-12. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Average,
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  fbetaScore,
  logLoss,
  maxError,
  meanAbsoluteError,
  meanSquaredError,
  medianAbsoluteError,
  precisionRecallCurve,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rocCurve,
  rootMeanSquaredError,
} from "../../src/metrics/index.js";

type Labels = number[] | string[];

interface LabelCase {
  name: string;
  yTrue: Labels;
  yPred: Labels;
  sampleWeight: number[] | null;
  labels: Labels | null;
  accuracy: number;
  accuracySum: number;
  balancedAccuracy: number;
  prf: {
    average: Average;
    zeroDivision: 0 | 1;
    precision: Result;
    recall: Result;
    f1: Result;
    f2: Result;
    fHalf: Result;
  }[];
  support: number[];
  binary?: { posLabel: number | string; precision: number; recall: number; f1: number }[];
  confusion_counts: number[][];
  confusion_true: number[][];
  confusion_pred: number[][];
  confusion_all: number[][];
}
type Result = number | number[];

interface ScoreCase {
  name: string;
  yTrue: Labels;
  scores: number[];
  sampleWeight: number[] | null;
  posLabel: number | string;
  rocAuc: number;
  rocCurve: { fpr: number[]; tpr: number[]; thresholds: number[] };
  fullRocCurve: { fpr: number[]; tpr: number[] };
  precisionRecallCurve: { precision: number[]; recall: number[]; thresholds: number[] };
}

interface ProbabilityCase {
  name: string;
  yTrue: Labels;
  proba: number[] | number[][];
  labels: Labels;
  sampleWeight: number[] | null;
  logLoss: number;
  logLossSum: number;
  logLossEps: number;
  ovo?: { macro: number; weighted: number } | null;
  ovr?: { macro: number; weighted: number; micro: number };
  ovrEach?: number[];
}

interface RegressionCase {
  name: string;
  yTrue: number[];
  yPred: number[];
  sampleWeight: number[] | null;
  meanAbsoluteError: number;
  meanSquaredError: number;
  rootMeanSquaredError: number;
  r2: number;
  medianAbsoluteError: number;
  maxError?: number;
}

interface Golden {
  labels: LabelCase[];
  scores: ScoreCase[];
  probabilities: ProbabilityCase[];
  regression: RegressionCase[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/metrics.json", import.meta.url), "utf8"));

function near(actual: number, expected: number): void {
  const room = 1e-12 * Math.max(Math.abs(expected), Number.MIN_VALUE);
  // A sum that cancels to almost 0 has no relative precision to hold to: there, 1e-15 of the summands' size, which is at most 1.
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(Math.max(room, 1e-15));
}

function allNear(actual: Iterable<number>, expected: readonly number[]): void {
  const values = [...actual];
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    near(value, expected[i] ?? Number.NaN);
  });
}

function nearResult(actual: number | ReadonlyMap<unknown, number>, expected: Result): void {
  if (typeof actual === "number") near(actual, expected as number);
  else allNear(actual.values(), expected as number[]);
}

const optional = <K extends string, V>(key: K, value: V | null | undefined) =>
  (value === null || value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

describe.each(golden.labels)("labels: $name", (given) => {
  const yTrue: (number | string)[] = given.yTrue;
  const yPred: (number | string)[] = given.yPred;
  const weights = optional("sampleWeight", given.sampleWeight);
  const labels = optional<"labels", (number | string)[]>("labels", given.labels);

  it("accuracy and balanced accuracy", () => {
    near(accuracyScore(yTrue, yPred, weights), given.accuracy);
    near(accuracyScore(yTrue, yPred, { normalize: false, ...weights }), given.accuracySum);
    near(balancedAccuracyScore(yTrue, yPred, weights), given.balancedAccuracy);
  });

  it.each(given.prf)("precision, recall and F, average $average, 0/0 is $zeroDivision", (expected) => {
    const { average, zeroDivision } = expected;
    const options = { average, zeroDivision, ...weights, ...labels };
    nearResult(precisionScore(yTrue, yPred, options), expected.precision);
    nearResult(recallScore(yTrue, yPred, options), expected.recall);
    nearResult(f1Score(yTrue, yPred, options), expected.f1);
    nearResult(fbetaScore(yTrue, yPred, 2, options), expected.f2);
    nearResult(fbetaScore(yTrue, yPred, 0.5, options), expected.fHalf);
  });

  it.each(given.binary ?? [])("binary, positive $posLabel", ({ posLabel, ...expected }) => {
    near(precisionScore(yTrue, yPred, { posLabel, ...weights }), expected.precision);
    near(recallScore(yTrue, yPred, { posLabel, ...weights }), expected.recall);
    near(f1Score(yTrue, yPred, { posLabel, ...weights }), expected.f1);
  });

  it("confusion matrix, plain and normalised", () => {
    const expected = { true: given.confusion_true, pred: given.confusion_pred, all: given.confusion_all };
    allNear(confusionMatrix(yTrue, yPred, { ...weights, ...labels }).counts, given.confusion_counts.flat());
    for (const normalize of ["true", "pred", "all"] as const) {
      const matrix = confusionMatrix(yTrue, yPred, { normalize, ...weights, ...labels });
      allNear(matrix.counts, expected[normalize].flat());
    }
  });

  it("the report holds the same numbers", () => {
    const report = classificationReport(yTrue, yPred, { ...weights, ...labels });
    const expected = (average: Average) =>
      given.prf.find((scores) => scores.average === average && scores.zeroDivision === 0) ?? given.prf[0]!;
    for (const key of ["precision", "recall", "f1"] as const) {
      nearResult(new Map(report.classes.map((scores) => [scores.label, scores[key]])), expected(null)[key]);
      nearResult(report.microAverage[key], expected("micro")[key]);
      nearResult(report.macroAverage[key], expected("macro")[key]);
      nearResult(report.weightedAverage[key], expected("weighted")[key]);
    }
    near(report.accuracy, given.accuracy);
    allNear(
      report.classes.map((scores) => scores.support),
      given.support,
    );
  });
});

describe.each(golden.scores)("scores: $name", (given) => {
  const yTrue: (number | string)[] = given.yTrue;
  const { scores, posLabel } = given;
  const weights = optional("sampleWeight", given.sampleWeight);

  it("ROC AUC from scores and from two columns", () => {
    near(rocAucScore(yTrue, scores, weights), given.rocAuc);
    near(
      rocAucScore(yTrue, { rows: scores.length, cols: 2, values: scores.flatMap((s) => [-s, s]) }, weights),
      given.rocAuc,
    );
    near(
      rocAucScore(
        yTrue,
        scores.map((score) => [1 - score, score]),
        { posLabel, ...weights },
      ),
      given.rocAuc,
    );
  });

  it("ROC curve", () => {
    const curve = rocCurve(yTrue, scores, { posLabel, ...weights });
    const full = rocCurve(yTrue, scores, { posLabel, dropIntermediate: false, ...weights });
    allNear(full.fpr, given.fullRocCurve.fpr);
    allNear(full.tpr, given.fullRocCurve.tpr);
    expect(curve.thresholds[0]).toBe(Number.POSITIVE_INFINITY);
    // With weights, rounding decides which points look collinear, so that the choice of points may differ.
    if (given.sampleWeight !== null) return;
    allNear(curve.fpr, given.rocCurve.fpr);
    allNear(curve.tpr, given.rocCurve.tpr);
    allNear(curve.thresholds.slice(1), given.rocCurve.thresholds);
  });

  it("precision-recall curve", () => {
    const curve = precisionRecallCurve(yTrue, scores, { posLabel, ...weights });
    allNear(curve.precision, given.precisionRecallCurve.precision);
    allNear(curve.recall, given.precisionRecallCurve.recall);
    allNear(curve.thresholds, given.precisionRecallCurve.thresholds);
  });
});

describe.each(golden.probabilities)("probabilities: $name", (given) => {
  const yTrue: (number | string)[] = given.yTrue;
  const labels: (number | string)[] = given.labels;
  const { proba } = given;
  const weights = optional("sampleWeight", given.sampleWeight);

  it("log loss", () => {
    near(logLoss(yTrue, proba as number[], { labels, ...weights }), given.logLoss);
    near(logLoss(yTrue, proba as number[], { labels, normalize: false, ...weights }), given.logLossSum);
    near(logLoss(yTrue, proba as number[], { labels, eps: 1e-3, ...weights }), given.logLossEps);
  });
});

describe.each(golden.probabilities.filter(({ ovo }) => ovo))(
  "one against one: $name",
  ({ yTrue, proba, labels, ovo }) => {
    it.each(["macro", "weighted"] as const)("ROC AUC, %s", (average) => {
      const options = { labels: labels as (number | string)[], multiClass: "ovo", average } as const;
      near(
        rocAucScore<number | string, typeof average>(yTrue, proba as number[][], options),
        ovo?.[average] ?? Number.NaN,
      );
    });
  },
);

describe.each(golden.probabilities.filter(({ ovr }) => ovr))("one against the rest: $name", (given) => {
  const yTrue: (number | string)[] = given.yTrue;
  const labels: (number | string)[] = given.labels;
  const proba = given.proba as number[][];
  const options = { labels, multiClass: "ovr", ...optional("sampleWeight", given.sampleWeight) } as const;

  it.each(["macro", "weighted", "micro"] as const)("ROC AUC, %s", (average) => {
    near(rocAucScore(yTrue, proba, { ...options, average }), given.ovr?.[average] ?? Number.NaN);
  });

  it("ROC AUC of each class", () => {
    const each = rocAucScore(yTrue, proba, { ...options, average: null });
    expect([...each.keys()]).toEqual(labels);
    allNear(each.values(), given.ovrEach ?? []);
  });
});

describe.each(golden.regression)("regression: $name", (given) => {
  const { yTrue, yPred } = given;
  const weights = optional("sampleWeight", given.sampleWeight);

  it("errors and R²", () => {
    near(meanAbsoluteError(yTrue, yPred, weights), given.meanAbsoluteError);
    near(meanSquaredError(yTrue, yPred, weights), given.meanSquaredError);
    near(rootMeanSquaredError(yTrue, yPred, weights), given.rootMeanSquaredError);
    near(medianAbsoluteError(yTrue, yPred, weights), given.medianAbsoluteError);
    near(r2Score(yTrue, yPred, weights), given.r2);
    if (given.maxError !== undefined) near(maxError(yTrue, yPred), given.maxError);
  });
});

it("holds the issue's numbers: diabetes by its BMI column, last 20 rows held out", () => {
  const given = golden.regression.find(({ name }) => name.startsWith("diabetes by bmi"));
  expect(meanSquaredError(given?.yTrue ?? [], given?.yPred ?? [])).toBeCloseTo(2548.07, 2);
  expect(r2Score(given?.yTrue ?? [], given?.yPred ?? [])).toBeCloseTo(0.47, 2);
});
