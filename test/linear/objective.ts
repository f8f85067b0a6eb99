/** The objective of logistic regression, written down once more and without any of the library's shortcuts. */

import type { Label } from "../../src/core/contracts.js";
import type { Matrix } from "../../src/data/matrix.js";
import type { LinearClassifierModel } from "../../src/linear/linear-classifier-model.js";
import type { LogisticRegressionOptions } from "../../src/linear/logistic-regression.js";

export function objectiveOf(
  model: LinearClassifierModel<Label>,
  x: Matrix,
  y: readonly Label[],
  weights: readonly number[] | undefined,
  { C = 1, penalty = "l2", l1Ratio = 0.5, classWeight = null }: LogisticRegressionOptions,
): number {
  const { coef, intercept, classes } = model;
  const counts = new Map(classes.map((label) => [label, y.filter((each) => each === label).length]));
  const given = new Map<Label, number>(Array.isArray(classWeight) ? classWeight : []);
  const factor = (label: Label) =>
    classWeight === "balanced" ? y.length / (classes.length * (counts.get(label) ?? 1)) : (given.get(label) ?? 1);
  let loss = 0;
  y.forEach((label, row) => {
    const scores = Array.from(intercept, (start, k) => {
      let score = start;
      for (let c = 0; c < x.cols; c++) {
        score += (x.values[row * x.cols + c] as number) * (coef.values[k * x.cols + c] as number);
      }
      return score;
    });
    const all = scores.length === 1 ? [0, ...scores] : scores;
    const most = Math.max(...all);
    const logSum = most + Math.log(all.reduce((sum, score) => sum + Math.exp(score - most), 0));
    loss += (weights?.[row] ?? 1) * factor(label) * (logSum - (all[classes.indexOf(label)] as number));
  });
  const share = penalty === "l1" ? 1 : penalty === "elasticnet" ? l1Ratio : 0;
  const strength = penalty === null ? 0 : 1 / C;
  const absolute = coef.values.reduce((sum, value) => sum + Math.abs(value), 0);
  const squares = coef.values.reduce((sum, value) => sum + value * value, 0);
  return loss + strength * (share * absolute + ((1 - share) / 2) * squares);
}
