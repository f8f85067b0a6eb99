/** Laws that hold for all inputs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  logLoss,
  meanAbsoluteError,
  meanSquaredError,
  medianAbsoluteError,
  precisionScore,
  r2Score,
  recallScore,
  rocAucScore,
  rocCurve,
} from "../../src/metrics/index.js";

const label = fc.constantFrom("a", "b", "c", "__proto__");
const rows = fc.array(fc.record({ truth: label, guess: label, weight: fc.integer({ min: 0, max: 3 }) }), {
  minLength: 1,
  maxLength: 40,
});
const scored = fc
  .array(
    fc.record({ truth: fc.boolean(), score: fc.integer({ min: -3, max: 3 }), weight: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 2,
      maxLength: 30,
    },
  )
  .filter((list) => new Set(list.map(({ truth }) => truth)).size === 2);
const numbers = fc.array(fc.record({ truth: small(), guess: small() }), { minLength: 2, maxLength: 30 });

function small() {
  return fc.integer({ min: -1000, max: 1000 });
}

const truths = <T>(list: readonly { truth: T }[]) => list.map(({ truth }) => truth);
const guesses = <T>(list: readonly { guess: T }[]) => list.map(({ guess }) => guess);
const weightsOf = (list: readonly { weight: number }[]) => list.map(({ weight }) => weight);
const someWeight = (list: readonly { weight: number }[]) => list.some(({ weight }) => weight > 0);

/** A fixed shuffle: sorts by the digits of a multiple. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const key = (i: number) => ((i + 1) * (2 * seed + 1) * 7919) % 104729;
  return list
    .map((item, i) => ({ item, key: key(i) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe("classification", () => {
  it("micro averages are the accuracy", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const accuracy = accuracyScore(truths(list), guesses(list));
        for (const metric of [precisionScore, recallScore, f1Score]) {
          expect(metric(truths(list), guesses(list), { average: "micro" })).toBeCloseTo(accuracy, 12);
        }
      }),
    );
  });

  it("weighted recall is the accuracy, macro recall over true classes the balanced one", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [yTrue, yPred] = [truths(list), guesses(list)];
        expect(recallScore(yTrue, yPred, { average: "weighted" })).toBeCloseTo(accuracyScore(yTrue, yPred), 12);
        const labels = [...new Set(yTrue)];
        expect(recallScore(yTrue, yPred, { average: "macro", labels })).toBeCloseTo(
          balancedAccuracyScore(yTrue, yPred),
          12,
        );
      }),
    );
  });

  it("swapping truth and prediction transposes the matrix and swaps precision with recall", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const matrix = confusionMatrix(truths(list), guesses(list));
        const swapped = confusionMatrix(guesses(list), truths(list));
        for (const a of matrix.labels) for (const b of matrix.labels) expect(matrix.get(a, b)).toBe(swapped.get(b, a));
        expect(precisionScore(truths(list), guesses(list), { average: null })).toEqual(
          recallScore(guesses(list), truths(list), { average: null }),
        );
      }),
    );
  });

  it("the order of the rows does not matter", () => {
    fc.assert(
      fc.property(rows, fc.nat(1000), (list, seed) => {
        const other = shuffled(list, seed);
        expect(classificationReport(truths(list), guesses(list))).toEqual(
          classificationReport(truths(other), guesses(other)),
        );
      }),
    );
  });

  it("weight k is the row k times", () => {
    fc.assert(
      fc.property(rows.filter(someWeight), (list) => {
        const repeated = list.flatMap((row) => Array.from({ length: row.weight }, () => row));
        // Rows of weight 0 still say which labels there are.
        const labels = [...new Set(truths(repeated))];
        const options = { labels, average: "macro" } as const;
        expect(f1Score(truths(list), guesses(list), { ...options, sampleWeight: weightsOf(list) })).toBeCloseTo(
          f1Score(truths(repeated), guesses(repeated), options),
          12,
        );
        expect(accuracyScore(truths(list), guesses(list), { sampleWeight: weightsOf(list) })).toBeCloseTo(
          accuracyScore(truths(repeated), guesses(repeated)),
          12,
        );
      }),
    );
  });

  it("the counts of the matrix sum to the rows, and F1 is the harmonic mean", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const matrix = confusionMatrix(truths(list), guesses(list));
        expect(matrix.counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
        for (const { precision, recall, f1 } of classificationReport(truths(list), guesses(list)).classes) {
          expect(f1).toBeCloseTo(precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), 12);
        }
      }),
    );
  });
});

describe("ranking", () => {
  /** The definition: over all pairs of a positive and a negative, how often the positive scores higher; ties count half. */
  function pairCount(list: readonly { truth: boolean; score: number; weight: number }[]): number {
    let won = 0;
    let pairs = 0;
    for (const p of list.filter(({ truth }) => truth)) {
      for (const n of list.filter(({ truth }) => !truth)) {
        pairs += p.weight * n.weight;
        won += p.weight * n.weight * (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0);
      }
    }
    return won / pairs;
  }

  it("AUC is the share of pairs in the right order", () => {
    fc.assert(
      fc.property(scored, (list) => {
        const scores = list.map(({ score }) => score);
        expect(rocAucScore(truths(list), scores, { sampleWeight: weightsOf(list) })).toBeCloseTo(pairCount(list), 12);
        const plain = list.map((row) => ({ ...row, weight: 1 }));
        expect(rocAucScore(truths(list), scores)).toBeCloseTo(pairCount(plain), 12);
      }),
    );
  });

  it("turning the scores around, or the positive label, turns AUC around", () => {
    fc.assert(
      fc.property(scored, (list) => {
        const scores = list.map(({ score }) => score);
        const area = rocAucScore(truths(list), scores);
        expect(
          rocAucScore(
            truths(list),
            scores.map((score) => -score),
          ),
        ).toBeCloseTo(1 - area, 12);
        expect(rocAucScore(truths(list), scores, { posLabel: false })).toBeCloseTo(1 - area, 12);
      }),
    );
  });

  it("AUC sees only the order, of scores and of rows", () => {
    fc.assert(
      fc.property(scored, fc.nat(1000), (list, seed) => {
        const other = shuffled(list, seed);
        expect(
          rocAucScore(
            truths(other),
            other.map(({ score }) => score ** 3 + 7),
          ),
        ).toBe(
          rocAucScore(
            truths(list),
            list.map(({ score }) => score),
          ),
        );
      }),
    );
  });

  it("the area under the ROC curve's points is the AUC, with and without the points between", () => {
    fc.assert(
      fc.property(scored, fc.boolean(), (list, dropIntermediate) => {
        const scores = list.map(({ score }) => score);
        const { fpr, tpr } = rocCurve(truths(list), scores, { dropIntermediate });
        let area = 0;
        for (let i = 1; i < fpr.length; i++) area += ((fpr[i]! - fpr[i - 1]!) * (tpr[i]! + tpr[i - 1]!)) / 2;
        expect(area).toBeCloseTo(rocAucScore(truths(list), scores), 12);
        expect([fpr[0], tpr[0], fpr.at(-1), tpr.at(-1)]).toEqual([0, 0, 1, 1]);
      }),
    );
  });
});

