import { exp } from "./exp.js";

/** Turns scores into probabilities, e^score / Σ e^score, in place over start ≤ i < end, without overflow. */
export function softmaxInPlace(scores: Float64Array, start = 0, end = scores.length): void {
  const largest = maximum(scores, start, end);
  const sum = exponentials(scores, start, end, largest);
  for (let i = start; i < end; i++) scores[i] = scores[i]! / sum;
}

/** Puts e^(score − largest) in the place of each score; the sum of them, in order. */
export function exponentials(scores: Float64Array, start: number, end: number, largest: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const weight = exp(scores[i]! - largest);
    scores[i] = weight;
    sum += weight;
  }
  return sum;
}

/** The largest value; NaN if any is. */
export function maximum(values: ArrayLike<number>, start: number, end: number): number {
  let largest = -Infinity;
  for (let i = start; i < end; i++) largest = Math.max(largest, values[i]!);
  return largest;
}
