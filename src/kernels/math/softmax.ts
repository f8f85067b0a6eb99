import { exp } from "./exp.js";
import { log } from "./log.js";
import { log1p } from "./log1p.js";

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
 * Turns scores into probabilities, e^score / Σ e^score, in place over start ≤ i < end.
 *
 * @returns the log-sum-exp of the scores, so that the log-likelihood of class i is `score - result`
 */
export function softmaxInPlace(scores: Float64Array, start = 0, end = scores.length): number {
  const largest = maximum(scores, start, end);
  let sum = 0;
  for (let i = start; i < end; i++) {
    const weight = exp(scores[i]! - largest);
    scores[i] = weight;
    sum += weight;
  }
  for (let i = start; i < end; i++) scores[i] = scores[i]! / sum;
  return largest + log(sum);
}

/** log(1 + e^x) (softplus) without overflow: the loss of one row in logistic regression. */
export function log1pExp(x: number): number {
  const rest = log1p(exp(-Math.abs(x)));
  return x > 0 ? x + rest : rest;
}

/** The largest value; NaN if any is. */
function maximum(values: ArrayLike<number>, start: number, end: number): number {
  let largest = -Infinity;
  for (let i = start; i < end; i++) largest = Math.max(largest, values[i]!);
  return largest;
}