describe("probabilities", () => {
  const certain = fc.array(fc.record({ truth: fc.boolean(), score: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    minLength: 2,
    maxLength: 30,
  });

  it("log loss is never negative, and one column says what two say", () => {
    fc.assert(
      fc.property(certain, (list) => {
        const labels = [false, true];
        const one = logLoss(
          truths(list),
          list.map(({ score }) => score),
          { labels },
        );
        const two = logLoss(
          truths(list),
          list.map(({ score }) => [1 - score, score]),
          { labels },
        );
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeCloseTo(two, 9);
      }),
    );
  });
});

describe("regression", () => {
  it("errors are symmetric, and 0 only for equal lists; R² is at most 1", () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const [yTrue, yPred] = [truths(list), guesses(list)];
        for (const metric of [meanAbsoluteError, meanSquaredError, medianAbsoluteError]) {
          expect(metric(yTrue, yPred)).toBe(metric(yPred, yTrue));
          expect(metric(yTrue, yTrue)).toBe(0);
        }
        expect(meanSquaredError(yTrue, yPred) === 0).toBe(yTrue.every((value, i) => value === yPred[i]));
        expect(r2Score(yTrue, yPred)).toBeLessThanOrEqual(1);
        expect(meanAbsoluteError(yTrue, yPred) ** 2).toBeLessThanOrEqual(meanSquaredError(yTrue, yPred) * (1 + 1e-12));
      }),
    );
  });
});
