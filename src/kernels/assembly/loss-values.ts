/**
 * Losses of rows, times their weights, summed in order: the sum over a block of rows is the same whoever computes it. Arrays are of float64; `weights` is 0 where all
 * weights are 1. Terms that do not depend on the scores are left out.
 */
import { exp, log, log1p } from "./math";

function weighted(weights: usize, at: usize, loss: f64): f64 {
  return weights ? load<f64>(weights + at) * loss : loss;
}

/** The logistic loss of two classes; `signs` has 1 for rows of the first class, -1 for those of the second. */
export function sumLogistic(scores: usize, signs: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const wrong = load<f64>(scores + at) * load<f64>(signs + at);
    sum += weighted(weights, at, max(wrong, 0) + log1p(exp(-abs(wrong))));
  }
  return sum;
}

/** The logistic loss of several classes, whose scores lie `stride` bytes apart. */
export function sumSoftmax(scores: usize, stride: usize, classes: i32, codes: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  const end = stride * <usize>classes;
  for (let at: usize = 0; at < bytes; at += 8) {
    let most = load<f64>(scores + at);
    for (let k = stride; k < end; k += stride) most = max(most, load<f64>(scores + k + at));
    let total: f64 = 0;
    for (let k: usize = 0; k < end; k += stride) total += exp(load<f64>(scores + k + at) - most);
    const own = load<f64>(scores + <usize>load<f64>(codes + at) * stride + at);
    sum += weighted(weights, at, log(total) + most - own);
  }
  return sum;
}

/** Half the squared error. */
export function sumSquares(scores: usize, y: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const off = load<f64>(scores + at) - load<f64>(y + at);
    sum += weighted(weights, at, 0.5 * off * off);
  }
  return sum;
}

/** `above` times how far scores are above targets, and `below` (less than 0) times how far they are below. */
export function sumSlopes(scores: usize, y: usize, weights: usize, above: f64, below: f64, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const off = load<f64>(scores + at) - load<f64>(y + at);
    sum += weighted(weights, at, off > 0 ? above * off : below * off);
  }
  return sum;
}

/** Half the Poisson deviance. */
export function sumPoisson(scores: usize, y: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const score = load<f64>(scores + at);
    sum += weighted(weights, at, exp(score) - load<f64>(y + at) * score);
  }
  return sum;
}

/** Half the gamma deviance. */
export function sumGamma(scores: usize, y: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const score = load<f64>(scores + at);
    sum += weighted(weights, at, score + load<f64>(y + at) * exp(-score));
  }
  return sum;
}
