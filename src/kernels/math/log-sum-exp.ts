/** Logarithms of sums of exponentials, which learning needs and predicting does not: apart, so that no bundle for predicting has them. */
import { exp } from "./exp.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";
import { exponentials, maximum } from "./softmax.js";

/**
 * log(Σ e^values[i]) over start ≤ i < end, without overflow: the largest value is taken out first. The sum runs in order of i.
 *
 * No values give -Infinity; a NaN or two infinities of which one is +Infinity give what the sum itself would.
 */
export function logSumExp(values: ArrayLike<number>, start = 0, end = values.length): number {
  const largest = maximum(values, start, end);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = start; i < end; i++) sum += exp(values[i]! - largest);
  return largest + log(sum);
}

/**
 * Turns scores into probabilities in place, as `softmaxInPlace` does.
 *
 * @returns the log-sum-exp of the scores, so that the log-likelihood of class i is `score - result`
 */
export function softmaxWithLogSum(scores: Float64Array, start = 0, end = scores.length): number {
  const largest = maximum(scores, start, end);
  const sum = exponentials(scores, start, end, largest);
  for (let i = start; i < end; i++) scores[i] = scores[i]! / sum;
  return largest + log(sum);
}

/** log(1 + e^x) (softplus) without overflow: the loss of one row in logistic regression. */
export function log1pExp(x: number): number {
  const rest = log1p(exp(-Math.abs(x)));
  return x > 0 ? x + rest : rest;
}
