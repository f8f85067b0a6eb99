/**
 * Losses of rows, times their weights, summed in order: the sum over a block of rows is the same whoever computes it. Arrays are of float64; `weights` is 0 where all
 * weights are 1. Terms that do not depend on the scores are left out.
 */
import { exp, expPair, log, log1p } from "./math";

function weighted(weights: usize, at: usize, loss: f64): f64 {
  return weights ? load<f64>(weights + at) * loss : loss;
}

/** Rows whose 1 + e^x, each at most 2, are multiplied before the logarithm is taken of all of them. */
const TOGETHER: i32 = 64;

/** The logistic loss of two classes; `signs` has 1 for rows of the first class, -1 for those of the second. */
export function sumLogistic(scores: usize, signs: usize, weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  let first = 0;
  // log Π (1 + e^x) for Σ log(1 + e^x): a logarithm for many rows.
  while (!weights && count - first >= 2) {
    const rows = min((count - first) & ~1, TOGETHER);
    sum += logisticTogether(scores, signs, rows);
    const bytes = (<usize>rows) << 3;
    scores += bytes;
    signs += bytes;
    first += rows;
  }
  const rest = (<usize>(count - first)) << 3;
  for (let at: usize = 0; at < rest; at += 8) {
    const wrong = load<f64>(scores + at) * load<f64>(signs + at);
    sum += weighted(weights, at, max(wrong, 0) + log1p(exp(-abs(wrong))));
  }
  return sum;
}

/** Of an even number of rows, at most {@link TOGETHER}. */
function logisticTogether(scores: usize, signs: usize, rows: i32): f64 {
  let product = f64x2.splat(1);
  let sum = f64x2.splat(0);
  const bytes = (<usize>rows) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const wrong = f64x2.mul(v128.load(scores + at), v128.load(signs + at));
    const e = expPair(f64x2.pmax(f64x2.neg(f64x2.abs(wrong)), f64x2.splat(-690)));
    product = f64x2.mul(product, f64x2.add(f64x2.splat(1), e));
    sum = f64x2.add(sum, f64x2.pmax(wrong, f64x2.splat(0)));
  }
  const both = f64x2.extract_lane(product, 0) * f64x2.extract_lane(product, 1);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + log(both);
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
